import type { HttpSend } from '../../http';
import type { CaseCursor, CaseEventReader } from '../case-events';
import { toCaseEvents } from './entry-events';
import { createTrackerHistory, type Entry, pageSize } from './history';
import { toBaseAddress } from '../base-address';

/**
 * What happened to our tickets, from RT's own history, by the number of each entry: it grows, whatever the second. Two at once
 * may become visible in the other order, so the last two minutes are looked at again, without those that were handed out.
 */
export function createTrackerEvents(
	send: HttpSend,
	{ baseUrl }: { baseUrl: string },
): CaseEventReader {
	const history = createTrackerHistory(send);
	const base = toBaseAddress(baseUrl);
	return {
		fetchCaseEvents: async (cursor, nowMs) => {
			const start = readCursor(cursor);
			if (!start) {
				const [last] = (await history.findNewest()).slice(-1);
				return { events: [], cursor: { after: last?.id ?? 0, seen: [] }, isMore: false };
			}
			const { after, seen } = start;
			const all: Entry[] = [];
			let fresh: Entry[] = [];
			let isMore = true;
			for (let page = 1; isMore && fresh.length === 0; page++) {
				const entries = await history.findAfter(after, page);
				all.push(...entries);
				fresh = entries.filter(({ id }) => !seen.has(id));
				isMore = entries.length === pageSize;
			}
			const events = await toCaseEvents(history, fresh, all, base);
			return { events, cursor: toCursor(after, all, nowMs), isMore };
		},
		fetchSample: async () => {
			const entries = await history.findNewest();
			return (await toCaseEvents(history, entries.slice(-sampleSize), entries, base)).slice(-5);
		},
	};
}

const sampleSize = 30;

/** After this long, nothing with a lower number turns up any more. */
const settledMs = 120_000;
const mostSeen = 1000;

/** Nothing for what is no cursor of ours: better to begin now than with all there ever was. */
function readCursor(
	cursor: CaseCursor | undefined,
): { after: number; seen: Set<number> } | undefined {
	const { after, seen } = cursor ?? {};
	if (typeof after !== 'number' || !Number.isSafeInteger(after)) return undefined;
	return { after, seen: new Set(Array.isArray(seen) ? seen.map(Number) : []) };
}

function toCursor(after: number, entries: Entry[], nowMs: number): CaseCursor {
	const isNew = ({ at }: Entry) => Date.parse(at) > nowMs - settledMs;
	const firstNew = entries.findIndex(isNew);
	const settled = Math.max(firstNew < 0 ? entries.length : firstNew, entries.length - mostSeen);
	return {
		after: entries[settled - 1]?.id ?? after,
		seen: entries.slice(settled).map(({ id }) => id),
	};
}
