import { conflict, invalid, invalidValues, notFound } from './errors.mts';

export type Kind = 'contacts' | 'tickets' | 'notes';

/** A property as the properties API shows it. */
export interface Property {
	name: string;
	label: string;
	type: 'string' | 'number' | 'datetime' | 'enumeration' | 'bool' | 'date';
	fieldType: string;
	groupName: string;
	description: string;
	hasUniqueValue: boolean;
	hubspotDefined: boolean;
	options: Array<{ label: string; value: string; displayOrder: number; hidden: boolean }>;
	modificationMetadata: {
		readOnlyValue: boolean;
		readOnlyDefinition: boolean;
		archivable: boolean;
	};
	[more: string]: unknown;
}

const types = ['string', 'number', 'datetime', 'enumeration', 'bool', 'date'];

/** The properties of one kind of record, those HubSpot has from the start and those somebody made. */
export interface Properties {
	get(name: string): Property | undefined;
	all(): Property[];
	/** Throws when the definition is wrong or the name is taken. */
	create(definition: Record<string, unknown>, now: string): Property;
	archive(name: string): void;
	groups: Map<string, Record<string, unknown>>;
	createGroup(group: Record<string, unknown>): Record<string, unknown>;
	/** Takes away what somebody made. */
	forget(): void;
}

export function createProperties(kind: Kind): Properties {
	const found = new Map(standard[kind].map((it) => [it.name, it]));
	const groups = new Map<string, Record<string, unknown>>([
		[groupNames[kind], { name: groupNames[kind], label: groupNames[kind], displayOrder: 0 }],
	]);
	return {
		groups,
		get: (name) => found.get(name),
		all: () => [...found.values()],
		create(definition, now) {
			const { name, label, type, fieldType, groupName } = definition;
			for (const key of ['name', 'label', 'type', 'fieldType', 'groupName']) {
				if (typeof definition[key] !== 'string' || !definition[key]) {
					throw invalid(`Invalid input JSON: Some required fields were not set: [${key}]`);
				}
			}
			if (!/^[a-z][a-z0-9_]{0,99}$/.test(String(name))) {
				throw invalid(`Property name "${String(name)}" is invalid`, {
					subCategory: 'INVALID_NAME',
				});
			}
			if (!types.includes(String(type))) throw invalid(`type "${String(type)}" is not known`);
			if (!groups.has(String(groupName))) {
				throw invalid(`Property group "${String(groupName)}" does not exist`);
			}
			if (found.has(String(name))) {
				throw conflict(`A property named '${String(name)}' already exists.`);
			}
			const unique = [...found.values()].filter((it) => it.hasUniqueValue && !it.hubspotDefined);
			if (definition.hasUniqueValue === true && unique.length >= 10) {
				throw invalid('The limit of 10 unique properties is reached.');
			}
			const made = {
				...plain(String(name), type as Property['type'], { label: String(label) }),
				...{ fieldType: String(fieldType), groupName: String(groupName) },
				description: String(definition.description ?? ''),
				hasUniqueValue: definition.hasUniqueValue === true,
				hubspotDefined: false,
				options: (definition.options as Property['options'] | undefined) ?? [],
				...{ createdAt: now, updatedAt: now, createdUserId: 'userId:501', archived: false },
			};
			found.set(made.name, made);
			return made;
		},
		archive(name) {
			const property = found.get(name);
			if (!property) throw notFound();
			if (property.hubspotDefined) throw invalid(`Property "${name}" cannot be archived`);
			found.delete(name);
		},
		createGroup(group) {
			const name = String(group.name ?? '');
			if (!name || !group.label) {
				throw invalid('Invalid input JSON: Some required fields were not set: [name, label]');
			}
			if (groups.has(name)) throw conflict(`A property group named '${name}' already exists.`);
			const made = {
				name,
				label: group.label,
				displayOrder: group.displayOrder ?? -1,
				archived: false,
			};
			groups.set(name, made);
			return made;
		},
		forget() {
			for (const [name, { hubspotDefined }] of found) if (!hubspotDefined) found.delete(name);
			for (const name of groups.keys()) if (name !== groupNames[kind]) groups.delete(name);
		},
	};
}

