import type { CaseEvent } from '../../domain/case-event';
import type { HttpSend } from '../../http';
import type { CaseCursor, CaseEventPage, CaseEventReader } from '../case-events';
import { type SalesforceRecord, toText } from './answers';
import { createSalesforceApi, type QueryAnswer, type SalesforceApi } from './api';
import { type Facts, type Source, sources, toStatuses } from './event-rows';
import { toBaseAddress } from '../base-address';

/**
 * What happened to our cases, asked for by time. Each look begins two minutes before the newest row seen: a change that took
 * long to be stored is dated back to its beginning.
 */
export function createSalesforceEvents(send: HttpSend, baseUrl: string): CaseEventReader {
	const api = createSalesforceApi(send);
	let ownId: Promise<string> | undefined;
	const findOwnId = async () => {
		ownId ??= api.findOwnId();
		return await ownId.catch((error: unknown) => {
			ownId = undefined;
			throw error;
		});
	};
	const base = toBaseAddress(baseUrl);
	const toFacts = (ownUser: string, statuses: SalesforceRecord[]): Facts => ({
		...{ ownUser, base, closed: toStatuses(statuses) },
	});
	return {
		fetchCaseEvents: async (cursor, nowMs) => {
			const places = readCursor(cursor, nowMs);
			const ownUser = await findOwnId();
			const first = await ask(api, (name) => toFilter(places.floor, places[name]), 'ASC');
			const rows = await readOn(api, first);
			const events = toEvents(rows, toFacts(ownUser, first.statuses.records));
			const isMore = names.some((name) => rows[name].next !== undefined);
			return { events, isMore, cursor: toCursor(places, rows) } satisfies CaseEventPage;
		},
		fetchSample: async () => {
			const ownUser = await findOwnId();
			const answers = await ask(api, () => 'Id != null', 'DESC LIMIT 20');
			const events = toEvents(answers, toFacts(ownUser, answers.statuses.records));
			return events.slice(-10);
		},
	};
}

type Name = keyof typeof sources;
const names = Object.keys(sources) as Name[];

type Rows = Record<Name, QueryAnswer>;

async function ask(
	api: SalesforceApi,
	toWhere: (name: Name) => string,
	direction: string,
): Promise<Rows & { statuses: QueryAnswer }> {
	const order = direction.replace(/^(ASC|DESC)/, 'CreatedDate $1, Id $1');
	const toQuery = (name: Name, toFields = (fields: string) => fields) => {
		const { fields, from, only, key } = sources[name] as Source;
		return `SELECT ${toFields(fields)} FROM ${from} WHERE ${only} AND ${key} LIKE 'x-%' AND ${toWhere(name)} ORDER BY ${order}`;
	};
	const { feed, plainFeed, ...answers } = await api.queryAll(
		'looking for what happened to cases',
		{
			...Object.fromEntries(names.map((name) => [name, toQuery(name)])),
			plainFeed: toQuery('feed', (fields) => fields.replace('Visibility, ', '')),
			statuses: 'SELECT ApiName, MasterLabel, IsClosed FROM CaseStatus',
		},
		// Without Chatter there is no feed, without digital experiences no visibility of what is in it.
		['feed', 'plainFeed'],
	);
	const seen = feed.isRefused ? plainFeed : feed;
	return { ...answers, feed: seen } as Rows & { statuses: QueryAnswer };
}

/** Further pages, up to a bound; what is left then is asked for by the cursor. */
async function readOn(api: SalesforceApi, first: Rows): Promise<Rows> {
	const rows = { ...first };
	for (const name of names) {
		for (let pages = 1; rows[name].next !== undefined && pages < mostPages; pages++) {
			const page = await api.fetchPage('looking for more that happened to cases', rows[name].next);
			rows[name] = { next: page.next, records: [...rows[name].records, ...page.records] };
		}
	}
	return rows;
}

const mostPages = 5;

function toEvents(rows: Rows, facts: Facts): CaseEvent[] {
	const events = names.flatMap((name) =>
		(sources[name] as Source).toEvents([...rows[name].records].sort(byTime), facts),
	);
	return events.sort((one, other) => one.at.localeCompare(other.at));
}

const byTime = (one: SalesforceRecord, other: SalesforceRecord) =>
	toPlace(one).localeCompare(toPlace(other));
const toPlace = ({ CreatedDate, Id }: SalesforceRecord) => `${toText(CreatedDate)} ${toText(Id)}`;

/** How far a source is read: all rows up to that time; with an id, within that time up to that id. */
interface Place {
	at: string;
	id?: string;
}

type Places = Record<Name, Place> & { floor: string };

function readCursor(cursor: CaseCursor | undefined, nowMs: number): Places {
	const now = toSoqlTime(nowMs);
	const floor = readTime(cursor?.floor) ?? now;
	const places = names.map((name) => {
		const { at, id } = (cursor?.[name] ?? {}) as Record<string, unknown>;
		const isId = typeof id === 'string' && /^\w{15,18}$/.test(id);
		return [name, { at: readTime(at) ?? floor, ...(isId ? { id } : {}) }];
	});
	return { floor, ...(Object.fromEntries(places) as Record<Name, Place>) };
}

const readTime = (value: unknown) => {
	const timeMs = typeof value === 'string' ? Date.parse(value) : NaN;
	return Number.isNaN(timeMs) ? undefined : toSoqlTime(timeMs);
};

/** Without quotes, to the second, as SOQL wants and Salesforce keeps it. */
const toSoqlTime = (timeMs: number) =>
	`${new Date(Math.floor(timeMs / 1000) * 1000).toISOString().slice(0, 19)}Z`;

const overlapMs = 120_000;

function toFilter(floor: string, { at, id }: Place): string {
	if (id) return `(CreatedDate > ${at} OR (CreatedDate = ${at} AND Id > '${id}'))`;
	const begin = toSoqlTime(Date.parse(at) - overlapMs);
	return `CreatedDate >= ${begin > floor ? begin : floor}`;
}

function toCursor(places: Places, rows: Rows): CaseCursor {
	const next = names.map((name) => {
		const last = rows[name].records.at(-1);
		if (!last) return [name, { at: places[name].at }];
		const at = readTime(last.CreatedDate) ?? places[name].at;
		return [name, rows[name].next === undefined ? { at } : { at, id: toText(last.Id) }];
	});
	return { floor: places.floor, ...Object.fromEntries(next) };
}
