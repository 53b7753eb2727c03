import { heads } from '../model';
import type { Evidence, Logits, ReadPost, TriageModel } from '../model';
import { createScorer } from './scorer';
import { toEvidence } from './to-evidence';
import type { LinearWeights } from './weights';

/** A model that adds up trained weights of words, groups of letters, cues and pairs of cues. */
export function createLinearModel(weights: LinearWeights): TriageModel {
	const missing = heads.filter((head) => !weights.heads.includes(head));
	if (missing.length > 0) throw new Error(`The model lacks ${missing.join(', ')}`);
	const at = Object.fromEntries(heads.map((head) => [head, weights.heads.indexOf(head)])) as Logits;
	const scorer = createScorer(weights);
	const sums = new Float64Array(weights.heads.length);
	// Written out: this runs for every word of every post.
	const toLogits = (values: Float64Array): Logits => ({
		relevant: values[at.relevant],
		complaint: values[at.complaint],
		question: values[at.question],
		praise: values[at.praise],
		comment: values[at.comment],
		urgent: values[at.urgent],
		critical: values[at.critical],
		negative: values[at.negative],
		positive: values[at.positive],
		reproach: values[at.reproach],
		blame: values[at.blame],
	});
	return {
		name: weights.name,
		surenessByPercent: weights.surenessByPercent,
		judge: (post: ReadPost): Logits => toLogits(scorer.score(post, sums)),
		explain: (post: ReadPost): Evidence[] => toEvidence(post, scorer.scoreTokens(post), toLogits),
	};
}
