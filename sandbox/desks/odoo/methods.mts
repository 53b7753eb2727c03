import { load } from './import.mts';
import { magicFields } from './models.mts';
import { accessError, missingError, notFound, unprocessable } from './problem.mts';
import type { Env, Record_, Store, Values } from './store.mts';

interface Method {
	/** Names in order; those that must be given end with `!`. */
	parameters: string[];
	/** Whether it works on records. */
	takesIds?: boolean;
	needs?: 'read' | 'write' | 'create' | 'unlink';
	run(store: Store, model: string, ids: number[], given: Values, env: Env): unknown;
}

/** Calls a method as the external interfaces do: access first, then the signature, then the work, as one transaction. */
export function callMethod(
	store: Store,
	call: { model: string; method: string; ids?: unknown; params: Values; isAdmin: boolean },
	env: Env,
): unknown {
	const { model, method: name, params } = call;
	if (!store.has(model)) throw notFound(`the model '${model}' does not exist`);
	const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
	if (!method || (name === 'context_get' && model !== 'res.users')) {
		throw notFound(`The method '${model}.${name}' does not exist`);
	}
	const ids = Array.isArray(call.ids) ? (call.ids as number[]) : [];
	if (!method.takesIds && ids.length > 0) {
		throw unprocessable(`cannot call ${model}.${name} with ids`);
	}
	const known = method.parameters.map((it) => it.replace('!', ''));
	const strange = Object.keys(params).find((it) => !known.includes(it));
	if (strange) throw unprocessable(`got an unexpected keyword argument '${strange}'`);
	const missing = method.parameters.find((it) => it.endsWith('!') && !(it.slice(0, -1) in params));
	if (missing) throw unprocessable(`missing a required argument: '${missing.slice(0, -1)}'`);
	checkAccess(store, model, method.needs, call.isAdmin);
	return store.attempt(() => method.run(store, model, ids, params, env));
}

function checkAccess(store: Store, model: string, needs: Method['needs'], isAdmin: boolean) {
	if (isAdmin || !needs) return;
	const isHidden = model === 'mail.tracking.value';
	const { isForAdmins, label } = store.model(model);
	const what = { read: 'access', write: 'modify', create: 'create', unlink: 'delete' }[needs];
	if (isHidden || (isForAdmins && needs !== 'read')) throw accessError(what, label, model);
}

const methods: Record<string, Method> = {
	search_read: {
		parameters: ['domain', 'fields', 'offset', 'limit', 'order'],
		needs: 'read',
		run: (store, model, _ids, given, env) =>
			page(searchBy(store, model, given, env), given).map((it) =>
				toRow(store, model, it, given.fields),
			),
	},
	search: {
		parameters: ['domain!', 'offset', 'limit', 'order'],
		needs: 'read',
		run: (store, model, _ids, given, env) =>
			page(searchBy(store, model, given, env), given).map(({ id }) => id),
	},
	search_count: {
		parameters: ['domain!', 'limit'],
		needs: 'read',
		run: (store, model, _ids, given, env) => searchBy(store, model, given, env).length,
	},
	read: {
		parameters: ['fields'],
		takesIds: true,
		needs: 'read',
		run: (store, model, ids, { fields }) =>
			ids.map((id) => {
				const found = store.table(model).get(id);
				if (!found) throw missingError(model, [id]);
				return toRow(store, model, found, fields);
			}),
	},
	create: {
		parameters: ['vals_list!'],
		needs: 'create',
		run: (store, model, _ids, { vals_list: given }, env) => {
			const made = [given].flat().map((it) => store.create(model, it as Values, env).id);
			return Array.isArray(given) ? made : made[0];
		},
	},
	write: {
		parameters: ['vals!'],
		takesIds: true,
		needs: 'write',
		run: (store, model, ids, { vals }, env) => {
			store.write(model, ids, vals as Values, env);
			return true;
		},
	},
	unlink: {
		parameters: [],
		takesIds: true,
		needs: 'unlink',
		run: (store, model, ids) => {
			store.unlink(model, ids);
			return true;
		},
	},
	load: {
		parameters: ['fields!', 'data!'],
		needs: 'create',
		run: (store, model, _ids, { fields, data }, env) => load(store, model, fields, data, env),
	},
	fields_get: {
		parameters: ['allfields', 'attributes'],
		run: (store, model, _ids, { allfields }) => {
			const all = { ...magicFields, ...store.model(model).fields };
			const wanted = Array.isArray(allfields) ? (allfields as string[]) : Object.keys(all);
			return Object.fromEntries(
				wanted.flatMap((key) => {
					if (!all[key]) return [];
					const { type, label, selection, isRequired, comodel } = all[key];
					const more = { ...(selection && { selection }), ...(comodel && { relation: comodel }) };
					return [[key, { type, string: label, required: isRequired === true, ...more }]];
				}),
			);
		},
	},
	context_get: {
		parameters: [],
		run: (_store, _model, _ids, _given, { userId }) => ({ lang: 'en_US', tz: 'UTC', uid: userId }),
	},
	message_post: {
		parameters: ['body', 'subject', 'message_type', 'subtype_xmlid', 'author_id'],
		takesIds: true,
		needs: 'read',
		run: (store, model, [id], given, env) => postMessage(store, model, id, given, env),
	},
};

/** As people write in the record: a comment goes to the followers, a note to nobody. */
export function postMessage(
	store: Store,
	model: string,
	id: number,
	{ body = '', message_type = 'notification', subtype_xmlid = 'mail.mt_note' }: Values,
	env: Env,
): number {
	if (!store.table(model).has(id)) throw missingError(model, [id]);
	const subtype_id = subtype_xmlid === 'mail.mt_comment' ? 1 : 2;
	const values = { model, res_id: id, body, message_type, subtype_id };
	return store.create('mail.message', values, env).id;
}

function searchBy(store: Store, model: string, given: Values, env: Env): Record_[] {
	const usual = store.model(model).fields.sequence ? 'sequence, id' : 'id';
	const order = typeof given.order === 'string' && given.order ? given.order : usual;
	return store.search(model, given.domain ?? [], { order, context: env.context });
}

function page(records: Record_[], { offset, limit }: Values): Record_[] {
	const from = Number(offset ?? 0);
	return records.slice(from, limit ? from + Number(limit) : undefined);
}

function toRow(store: Store, model: string, record: Record_, fields: unknown): Values {
	const all = [...Object.keys(magicFields), ...Object.keys(store.model(model).fields)];
	const wanted = Array.isArray(fields) && fields.length > 0 ? (fields as string[]) : all;
	const row: Values = { id: record.id };
	for (const key of wanted) {
		const { type, comodel } = store.field(model, key);
		const value = store.get(model, record, key);
		if (type === 'many2one') {
			row[key] = value ? [value, store.nameOf(comodel!, value as number)] : false;
		} else if (type === 'many2many') row[key] = value || [];
		else if (type === 'integer' || type === 'many2one_reference') row[key] = value || 0;
		else row[key] = value === '' ? false : value;
	}
	return row;
}
