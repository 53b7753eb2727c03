import type { Category, Triage } from '../triage';
import { estimateUsd } from './cost';
import type { ModelPrices, ModelUsage } from './cost';

/** Who said it and what it took. */
export interface OpinionSource {
	model?: string;
	usage: ModelUsage;
	prices?: ModelPrices;
}

/**
 * An unsure triage after a language model has said what the post is. Urgency stays as judged here, and so do the
 * probabilities; a person still looks at what is critical.
 */
export function withOpinion(
	triage: Triage,
	category: Exclude<Category, 'unsure'>,
	{ model, usage, prices }: OpinionSource,
): Triage {
	const estimatedUsd = estimateUsd(usage, prices);
	const opined: Triage = {
		...triage,
		category,
		probability: triage.probabilities[category],
		needsReview: triage.urgency === 'critical',
		explanation: `${triage.explanation} A language model${model ? ` (${model})` : ''}, asked for a second opinion, says it is ${nouns[category]}.`,
		secondOpinion: {
			category,
			...(model && { model }),
			inputTokens: usage.inputTokens,
			outputTokens: usage.outputTokens,
			...(usage.isEstimated && { tokensEstimated: true }),
			...(estimatedUsd !== undefined && { estimatedUsd }),
		},
	};
	delete opined.bestGuess;
	return opined;
}

/** Unsure as before, with the reason why the language model was of no help. */
export const withoutOpinion = (triage: Triage, problem: string): Triage => ({
	...triage,
	secondOpinion: { problem },
});

const nouns: Record<Exclude<Category, 'unsure'>, string> = {
	complaint: 'a complaint',
	question: 'a question',
	praise: 'praise',
	comment: 'a comment',
	not_for_us: 'not for us',
};
