import { addUsd } from '../cost';
import { InvalidItem } from '../field';
import type { Charge } from './charge';

/** What was spent, by X's price table. Plain JSON, so that it can be kept between runs; never changed in place. */
export interface SpendState {
	/** When counting began, milliseconds since 1970. */
	sinceMs: number;
	/** US dollars since `startRun`. */
	runUsd: number;
	/** US dollars per UTC day, e.g. `{ "2026-11-20": 0.42 }`; the latest 70 days. */
	days: Record<string, number>;
	/** What X handed out on one UTC day, and bills only once on it. */
	handedOut: {
		day: string;
		resources: string[];
		/** Resources of that day beyond what is remembered: each was counted in full. */
		uncompared: number;
	};
}

export interface AddedCharges {
	state: SpendState;
	/** What X bills: without what it handed out before on the same UTC day. */
	billedUsd: number;
	/** The same at list price, as if nothing had been handed out before. */
	estimateUsd: number;
	/** Why `billedUsd` may be too high; one sentence. */
	note?: string;
}

export interface Spent {
	runUsd: number;
	/** This UTC day. */
	dayUsd: number;
	/** This calendar month, UTC; X's own billing month may begin on another day. */
	monthUsd: number;
}

const daysKept = 70;
const resourcesKept = 20_000;

export function startSpend(nowMs: number): SpendState {
	const day = toUtcDay(nowMs);
	return {
		sinceMs: nowMs,
		runUsd: 0,
		days: {},
		handedOut: { day, resources: [], uncompared: 0 },
	};
}

/** The day and the month go on, the run begins at nothing. */
export function startRun(state: SpendState): SpendState {
	return { ...state, runUsd: 0 };
}

/**
 * Counts what calls are billed for. Call it without charges too when nothing was spent: quiet hours make the forecast better.
 * A clock that goes back makes the estimate too high at worst, never too low.
 *
 * @param most resources of a day that are remembered; those beyond are counted each time
 */
export function addCharges(
	state: SpendState,
	charges: Charge[],
	nowMs: number,
	most = resourcesKept,
): AddedCharges {
	const day = toUtcDay(nowMs);
	const isSameDay = state.handedOut.day === day;
	const seen = new Set(isSameDay ? state.handedOut.resources : []);
	let uncompared = isSameDay ? state.handedOut.uncompared : 0;
	let billedUsd = 0;
	let estimateUsd = 0;
	for (const charge of charges) {
		const unitUsd = toUnitUsd(charge);
		estimateUsd = addUsd(estimateUsd, unitUsd * (charge.resources?.length ?? 1));
		if (!charge.resources) billedUsd = addUsd(billedUsd, unitUsd);
		for (const resource of new Set(charge.resources)) {
			// A post read as somebody's and as one's own may be two things on the bill.
			const key = `${charge.item} ${resource}`;
			if (seen.has(key)) continue;
			if (seen.size < most) seen.add(key);
			else uncompared++;
			billedUsd = addUsd(billedUsd, unitUsd);
		}
	}
	const days = { ...state.days, [day]: addUsd(state.days[day] ?? 0, billedUsd) };
	return {
		state: {
			sinceMs: Math.min(state.sinceMs, nowMs),
			runUsd: addUsd(state.runUsd, billedUsd),
			days: toLatestDays(days, day),
			handedOut: { day, resources: [...seen], uncompared },
		},
		billedUsd,
		estimateUsd,
		...(uncompared > 0 && { note: toNote(uncompared, most) }),
	};
}

export function toSpent(state: SpendState, nowMs: number): Spent {
	const day = toUtcDay(nowMs);
	return {
		runUsd: state.runUsd,
		dayUsd: state.days[day] ?? 0,
		monthUsd: sumDays(state, (it) => it.startsWith(day.slice(0, 8))),
	};
}

export function sumDays(state: SpendState, isWanted: (day: string) => boolean): number {
	return addUsd(...Object.keys(state.days).map((day) => (isWanted(day) ? state.days[day] : 0)));
}

/** `2026-11-20` */
export function toUtcDay(timeMs: number): string {
	const time = new Date(timeMs);
	if (Number.isNaN(time.getTime())) throw new InvalidItem('nowMs', timeMs, 'a point in time');
	return time.toISOString().slice(0, 10);
}

function toUnitUsd({ item, unitUsd }: Charge): number {
	if (Number.isFinite(unitUsd) && unitUsd >= 0) return unitUsd;
	throw new InvalidItem(`unitUsd of ${item}`, unitUsd, 'a price in US dollars, 0 or more');
}

function toLatestDays(days: Record<string, number>, today: string): Record<string, number> {
	const latest = Object.keys(days).sort().slice(-daysKept);
	// Today is kept also by a clock that is far behind.
	return Object.fromEntries([...latest, today].map((day) => [day, days[day]]));
}

const toNote = (uncompared: number, most: number) =>
	`X handed out more than ${most} things today; ${uncompared} beyond that were counted each time, so the estimate may be too high.`;
