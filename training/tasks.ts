import type { Head } from '../src/domain/triage/model.ts';
import { isForUs, type LabelledPost } from './labelled-post.ts';

/** What a post teaches one head: whether it holds, and how much a mistake costs. */
export type Lesson = { isTrue: boolean; cost: number } | undefined;

/** Posts of the anchor set are what the model is for; everything else helps where it can. */
const anchorCost = 4;

/** Invented posts that are hard or grave on purpose are not what comes every day. */
const inventedShare: Record<string, number> = {
	'hard-cases': 0.08,
	'mock-praise': 0.15,
	urgency: 0.03,
};
const everydayShare = 0.25;

const reviewShare = 0.1;

const unlabelledCost = 1;

export const tasks: Record<Head, (post: LabelledPost) => Lesson> = {
	relevant: (post) =>
		post.source === 'reviews'
			? undefined
			: { isTrue: isForUs(post), cost: toCost(post) },
	complaint: (post) =>
		post.isComplaint === undefined || !isForUs(post)
			? undefined
			: { isTrue: post.isComplaint, cost: toCost(post) },
	question: (post) => toIntentLesson(post, 'question'),
	praise: (post) => toIntentLesson(post, 'praise'),
	comment: (post) => toIntentLesson(post, 'comment'),
	urgent: (post) => toUrgencyLesson(post, ['urgent', 'critical']),
	critical: (post) => toUrgencyLesson(post, ['critical']),
	negative: (post) => toSentimentLesson(post, 'negative'),
	positive: (post) => toSentimentLesson(post, 'positive'),
	reproach: (post) => toSeverityLesson(post, 2),
	blame: (post) => toSeverityLesson(post, 3),
};

function toCost({ source, file }: LabelledPost): number {
	if (source === 'anchor') return anchorCost;
	if (source === 'reviews') return anchorCost * reviewShare;
	return anchorCost * (inventedShare[file] ?? everydayShare);
}

/** Asked only of posts that are for us and no complaints. */
function toIntentLesson(post: LabelledPost, intent: string): Lesson {
	if (post.intent === undefined || post.isComplaint === true || !isForUs(post)) return undefined;
	return { isTrue: post.intent === intent, cost: toCost(post) };
}

/**
 * Most posts of the anchor set have no urgency, but few are critical, and few that are no complaints are urgent: without
 * them the model would take the many grave posts it was taught with for what comes every day.
 */
function toUrgencyLesson(post: LabelledPost, levels: string[]): Lesson {
	if (!isForUs(post)) return undefined;
	if (post.urgency !== undefined)
		return { isTrue: levels.includes(post.urgency), cost: post.source === 'anchor' ? 2 : 1 };
	if (post.source !== 'anchor') return undefined;
	if (post.isComplaint && levels.includes('urgent')) return undefined;
	return { isTrue: false, cost: unlabelledCost };
}

function toSentimentLesson(post: LabelledPost, sentiment: string): Lesson {
	return post.sentiment === undefined
		? undefined
		: { isTrue: post.sentiment === sentiment, cost: 1 };
}

function toSeverityLesson(post: LabelledPost, from: number): Lesson {
	return post.severity === undefined ? undefined : { isTrue: post.severity >= from, cost: 2 };
}
