import { addUsage, noUsage, showUsage } from './cost';
import type { ModelPrices, ModelUsage } from './cost';

/** What became of the questions of one run. */
export interface OpinionTally {
	/** All posts of the run. */
	posts: number;
	asked: number;
	answered: number;
	/** Unsure posts that nobody was asked about, since there are enough calls in a run. */
	overLimit: number;
	/** Unsure posts that nobody was asked about, since the model had stopped answering. */
	givenUp: number;
	usage: ModelUsage;
	/** The first thing that went wrong, as the end of a sentence. */
	problem?: string;
}

export const startTally = (posts: number): OpinionTally => ({
	posts,
	asked: 0,
	answered: 0,
	overLimit: 0,
	givenUp: 0,
	usage: noUsage,
});

/** One more question, with what came of it. */
export function addAsked(
	tally: OpinionTally,
	{ usage = noUsage, problem }: { usage?: ModelUsage; problem?: string },
): OpinionTally {
	return {
		...tally,
		asked: tally.asked + 1,
		answered: tally.answered + (problem === undefined ? 1 : 0),
		usage: addUsage(tally.usage, usage),
		problem: tally.problem ?? problem,
	};
}

/** The run in a sentence or two for ops staff; undefined when there was nothing to ask. */
export function showTally(
	{ posts, asked, answered, overLimit, givenUp, usage, problem }: OpinionTally,
	maxCalls: number,
	prices?: ModelPrices,
): string | undefined {
	if (asked + overLimit === 0) return undefined;
	return [
		`Language model: asked about ${asked} of ${posts} posts, ${answered} answered, ${showUsage(usage, prices)}.`,
		problem === undefined ? '' : `${asked - answered} stayed unsure, the first because ${problem}.`,
		givenUp === 0 ? '' : `${givenUp} more were not asked about, since the model stopped answering.`,
		overLimit === 0
			? ''
			: `${overLimit} more stayed unsure unasked: 'Most Calls per Run' is ${maxCalls}.`,
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
}
