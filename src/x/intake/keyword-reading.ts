import type { OpenGap, RangeRead } from '../../domain/intake/checkpoint';
import { noteRead } from '../../domain/intake/plan-reading';
import { compareIds, toIdBefore, toNewestId } from '../../domain/post-id';
import { HttpFailure, type HttpFailureKind, toHttpFailure } from '../../http';
import { countRecent } from '../counts';
import { pricesUsd } from '../prices';
import { toQueryFailure } from './keyword-failure';
import {
	giveUp,
	giveUpHead,
	type KeywordSettings,
	type Progress,
	settlingMs,
	toReachId,
} from './keyword-progress';
import { noteWait, searchRange, toSentence } from './keyword-search';
import type { Turn } from './turn';

/** How many posts the head holds; undefined when X could not say. Throws `HttpFailure` for what reading would fail of too. */
export async function countHead(
	turn: Turn,
	{ query }: KeywordSettings,
	progress: Progress,
): Promise<number | undefined> {
	const window = { sinceId: progress.head.aboveId };
	try {
		const { total, charges, stoppedBy } = await countRecent(turn.client, {
			query,
			granularity: 'day',
			window,
			pageCap: 1,
		});
		progress.pages += 1;
		progress.charges.push(...charges);
		progress.budget -= Math.ceil(pricesUsd.countRequest / pricesUsd.postRead);
		if (stoppedBy) return undefined;
		// Those of the last minute before are counted once more.
		const fresh = Math.max(0, total - progress.known.size);
		progress.notes.push(`X counted ${fresh} ${fresh === 1 ? 'post' : 'posts'} that are new.`);
		return fresh;
	} catch (error) {
		const failure = toQueryFailure(error, query);
		if (hopeless.has(failure.kind)) throw failure;
		progress.notes.push(`The posts could not be counted and were read without. ${failure.message}`);
		return undefined;
	}
}

const hopeless = new Set<HttpFailureKind>([
	'misconfigured',
	'credential-invalid',
	'quota-exhausted',
]);

/** Reads what is new; what it does not get to becomes a gap. Throws `HttpFailure` when X refuses the first page. */
export async function readHead(
	turn: Turn,
	settings: KeywordSettings,
	progress: Progress,
	total?: number,
): Promise<void> {
	const { head } = progress;
	const read = await searchRange(turn, settings, progress, head);
	if (!read.complete && read.oldestId === undefined) return;
	giveUpHead(progress, head.aboveId);
	progress.hasProvedHead = true;
	const settledId = toIdBefore(turn.startedMs - settlingMs);
	const newestId = read.complete ? toNewestId([read.newestId, settledId]) : read.newestId;
	const { checkpoint } = progress;
	noteHead(turn, progress, { ...read, ...(newestId !== undefined && { newestId }) });
	if (read.complete || total === undefined) return;
	const aboveId = toNewestId([head.aboveId, checkpoint.newestId]) ?? head.aboveId;
	const waiting = Math.max(0, total - read.paid);
	if (progress.checkpoint.gaps.some((gap) => gap.aboveId === aboveId)) {
		progress.waiting[aboveId] = waiting;
	}
}

/** X counted none: the head is read. */
export function noteEmptyHead(turn: Turn, progress: Progress): void {
	giveUpHead(progress, progress.head.aboveId);
	progress.hasProvedHead = true;
	const newestId = toIdBefore(turn.startedMs - settlingMs);
	noteHead(turn, progress, { events: [], newestId, complete: true, pages: 0 });
}

function noteHead(turn: Turn, progress: Progress, read: RangeRead): void {
	const note = { nowMs: turn.startedMs, rung: 'search' as const };
	progress.checkpoint = noteRead(progress.checkpoint, progress.head, read, note);
}

/** Goes on with what earlier polls did not get to. */
export async function readGap(
	turn: Turn,
	settings: KeywordSettings,
	progress: Progress,
	gap: OpenGap,
): Promise<void> {
	const reachId = toReachId(turn.startedMs);
	const aboveId = toNewestId([gap.aboveId, reachId]) ?? gap.aboveId;
	const range = { ...gap, aboveId };
	const read = await searchRange(turn, settings, progress, range).catch(toHttpFailure);
	if (read instanceof HttpFailure) {
		noteFailedGap(progress, read, turn.nowMs());
		return;
	}
	const waiting = progress.waiting[gap.aboveId];
	if (waiting !== undefined) progress.waiting[gap.aboveId] = Math.max(0, waiting - read.paid);
	progress.checkpoint = noteRead(progress.checkpoint, range, read, { nowMs: turn.startedMs });
	const isCut = compareIds(gap.aboveId, aboveId) < 0;
	const rest = progress.checkpoint.gaps.find((it) => it.aboveId === gap.aboveId);
	if (read.complete && isCut && rest) giveUp(progress, rest, rest.belowId, turn.startedMs);
}

/** What is new was read before, so the poll is not lost. */
function noteFailedGap(progress: Progress, failure: HttpFailure, nowMs: number): void {
	progress.hasStopped = true;
	progress.notes.push(toSentence(failure.message));
	noteWait(progress, failure, nowMs);
}
