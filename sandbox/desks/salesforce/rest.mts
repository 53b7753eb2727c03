import { type DeskAnswer, type DeskRequest, type DeskRoute, json, route } from '../service.mts';
import { createTree, runCollection, runComposite } from './batches.mts';
import { describe } from './describe.mts';
import { identity, toIdentity } from './login.mts';
import { insert, notFound, remove, update, type Writing } from './records.mts';
import { runQuery } from './soql.mts';
import { ME, type Row } from './store.mts';
import { createField } from './tooling.mts';
import { noColumn, Trouble } from './trouble.mts';

/** Results of queries that had more than one page. */
export interface Pages {
	size: number;
	held: Map<string, Row[]>;
}

const at = '/services/data/:version';

/** The REST API below `/services/data`, for whoever is logged in. */
export function serveRest(writing: Writing, pages: Pages, request: DeskRequest): DeskAnswer {
	const { store, organisation } = writing;
	const serve = (method: string, url: string, body: unknown): DeskAnswer => {
		const { pathname, searchParams } = new URL(url, 'http://sub.request');
		return serveRest(writing, pages, {
			...request,
			...{ method, path: pathname, query: searchParams, body: body ?? undefined },
		});
	};
	const routes: DeskRoute[] = [
		['GET', '/id/:org/:user', ({ baseUrl }) => json(200, toIdentity(baseUrl))],
		['GET', at, ({ baseUrl }) => json(200, { identity: identity(baseUrl), query: `${at}/query` })],
		['GET', `${at}/query`, ({ query }) => firstPage(writing, pages, query.get('q') ?? '')],
		['GET', `${at}/query/:locator`, (_, [, locator]) => nextPage(pages, locator)],
		['GET', `${at}/sobjects/:type/describe`, (_, [, type]) => json(200, describe(store, type))],
		['POST', `${at}/composite`, (it) => runComposite(writing, toBody(it), serve)],
		['POST', `${at}/composite/sobjects`, (it) => runCollection(writing, 'POST', toBody(it))],
		['PATCH', `${at}/composite/sobjects`, (it) => runCollection(writing, 'PATCH', toBody(it))],
		[
			'POST',
			`${at}/composite/tree/:type`,
			(it, [, type]) => createTree(writing, store.nameOf(type), toBody(it)),
		],
		[
			'POST',
			`${at}/tooling/sobjects/CustomField`,
			(it) => toMade(createField(store, organisation, toBody(it)), 'CustomField'),
		],
		[
			'POST',
			`${at}/sobjects/:type`,
			(it, [, type]) => {
				const made = store.atOnce(() => insert(writing, type, toBody(it)));
				return toMade(String(made.Id), type);
			},
		],
		['GET', `${at}/sobjects/:type/:id`, (_, [, type, id]) => readRow(writing, type, id)],
		[
			'PATCH',
			`${at}/sobjects/:type/:id`,
			(it, [, type, id]) => {
				store.atOnce(() => update(writing, type, id, toBody(it), ME));
				return json(204);
			},
		],
		[
			'DELETE',
			`${at}/sobjects/:type/:id`,
			(_, [, type, id]) => {
				remove(store, store.nameOf(type), id);
				return json(204);
			},
		],
		[
			'PATCH',
			`${at}/sobjects/:type/:field/:value`,
			(it, [, type, field, value]) => upsert(writing, type, field, value, toBody(it)),
		],
	];
	const answer = route(routes, { ...request, path: request.path.replace(/(.)\/$/, '$1') });
	if (answer) return answer;
	throw notFound();
}

function toBody({ body }: DeskRequest): Row {
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Row;
	throw new Trouble(
		400,
		'JSON_PARSER_ERROR',
		'The HTTP entity body is required, but missing or not JSON',
	);
}

const toMade = (id: string, type: string): DeskAnswer =>
	json(
		201,
		{ id, success: true, errors: [] },
		{ location: `/services/data/v62.0/sobjects/${type}/${id}` },
	);

function readRow({ store }: Writing, type: string, id: string): DeskAnswer {
	const row = store.find(type, id);
	if (!row) throw notFound();
	if (row.IsDeleted === true) throw new Trouble(404, 'ENTITY_IS_DELETED', 'entity is deleted');
	const object = store.nameOf(type);
	const shown = Object.entries(row).filter(([name]) => store.field(object, name));
	return json(200, { attributes: { type: object }, ...Object.fromEntries(shown) });
}

/** By an external id: 201 made, 200 changed, 300 where several hold it. */
function upsert(
	writing: Writing,
	type: string,
	name: string,
	value: string,
	body: Row,
): DeskAnswer {
	const { store } = writing;
	const object = store.nameOf(type);
	const [key, field] = store.field(object, name) ?? [];
	if (!key || !field) throw noColumn(name, object, '');
	if (!field.externalId) {
		throw new Trouble(
			400,
			'NOT_FOUND',
			`Provided external ID field does not exist or is not accessible: ${name}`,
		);
	}
	if (key in body) {
		const words = `The ${key} field should not be specified in the sobject data.`;
		throw new Trouble(400, 'INVALID_FIELD', words, [key]);
	}
	const found = store.all(object).filter((row) => row[key] === value);
	if (found.length > 1) {
		return json(
			300,
			found.map(({ Id }) => `/services/data/v62.0/sobjects/${object}/${String(Id)}`),
		);
	}
	if (found.length === 1) {
		const row = store.atOnce(() => update(writing, object, String(found[0].Id), body));
		return json(200, { id: row.Id, success: true, errors: [], created: false });
	}
	const row = store.atOnce(() => insert(writing, object, { ...body, [key]: value }));
	return json(201, { id: row.Id, success: true, errors: [], created: true });
}

function firstPage({ store, organisation }: Writing, pages: Pages, soql: string): DeskAnswer {
	if (!organisation.hasChatter && /\bFROM\s+CaseFeed\b/i.test(soql)) {
		throw new Trouble(400, 'INVALID_TYPE', "sObject type 'CaseFeed' is not supported.");
	}
	const rows = runQuery(store, soql);
	return toPage(pages, `01g${String(pages.held.size).padStart(15, '0')}`, rows, 0);
}

function nextPage(pages: Pages, locator: string): DeskAnswer {
	const [, key, from] = /^(\w+)-(\d+)$/.exec(locator) ?? [];
	const rows = pages.held.get(key);
	if (!rows) throw new Trouble(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
	return toPage(pages, key, rows, Number(from));
}

function toPage(pages: Pages, key: string, rows: Row[], from: number): DeskAnswer {
	const end = from + pages.size;
	const more = end < rows.length;
	if (more) pages.held.set(key, rows);
	return json(200, {
		totalSize: rows.length,
		done: !more,
		...(more ? { nextRecordsUrl: `/services/data/v62.0/query/${key}-${end}` } : {}),
		records: rows.slice(from, end),
	});
}
