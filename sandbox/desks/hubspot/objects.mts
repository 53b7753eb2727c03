import type { Clock } from '../../clock.mts';
import { iso } from '../../clock.mts';
import type { DeskAnswer, DeskRequest, DeskRoute } from '../service.mts';
import { json } from '../service.mts';
import { checkLinks, type LinkRequest, showLinked, toLinks } from './associations.mts';
import { readBatch, runBatch } from './batches.mts';
import { invalid } from './errors.mts';
import type { Kind, Properties } from './properties.mts';
import type { Record_, Records } from './records.mts';
import { modified } from './records.mts';
import { search } from './search.mts';

export interface Objects {
	clock: Clock;
	records: Records;
	schemas: Record<Kind, Properties>;
	/** How long the search does not show what is new. */
	searchLagMs: () => number;
}

export interface Input {
	id?: string;
	idProperty?: string;
	properties?: Record<string, unknown>;
	associations?: LinkRequest[];
}

/** By name, and by HubSpot's number for the type. */
const kinds: Record<string, Kind> = {
	...{ contacts: 'contacts', contact: 'contacts', '0-1': 'contacts' },
	...{ tickets: 'tickets', ticket: 'tickets', '0-5': 'tickets' },
	...{ notes: 'notes', note: 'notes', '0-46': 'notes' },
};

export function toKind(name: string): Kind {
	if (Object.hasOwn(kinds, name)) return kinds[name];
	throw invalid(`Unable to infer object type from: ${name}`);
}

export const createObjectRoutes = (objects: Objects): DeskRoute[] => {
	const { records } = objects;
	const path = '/crm/v3/objects/:kind';
	return [
		['POST', `${path}/search`, (request, [kind]) => answerSearch(objects, toKind(kind), request)],
		['POST', `${path}/batch/read`, (request, [kind]) => readBatch(objects, toKind(kind), request)],
		...(['create', 'update', 'upsert', 'archive'] as const).map(
			(verb): DeskRoute => [
				'POST',
				`${path}/batch/${verb}`,
				(request, [kind]) => runBatch(objects, verb, toKind(kind), request),
			],
		),
		[
			'POST',
			path,
			({ body }, [name]) => {
				const kind = toKind(name);
				const record = create(objects, kind, (body ?? {}) as Input);
				return json(201, show(objects, record));
			},
		],
		['GET', path, ({ query }, [name]) => listRecords(objects, toKind(name), query)],
		[
			'GET',
			`${path}/:id`,
			({ query }, [name, id]) => {
				const isArchived = query.get('archived') === 'true';
				const idProperty = query.get('idProperty') ?? undefined;
				const record = records.get(toKind(name), id, idProperty, isArchived);
				return json(200, show(objects, record, toWanted(query)));
			},
		],
		[
			'PATCH',
			`${path}/:id`,
			({ body, query }, [name, id]) => {
				const record = records.get(toKind(name), id, query.get('idProperty') ?? undefined);
				records.update(record, toValues(body as Input));
				return json(200, show(objects, record));
			},
		],
		[
			'DELETE',
			`${path}/:id`,
			(_request, [name, id]) => {
				const found = records.live(toKind(name)).find((it) => it.id === id);
				if (found) records.archive(found);
				return json(204);
			},
		],
	];
};

export function create({ records }: Objects, kind: Kind, input: Input): Record_ {
	const links = toLinks(input.associations);
	checkLinks(records, kind, links);
	const record = records.create(kind, toValues(input));
	for (const { id } of links) records.link(record.id, id);
	return record;
}

export function toValues(input: Input | undefined): Record<string, string> {
	const { properties } = input ?? {};
	if (typeof properties !== 'object' || properties === null) {
		throw invalid('Invalid input JSON: Some required fields were not set: [properties]');
	}
	return Object.fromEntries(
		Object.entries(properties).map(([name, value]) => [name, value === null ? '' : String(value)]),
	);
}

export interface Wanted {
	properties?: string[];
	propertiesWithHistory?: string[];
	associations?: string[];
}

function toWanted(query: URLSearchParams): Wanted {
	const list = (name: string) => {
		const names = query.getAll(name).flatMap((it) => it.split(','));
		return names.length > 0 ? names.map((it) => it.trim()).filter(Boolean) : undefined;
	};
	return {
		properties: list('properties'),
		propertiesWithHistory: list('propertiesWithHistory'),
		associations: list('associations'),
	};
}

const usual: Record<Kind, string[]> = {
	contacts: ['createdate', 'email', 'firstname', 'lastname'],
	tickets: [
		...['content', 'createdate', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority'],
		'subject',
	],
	notes: ['hs_createdate'],
};

export function show(
	{ records, schemas }: Objects,
	record: Record_,
	{ properties, propertiesWithHistory, associations }: Wanted = {},
): Record<string, unknown> {
	const { id, kind, createdMs, updatedMs, archivedMs, history } = record;
	const always = [
		'hs_object_id',
		modified(kind),
		kind === 'notes' ? 'hs_createdate' : 'createdate',
	];
	// What was just written is shown with the usual ones.
	const asked = properties ?? [...usual[kind], ...Object.keys(history)];
	const names = [...new Set([...asked, ...always])].filter((name) => schemas[kind].get(name));
	return {
		id,
		properties: Object.fromEntries(names.map((name) => [name, record.properties[name] || null])),
		...(propertiesWithHistory && {
			propertiesWithHistory: Object.fromEntries(
				propertiesWithHistory
					.filter((name) => schemas[kind].get(name))
					.map((name) => [name, history[name] ?? []]),
			),
		}),
		...{ createdAt: iso(createdMs), updatedAt: iso(updatedMs), archived: archivedMs !== undefined },
		...(archivedMs !== undefined && { archivedAt: iso(archivedMs) }),
		...(associations && showLinked(records, record, associations.map(toKind))),
	};
}

function answerSearch(objects: Objects, kind: Kind, { body }: DeskRequest): DeskAnswer {
	const { clock, records, schemas, searchLagMs } = objects;
	const asked = (body ?? {}) as Parameters<typeof search>[2] & { properties?: string[] };
	const shownUntil = clock.now() - searchLagMs();
	const indexed = records.live(kind).filter(({ updatedMs }) => updatedMs <= shownUntil);
	const { total, page, after } = search(schemas[kind], indexed, asked);
	return json(200, {
		total,
		results: page.map((it) => show(objects, it, { properties: asked.properties ?? usual[kind] })),
		...(after && { paging: { next: { after } } }),
	});
}

function listRecords(objects: Objects, kind: Kind, query: URLSearchParams): DeskAnswer {
	const limit = Number(query.get('limit') ?? 10);
	if (!(limit >= 1 && limit <= 100)) throw invalid('limit must be between 1 and 100');
	const after = Number(query.get('after') ?? 0);
	const isArchived = query.get('archived') === 'true';
	const found = objects.records
		.all(kind)
		.filter(({ archivedMs }) => (archivedMs !== undefined) === isArchived)
		.filter(({ id }) => Number(id) > after);
	const page = found.slice(0, limit);
	const last = page[page.length - 1];
	return json(200, {
		results: page.map((it) => show(objects, it, toWanted(query))),
		...(found.length > limit && { paging: { next: { after: last.id } } }),
	});
}
