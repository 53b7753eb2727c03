import type { CaseEvent } from '../../domain/case-event';
import type { HttpSend } from '../../http';
import type { CaseCursor, CaseEventReader } from '../case-events';
import type { HubSpotApi } from './api';
import { createHubSpotApi } from './api';
import type { CommentNote } from './commented';
import { fetchComments, fetchNotes } from './commented';
import type { EventFacts } from './ticket-changes';
import { fetchFacts, fetchTickets, toChangeEvents } from './ticket-changes';

/**
 * What happened to our tickets, by polling: the search for what was changed, then the changes of each ticket's stage and
 * owner, and the notes other people wrote.
 *
 * The search shows what is new only after a while, so each look begins some minutes before the last one did; what was told
 * is known by its id. It is gone through by record ids, which stay in place while records change, and which have no end
 * after 10,000 as its pages have.
 */
export function createHubSpotEvents(send: HttpSend): CaseEventReader {
	const api = createHubSpotApi(send);
	return {
		fetchCaseEvents: async (given, nowMs) => {
			const cursor = parseCursor(given, nowMs);
			if (!given) return { events: [], cursor: { ...cursor }, isMore: false };
			const fromMs = Math.max(cursor.sinceMs - overlapMs, cursor.startMs);
			const scan = cursor.scan ?? { beganMs: nowMs, tickets: '0', notes: '0' };
			const { events, ...place } = await look(api, fromMs, scan);
			const fresh = events.filter(
				({ id, at }) => Date.parse(at) >= fromMs && !Object.hasOwn(cursor.told, id),
			);
			const told = keepNewest({ ...cursor.told, ...toTold(fresh) }, fromMs);
			const isMore = place.tickets !== undefined || place.notes !== undefined;
			const next = isMore
				? { ...cursor, told, scan: { beganMs: scan.beganMs, ...place } }
				: finish(cursor, scan.beganMs, told);
			return { events: fresh, cursor: { ...next }, isMore };
		},

		fetchSample: async (nowMs) => {
			const newest = { limit: 10, isNewestFirst: true };
			const tickets = await fetchTickets(api, newest);
			const notes = await fetchNotes(api, newest);
			const events = await toEvents(api, tickets, notes);
			return events.filter(({ at }) => Date.parse(at) <= nowMs + overlapMs).slice(-5);
		},
	};
}

/** Longer than the search has been seen to lag, and than clocks differ. */
const overlapMs = 5 * 60_000;

const pageSize = 100;

/** Calls of the search in one look, for tickets and for notes each; HubSpot takes few a second. */
const pagesALook = 5;

interface Cursor {
	/** Nothing that happened before is told. */
	startMs: number;
	/** When the last complete look began. */
	sinceMs: number;
	/** Ids of what was told and may be seen again, with its time. */
	told: Record<string, number>;
	/** A look that was too long for one poll. */
	scan?: Scan;
}

interface Scan {
	beganMs: number;
	/** The record after which it goes on; absent where it is through. */
	tickets?: string;
	notes?: string;
}

function parseCursor(given: CaseCursor | undefined, nowMs: number): Cursor {
	const { startMs, sinceMs, told, scan } = (given ?? {}) as Partial<Cursor>;
	return {
		startMs: typeof startMs === 'number' ? startMs : nowMs,
		sinceMs: typeof sinceMs === 'number' ? sinceMs : nowMs,
		told: typeof told === 'object' && told !== null ? told : {},
		...(typeof scan === 'object' && scan !== null ? { scan } : {}),
	};
}

const finish = ({ startMs }: Cursor, sinceMs: number, told: Cursor['told']): Cursor => ({
	startMs,
	sinceMs,
	told: keepNewest(told, sinceMs - overlapMs),
});

/** What is dropped here is told again at worst. */
function keepNewest(told: Cursor['told'], fromMs: number): Cursor['told'] {
	const kept = Object.entries(told)
		.filter(([, atMs]) => atMs >= fromMs)
		.sort(([, one], [, other]) => other - one)
		.slice(0, 1000);
	return Object.fromEntries(kept);
}

const toTold = (events: CaseEvent[]) =>
	Object.fromEntries(events.map(({ id, at }) => [id, Date.parse(at)]));

async function look(api: HubSpotApi, fromMs: number, { tickets, notes }: Scan) {
	const changed = await walk(tickets, async (afterId) => {
		return await fetchTickets(api, { fromMs, afterId, limit: pageSize });
	});
	const written = await walk(notes, async (afterId) => {
		return await fetchNotes(api, { fromMs, afterId, limit: pageSize });
	});
	const events = await toEvents(api, changed.found, written.found);
	return {
		events,
		...(changed.after ? { tickets: changed.after } : {}),
		...(written.after ? { notes: written.after } : {}),
	};
}

/** @param after absent when there is nothing left to walk */
async function walk<Found extends { id: string }>(
	after: string | undefined,
	fetchPage: (afterId: string) => Promise<Found[]>,
): Promise<{ found: Found[]; after?: string }> {
	const found: Found[] = [];
	let at = after;
	for (let page = 0; at !== undefined && page < pagesALook; page++) {
		const records = await fetchPage(at);
		found.push(...records);
		at = records.length < pageSize ? undefined : records[records.length - 1].id;
	}
	return { found, ...(at !== undefined ? { after: at } : {}) };
}

async function toEvents(
	api: HubSpotApi,
	tickets: Array<{ id: string }>,
	notes: CommentNote[],
): Promise<CaseEvent[]> {
	if (tickets.length + notes.length === 0) return [];
	const facts: EventFacts = await fetchFacts(api);
	const changes = await toChangeEvents(
		api,
		facts,
		tickets.map(({ id }) => id),
	);
	const comments = await fetchComments(api, facts, notes);
	return [...changes, ...comments].sort(
		(one, other) => one.at.localeCompare(other.at) || one.id.localeCompare(other.id),
	);
}
