import type { Rhythm } from './rhythm';
import { startRhythm, sum, toExpected, toHours, toSlot } from './rhythm';
import type { Quiets } from './quiets';
import { addQuiet, fadeQuiets, startQuiets } from './quiets';

/**
 * What is usual for a source, learned from its own past. Plain JSON below 2 kB. It learns when something comes: a quiet that
 * still lasts has no share yet in what is usual, so that a source that has stopped is not taken for a slow one.
 */
export interface Pace {
	rhythm: Rhythm;
	quiets: Quiets;
	/** How long the latest quiets were in relation to usual ones: above 1 on a slow day. */
	slowness: number;
	/** Up to where hours are counted, milliseconds since 1970. */
	countedToMs: number;
	/** Read completely up to here. */
	provedToMs: number;
	/** The newest event, where everything since was read. */
	lastEventMs?: number;
	/** The newest event that counted as a stir. */
	lastStirMs?: number;
}

/** A stretch that was read completely, with the events' own times. Milliseconds since 1970. */
export interface Observed {
	fromMs: number;
	toMs: number;
	timesMs: number[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** After so many days something counts half. */
const halfLifeDays = 28;

/**
 * Posts come in bursts: what comes within a quarter of the usual time between two stirs is one with the last, however much it
 * is. Else one wild afternoon would count as much as weeks, and every quiet after it seem long.
 */
const stirPart = 0.25;
const stirMs = { shortest: 5 * minuteMs, longest: dayMs };

/** Before about a week was watched nobody knows what is quiet. */
const hoursBeforeQuiets = 150;

/** X lets one search seven days back: a stretch that ends earlier comes of a clock that was set back. */
const longestWayBackMs = 8 * dayMs;

/** So many of the latest quiets tell whether the day is slow. */
const quietsRemembered = 20;

/**
 * Learns from a stretch that was read completely, by the events' own times, so that it makes no difference when it was read. Times
 * up to the newest event known were learned before, and nothing counts twice. Where a stretch begins after the end of the last one,
 * what lies between is neither quiet nor busy.
 */
export function learnPace(pace: Pace | undefined, observed: Observed): Pace {
	const { fromMs, toMs } = observed;
	if (!Number.isFinite(fromMs) || !Number.isFinite(toMs) || toMs < fromMs) {
		return pace ?? startPace(Number.isFinite(toMs) ? toMs : 0);
	}
	const next = toStart(pace, observed);
	for (const timeMs of toNewTimes(observed, next)) meet(next, timeMs);
	next.provedToMs = Math.max(next.provedToMs, toMs);
	return next;
}

/**
 * Leaves out what could not be read completely up to then: from there on it is watched anew, and the quiet before it has an
 * unknown end.
 */
export function skipPace(pace: Pace | undefined, toMs: number): Pace | undefined {
	if (pace === undefined || !Number.isFinite(toMs)) return pace;
	return toBreak(toCopy(pace), Math.max(toMs, pace.countedToMs));
}

function startPace(fromMs: number): Pace {
	return {
		rhythm: startRhythm(),
		quiets: startQuiets(),
		slowness: 1,
		countedToMs: fromMs,
		provedToMs: fromMs,
	};
}

/** From where to go on. */
function toStart(pace: Pace | undefined, { fromMs, toMs }: Observed): Pace {
	if (pace === undefined) return startPace(fromMs);
	const copy = toCopy(pace);
	const isSetBack = toMs < pace.provedToMs - longestWayBackMs;
	return isSetBack || fromMs > pace.provedToMs ? toBreak(copy, fromMs) : copy;
}

function toCopy(pace: Pace): Pace {
	const { hours, events, stirs } = pace.rhythm;
	const { counts, sums } = pace.quiets;
	return {
		...pace,
		rhythm: { hours: [...hours], events: [...events], stirs: [...stirs] },
		quiets: { ...pace.quiets, counts: [...counts], sums: [...sums] },
	};
}

function toBreak(pace: Pace, atMs: number): Pace {
	countHours(pace, Math.min(pace.provedToMs, atMs));
	const { rhythm, quiets, slowness } = pace;
	return { rhythm, quiets, slowness, countedToMs: atMs, provedToMs: atMs };
}

/** Clocks may differ by a little; what lies further ahead is no time. */
function toNewTimes({ timesMs, toMs }: Observed, { lastEventMs, countedToMs }: Pace): number[] {
	const knownMs = lastEventMs ?? countedToMs;
	const isNew = (timeMs: number) => timeMs > knownMs && timeMs <= toMs + 60 * minuteMs;
	return timesMs.filter(isNew).sort((a, b) => a - b);
}

function meet(pace: Pace, timeMs: number): void {
	count(pace.rhythm.events, timeMs);
	const { lastEventMs, lastStirMs } = pace;
	pace.lastEventMs = timeMs;
	if (lastStirMs !== undefined && isSameStir(pace.rhythm, timeMs - lastStirMs)) return;
	pace.lastStirMs = timeMs;
	if (lastEventMs !== undefined && sum(pace.rhythm.hours) >= hoursBeforeQuiets) {
		meetQuiet(pace, toExpected(pace.rhythm, 'stirs', lastEventMs, timeMs));
	}
	countHours(pace, timeMs);
	count(pace.rhythm.stirs, timeMs);
}

function count(list: number[], timeMs: number): void {
	const slot = toSlot(timeMs);
	list[slot] = round(list[slot] + 1);
}

function isSameStir({ hours, stirs }: Rhythm, sinceMs: number): boolean {
	if (sinceMs < stirMs.shortest) return true;
	const watched = sum(hours);
	if (watched < hoursBeforeQuiets) return false;
	const usualMs = (watched / Math.max(0.01, sum(stirs))) * 60 * minuteMs;
	return sinceMs < Math.min(stirMs.longest, usualMs * stirPart);
}

function meetQuiet(pace: Pace, expected: number): void {
	addQuiet(pace.quiets, toLength(expected, pace.slowness));
	const latest = round(pace.slowness + (expected - pace.slowness) / quietsRemembered);
	pace.slowness = Math.min(latest, slowest);
}

/** One long stop does not make every later one seem short. */
const slowest = 3;

/** How long a quiet is: by how much is usually heard in such a time, less on a slow day. */
export const toLength = (expectedStirs: number, slowness: number) =>
	expectedStirs / Math.max(1, slowness);

function countHours(pace: Pace, toMs: number): void {
	const { rhythm, quiets, countedToMs } = pace;
	if (toMs <= countedToMs) return;
	const days = Math.floor(toMs / dayMs) - Math.floor(countedToMs / dayMs);
	if (days > 0) fade(pace, 2 ** (-days / halfLifeDays));
	const isKnown = sum(rhythm.hours) >= hoursBeforeQuiets;
	toHours(countedToMs, toMs).forEach((hours, slot) => {
		rhythm.hours[slot] = round(rhythm.hours[slot] + hours);
		if (isKnown) quiets.hours = round(quiets.hours + hours);
	});
	pace.countedToMs = toMs;
}

function fade({ rhythm, quiets }: Pace, factor: number): void {
	for (const list of [rhythm.hours, rhythm.events, rhythm.stirs]) {
		list.forEach((one, slot) => (list[slot] = round(one * factor)));
	}
	fadeQuiets(quiets, factor);
}

const round = (number: number) => Math.round(number * 1000) / 1000;
