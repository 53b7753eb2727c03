/**
 * How much happens in which hour of the week: 24 hours of working days, then 24 of weekends, UTC. Older weeks count less and
 * less. Plain JSON.
 */
export interface Rhythm {
	/** Hours watched. */
	hours: number[];
	/** Events. */
	events: number[];
	/** Events that came at least five minutes after the last one counted here. */
	stirs: number[];
}

export type Count = 'events' | 'stirs';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
const slots = 48;

/** What an hour of the week is taken for before much was seen of it: so many hours of the average one. */
const hoursAssumed = 1;

export function startRhythm(): Rhythm {
	const none = () => new Array<number>(slots).fill(0);
	return { hours: none(), events: none(), stirs: none() };
}

/** 0 to 47 */
export function toSlot(timeMs: number): number {
	const day = Math.floor(timeMs / dayMs);
	// The first of January 1970 was a Thursday.
	const weekday = (((day + 4) % 7) + 7) % 7;
	const hour = Math.floor((timeMs - day * dayMs) / hourMs);
	return hour + (weekday === 0 || weekday === 6 ? 24 : 0);
}

/** Hours of a stretch by slot; however long it is, it takes no more than a week's work. */
export function toHours(fromMs: number, toMs: number): number[] {
	const weeks = Math.max(0, Math.floor((toMs - fromMs) / weekMs));
	const hours = Array.from({ length: slots }, (_, slot) => weeks * (slot < 24 ? 5 : 2));
	for (let atMs = fromMs + weeks * weekMs; atMs < toMs; ) {
		const endMs = Math.min(toMs, (Math.floor(atMs / hourMs) + 1) * hourMs);
		hours[toSlot(atMs)] += (endMs - atMs) / hourMs;
		atMs = endMs;
	}
	return hours;
}

/** How many there usually are in such a stretch. */
export function toExpected(rhythm: Rhythm, count: Count, fromMs: number, toMs: number): number {
	const watched = sum(rhythm.hours);
	if (watched === 0) return 0;
	const average = sum(rhythm[count]) / watched;
	return toHours(fromMs, toMs).reduce((expected, hours, slot) => {
		if (hours === 0) return expected;
		const seen = rhythm[count][slot] + average * hoursAssumed;
		return expected + (hours * seen) / (rhythm.hours[slot] + hoursAssumed);
	}, 0);
}

export const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
