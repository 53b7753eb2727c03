import { DateTime, IANAZone } from 'luxon';

import { InvalidItem } from '../../field';
import { categories } from '../triage';
import type { Category } from '../triage';
import type { TimedPost } from './read-posts';
import type { SharePeriod } from './share-report';

/** Periods by the clock of one time zone: hours, days of 23 to 25 hours, weeks from Monday. */
export interface Calendar {
	/** Start of the period that a moment lies in. */
	startOf(atMs: number): number;
	/** The hour of the day or the weekday; periods with the same one are comparable. */
	rhythmOf(startMs: number): number;
	/** ISO 8601 in the zone. */
	toIso(atMs: number): string;
	/** Such as `14:00`. */
	toClock(atMs: number): string;
}

export interface PeriodCounts {
	startMs: number;
	counts: Record<Category, number>;
}

export function toCalendar(period: SharePeriod, timezone: string): Calendar {
	if (typeof timezone !== 'string' || !IANAZone.isValidZone(timezone)) {
		throw new InvalidItem(
			'timezone',
			timezone,
			'the name of a time zone such as Europe/Berlin',
			'Choose the time zone of the account; UTC is one too.',
		);
	}
	const zone = IANAZone.create(timezone);
	const toDateTime = (atMs: number) => DateTime.fromMillis(atMs, { zone, locale: 'en' });
	return {
		startOf: (atMs) => toDateTime(atMs).startOf(period).toMillis(),
		rhythmOf: (startMs) => rhythms[period](toDateTime(startMs)),
		toIso: (atMs) => toDateTime(atMs).toISO({ suppressMilliseconds: true })!,
		toClock: (atMs) => toDateTime(atMs).toFormat('HH:mm'),
	};
}

const rhythms: Record<SharePeriod, (start: DateTime) => number> = {
	hour: ({ hour }) => hour,
	day: ({ weekday }) => weekday,
	week: () => 0,
};

/** No period is shorter, so posts this close behind a start need no look at the calendar. */
const shortestMs: Record<SharePeriod, number> = {
	hour: 30 * 60_000,
	day: 22 * 3_600_000,
	week: 6 * 24 * 3_600_000,
};

/**
 * Counts posts by period and class, periods in order of time.
 *
 * @param posts in order of time
 */
export function countByPeriod(
	posts: TimedPost[],
	calendar: Calendar,
	period: SharePeriod,
): PeriodCounts[] {
	const periods: PeriodCounts[] = [];
	for (const { category, atMs } of posts) {
		const last = periods.at(-1);
		const isNear = last !== undefined && atMs < last.startMs + shortestMs[period];
		const startMs = isNear ? last.startMs : calendar.startOf(atMs);
		if (last?.startMs !== startMs) periods.push({ startMs, counts: toZeroCounts() });
		periods[periods.length - 1].counts[category]++;
	}
	return periods;
}

export function toZeroCounts(): Record<Category, number> {
	return Object.fromEntries(categories.map((category) => [category, 0])) as Record<
		Category,
		number
	>;
}
