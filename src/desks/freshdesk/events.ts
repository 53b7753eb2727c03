import type { CaseEvent } from '../../domain/case-event';
import { parseCaseKey } from '../../domain/case-event';
import type { HttpSend } from '../../http';
import type { CaseCursor, CaseEventPage, CaseEventReader } from '../case-events';
import type { Ticket } from './answers';
import type { FreshdeskApi } from './api';
import { createFreshdeskApi } from './api';
import type { KnownCase } from './happenings';
import { toHappenings } from './happenings';
import { toBaseAddress } from '../base-address';

/** So many cases of ours are looked into in one look; each is a call. */
const mostCases = 40;
const mostPages = 5;
/** So many cases are remembered, those that changed last. */
const mostKnown = 200;
const overlapMs = 60_000;

interface Cursor {
	/** Up to which change tickets are read, ISO 8601. */
	since: string;
	/** Which page of what changed since then is next. */
	page: number;
	/** What happened at or after it is told, milliseconds since 1970: when the round before this one began. */
	fromMs: number;
	/** When watching began: nothing before it is told. */
	startMs?: number;
	/** When this round began; a round ends with the newest change. */
	roundMs: number;
	/** Our agent. */
	me: number;
	/** By ticket id: Freshdesk tells what is, not what was. */
	known: Record<string, KnownCase>;
}

/**
 * What happened to our cases, asked for.
 *
 * Tickets are listed by their last change, each look beginning where the one before ended. When something was resolved and what
 * was written carries its own time; who had a case before and whether it was closed has to be remembered, so an assignment is
 * told only of cases seen before.
 */
export function createFreshdeskEvents(send: HttpSend, baseUrl: string): CaseEventReader {
	const api = createFreshdeskApi(send);
	const base = toBaseAddress(baseUrl);
	return {
		fetchCaseEvents: async (stored, nowMs) =>
			stored ? await look(api, base, parseCursor(stored), nowMs) : await begin(api, nowMs),
		fetchSample: async (nowMs) => {
			const me = await api.readMe();
			const cases = (await fetchLastChanged(api)).tickets.filter(isOurCase).slice(0, 5);
			const events: CaseEvent[] = [];
			for (const ticket of cases) {
				const conversations = await api.fetchConversations(ticket.id);
				events.push(...toHappenings({ base, me, ticket, conversations, fromMs: 0 }));
			}
			return sortByTime(events.filter(({ at }) => Date.parse(at) <= nowMs + overlapMs)).slice(-5);
		},
	};
}

/** Nothing that was; the cases that changed last are taken note of. */
async function begin(api: FreshdeskApi, nowMs: number): Promise<CaseEventPage> {
	const me = await api.readMe();
	const page = await fetchLastChanged(api);
	const fromMs = toSecond(page.nowMs ?? nowMs);
	const known = Object.fromEntries(
		page.tickets.filter(isOurCase).map((ticket) => [String(ticket.id), toKnown(ticket)]),
	);
	const began = { fromMs, startMs: fromMs, roundMs: fromMs };
	const cursor: Cursor = { since: toIso(fromMs), page: 1, ...began, me, known };
	return { events: [], cursor: toCursor(cursor), isMore: false };
}

const fetchLastChanged = async (api: FreshdeskApi) =>
	await api.fetchTicketPage({ order_by: 'updated_at', order_type: 'desc', include: 'stats' });

async function look(
	api: FreshdeskApi,
	base: string,
	cursor: Cursor,
	nowMs: number,
): Promise<CaseEventPage> {
	const known = { ...cursor.known };
	const events: CaseEvent[] = [];
	let { since, page, roundMs } = cursor;
	let cases = 0;
	for (let pages = 0; pages < mostPages; pages++) {
		const found = await api.fetchTicketPage({
			// A second earlier: whether the time itself is included nobody says.
			updated_since: toIso(Date.parse(since) - 1000),
			...{ order_by: 'updated_at', order_type: 'asc', include: 'stats' },
			page: page > 1 ? page : undefined,
		});
		if (pages === 0 && cursor.fromMs === cursor.roundMs) roundMs = found.nowMs ?? nowMs;
		for (const ticket of found.tickets) {
			const before = known[ticket.id];
			if (!isOurCase(ticket) || before?.[2] === ticket.updatedAt) continue;
			// The next look begins with this page; what was looked into is known by then.
			if (cases++ === mostCases) {
				return toPage(events, { ...cursor, since, page, roundMs, known }, true);
			}
			const conversations = await api.fetchConversations(ticket.id);
			const { fromMs, me } = cursor;
			events.push(...toHappenings({ base, me, ticket, conversations, before, fromMs }));
			known[ticket.id] = toKnown(ticket);
		}
		const last = toLater(found.tickets.at(-1)?.updatedAt ?? since, since);
		if (found.isLast) {
			const fromMs = Math.max(toSecond(roundMs - overlapMs), cursor.startMs ?? 0);
			const place = { since: last, page: 1, fromMs, roundMs: fromMs };
			return toPage(events, { ...cursor, ...place, known: toUnsure(known, roundMs) }, false);
		}
		// By its time, not by pages: a ticket that changes meanwhile moves all that follow it. But a whole page of one second …
		page = Date.parse(last) - Date.parse(since) > 1000 ? 1 : page + 1;
		since = page === 1 ? last : since;
	}
	return toPage(events, { ...cursor, since, page, roundMs, known }, true);
}

const toLater = (one: string, other: string) => (Date.parse(one) > Date.parse(other) ? one : other);

const toPage = (events: CaseEvent[], cursor: Cursor, isMore: boolean): CaseEventPage => ({
	events: sortByTime(events),
	cursor: toCursor(cursor),
	isMore,
});

const isOurCase = ({ caseKey, isGone }: Ticket) => !isGone && parseCaseKey(caseKey) !== undefined;

const toKnown = ({ status, responderId, updatedAt }: Ticket): KnownCase => [
	status,
	responderId ?? 0,
	updatedAt,
];

/**
 * A case that changed in the very second in which it was looked into may change again in it, and shows the same time: in the
 * next round it is looked into once more.
 */
const toUnsure = (known: Cursor['known'], roundMs: number): Cursor['known'] =>
	Object.fromEntries(
		Object.entries(known).map(([id, [status, owner, updatedAt]]) => {
			const isUnsure = Date.parse(updatedAt) >= roundMs - 1000;
			return [id, [status, owner, isUnsure ? `${updatedAt}?` : updatedAt]];
		}),
	);

const sortByTime = (events: CaseEvent[]) =>
	[...events].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));

/** Freshdesk's times are whole seconds. */
const toSecond = (timeMs: number) => Math.floor(timeMs / 1000) * 1000;

const toIso = (timeMs: number) => new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');

function toCursor(cursor: Cursor): CaseCursor {
	const known = Object.entries(cursor.known)
		.sort(([, one], [, other]) => (one[2] < other[2] ? 1 : -1))
		.slice(0, mostKnown);
	return { ...cursor, known: Object.fromEntries(known) };
}

/** Our own words, stored by n8n. */
const parseCursor = (stored: CaseCursor) => stored as unknown as Cursor;
