import { sum } from './rhythm';

/**
 * How long the quiets of a source were, each in events that would usually have come in it. By length, in steps; older ones count
 * less and less. Plain JSON.
 */
export interface Quiets {
	/** Hours in which quiets were counted. */
	hours: number;
	/** How many were at least as long as the step and shorter than the next. */
	counts: number[];
	/** Their lengths, added up. */
	sums: number[];
}

const steps = [0, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24];

/** So many are needed beyond a step to say how fast longer ones become rarer. */
const enough = 10;

/** Longer than what comes once in ten years is a stop and does not say what is usual. */
const longestTimesAYear = 0.1;

const hoursAYear = 8766;

export function startQuiets(): Quiets {
	return { hours: 0, counts: steps.map(() => 0), sums: steps.map(() => 0) };
}

export function addQuiet(quiets: Quiets, length: number): void {
	const counted = Math.min(length, toLongest(quiets));
	const step = steps.filter((from) => from <= counted).length - 1;
	quiets.counts[step] += 1;
	quiets.sums[step] = round(quiets.sums[step] + counted);
}

export function fadeQuiets(quiets: Quiets, factor: number): void {
	quiets.hours = round(quiets.hours * factor);
	for (const list of [quiets.counts, quiets.sums]) {
		list.forEach((one, step) => (list[step] = round(one * factor)));
	}
}

export const countQuiets = ({ counts }: Quiets) => sum(counts);

/**
 * How many quiets of that length or longer are to be expected in a year.
 *
 * Those seen beyond a step are taken to become rarer exponentially, at a rate that is itself only known as well as so many quiets
 * tell (a gamma distribution): few of them make a long tail, and therefore a late alarm rather than a false one.
 */
export function toTimesAYear(quiets: Quiets, length: number): number {
	const { from, count, beyond } = toTail(quiets, length);
	return (count / toYears(quiets)) * (1 + (length - from) / beyond) ** -count;
}

function toLongest(quiets: Quiets): number {
	const { from, count, beyond } = toTail(quiets, Infinity);
	if (count < enough) return Infinity;
	const yearly = count / toYears(quiets);
	return from + beyond * ((yearly / longestTimesAYear) ** (1 / count) - 1);
}

/** The quiets beyond the highest step up to the length that has enough of them; `beyond` is by how much in all. */
function toTail({ counts, sums }: Quiets, length: number) {
	let tail = { from: 0, count: sum(counts), beyond: sum(sums) };
	for (let step = 1; step < steps.length && steps[step] <= length; step++) {
		const from = steps[step];
		const count = sum(counts.slice(step));
		if (count < enough) break;
		tail = { from, count, beyond: sum(sums.slice(step)) - from * count };
	}
	return { ...tail, beyond: Math.max(tail.beyond, 0.001) };
}

const toYears = ({ hours }: Quiets) => Math.max(hours, 1) / hoursAYear;

const round = (number: number) => Math.round(number * 1000) / 1000;
