import { compareIds, toIdBefore, toIdTime, toNewestId, toOldestId } from '../post-id';
import type { Checkpoint, HandOver, OpenGap, Range, RangeRead, Rung } from './checkpoint';
import { addHandOver, listAtRisk } from './hand-overs';
import { addGap, toLaterRung, toReadingOrder, toRung, toTidy } from './open-gaps';
import { intersect, isEmpty, subtract, toNextId, toPreviousId } from './span';

export interface ReadingPlan {
	/** What is new: always read first, so that it never waits for the end of a long gap. */
	head: Range;
	/** What is to be read after it, in this order. */
	gaps: OpenGap[];
	/** What `noteRead` goes on from: it remembers, as a gap, what has to be read again. */
	checkpoint: Checkpoint;
}

/**
 * Chooses what to read. The first poll after a start goes back by `rewindMs` from the newest post, and what was handed on in the
 * last `rewindMs` before the stop, at least the last hand-over, is read again; a gap is gone on with where it was left.
 *
 * @param at.sinceMs when watching began, milliseconds since 1970; counts until something was read
 */
export function planReading(
	checkpoint: Checkpoint | undefined,
	at: { sinceMs: number; rewindMs: number; isFirstSinceStart: boolean },
): ReadingPlan {
	if (!checkpoint) {
		const newestId = toIdBefore(at.sinceMs - at.rewindMs);
		const fresh = { newestId, gaps: [], handedOn: [] };
		return { head: { aboveId: newestId }, gaps: [], checkpoint: fresh };
	}
	const { newestId } = checkpoint;
	const handedOn = listAtRisk(checkpoint.handedOn, at.rewindMs);
	const gaps = at.isFirstSinceStart ? addRepeats({ ...checkpoint, handedOn }) : checkpoint.gaps;
	const aboveId = at.isFirstSinceStart ? toRewindId(newestId, gaps, at.rewindMs) : newestId;
	return {
		head: { aboveId },
		gaps: toReadingOrder(gaps),
		checkpoint: { newestId, gaps, handedOn },
	};
}

export interface ReadNote {
	/** When the poll began, milliseconds since 1970: the same for all that one poll hands on. */
	nowMs: number;
	/** How the head was read; the timeline unless told. A gap says so itself. */
	rung?: Rung;
	/** Where to go on with what could not be read, when the rung shows no more of it. */
	nextRung?: Rung;
}

/**
 * What to remember after a range was read, wholly or in part; the rest of a head that was cut short becomes a gap. Nothing is
 * remembered as read that was not. A range that is given up is noted as completely read, without events.
 */
export function noteRead(
	checkpoint: Checkpoint,
	range: Range | OpenGap,
	read: RangeRead,
	{ nowMs, rung = 'timeline', nextRung }: ReadNote,
): Checkpoint {
	const isHead = range.belowId === undefined;
	const readBy = 'rung' in range ? range.rung : rung;
	const proved = toProved(range, read);
	const gaps = checkpoint.gaps
		.flatMap((gap) => (proved ? subtract(gap, proved) : [gap]))
		.map((gap) => (nextRung && isWithin(gap, range) ? toLater(gap, nextRung) : gap))
		.map((gap) => (readBy === 'timeline' ? countPages(gap, read.pages) : gap));
	// Below the newest, all was handed on once: only what lies above it was never read.
	if (isHead && proved && !read.complete) {
		const aboveId = toNewestId([range.aboveId, checkpoint.newestId]) ?? range.aboveId;
		const rest: OpenGap = {
			aboveId,
			belowId: toNextId(proved.aboveId),
			rung: nextRung ?? readBy,
		};
		if (!isEmpty(rest)) gaps.push(readBy === 'timeline' ? countPages(rest, read.pages) : rest);
	}
	const newestId = isHead ? toNewestId([checkpoint.newestId, read.newestId]) : checkpoint.newestId;
	return {
		newestId: newestId ?? checkpoint.newestId,
		gaps: toTidy(gaps),
		handedOn: noteHandOver(checkpoint.handedOn, proved, read, { atMs: nowMs, rung: readBy }),
	};
}

/** Newest first, so what was read of a reading cut short lies above its oldest post. */
function toProved({ aboveId, belowId }: Range, read: RangeRead): Range | undefined {
	const upper = belowId === undefined ? {} : { belowId };
	if (read.complete) return { aboveId, ...upper };
	if (read.oldestId === undefined) return undefined;
	return { aboveId: toNewestId([aboveId, toPreviousId(read.oldestId)]) ?? aboveId, ...upper };
}

const isWithin = (gap: OpenGap, { aboveId, belowId }: Range) =>
	compareIds(gap.aboveId, aboveId) >= 0 &&
	(belowId === undefined || compareIds(gap.belowId, belowId) <= 0);

const toLater = (gap: OpenGap, rung: Rung) => toRung(gap, toLaterRung(gap.rung, rung));

const countPages = (gap: OpenGap, pages: number): OpenGap =>
	gap.rung === 'timeline' && pages > 0 ? { ...gap, pagesRead: (gap.pagesRead ?? 0) + pages } : gap;

function noteHandOver(
	handedOn: HandOver[],
	proved: Range | undefined,
	{ events }: RangeRead,
	how: { atMs: number; rung: Rung },
): HandOver[] {
	const ids = events.map(({ id }) => id);
	const oldestId = toOldestId(ids);
	const newestId = toNewestId(ids);
	if (!proved || oldestId === undefined || newestId === undefined) return handedOn;
	const whole = { aboveId: toPreviousId(oldestId), belowId: toNextId(newestId) };
	const span = intersect(whole, proved);
	return isEmpty(span) ? handedOn : addHandOver(handedOn, { ...span, ...how });
}

/**
 * What a crash may have swallowed becomes gaps. On the timeline they are one, up to the newest post: X counts what it shows from
 * there, so only a reading without holes tells whether it showed all.
 */
function addRepeats({ newestId, gaps, handedOn }: Checkpoint): OpenGap[] {
	const shown = handedOn.filter(({ rung = 'timeline' }) => rung === 'timeline');
	const others = handedOn.filter(({ rung = 'timeline' }) => rung !== 'timeline');
	const lowestId = toOldestId(shown.map(({ aboveId }) => aboveId));
	const upTo = toNextId(newestId);
	const repeats = others.map(({ aboveId, belowId = upTo, rung = 'timeline' }) => ({
		aboveId,
		belowId,
		rung,
	}));
	if (lowestId !== undefined) repeats.push({ aboveId: lowestId, belowId: upTo, rung: 'timeline' });
	return toTidy(repeats.reduce((all, it) => addGap(all, { ...it, isRepeat: true }), [...gaps]));
}

function toRewindId(newestId: string, gaps: OpenGap[], rewindMs: number): string {
	const shown = gaps.filter(({ rung, isRepeat }) => rung === 'timeline' && isRepeat);
	const ids = [newestId, ...shown.map(({ aboveId }) => aboveId)];
	// X takes points in time by the second only: without a rewind, posts of that second would come again.
	if (rewindMs > 0) ids.push(toIdBefore(toIdTime(newestId) - rewindMs));
	return toOldestId(ids) ?? newestId;
}
