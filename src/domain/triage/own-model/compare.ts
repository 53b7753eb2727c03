import { toMacroF1 } from '../learning/figures';
import { createRandom } from '../learning/logistic';
import type { PostClass } from '../model';
import { toShare } from '../shares/wilson';

/** How often a model named the right class; each figure from 0 to 1, `low` and `high` a 95 % interval. */
export interface ModelFigures {
	right: number;
	accuracy: Interval;
	/** The mean over the classes of F1. */
	macroF1: Interval;
}

export interface Interval {
	value: number;
	low: number;
	high: number;
}

const resamples = 500;

/** Figures of what was said against the labels; the interval of macro-F1 by drawing the posts again and again. */
export function toFigures(
	said: PostClass[],
	truth: PostClass[],
	classes: PostClass[],
	seed: number,
): ModelFigures {
	const right = said.filter((it, i) => it === truth[i]).length;
	const { share, low, high } = toShare(right, truth.length);
	return {
		right,
		accuracy: { value: toShort(share), low: toShort(low), high: toShort(high) },
		macroF1: toMacroF1Interval(said, truth, classes, seed),
	};
}

/**
 * How likely two models that are equally good differ as much as these (exact McNemar test): what counts is only where
 * one of them is right and the other is not.
 */
export function toChanceOfDifference(
	first: PostClass[],
	second: PostClass[],
	truth: PostClass[],
): number {
	const differing = truth.filter((it, i) => (first[i] === it) !== (second[i] === it)).length;
	const firstRight = truth.filter((it, i) => first[i] === it && second[i] !== it).length;
	const fewer = Math.min(firstRight, differing - firstRight);
	let logChance = -differing * Math.LN2;
	let sum = 0;
	for (let k = 0; k <= fewer; k++) {
		sum += Math.exp(logChance);
		logChance += Math.log(differing - k) - Math.log(k + 1);
	}
	return toShort(Math.min(1, 2 * sum));
}

function toMacroF1Interval(
	said: PostClass[],
	truth: PostClass[],
	classes: PostClass[],
	seed: number,
): Interval {
	const random = createRandom(seed);
	const values = Array.from({ length: resamples }, () => {
		const drawn = truth.map(() => Math.floor(random() * truth.length));
		return toMacroF1(
			drawn.map((i) => said[i]),
			drawn.map((i) => truth[i]),
			classes,
		);
	}).sort((a, b) => a - b);
	return {
		value: toShort(toMacroF1(said, truth, classes)),
		low: toShort(values[Math.floor(resamples * 0.025)]),
		high: toShort(values[Math.ceil(resamples * 0.975) - 1]),
	};
}

const toShort = (value: number) => Math.round(value * 1e4) / 1e4;