/** Throws what HubSpot says of values of which any is wrong. */
export function checkValues(properties: Properties, values: Record<string, string>): void {
	const wrong = Object.entries(values).flatMap(([name, value]) => {
		const property = properties.get(name);
		if (!property) {
			const message = `Property "${name}" does not exist`;
			return [{ message, error: 'PROPERTY_DOESNT_EXIST', name }];
		}
		const said = judge(property, value);
		return said ? [{ ...said, name }] : [];
	});
	if (wrong.length > 0) throw invalidValues(wrong);
}

function judge(
	{ name, type, options, modificationMetadata }: Property,
	value: string,
): { message: string; error: string } | undefined {
	if (modificationMetadata.readOnlyValue) {
		return { message: `"${name}" is a read only property`, error: 'READ_ONLY_VALUE' };
	}
	if (value === '') return undefined;
	if (type === 'number' && Number.isNaN(Number(value))) {
		return { message: `${value} was not a valid number.`, error: 'INVALID_NUMBER' };
	}
	if (type === 'datetime' && Number.isNaN(toMs(value))) {
		return { message: `${value} was not a valid long.`, error: 'INVALID_LONG' };
	}
	if (type === 'enumeration' && !options.some((it) => it.value === value)) {
		const known = options.map((it) => it.value).join(', ');
		return {
			message: `${value} was not one of the allowed options: [${known}]`,
			error: 'INVALID_OPTION',
		};
	}
	if (value.length > 65_536) {
		const message = `The value has ${value.length} characters; no more than 65536 are allowed`;
		return { message, error: 'PROPERTY_VALUE_TOO_LONG' };
	}
	return undefined;
}

/** Milliseconds, or a date in ISO 8601. */
export const toMs = (value: string) => (/^\d+$/.test(value) ? Number(value) : Date.parse(value));

const groupNames: Record<Kind, string> = {
	contacts: 'contactinformation',
	tickets: 'ticketinformation',
	notes: 'note',
};

function plain(
	name: string,
	type: Property['type'] = 'string',
	over: Partial<Property> = {},
): Property {
	return {
		...{ name, label: name, type, groupName: '', description: '', displayOrder: -1 },
		fieldType: type === 'enumeration' ? 'select' : type === 'datetime' ? 'date' : 'text',
		...{ hasUniqueValue: false, hubspotDefined: true, options: [], calculated: false },
		...{ externalOptions: false, hidden: false, formField: false, archived: false },
		modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
		...over,
	};
}

const readOnly = (name: string, type: Property['type'] = 'string') =>
	plain(name, type, {
		modificationMetadata: { archivable: true, readOnlyDefinition: true, readOnlyValue: true },
	});

const choice = (label: string, displayOrder: number, value = label.toUpperCase()) => ({
	...{ label, value, displayOrder, hidden: false },
});

const standard: Record<Kind, Property[]> = {
	contacts: [
		plain('email', 'string', { hasUniqueValue: true }),
		...['firstname', 'lastname', 'phone', 'website', 'company', 'twitterhandle'].map((it) =>
			plain(it),
		),
		plain('hubspot_owner_id'),
		...[readOnly('hs_object_id', 'number'), readOnly('createdate', 'datetime')],
		readOnly('lastmodifieddate', 'datetime'),
	],
	tickets: [
		...['subject', 'content', 'hs_pipeline', 'hs_pipeline_stage', 'hubspot_owner_id'].map((it) =>
			plain(it),
		),
		plain('hs_ticket_priority', 'enumeration', {
			options: ['Low', 'Medium', 'High', 'Urgent'].map((label, at) => choice(label, at)),
		}),
		plain('source_type', 'enumeration', {
			options: ['Chat', 'Email', 'Form', 'Phone'].map((label, at) => choice(label, at)),
		}),
		...[readOnly('hs_object_id', 'number'), readOnly('createdate', 'datetime')],
		...[readOnly('hs_lastmodifieddate', 'datetime'), readOnly('closed_date', 'datetime')],
	],
	notes: [
		plain('hs_timestamp', 'datetime'),
		...['hs_note_body', 'hs_attachment_ids', 'hubspot_owner_id'].map((it) => plain(it)),
		...[readOnly('hs_object_id', 'number'), readOnly('hs_createdate', 'datetime')],
		...[readOnly('hs_lastmodifieddate', 'datetime'), readOnly('hs_created_by')],
	],
};
