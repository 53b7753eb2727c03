import type { Clock } from '../../clock.mts';
import { careFields, type FieldType, type ObjectType, standardObjects } from './schema.mts';
import { noColumn, noType, Trouble } from './trouble.mts';

export type Row = Record<string, unknown>;

export const ME = '005000000000001AAA';

/** Records by object, in the order they were made; with what the organisation has made of the objects. */
export class Store {
	readonly objects: Record<string, ObjectType> = standardObjects();
	private rows: Record<string, Row[]> = {};
	private lastNumber = 1000;
	/** Custom fields nobody has granted to the connection's user. */
	readonly hidden = new Set<string>();

	constructor(private readonly clock: Clock) {
		for (const [object, name, field] of careFields)
			this.objects[object].fields[name] = { ...field };
		const seed = (object: string, rows: Row[]) => rows.forEach((row) => this.put(object, row));
		seed('User', [
			{ Id: ME, Name: 'X Care Integration', IsActive: true, UserType: 'Standard' },
			...['Ada Agent', 'Bob Agent'].map((Name) => ({ Name, IsActive: true, UserType: 'Standard' })),
			{ Name: 'Gone Agent', IsActive: false, UserType: 'Standard' },
			{ Name: 'Automated Process', IsActive: true, UserType: 'AutomatedProcess' },
			{ Name: 'Pat Portal', IsActive: true, UserType: 'CspLitePortal' },
		]);
		seed('Group', [
			{ Name: 'Second Line', Type: 'Queue', DeveloperName: 'Second_Line' },
			{ Name: 'Social', Type: 'Queue', DeveloperName: 'Social' },
			{ Name: 'Leads Only', Type: 'Queue', DeveloperName: 'Leads_Only' },
		]);
		for (const { Id, Name } of this.all('Group')) {
			const SobjectType = Name === 'Leads Only' ? 'Lead' : 'Case';
			this.put('QueueSobject', { QueueId: Id, SobjectType });
		}
		['New', 'Working', 'Escalated', 'Closed'].forEach((ApiName, at) => {
			const [IsClosed, IsDefault] = [ApiName === 'Closed', ApiName === 'New'];
			this.put('CaseStatus', {
				ApiName,
				MasterLabel: ApiName,
				IsClosed,
				IsDefault,
				SortOrder: at + 1,
			});
		});
	}

	type(object: string): ObjectType {
		const found = Object.entries(this.objects).find(
			([name]) => name.toLowerCase() === object.toLowerCase(),
		);
		if (!found) throw noType(object);
		return found[1];
	}

	/** By a name that may be written in any case. */
	nameOf(object: string): string {
		this.type(object);
		return Object.keys(this.objects).find(
			(name) => name.toLowerCase() === object.toLowerCase(),
		) as string;
	}

	/** Undefined also where the connection's user may not see it. */
	field(object: string, name: string): [name: string, field: FieldType] | undefined {
		return Object.entries(this.type(object).fields).find(
			([key]) =>
				key.toLowerCase() === name.toLowerCase() &&
				!this.hidden.has(`${this.nameOf(object)}.${key}`),
		);
	}

	/** Without those in the recycle bin. */
	all(object: string): Row[] {
		return (this.rows[this.nameOf(object)] ?? []).filter(({ IsDeleted }) => IsDeleted !== true);
	}

	find(object: string, id: unknown): Row | undefined {
		const key = String(id).slice(0, 15);
		return (this.rows[this.nameOf(object)] ?? []).find((row) => String(row.Id).startsWith(key));
	}

	put(object: string, row: Row): Row {
		const made = { Id: this.nextId(object), ...row };
		(this.rows[object] ??= []).push(made);
		return made;
	}

	nextId(object: string): string {
		this.lastNumber += 1;
		return `${this.type(object).prefix}${String(this.lastNumber).padStart(12, '0')}AAA`;
	}

	/** To the second: Salesforce keeps no milliseconds. */
	now(): string {
		return new Date(Math.floor(this.clock.now() / 1000) * 1000).toISOString().replace('Z', '+0000');
	}

