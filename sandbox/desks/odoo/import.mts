import type { Env, Record_, Store, Values } from './store.mts';
import { OdooProblem, validationError, valueError } from './problem.mts';

interface Message {
	type: 'error' | 'warning';
	message: string;
	record: number;
	rows: { from: number; to: number };
	field?: string;
}

/**
 * `load`: rows of text, by external id. Made or changed as a whole, or not at all; what is wrong with a row stands in `messages`, at
 * status 200. With `mode: update`, a record whose external id says `noupdate` stays as it is.
 */
export function load(
	store: Store,
	name: string,
	fields: unknown,
	data: unknown,
	env: Env,
): { ids: number[] | false; messages: Message[]; nextrow: number } {
	if (!Array.isArray(fields) || !Array.isArray(data)) throw valueError('fields and data are lists');
	for (const path of fields as string[]) {
		const [key] = toPath(path);
		if (key !== 'id' && key !== '.id' && !has(store, name, key)) {
			throw valueError(`Invalid field name '${key}'`);
		}
	}
	const messages: Message[] = [];
	const rows = (data as unknown[][]).map((row, record) => {
		const values: Values = {};
		let external: string | undefined;
		for (const [at, path] of (fields as string[]).entries()) {
			const [key, sub] = toPath(path);
			const cell = row[at];
			if (typeof cell !== 'string')
				throw valueError(`'${typeof cell}' object has no attribute 'lower'`);
			if (key === 'id') external = cell || undefined;
			else {
				try {
					values[key] = convert(store, name, key, sub, cell, env);
				} catch (error) {
					if (!(error instanceof OdooProblem)) throw error;
					const { message } = error;
					messages.push({
						type: 'error',
						message,
						record,
						rows: { from: record, to: record },
						field: key,
					});
				}
			}
		}
		return { external, values };
	});
	if (messages.length > 0) return { ids: false, messages, nextrow: 0 };
	try {
		const ids = store.attempt(() =>
			rows.map(({ external, values }) => loadOne(store, name, external, values, env).id),
		);
		return { ids, messages, nextrow: 0 };
	} catch (error) {
		if (!(error instanceof OdooProblem)) throw error;
		const rowsOf = { from: 0, to: rows.length - 1 };
		messages.push({ type: 'error', message: error.message, record: 0, rows: rowsOf });
		return { ids: false, messages, nextrow: 0 };
	}
}

const has = (store: Store, name: string, key: string) =>
	Object.hasOwn(store.model(name).fields, key);

/** `partner_id/.id` → `partner_id`, `.id`. */
function toPath(path: string): [key: string, sub?: string] {
	if (path === 'id' || path === '.id') return [path];
	const at = path.indexOf('/');
	return at < 0 ? [path] : [path.slice(0, at), path.slice(at + 1)];
}

function loadOne(
	store: Store,
	name: string,
	external: string | undefined,
	values: Values,
	env: Env,
): Record_ {
	if (external === undefined) return store.create(name, values, env);
	const whole = external.includes('.') ? external : `__import__.${external}`;
	const dot = whole.indexOf('.');
	const [module, key] = [whole.slice(0, dot), whole.slice(dot + 1)];
	if (/ /.test(key)) throw validationError('External IDs cannot contain spaces');
	const [data] = store.search('ir.model.data', [
		['module', '=', module],
		['name', '=', key],
	]);
	if (data && data.model !== name) {
		throw validationError(
			`For external id ${whole} when trying to create/update a record of model ${name} found record of different model ${String(data.model)} (${data.id})`,
		);
	}
	const existing = data && store.table(name).get(data.res_id as number);
	if (existing) {
		if (env.context.mode === 'update' && data.noupdate) return existing;
		store.write(name, [existing.id], values, env);
		return existing;
	}
	if (data) store.unlink('ir.model.data', [data.id]);
	const made = store.create(name, values, env);
	const noupdate = env.context.noupdate === true;
	store.create(
		'ir.model.data',
		{ module, name: key, model: name, res_id: made.id, noupdate },
		{ ...env, context: {} },
	);
	return made;
}

function convert(
	store: Store,
	name: string,
	key: string,
	sub: string | undefined,
	cell: string,
	env: Env,
): unknown {
	const { type, comodel, label, selection } = store.field(name, key);
	if (type === 'many2many') {
		return cell
			? cell.split(',').map((it) => findReference(store, comodel!, sub, it, key, label, env))
			: [];
	}
	if (cell === '') return false;
	if (type === 'many2one') return findReference(store, comodel!, sub, cell, key, label, env);
	if (type === 'integer' || type === 'many2one_reference') {
		if (/^-?\d+$/.test(cell)) return Number(cell);
		throw valueError(`'${cell}' does not seem to be an integer for field '${label}'`);
	}
	if (type === 'boolean') return ['1', 'true', 'yes'].includes(cell.toLowerCase());
	if (type === 'selection') {
		const found = selection!.find((it) =>
			it.some((text) => text.toLowerCase() === cell.toLowerCase()),
		);
		if (found) return found[0];
		throw valueError(`Value '${cell}' not found in selection field '${label}'`);
	}
	return cell;
}

function findReference(
	store: Store,
	comodel: string,
	sub: string | undefined,
	cell: string,
	key: string,
	label: string,
	env: Env,
): number {
	const refuse = (what: string) =>
		valueError(`No matching record found for ${what} '${cell}' in field '${label}'`);
	if (sub === '.id') {
		const [found] = store.search(comodel, [['id', '=', Number(cell)]]);
		if (found) return found.id;
		throw refuse('database id');
	}
	if (sub === 'id') {
		const [module, ...rest] = cell.split('.');
		const [data] = store.search('ir.model.data', [
			['module', '=', module],
			['name', '=', rest.join('.')],
			['model', '=', comodel],
		]);
		if (data && store.table(comodel).has(data.res_id as number)) return data.res_id as number;
		throw refuse('external id');
	}
	const [found] = store.search(comodel, [['name', '=', cell]]);
	if (found) return found.id;
	const creatable = env.context.name_create_enabled_fields as Record<string, boolean> | undefined;
	if (creatable?.[key]) return store.create(comodel, { name: cell }, { ...env, context: {} }).id;
	throw refuse('name');
}
