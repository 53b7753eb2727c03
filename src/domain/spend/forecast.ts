import { addUsd } from '../cost';
import type { SpendState } from './meter';
import { sumDays, toSpent, toUtcDay } from './meter';

export interface Forecast {
	/** What this calendar month (UTC) will have cost at its end. */
	usd: number;
	/** Hours of counting it was extrapolated from; 0 when it is too early for that and `usd` is what was spent. */
	fromHours: number;
	/** How far to trust it; one sentence. */
	basis: string;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Longer ago says little about what comes. */
const daysLookedAt = 28;

/** What the month will cost if it goes on as in the last four weeks, or as long as there was counting. */
export function forecastMonth(state: SpendState, nowMs: number): Forecast {
	const { monthUsd } = toSpent(state, nowMs);
	const today = Math.floor(nowMs / dayMs) * dayMs;
	const fromMs = Math.max(state.sinceMs, today - (daysLookedAt - 1) * dayMs);
	const hours = (nowMs - fromMs) / hourMs;
	if (!(hours >= 1)) return { usd: monthUsd, fromHours: 0, basis: tooEarly };

	const firstDay = toUtcDay(fromMs);
	const lastDay = toUtcDay(nowMs);
	const observedUsd = sumDays(state, (day) => day >= firstDay && day <= lastDay);
	const hoursLeft = (toMonthEnd(nowMs) - nowMs) / hourMs;
	return {
		usd: addUsd(monthUsd, (observedUsd / hours) * hoursLeft),
		fromHours: Math.floor(hours),
		basis: toBasis(Math.floor(hours)),
	};
}

const tooEarly =
	'Counting began less than an hour ago, which is too early for a forecast: this is what was spent so far.';

function toBasis(hours: number): string {
	if (hours < 24) {
		return `Extrapolated from only ${toCount(hours, 'hour')}, which may be busier or quieter than a whole day: take it as a rough guess.`;
	}
	const days = toCount(Math.floor(hours / 24), 'day');
	if (hours < 7 * 24) return `Extrapolated from ${days}, not yet a whole week with its weekend.`;
	return `Extrapolated from ${days}.`;
}

const toCount = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

function toMonthEnd(nowMs: number): number {
	const now = new Date(nowMs);
	return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
}
