import { categories } from '../triage';
import type { Category } from '../triage';
import { countByPeriod, toCalendar, toZeroCounts } from './periods';
import type { Calendar, PeriodCounts } from './periods';
import { readOptions } from './read-options';
import { readPosts } from './read-posts';
import { toBasis, toSentence } from './sentence';
import type {
	PeriodShares,
	ShareOptions,
	SharePeriod,
	SharePost,
	ShareReport,
} from './share-report';
import { fewestPeriods, toVerdict } from './verdict';
import { toShare } from './wilson';

const longestHistory = 60;

const dayMs = 24 * 3_600_000;

/** How far back what is usual is looked for: what was longer ago need not be so any more. */
const lookBackMs: Record<SharePeriod, number> = {
	hour: 28 * dayMs,
	day: 56 * dayMs,
	week: 52 * 7 * dayMs,
};

/**
 * Says whether the last complete period was more negative than usual. What is doubled counts twice.
 *
 * @param posts the period's own and earlier ones together, in any order
 * @throws InvalidItem naming the field, for a post or an option that cannot be read
 */
export function judgeShares(posts: SharePost[], options: ShareOptions): ShareReport {
	const { period, nowMs, ...demands } = readOptions(options);
	const calendar = toCalendar(period, options.timezone);
	const runningMs = calendar.startOf(nowMs);
	const startMs = calendar.startOf(runningMs - 1);
	const periods = countByPeriod(readPosts(posts), calendar, period);
	const find = (ms: number) => periods.find((one) => one.startMs === ms);
	const judged = find(startMs) ?? { startMs, counts: toZeroCounts() };
	const running = find(runningMs);
	const earlier = periods.filter((one) => one.startMs < startMs);
	const past = earlier
		.filter((one) => one.startMs >= startMs - lookBackMs[period])
		.map((one) => toTally(one, calendar))
		.filter(({ forUs }) => forUs > 0);
	const shares = toPeriodShares(judged, runningMs, calendar);
	const verdict = toVerdict(toTally(judged, calendar), past, period, demands);
	const told = {
		period,
		from: calendar.toClock(startMs),
		to: calendar.toClock(runningMs),
		rhythm: calendar.rhythmOf(startMs),
		minimumPosts: demands.minimumPosts,
		pastPeriods: past.length,
		neededPeriods: fewestPeriods,
	};
	return {
		...shares,
		...verdict,
		alarm: verdict.state === 'more negative than usual',
		sentence: toSentence({ ...shares, ...verdict }, told),
		basis: toBasis(shares),
		...(running ? { soFar: toPeriodShares(running, nowMs, calendar) } : {}),
		history: earlier.slice(-longestHistory).map((one) => toHistory(one, calendar)),
		...countAhead(periods, runningMs),
	};
}

function toPeriodShares(
	{ startMs, counts }: PeriodCounts,
	endMs: number,
	calendar: Calendar,
): PeriodShares {
	const { total, forUs, negative } = toSums(counts);
	return {
		period: { from: calendar.toIso(startMs), to: calendar.toIso(endMs) },
		total,
		forUs,
		counts,
		shares: Object.fromEntries(
			categories.map((category) => [category, toShare(counts[category], total)]),
		) as PeriodShares['shares'],
		negative: toShare(negative, forUs),
	};
}

/** Of the posts for us complaints are the negative ones; whether an unsure post is one, nobody knows yet. */
function toSums(counts: Record<Category, number>) {
	const total = categories.reduce((sum, category) => sum + counts[category], 0);
	return { total, forUs: total - counts.not_for_us, negative: counts.complaint };
}

function toTally({ startMs, counts }: PeriodCounts, calendar: Calendar) {
	return { ...toSums(counts), rhythm: calendar.rhythmOf(startMs) };
}

function toHistory({ startMs, counts }: PeriodCounts, calendar: Calendar) {
	const { total, forUs, negative } = toSums(counts);
	const { share } = toShare(negative, forUs);
	return { from: calendar.toIso(startMs), total, forUs, negative, share };
}

function countAhead(periods: PeriodCounts[], runningMs: number): { ahead?: number } {
	const ahead = periods
		.filter(({ startMs }) => startMs > runningMs)
		.reduce((sum, { counts }) => sum + toSums(counts).total, 0);
	return ahead > 0 ? { ahead } : {};
}
