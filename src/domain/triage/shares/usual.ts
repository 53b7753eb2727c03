import { toChances } from './beta-binomial';
import type { Chances } from './beta-binomial';

/** The posts of one period that are for us, and how many of them are negative. */
export interface Tally {
	forUs: number;
	negative: number;
}

/** What the share of negatives usually is. */
export interface Usual extends Fit {
	periods: number;
	/** Periods too far from the others to say what is usual. */
	leftOut: number;
}

interface Fit {
	mean: number;
	/** Of two posts in the same period, beyond what the mean explains; 0 would be a plain binomial. */
	correlation: number;
	/** Variance of the mean in units of mean × (1 − mean): how little it is known. */
	doubt: number;
}

/** A period rarer than this among the others is left out. */
const spikeBelow = 0.005;

/** What happens more often than in one of so many periods is no spike but part of what is usual. */
const periodsPerSpike = 8;

/** What is assumed of the correlation before anything is seen, and how firmly. */
const assumed = { correlation: 0.01, sd: 0.02 };

/**
 * Reads the usual share out of past periods. The farthest are left out together if each is a spike beside the rest: one
 * spike does not hide the next, nor several one another.
 */
export function findUsual(past: Tally[]): Usual {
	const all = fit(past);
	const farthestFirst = past
		.map((tally) => ({ tally, distance: toSquaredDistance(tally, all.mean, all.correlation) }))
		.sort((a, b) => b.distance - a.distance)
		.map(({ tally }) => tally);
	for (let leftOut = Math.floor(past.length / periodsPerSpike); leftOut > 0; leftOut--) {
		const usual = fit(farthestFirst.slice(leftOut));
		const spikes = farthestFirst.slice(0, leftOut).reverse();
		if (!spikes.every((tally) => isSpike(tally, usual))) continue;
		return { ...usual, periods: past.length - leftOut, leftOut };
	}
	return { ...all, periods: past.length, leftOut: 0 };
}

/** What the usual share makes of a period with so many posts; the mean's own doubt widens it. */
export function toPeriodChances({ mean, correlation, doubt }: Fit, forUs: number): Chances {
	return toChances(forUs, mean, Math.min(0.9, correlation + doubt));
}

/** Whether two usual shares lie further apart than chance would have it four times in five. */
export function differ(one: Usual, other: Usual): boolean {
	const variance = [one, other].reduce(
		(sum, { mean, doubt }) => sum + mean * (1 - mean) * doubt,
		0,
	);
	return Math.abs(one.mean - other.mean) > 1.28 * Math.sqrt(variance);
}

function isSpike({ forUs, negative }: Tally, usual: Fit): boolean {
	const chances = toPeriodChances(usual, forUs);
	return Math.min(chances.atLeast(negative), chances.atMost(negative)) < spikeBelow;
}

function fit(past: Tally[]): Fit {
	const seen = solveCorrelation(past);
	const freedom = past.length - 1;
	const information = past.reduce((sum, { forUs }) => sum + toInformation(forUs, seen), 0);
	const before = 1 / assumed.sd ** 2;
	const guarded = (seen * information + assumed.correlation * before) / (information + before);
	const correlation = Math.min(0.9, Math.max(guarded, seen * toAllowance(freedom)));
	const weight = past.reduce((sum, { forUs }) => sum + forUs / toInflation(forUs, correlation), 0);
	return { mean: toMean(past, correlation), correlation, doubt: 1 / weight };
}

/** The correlation at which the distances are as large as chance makes them (Pearson's statistic equals its freedom). */
function solveCorrelation(past: Tally[]): number {
	const excess = (correlation: number) => {
		const mean = toMean(past, correlation);
		return (
			past.reduce((sum, tally) => sum + toSquaredDistance(tally, mean, correlation), 0) -
			(past.length - 1)
		);
	};
	if (excess(0) <= 0) return 0;
	let low = 0;
	let high = 0.95;
	for (let i = 0; i < 16; i++) {
		const middle = (low + high) / 2;
		if (excess(middle) > 0) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** Half a negative in one post is added, so that a past without any is not certainty. */
function toMean(past: Tally[], correlation: number): number {
	let negatives = 0.5;
	let posts = 1;
	for (const { forUs, negative } of past) {
		const inflation = toInflation(forUs, correlation);
		negatives += negative / inflation;
		posts += forUs / inflation;
	}
	return negatives / posts;
}

function toSquaredDistance({ forUs, negative }: Tally, mean: number, correlation: number): number {
	const variance = forUs * mean * (1 - mean) * toInflation(forUs, correlation);
	return (negative - forUs * mean) ** 2 / variance;
}

/** How many times larger the variance is than a binomial's. */
function toInflation(forUs: number, correlation: number): number {
	return 1 + (forUs - 1) * correlation;
}

function toInformation(forUs: number, correlation: number): number {
	return ((forUs - 1) / toInflation(forUs, correlation)) ** 2 / 2;
}

/** Few periods show too little of how much shares vary: what Student's t allows for at 1 in 1,000, squared. */
function toAllowance(freedom: number): number {
	return 1 + 6.2 / (Math.max(3, freedom) - 2.6);
}
