import { compareIds } from '../post-id';
import type { OpenGap, Rung } from './checkpoint';
import { subtract, toHull } from './span';

/** More gaps than these are not remembered: neighbours then become one, and what lies between them is read again. */
export const gapCap = 20;

const ladder: readonly Rung[] = ['timeline', 'search', 'replay'];

/** The rung that is tried later. */
export const toLaterRung = (a: Rung, b: Rung): Rung =>
	ladder.indexOf(a) > ladder.indexOf(b) ? a : b;

const toEarlierRung = (a: Rung, b: Rung): Rung => (toLaterRung(a, b) === a ? b : a);

/**
 * The order in which gaps are read: what the timeline shows first, from the newest, since X counts what it shows from there;
 * then the oldest first, since what the other rungs reach wanders off; what was handed on once already, last.
 */
export function toReadingOrder(gaps: readonly OpenGap[]): OpenGap[] {
	const onTimeline = gaps.filter(({ rung }) => rung === 'timeline').reverse();
	const others = gaps.filter(({ rung }) => rung !== 'timeline');
	return [
		...onTimeline,
		...others.filter(({ isRepeat }) => !isRepeat),
		...others.filter(({ isRepeat }) => isRepeat),
	];
}

/** Adds what is not in a gap yet. */
export function addGap(gaps: readonly OpenGap[], gap: OpenGap): OpenGap[] {
	const pieces = gaps.reduce((left, other) => left.flatMap((it) => subtract(it, other)), [gap]);
	return [...gaps, ...pieces];
}

/** Oldest first and a bounded number. */
export function toTidy(gaps: readonly OpenGap[]): OpenGap[] {
	const tidy = [...gaps].sort((a, b) => compareIds(a.aboveId, b.aboveId));
	while (tidy.length > gapCap) {
		const at = findClosest(tidy);
		tidy.splice(at, 2, join(tidy[at], tidy[at + 1]));
	}
	return climb(tidy);
}

/** X shows a number of posts from the newest on: where it does not show a gap, it shows no older one either. */
function climb(gaps: OpenGap[]): OpenGap[] {
	const newestBeyond = gaps.map(({ rung }) => rung !== 'timeline').lastIndexOf(true);
	return gaps.map((gap, at) =>
		at < newestBeyond && gap.rung === 'timeline' ? toRung(gap, 'search') : gap,
	);
}

/** The gap on another rung, where nothing was read of it yet. */
export function toRung({ aboveId, belowId, isRepeat, ...gap }: OpenGap, rung: Rung): OpenGap {
	if (gap.rung === rung) return { aboveId, belowId, ...gap, ...(isRepeat && { isRepeat }) };
	return { aboveId, belowId, rung, ...(isRepeat && { isRepeat }) };
}

/** Where the two neighbours begin that make one at the least expense. */
function findClosest(gaps: OpenGap[]): number {
	const distances = gaps.slice(1).map((gap, at) => ({
		at,
		isMixed: gap.isRepeat !== gaps[at].isRepeat,
		size: BigInt(gap.aboveId) - BigInt(gaps[at].belowId),
	}));
	const byExpense = distances.sort(
		(a, b) => Number(a.isMixed) - Number(b.isMixed) || (a.size < b.size ? -1 : 1),
	);
	return byExpense[0].at;
}

function join(a: OpenGap, b: OpenGap): OpenGap {
	const pagesRead = Math.max(a.pagesRead ?? 0, b.pagesRead ?? 0);
	return {
		...toHull(a, b),
		rung: toEarlierRung(a.rung, b.rung),
		...(pagesRead > 0 && { pagesRead }),
		...(a.isRepeat && b.isRepeat && { isRepeat: true }),
	};
}
