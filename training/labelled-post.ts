import type { PostClass } from '../src/domain/triage/model.ts';
import type { Sentiment, Urgency } from '../src/domain/triage/triage.ts';

/** Where a labelled post comes from. */
export type Source = 'anchor' | 'reviews' | 'invented';

/** A post with whatever is known of it; what is not known teaches nothing about that. */
export interface LabelledPost {
	text: string;
	source: Source;
	/** The file it stands in. */
	file: string;
	/** An industry, or `random_tweet` and `random_reply`. */
	domain: string;
	isComplaint?: boolean;
	intent?: PostClass;
	urgency?: Urgency;
	sentiment?: Sentiment;
	/** Tone of blame of a complaint: 1 none, 2 disapproval, 3 accusation, 4 blame. */
	severity?: number;
}

/** Whether it was written to or about a company as a customer. */
export function isForUs(post: LabelledPost): boolean {
	return !post.domain.startsWith('random') && post.intent !== 'not_for_us';
}
