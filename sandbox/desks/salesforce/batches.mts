import { type DeskAnswer, json } from '../service.mts';
import { insert, update, type Writing } from './records.mts';
import type { Row } from './store.mts';
import { Trouble } from './trouble.mts';

/** Hands a part of a composite request to the rest of the API. */
export type Serve = (method: string, url: string, body: unknown) => DeskAnswer;

const bad = (words: string) => new Trouble(400, 'JSON_PARSER_ERROR', words);

/** POST /composite: one after the other; later parts may refer to answers of earlier ones as `@{name.path}`. */
export function runComposite(writing: Writing, body: Row, serve: Serve): DeskAnswer {
	const { allOrNone = false, compositeRequest } = body;
	if (!Array.isArray(compositeRequest)) throw bad('compositeRequest is required');
	const parts = compositeRequest as Array<Record<string, unknown>>;
	const queries = parts.filter(({ url }) => /\/(query|composite\/sobjects)/.test(String(url)));
	if (parts.length > 25 || queries.length > 5) {
		throw new Trouble(400, 'LIMIT_EXCEEDED', 'The limit for Composite subrequests was exceeded');
	}
	const known = new Map<string, unknown>();
	let results: Row[] = [];
	const run = () => {
		for (const { method, url, referenceId, body: inner } of parts) {
			if (typeof referenceId !== 'string' || !/^\w+$/.test(referenceId)) {
				throw bad('referenceId is required and takes letters, numbers and underscores');
			}
			const answer = serveOne(serve, known, String(method), String(url), inner);
			known.set(referenceId, answer.body);
			results.push({
				body: answer.body ?? null,
				httpHeaders: answer.headers ?? {},
				httpStatusCode: answer.status,
				referenceId,
			});
			if (allOrNone === true && answer.status >= 400) throw new Rollback();
		}
	};
	try {
		writing.store.atOnce(run);
	} catch (error) {
		if (!(error instanceof Rollback)) throw error;
		results = toHalted(parts, results);
	}
	return json(200, { compositeResponse: results });
}

class Rollback extends Error {}

function toHalted(parts: Array<Record<string, unknown>>, results: Row[]): Row[] {
	const message =
		'The transaction was rolled back since another operation in the same transaction failed.';
	return parts.map(({ referenceId }, at) => {
		if (at === results.length - 1) return results[at];
		return {
			body: [{ errorCode: 'PROCESSING_HALTED', message }],
			...{ httpHeaders: {}, httpStatusCode: 400, referenceId },
		};
	});
}

function serveOne(
	serve: Serve,
	known: Map<string, unknown>,
	method: string,
	url: string,
	body: unknown,
): DeskAnswer {
	try {
		return serve(method, fill(url, known) as string, fill(body, known));
	} catch (error) {
		if (error instanceof Trouble) return json(error.status, [error.entry]);
		throw error;
	}
}

/** Fills in references, wherever they stand: in people's words too. */
function fill(value: unknown, known: Map<string, unknown>): unknown {
	if (Array.isArray(value)) return value.map((it) => fill(it, known));
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, fill(it, known)]));
	}
	if (typeof value !== 'string') return value;
	return value.replace(/@\{([^}]*)\}/g, (_, path: string) => {
		const [name, ...rest] = path.split(/[.[\]]+/).filter(Boolean);
		let found: unknown = known.get(name);
		for (const key of rest) found = (found as Row | undefined)?.[key];
		if (typeof found === 'string' || typeof found === 'number') return String(found);
		const words = `Invalid reference specified. No value for ${path} found in ${name}`;
		throw new Trouble(400, 'PROCESSING_HALTED', words);
	});
}

/** POST /composite/tree/:type: records with what hangs on them, all or none. */
export function createTree(writing: Writing, type: string, body: Row): DeskAnswer {
	if (!Array.isArray(body.records)) throw bad('records is required');
	const results: Row[] = [];
	let reading = '';
	const add = (object: string, node: Row, link: Row): void => {
		const attributes = (node.attributes ?? {}) as Row;
		reading = String(attributes.referenceId ?? '');
		if (!reading)
			throw new Trouble(400, 'INVALID_INPUT', 'Include a reference ID for each record.');
		if (attributes.type !== object) {
			throw new Trouble(400, 'INVALID_INPUT', `Record type must be ${object}.`);
		}
		const { children = {} } = writing.store.type(object);
		const lists = Object.entries(node).filter(([name]) => name in children);
		const values = Object.fromEntries(Object.entries(node).filter(([name]) => !(name in children)));
		const row = insert(writing, object, { ...values, ...link });
		results.push({ referenceId: reading, id: row.Id });
		for (const [name, list] of lists) {
			const [child, field] = children[name];
			for (const it of (list as { records: Row[] }).records) add(child, it, { [field]: row.Id });
		}
	};
	try {
		writing.store.atOnce(() => {
			for (const node of body.records as Row[]) add(type, node, {});
			if (results.length > 200) throw new Trouble(400, 'LIMIT_EXCEEDED', 'Too many records');
		});
	} catch (error) {
		if (!(error instanceof Trouble)) throw error;
		const result = { referenceId: reading, errors: [error.result] };
		return json(400, { hasErrors: true, results: [result] });
	}
	return json(201, { hasErrors: false, results });
}

/** POST and PATCH /composite/sobjects: 200 whatever came of it; each record's fate stands in the body. */
export function runCollection(writing: Writing, method: string, body: Row): DeskAnswer {
	const { records, allOrNone = false } = body;
	if (!Array.isArray(records)) throw bad('records is required');
	if (records.length > 200) {
		throw new Trouble(
			400,
			'EXCEEDED_ID_LIMIT',
			'record limit reached. cannot submit more than 200',
		);
	}
	const one = (record: Row): Row => {
		const { type } = (record.attributes ?? {}) as Row;
		if (typeof type !== 'string')
			throw new Trouble(400, 'INVALID_INPUT', 'attributes.type is required');
		if (method === 'POST') return insert(writing, type, record);
		const { Id, id, ...values } = record;
		return update(writing, type, String(Id ?? id), values);
	};
	let results: Row[] = [];
	const run = () => {
		results = (records as Row[]).map((record) => {
			try {
				return { id: one(record).Id, success: true, errors: [] };
			} catch (error) {
				if (!(error instanceof Trouble)) throw error;
				return { success: false, errors: [error.result] };
			}
		});
		if (allOrNone === true && results.some(({ success }) => !success)) throw new Rollback();
	};
	try {
		writing.store.atOnce(run);
	} catch (error) {
		if (!(error instanceof Rollback)) throw error;
		const message =
			'Record rolled back because not all records were valid and the request was using AllOrNone header';
		const rolledBack = { statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] };
		results = results.map((it) => (it.success ? { success: false, errors: [rolledBack] } : it));
	}
	return json(200, results);
}
