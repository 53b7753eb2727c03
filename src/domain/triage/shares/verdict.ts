import type { SharePeriod, ShareReport, UsualShare } from './share-report';
import { differ, findUsual, toPeriodChances } from './usual';
import type { Tally, Usual } from './usual';

export type Verdict = Pick<ShareReport, 'state' | 'usual' | 'probability'>;

export interface PastTally extends Tally {
	/** Periods with the same one are comparable: the hour of the day or the weekday. */
	rhythm: number;
}

export interface Demands {
	minimumPosts: number;
	sureness: number;
}

/** Fewer earlier periods with posts do not show what is usual. */
export const fewestPeriods = 5;

/** Fewer of the same hour or weekday do not show whether it has habits of its own. */
const fewestComparable = 4;

/** Judges a period by earlier ones that have posts for us. */
export function toVerdict(
	judged: PastTally,
	past: PastTally[],
	period: SharePeriod,
	{ minimumPosts, sureness }: Demands,
): Verdict {
	if (judged.forUs < minimumPosts) return { state: 'too few posts' };
	if (past.length < fewestPeriods) return { state: 'too little past' };
	const { usual, comparedWith } = findComparable(judged, past, period);
	const chances = toPeriodChances(usual, judged.forUs);
	const limit = 1 - sureness;
	const more = chances.atLeast(judged.negative);
	const fewer = chances.atMost(judged.negative);
	const { low, high } = chances.range(limit);
	return {
		state: more < limit ? 'more negative than usual' : fewer < limit ? 'fewer than usual' : 'usual',
		probability: more < limit || fewer >= limit ? more : fewer,
		usual: {
			expected: usual.mean,
			low: low / judged.forUs,
			high: high / judged.forUs,
			periods: usual.periods,
			leftOut: usual.leftOut,
			comparedWith,
		},
	};
}

/** The same hours or weekdays are enough of a guide only where they differ from the others; else all say more. */
function findComparable(
	{ rhythm }: PastTally,
	past: PastTally[],
	period: SharePeriod,
): { usual: Usual; comparedWith: UsualShare['comparedWith'] } {
	const all = { usual: findUsual(past), comparedWith: 'all' as const };
	const same = past.filter((one) => one.rhythm === rhythm);
	const others = past.filter((one) => one.rhythm !== rhythm);
	const comparedWith = likes[period];
	if (comparedWith === undefined || same.length < fewestComparable) return all;
	const usual = findUsual(same);
	if (others.length < fewestComparable || !differ(usual, findUsual(others))) return all;
	return { usual, comparedWith };
}

const likes: Partial<Record<SharePeriod, UsualShare['comparedWith']>> = {
	hour: 'same hour',
	day: 'same weekday',
};
