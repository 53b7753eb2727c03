import { InvalidItem } from '../../field';
import { createScorer } from '../linear/scorer';
import { toEvidence } from '../linear/to-evidence';
import { heads } from '../model';
import type { Evidence, Logits, TriageModel } from '../model';
import { createCorrector, withOwnHeads } from './correct';
import type { Corrections } from './own-model';
import { readOwnModel } from './read-own-model';

/**
 * Opens what `trainOwnModel` has made: a model that gives the answers of `base`, corrected. Throws `InvalidItem` when it
 * is something else, was changed, or corrects another model than `base`.
 */
export function openOwnModel(json: unknown, base: TriageModel): TriageModel {
	const { name, base: needed, corrections } = readOwnModel(json);
	if (needed !== base.name) {
		throw new InvalidItem(
			'Own Model.base',
			needed,
			`"${base.name}", the built-in model of this version`,
			"It corrects the built-in model of another version. Run 'Train on Your Posts' on the same posts again and use the model it puts out.",
		);
	}
	const correct = createCorrector(corrections);
	const { scoreTokens } = createScorer(corrections.weights);
	return {
		name,
		judge: (post) => correct(post, base.judge(post)),
		explain: (post) =>
			addEvidence(
				base.explain(post),
				toEvidence(post, scoreTokens(post), toOwnLogits),
				corrections,
			),
		// Posts that people chose to label are no fair sample of how sure a model is of all posts.
		surenessByPercent: base.surenessByPercent,
	};
}

const noLogits = Object.fromEntries(heads.map((head) => [head, 0])) as Logits;

function toOwnLogits(values: Float64Array): Logits {
	return withOwnHeads(noLogits, (_, i) => values[i]);
}

/** What both say of the same piece of a post becomes one. */
function addEvidence(theirs: Evidence[], own: Evidence[], { slopes }: Corrections): Evidence[] {
	const toKey = ({ cue = '', from, to }: Evidence) => `${from} ${to} ${cue}`;
	const ownByKey = new Map(own.map((evidence) => [toKey(evidence), evidence]));
	const both = theirs.map((evidence) => {
		const key = toKey(evidence);
		const { logits } = ownByKey.get(key) ?? { logits: noLogits };
		ownByKey.delete(key);
		return {
			...evidence,
			logits: withOwnHeads(
				evidence.logits,
				(head, i) => slopes[i] * (evidence.logits[head] + logits[head]),
			),
		};
	});
	const rest = [...ownByKey.values()].map((evidence) => ({
		...evidence,
		logits: withOwnHeads(noLogits, (head, i) => slopes[i] * evidence.logits[head]),
	}));
	return [...both, ...rest];
}