	/** All or none: what `work` did is undone when it throws. */
	atOnce<T>(work: () => T): T {
		const before = structuredClone(this.rows);
		try {
			return work();
		} catch (error) {
			this.rows = before;
			throw error;
		}
	}

	/** Checked values for a record; text without blanks around it, and none where it is empty. */
	check(objectName: string, values: Row, own?: Row): Row {
		const object = this.nameOf(objectName);
		const checked: Row = {};
		for (const [name, value] of Object.entries(values)) {
			if (name === 'attributes') continue;
			const found = this.field(object, name);
			if (!found) throw noColumn(name, object, '');
			const [key, field] = found;
			if (field.readOnly) {
				const words = `Unable to create/update fields: ${key}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
				throw new Trouble(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', words, [key]);
			}
			checked[key] = this.toValue(key, field, value);
			this.checkUnique(object, key, field, checked[key], own);
		}
		const missing = Object.entries(this.type(object).fields)
			.filter(([name, { required }]) => required && (checked[name] ?? own?.[name] ?? null) === null)
			.map(([name]) => name);
		if (missing.length > 0) {
			const words = `Required fields are missing: [${missing.join(', ')}]`;
			throw new Trouble(400, 'REQUIRED_FIELD_MISSING', words, missing);
		}
		return checked;
	}

	private toValue(name: string, field: FieldType, value: unknown): unknown {
		if (value === null || value === undefined) return null;
		if (field.type === 'boolean' || field.type === 'double' || field.type === 'int') {
			const wanted = field.type === 'boolean' ? 'boolean' : 'number';
			if (typeof value === wanted) return value;
			const words = `Cannot deserialize instance of ${field.type} from ${JSON.stringify(value)}`;
			throw new Trouble(400, 'JSON_PARSER_ERROR', words);
		}
		if (typeof value !== 'string') {
			const words = `Cannot deserialize instance of ${field.type} from ${JSON.stringify(value)}`;
			throw new Trouble(400, 'JSON_PARSER_ERROR', words);
		}
		const text = value.trim();
		if (text === '') return null;
		const isLong = field.length !== undefined && text.length > field.length;
		const isHeavy = field.bytes !== undefined && Buffer.byteLength(text) > field.bytes;
		if (isLong || isHeavy) {
			const words = `${name}: data value too large: ${text.slice(0, 30)} (max length=${field.length ?? field.bytes})`;
			throw new Trouble(400, 'STRING_TOO_LONG', words, [name]);
		}
		if (field.values && !field.values.includes(text)) {
			const words = `bad value for restricted picklist field: ${text}`;
			throw new Trouble(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', words, [name]);
		}
		if (field.to) this.checkReference(name, field.to, text);
		return text;
	}

	private checkReference(name: string, to: string, id: string): void {
		if (!/^\w{15}(\w{3})?$/.test(id)) {
			const words = `${name}: id value of incorrect type: ${id}`;
			throw new Trouble(400, 'MALFORMED_ID', words, [name]);
		}
		const found = (to === 'Owner' ? ['User', 'Group'] : [to])
			.map((object) => this.find(object, id))
			.find((row) => row !== undefined);
		if (found?.IsDeleted === true) {
			throw new Trouble(400, 'ENTITY_IS_DELETED', 'entity is deleted', []);
		}
		if (!found) {
			const words = 'invalid cross reference id';
			throw new Trouble(400, 'INVALID_CROSS_REFERENCE_KEY', words, [name]);
		}
	}

	private checkUnique(object: string, name: string, field: FieldType, value: unknown, own?: Row) {
		if (!field.unique || value === null) return;
		const fold = (it: unknown) => (field.caseSensitive ? String(it) : String(it).toLowerCase());
		const other = this.all(object).find(
			(row) => row !== own && (row[name] ?? null) !== null && fold(row[name]) === fold(value),
		);
		if (!other) return;
		const words = `duplicate value found: ${name} duplicates value on record with id: ${String(other.Id).slice(0, 15)}`;
		throw new Trouble(400, 'DUPLICATE_VALUE', words, []);
	}
}
