import { mean } from '../learning/figures';
import type { Logits } from '../model';
import { calibrate } from '../learning/calibrate';
import { withOwnHeads } from './correct';
import type { Decision } from './decisions';
import type { LabelledPost, Lesson } from './lesson';
import { ownHeads } from './own-model';

/** Slope and offset stay at 1 and 0 as if so many posts spoke for that. */
const doubt = 40;

/** How much of what was learnt is applied to a head, and what makes its log-odds believable. */
export interface Strength {
	/** 0, 0.25, 0.5 or 1. */
	applied: number;
	slope: number;
	offset: number;
}

/** The other model's answers as they are. */
const noStrength: Strength = { applied: 0, slope: 1, offset: 0 };

const choices = [0.25, 0.5, 1];

/** A gain counts from so many of its standard errors on, so that luck on few posts is not taken for learning. */
const leastGain = { surprise: 1, right: 0.5 };

/**
 * How much to apply, by own head: for each decision as much as made the labels least surprising; nothing at all unless
 * more posts were then named right.
 *
 * @param tried by post: what would be added to its log-odds by own head, learnt from other posts
 */
export function chooseStrengths(
	posts: LabelledPost[],
	{ decisions, toClass }: Lesson,
	tried: Float64Array[],
): Strength[] {
	const strengths = ownHeads.map(() => noStrength);
	for (const decision of decisions) {
		const strength = chooseStrength(decision, posts, tried);
		for (const head of decision.heads) strengths[ownHeads.indexOf(head)] = strength;
	}
	const gains = posts.map(({ label, logits }, i) => {
		const corrected = correctBySums(logits, tried[i], strengths);
		return Number(toClass(corrected) === label) - Number(toClass(logits) === label);
	});
	const changed = gains.filter((gain) => gain !== 0).length;
	const isBetter = sum(gains) > leastGain.right * Math.sqrt(changed);
	return isBetter ? strengths : ownHeads.map(() => noStrength);
}

/** @param sums at full strength, by own head */
export function correctBySums(
	logits: Logits,
	sums: ArrayLike<number>,
	strengths: Strength[],
): Logits {
	return withOwnHeads(logits, (head, i) => {
		const { applied, slope, offset } = strengths[i];
		return slope * (logits[head] + applied * sums[i]) + offset;
	});
}

function chooseStrength(
	decision: Decision,
	posts: LabelledPost[],
	tried: Float64Array[],
): Strength {
	const asked = posts.map((_, i) => i).filter((i) => decision.isAsked(posts[i].label));
	const toLogits = (i: number, applied: number) =>
		withOwnHeads(
			posts[i].logits,
			(head, at) =>
				posts[i].logits[head] + (decision.heads.includes(head) ? applied * tried[i][at] : 0),
		);
	const toLosses = (applied: number) =>
		asked.map((i) => decision.toLoss(posts[i].label, toLogits(i, applied)));
	const without = toLosses(0);
	let best = { applied: 0, gain: 0 };
	for (const applied of choices) {
		const gains = toLosses(applied).map((loss, at) => without[at] - loss);
		const gain = mean(gains);
		const isClear = gain > leastGain.surprise * toStandardError(gains);
		if (gain > best.gain && isClear) best = { applied, gain };
	}
	const { applied } = best;
	if (applied === 0) return noStrength;
	if (decision.heads.length > 1) return { ...noStrength, applied };
	const [head] = decision.heads;
	const { slope, offset } = calibrate(
		asked.map((i) => decision.toLogOdds(head, toLogits(i, applied))),
		asked.map((i) => decision.isTrue(head, posts[i].label)),
		doubt,
	);
	// What naming adds comes after the correction, so it is taken out of the offset again.
	return { applied, slope, offset: offset + (slope - 1) * decision.naming };
}

function toStandardError(values: number[]): number {
	const middle = mean(values);
	const squares = sum(values.map((value) => (value - middle) ** 2));
	return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
