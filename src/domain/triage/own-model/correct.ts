import { createScorer } from '../linear/scorer';
import type { Logits, ReadPost } from '../model';
import { ownHeads } from './own-model';
import type { Corrections, OwnHead, Sums } from './own-model';

/** Another model's log-odds count as much as a clear cue at most. */
const logitScale = 0.1;
const logitLimit = 8;

/** Another model's log-odds as a correction sees them. */
export function toLogitValues(logits: Logits): number[] {
	return ownHeads.map(
		(head) => Math.max(-logitLimit, Math.min(logitLimit, logits[head])) * logitScale,
	);
}

/** What is added to another model's log-odds, by own head, before slope and offset. */
export function createAdder({ weights, logitWeights }: Sums) {
	const { score } = createScorer(weights);
	return (post: ReadPost, logits: Logits): Float64Array => {
		const sums = score(post);
		toLogitValues(logits).forEach((value, from) => {
			for (let to = 0; to < ownHeads.length; to++)
				sums[to] += value * logitWeights[to * ownHeads.length + from];
		});
		return sums;
	};
}

/** Corrects another model's log-odds of a post. */
export function createCorrector(corrections: Corrections) {
	const toSums = createAdder(corrections);
	const { slopes, offsets } = corrections;
	return (post: ReadPost, logits: Logits): Logits => {
		const sums = toSums(post, logits);
		return withOwnHeads(logits, (head, i) => slopes[i] * (logits[head] + sums[i]) + offsets[i]);
	};
}

/** The log-odds with those of the own heads replaced. */
export function withOwnHeads(
	logits: Logits,
	toLogit: (head: OwnHead, index: number) => number,
): Logits {
	const changed = { ...logits };
	ownHeads.forEach((head, i) => (changed[head] = toLogit(head, i)));
	return changed;
}
