import { heads } from '../model';
import type { Evidence, Logits, ReadPost, TriageModel } from '../model';
import { createScorer } from './scorer';
import { toEvidence } from './to-evidence';
import type { LinearWeights } from './weights';

/** A model that adds up trained weights of words, groups of letters, cues and pairs of cues. */
export function createLinearModel(weights: LinearWeights): TriageModel {
	const missing = heads.filter((head) => !weights.heads.includes(head));
	if (missing.length > 0) throw new Error(`The model lacks ${missing.join(', ')}`);
	const at = heads.map((head) => weights.heads.indexOf(head));
	const scorer = createScorer(weights);
	const toLogits = (values: Float64Array): Logits => {
		const logits = {} as Logits;
		heads.forEach((head, i) => (logits[head] = values[at[i]]));
		return logits;
	};
	return {
		name: weights.name,
		surenessByPercent: weights.surenessByPercent,
		judge: (post: ReadPost): Logits => toLogits(scorer.score(post)),
		explain: (post: ReadPost): Evidence[] => toEvidence(post, scorer.scoreTokens(post), toLogits),
	};
}
