import type { Clock } from '../../clock.mts';
import { toTest } from './domain.mts';
import type { Field, Model } from './models.mts';
import { magicFields, toModels } from './models.mts';
import { missingError, validationError, valueError } from './problem.mts';

export type Values = Record<string, unknown>;
export type Record_ = Values & { id: number };

/** Who asks, and what came along in the call's context. */
export interface Env {
	userId: number;
	context: Values;
}

export type Store = ReturnType<typeof createStore>;

/** The tables, with what Odoo's object layer does to them: defaults, required fields, tracking, external ids that go with a record. */
export function createStore(clock: Clock) {
	let models = toModels();
	let tables = new Map<string, Map<number, Record_>>();
	const sequences = new Map<string, number>();

	const model = (name: string): Model => models[name];
	const table = (name: string) => {
		if (!tables.has(name)) tables.set(name, new Map());
		return tables.get(name)!;
	};
	const field = (name: string, key: string): Field => {
		const found = magicFields[key] ?? model(name).fields[key];
		if (!found) throw valueError(`Invalid field '${key}' on '${name}'`);
		return found;
	};
	const now = () => new Date(clock.now()).toISOString().slice(0, 19).replace('T', ' ');

	const get = (name: string, record: Record_, key: string): unknown => {
		if (key === 'message_ids') return messagesOf(name, record.id).map(({ id }) => id);
		return record[key] ?? false;
	};
	const messagesOf = (name: string, id: number) =>
		[...table('mail.message').values()]
			.filter((it) => it.model === name && it.res_id === id)
			.filter((it) => it.message_type !== 'user_notification')
			.reverse();

	const search = (
		name: string,
		domain: unknown,
		{ order = 'id', context = {} }: { order?: string; context?: Values } = {},
	): Record_[] => {
		const used = JSON.stringify(domain);
		const test = toTest(domain);
		const isArchivable = 'active' in model(name).fields;
		const isHidden = (record: Record_) =>
			isArchivable &&
			context.active_test !== false &&
			!used.includes('"active"') &&
			record.active === false;
		// Fields are checked also where there is no record.
		test((key) => void field(name, key));
		const found = [...table(name).values()].filter(
			(record) => !isHidden(record) && test((key) => (field(name, key), get(name, record, key))),
		);
		return sortBy(found, order, (key) => void field(name, key));
	};

	const check = (name: string, record: Values) => {
		for (const [key, { isRequired, label, selection, type, comodel }] of Object.entries(
			model(name).fields,
		)) {
			const value = record[key];
			const isUnset = value === undefined || value === false || value === '';
			if (isRequired && isUnset) {
				throw validationError(
					`The operation cannot be completed:\n- Create/update: a mandatory field is not set.\nModel: ${model(name).label} (${name})\nField: ${label} (${key})`,
				);
			}
			if (selection && !isUnset && !selection.some(([it]) => it === value)) {
				throw valueError(`Wrong value for ${name}.${key}: '${String(value)}'`);
			}
			if (type === 'many2one' && !isUnset && !table(comodel!).has(value as number)) {
				throw missingError(comodel!, [value as number]);
			}
		}
	};

	const create = (name: string, given: Values, env: Env): Record_ => {
		for (const key of Object.keys(given)) field(name, key);
		const defaults = Object.fromEntries(
			Object.keys(model(name).fields)
				.filter((key) => `default_${key}` in env.context)
				.map((key) => [key, env.context[`default_${key}`]]),
		);
		const id = (sequences.get(name) ?? 0) + 1;
		const values: Record_ = {
			...('active' in model(name).fields && { active: true }),
			...usual(name, env),
			...defaults,
			...given,
			id,
			...{ create_uid: env.userId, write_uid: env.userId },
			...{ create_date: now(), write_date: now() },
		};
		check(name, values);
		// A sequence is not rolled back: numbers are lost, not given out twice.
		sequences.set(name, id);
		if (name === 'ir.model.fields') addCustomField(values);
		table(name).set(id, values);
		return values;
	};

	const addCustomField = (values: Record_) => {
		const target = table('ir.model').get(values.model_id as number);
		const modelName = String(target?.model);
		const key = String(values.name);
		if (values.state === 'manual' && !key.startsWith('x_')) {
			throw validationError("Custom fields must have a name that starts with 'x_'!");
		}
		if (model(modelName).fields[key]) {
			throw validationError('Field names must be unique per model.');
		}
		values.model = modelName;
		model(modelName).fields[key] = { type: 'char', label: String(values.field_description) };
	};

	const usual = (name: string, env: Env): Values => {
		if (name === 'mail.message') {
			const author = table('res.users').get(env.userId)?.partner_id;
			return { message_type: 'email', author_id: author, date: now() };
		}
		const [app] = name.split('.');
		if (!model(name).tracked) return {};
		const [stage] = search(`${app}.stage`, [], { order: 'sequence, id' });
		const [team] = search(`${app}.team`, []);
		const owner = name === 'crm.lead' ? { user_id: env.userId } : {};
		return { stage_id: stage?.id, team_id: team?.id, priority: '0', ...owner };
	};

	const write = (name: string, ids: number[], given: Values, env: Env): void => {
		const records = ids.map((id) => table(name).get(id));
		const gone = ids.filter((_, at) => !records[at]);
		if (gone.length > 0) throw missingError(name, gone);
		for (const key of Object.keys(given)) field(name, key);
		for (const record of records as Record_[]) {
			const before = { ...record };
			const after = { ...record, ...given, write_uid: env.userId, write_date: now() };
			check(name, after);
			Object.assign(record, after);
			if (!env.context.mail_notrack && !env.context.tracking_disable) {
				track(name, before, record, env);
			}
		}
	};

	const track = (name: string, before: Record_, after: Record_, env: Env) => {
		const changed = (model(name).tracked ?? []).filter((key) => before[key] !== after[key]);
		if (changed.length === 0) return;
		const message = create(
			'mail.message',
			{ model: name, res_id: after.id, message_type: 'notification', subtype_id: 2, body: '' },
			{ ...env, context: {} },
		);
		for (const key of changed) {
			const [field_id] = search('ir.model.fields', [
				['model', '=', name],
				['name', '=', key],
			]);
			const [old, fresh] = [before, after].map((it) => toTracked(name, key, it[key]));
			create(
				'mail.tracking.value',
				{
					...{ mail_message_id: message.id, field_id: field_id.id },
					...{ old_value_integer: old.integer, old_value_char: old.char },
					...{ new_value_integer: fresh.integer, new_value_char: fresh.char },
				},
				{ ...env, context: {} },
			);
		}
	};

	const toTracked = (name: string, key: string, value: unknown) => {
		const { type, comodel } = field(name, key);
		if (type !== 'many2one') return { integer: value ? 1 : 0, char: false };
		return { integer: Number(value) || 0, char: value ? nameOf(comodel!, value as number) : '' };
	};

	const nameOf = (name: string, id: number) =>
		String(table(name).get(id)?.name ?? table(name).get(id)?.model ?? `${name},${id}`);

	/** External ids and messages go with their record; references to it are emptied. */
	const unlink = (name: string, ids: number[]): void => {
		for (const id of ids) {
			if (!table(name).delete(id)) throw missingError(name, [id]);
			for (const data of [...table('ir.model.data').values()]) {
				if (data.model === name && data.res_id === id) table('ir.model.data').delete(data.id);
			}
			if (model(name).tracked) {
				const all = [...table('mail.message').values()];
				const own = all.filter((it) => it.model === name && it.res_id === id);
				unlink(
					'mail.message',
					own.map((it) => it.id),
				);
			}
			for (const [other, { fields }] of Object.entries(models)) {
				for (const [key, { type, comodel }] of Object.entries(fields)) {
					if (type !== 'many2one' || comodel !== name) continue;
					for (const record of table(other).values()) {
						if (record[key] === id) record[key] = false;
					}
				}
			}
		}
	};

	/** Does all of it or nothing, as a transaction would. */
	const attempt = <T,>(action: () => T): T => {
		const saved = new Map(
			[...tables].map(([name, rows]) => [
				name,
				new Map([...rows].map(([id, row]) => [id, { ...row }])),
			]),
		);
		try {
			return action();
		} catch (error) {
			tables = saved;
			throw error;
		}
	};

	/** Takes away the custom fields and all they held. */
	const forgetCustomFields = () => {
		const custom = search('ir.model.fields', [['state', '=', 'manual']]);
		unlink(
			'ir.model.fields',
			custom.map(({ id }) => id),
		);
		for (const { model: name, name: key } of custom) {
			delete models[String(name)].fields[String(key)];
			for (const record of table(String(name)).values()) delete record[String(key)];
		}
	};

	return {
		...{ search, create, write, unlink, attempt, get, field, model, table, nameOf },
		...{ messagesOf, forgetCustomFields },
		/** Numbers up to here are taken. */
		skip: (name: string, upTo: number) => void sequences.set(name, upTo),
		has: (name: string) => Object.hasOwn(models, name),
		modelNames: () => Object.keys(models),
		dropModel: (name: string) => {
			const { [name]: _gone, ...rest } = models;
			models = rest;
		},
	};
}

function sortBy(records: Record_[], order: string, checkField: (key: string) => void): Record_[] {
	const parts = order.split(',').map((part) => part.trim().split(/\s+/));
	for (const [key] of parts) checkField(key);
	return records.sort((one, other) => {
		for (const [key, direction] of parts) {
			const [a, b] = [one[key], other[key]] as Array<number | string>;
			if (a === b) continue;
			return (a > b || b === undefined ? 1 : -1) * (direction?.toLowerCase() === 'desc' ? -1 : 1);
		}
		return 0;
	});
}
