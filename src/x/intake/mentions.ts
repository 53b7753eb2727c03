import type { Checkpoint, OpenGap, Range } from '../../domain/intake/checkpoint';
import type { Gap, SourceCoverage } from '../../domain/intake/coverage';
import { toReadingOrder } from '../../domain/intake/open-gaps';
import { planReading } from '../../domain/intake/plan-reading';
import { toListUsd } from '../../domain/spend/charge';
import { HttpFailure, toHttpFailure } from '../../http';
import { fetchTimelinePage, timelinePageCap, timelinePages } from './mention-pages';
import { type Reading, take, toGap, toTime } from './mention-reading';
import { askForReplay, replayToWebhook, type RequestReplay } from './replay-rung';
import { scanRange, toFailed } from './scan-range';
import { readBySearch } from './search-rung';
import type { PollSource, Turn, TurnResult } from './turn';

/** What the polls for mentions remember. */
export interface MentionsMemory {
	checkpoint: Checkpoint;
	/** X takes no search before, milliseconds since 1970. */
	searchWaitsUntilMs?: number;
}

/**
 * Reads the posts that name, answer or quote the account: what is new by its timeline, then what is missing by whatever still
 * reaches it. What none does is stated as lost, once.
 */
export function createMentionsSource(request: RequestReplay): PollSource<MentionsMemory> {
	return async (turn, memory) => {
		const { head, checkpoint } = planReading(memory?.checkpoint, {
			...turn,
			sinceMs: turn.watchingSinceMs,
		});
		const reading = begin(turn, checkpoint, memory);
		await readHead(reading, head);
		await readGaps(reading, request);
		return toResult(reading);
	};
}

export const pollMentionsSource = createMentionsSource(replayToWebhook);

const begin = (turn: Turn, checkpoint: Checkpoint, memory?: MentionsMemory): Reading => ({
	turn,
	checkpoint,
	...{ events: new Map(), pages: 0, charges: [], unreadable: [], notes: [], lost: [] },
	...{ ended: new Map(), waiting: new Map() },
	...(memory?.searchWaitsUntilMs && { searchWaitsUntilMs: memory.searchWaitsUntilMs }),
});

/** Throws `HttpFailure` when nothing was read. */
async function readHead(reading: Reading, head: Range): Promise<void> {
	await readByTimeline(reading, head, 0);
	// What lies below the circle can be asked for by itself.
	if (reading.ended.get('timeline') === circular) reading.ended.delete('timeline');
}

const circular = 'X sent the same page again';

async function readByTimeline(
	reading: Reading,
	range: Range | OpenGap,
	pagesBefore: number,
): Promise<void> {
	const { turn } = reading;
	const scan = await scanRange(
		async (pageSize, token) => await fetchTimelinePage(turn, range, pageSize, token),
		range,
		{ ...turn, pageSize: timelinePages, mostPages: timelinePageCap, strays: 5 },
	);
	// X says the same at the end of what there is and at the end of what it shows.
	const isWhole = scan.complete || scan.stop?.reason === 'pages';
	const isCapped = isWhole && pagesBefore + scan.pages >= timelinePageCap;
	take(reading, range, scan, isCapped ? 'search' : undefined);
	const { remaining, resetsAtMs } = scan.rateLimit;
	const untilMs = scan.stop?.untilMs ?? (remaining === 0 ? resetsAtMs : undefined);
	if (untilMs !== undefined) reading.waitUntilMs = untilMs;
	if (scan.stop && !isCapped) reading.ended.set('timeline', scan.stop.message);
}

/** As long as there is time, one after the other; each step ends a gap, a rung, or the gap's turn in this poll. */
async function readGaps(reading: Reading, request: RequestReplay): Promise<void> {
	const { turn } = reading;
	for (let gap = findNext(reading); gap; gap = findNext(reading)) {
		if (turn.nowMs() >= turn.deadlineMs) {
			return endTurn(reading);
		}
		if (gap.rung === 'replay') await askForReplay(reading, gap, request);
		else if (gap.rung === 'search') await readBySearch(reading, gap);
		else await readShownGap(reading, gap);
	}
}

function endTurn({ ended }: Reading): void {
	for (const rung of ['timeline', 'search', 'replay'] as const) {
		if (!ended.has(rung)) ended.set(rung, 'the time for one poll is used up');
	}
}

const findNext = ({ checkpoint, ended, waiting }: Reading) =>
	toReadingOrder(checkpoint.gaps).find(
		({ rung, belowId }) => !ended.has(rung) && !waiting.has(belowId),
	);

async function readShownGap(reading: Reading, gap: OpenGap): Promise<void> {
	const failure = await readByTimeline(reading, gap, gap.pagesRead ?? 0).catch(toHttpFailure);
	if (!(failure instanceof HttpFailure)) return;
	const { message, untilMs } = toFailed(failure, reading.turn.nowMs());
	reading.pages += 1;
	reading.ended.set('timeline', message);
	if (untilMs !== undefined) reading.waitUntilMs = untilMs;
}

function toResult(reading: Reading): TurnResult<MentionsMemory> {
	const { turn, checkpoint, searchWaitsUntilMs, waitUntilMs } = reading;
	const events = [...reading.events.values()].filter(({ author }) => author.id !== turn.account.id);
	const isSearchPaused = (searchWaitsUntilMs ?? 0) > turn.nowMs();
	return {
		events,
		memory: { checkpoint, ...(isSearchPaused && { searchWaitsUntilMs }) },
		coverage: toCoverage(reading, events.length),
		charges: reading.charges,
		...(waitUntilMs !== undefined && { waitUntilMs }),
	};
}

function toCoverage(reading: Reading, found: number): SourceCoverage {
	const { turn, checkpoint, provedAboveId, lost, pages, unreadable, notes } = reading;
	const gaps = [...lost, ...checkpoint.gaps.map((gap) => toPending(gap, reading))];
	const { newestId } = checkpoint;
	const costUsd = toListUsd(reading.charges);
	return {
		source: 'mentions',
		state: gaps.length === 0 && provedAboveId !== undefined ? 'complete' : 'partial',
		...(provedAboveId !== undefined && {
			proved: {
				from: toTime(provedAboveId),
				to: new Date(turn.startedMs).toISOString(),
				aboveId: provedAboveId,
				newestId,
			},
		}),
		...{ pages, found, gaps, unreadable, notes, costUsd },
	};
}

function toPending(gap: OpenGap, { ended, waiting }: Reading): Gap {
	const why = waiting.get(gap.belowId) ?? ended.get(gap.rung) ?? 'there was no time for it';
	const what = gap.isRepeat
		? 'Handed on shortly before a restart and to be read once more'
		: 'Not read yet';
	return toGap(gap, 'pending', `${what}: ${why}.`);
}
