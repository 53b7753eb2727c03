import type { XEvent } from '../../domain/event';
import type { Checkpoint, OpenGap, Range } from '../../domain/intake/checkpoint';
import type { Gap } from '../../domain/intake/coverage';
import { noteRead, planReading } from '../../domain/intake/plan-reading';
import { hashText, mix } from '../../domain/hash';
import { compareIds, toIdBefore, toIdTime, toNewestId, toOldestId } from '../../domain/post-id';
import type { Charge } from '../../domain/spend/charge';
import { pricesUsd } from '../prices';
import { toLost } from './keyword-gaps';
import type { Turn } from './turn';

export interface KeywordSettings {
	/** In X's search language, and one that X takes. */
	query: string;
	/** Whether X is asked for the number of posts before they are read. */
	countsFirst: boolean;
	/** At least 10. */
	postsPerPoll: number;
}

export interface KeywordsMemory {
	/** Of the query: what was read of one says nothing about another. */
	queryHash: number;
	checkpoint: Checkpoint;
	/** Posts counted and not read yet, about, by the id that their gap begins above. */
	waiting?: Record<string, number>;
	/** Handed on so soon after they were written that search may still find others of that time. */
	unsettled?: Unsettled;
}

export interface Unsettled {
	/** Up to here, search has found what there is. */
	aboveId: string;
	/** What was handed on above it. */
	ids: string[];
}

/** What one poll has done so far. */
export interface Progress {
	queryHash: number;
	checkpoint: Checkpoint;
	waiting: Record<string, number>;
	head: Range;
	/** As the last poll left it. */
	unsettled?: Unsettled;
	/** Posts of the head that were handed on before. */
	known: Set<string>;
	/** Posts that the budget still pays for today. */
	budget: number;
	/** Posts that this poll may still read. */
	cap: number;
	events: XEvent[];
	charges: Charge[];
	lost: Gap[];
	unreadable: string[];
	notes: string[];
	/** Calls to X. */
	pages: number;
	/** Something of the head was read, or there is nothing in it. */
	hasProvedHead: boolean;
	/** Nothing more is read in this poll. */
	hasStopped: boolean;
	waitUntilMs?: number;
}

/** A post can be found by search only some time after it was written. */
export const settlingMs = 60_000;

const unsettledMost = 200;

const dayMs = 86_400_000;
/** How far back X searches, less what clocks differ and a poll takes. */
const reachMs = 7 * dayMs - 5 * 60_000;
/** A gap that falls behind bit by bit is not stated with every poll. */
const chunkMs = 6 * 3_600_000;

/** Where the last poll has left off; what X does not search any more is given up. */
export function begin(
	turn: Turn,
	{ query, postsPerPoll }: KeywordSettings,
	memory: KeywordsMemory | undefined,
): Progress {
	const queryHash = mix(hashText(query));
	const known = memory?.queryHash === queryHash ? memory : undefined;
	const { watchingSinceMs, rewindMs, isFirstSinceStart } = turn;
	// Another query goes on where the one before has stopped.
	const fromMs = memory ? toIdTime(memory.checkpoint.newestId) : watchingSinceMs;
	const sinceMs = Math.min(fromMs, turn.startedMs - settlingMs + rewindMs);
	const plan = planReading(known?.checkpoint, { sinceMs, rewindMs, isFirstSinceStart });
	const unsettled = isFirstSinceStart ? undefined : known?.unsettled;
	const progress: Progress = {
		queryHash,
		checkpoint: plan.checkpoint,
		waiting: { ...known?.waiting },
		head: { aboveId: toOldestId([plan.head.aboveId, unsettled?.aboveId]) ?? plan.head.aboveId },
		...(known?.unsettled && { unsettled: known.unsettled }),
		known: new Set(unsettled?.ids),
		budget: turn.affordable(pricesUsd.postRead),
		cap: postsPerPoll,
		events: [],
		charges: [],
		lost: [],
		unreadable: [],
		notes: [],
		pages: 0,
		hasProvedHead: false,
		hasStopped: false,
	};
	if (memory && !known) dropQuery(progress, memory);
	giveUpUnreachable(progress, turn.startedMs);
	return progress;
}

/** What the next poll compares with when it reads the last minute once more; not while it has older posts to read. */
export function toUnsettled(
	{ startedMs }: Turn,
	{ events, known, checkpoint, head }: Progress,
): Unsettled | undefined {
	if (checkpoint.gaps.length > 0) return undefined;
	// Of what lies below the head, not all that was handed on is known here.
	const settledId = toIdBefore(startedMs - settlingMs);
	const aboveId = toNewestId([settledId, head.aboveId]) ?? settledId;
	const ids = new Set([...known, ...events.map(({ id }) => id)]);
	const young = [...ids].filter((id) => compareIds(id, aboveId) > 0).sort(compareIds);
	if (young.length === 0 || young.length > unsettledMost) return undefined;
	return { aboveId, ids: young };
}

/** Nobody asks for the gaps of the query before any more. */
function dropQuery(progress: Progress, { checkpoint, waiting = {} }: KeywordsMemory): void {
	progress.notes.push('The query is another one than before; reading goes on with the new one.');
	const gaps = checkpoint.gaps.filter(({ isRepeat }) => !isRepeat);
	const reason = 'the query was changed before these were read';
	progress.lost.push(...gaps.map((gap) => toLost(gap, reason, waiting[gap.aboveId])));
}

/** The oldest id that X searches, less one. */
export const toReachId = (nowMs: number) => toIdBefore(nowMs - reachMs);

function giveUpUnreachable(progress: Progress, nowMs: number): void {
	const reachId = toReachId(nowMs);
	for (const gap of progress.checkpoint.gaps) {
		const isBehind = compareIds(gap.belowId, reachId) <= 0;
		const isFarBehind = toIdTime(gap.aboveId) < toIdTime(reachId) - chunkMs;
		if (isBehind || isFarBehind) giveUp(progress, gap, isBehind ? gap.belowId : reachId, nowMs);
	}
	const { newestId } = progress.checkpoint;
	if (toIdTime(newestId) < toIdTime(reachId) - chunkMs) giveUpHead(progress, reachId);
	progress.head = { aboveId: toNewestId([progress.head.aboveId, reachId]) ?? reachId };
}

/** States what is not read below the head as lost, and forgets it. */
export function giveUpHead(progress: Progress, belowId: string): void {
	const { newestId } = progress.checkpoint;
	if (compareIds(newestId, belowId) >= 0) return;
	progress.lost.push(toLost({ aboveId: newestId, belowId }, unreachable));
	progress.checkpoint = { ...progress.checkpoint, newestId: belowId };
}

/** States the gap's beginning as lost, up to `belowId`, and forgets it. */
export function giveUp(progress: Progress, gap: OpenGap, belowId: string, nowMs: number): void {
	const { [gap.aboveId]: waiting, ...others } = progress.waiting;
	const isAll = belowId === gap.belowId;
	if (gap.isRepeat) progress.notes.push(unrepeatable);
	else {
		const lost = { aboveId: gap.aboveId, belowId };
		progress.lost.push(toLost(lost, unreachable, isAll ? waiting : undefined));
	}
	const range = { aboveId: gap.aboveId, belowId, rung: gap.rung };
	const nothing = { events: [], complete: true, pages: 0 };
	progress.checkpoint = noteRead(progress.checkpoint, range, nothing, { nowMs });
	const rest = progress.checkpoint.gaps.find((it) => it.belowId === gap.belowId);
	const isKnown = !isAll && rest && waiting !== undefined;
	progress.waiting = { ...others, ...(isKnown && { [rest.aboveId]: waiting }) };
}

const unreachable = "X's search goes back seven days, and these are older";
const unrepeatable =
	'What was handed on shortly before the last stop is older than seven days by now and could not be read again, in case a crash swallowed it.';
