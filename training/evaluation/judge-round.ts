import { classify } from '../../src/domain/triage/classify.ts';
import { createLinearModel } from '../../src/domain/triage/linear/linear-model.ts';
import type { TriageModel } from '../../src/domain/triage/model.ts';
import { toReadPost } from '../../src/domain/triage/read-post.ts';
import { toSentiment, toSeverity } from '../../src/domain/triage/tone.ts';
import type {
	Category,
	Sentiment,
	Severity,
	Triage,
	Urgency,
} from '../../src/domain/triage/triage.ts';
import type { LabelledPost } from '../labelled-post.ts';
import { learnModel } from '../learn-model.ts';
import { measureDrops, type Drops } from './delete-words.ts';
import { isIndustry, type Round } from './rounds.ts';

/** What the classifier says of one post. */
export interface Answer {
	complaint: number;
	relevance: number;
	/** The best class. */
	category: Category;
	needsReview: boolean;
	urgency: Urgency;
}

/** What a model says of a post it has not learnt from. */
export interface Judged {
	/** Its place in the list of posts. */
	post: number;
	/** Nobody says whom the post is meant for. */
	open: Answer;
	/** The post is known to be meant for us. */
	ours: Answer;
	/** The same with `unsure: { share: 0.25 }`: whether it is left unsure. */
	isInLeastSureQuarter: boolean;
	/** As if it were a complaint. */
	severity: Severity;
	/** How much more blame there is than is needed to be strong, in log-odds. */
	blame: number;
	sentiment: Sentiment;
	/** Of posts to a company that come out as complaints. */
	drops?: Drops;
}

const quarter = 0.25;

/** Learns a model and lets it judge. */
export function judgeRound(posts: LabelledPost[], { learnFrom, judge, heads }: Round): Judged[] {
	const weights = learnModel(
		learnFrom.map((i) => posts[i]),
		{ heads },
	);
	const model = createLinearModel(weights);
	return judge.map((i) => judgePost(posts[i], i, model));
}

function judgePost(post: LabelledPost, place: number, model: TriageModel): Judged {
	const { text } = post;
	const logits = model.judge(toReadPost(text));
	const ours = classify({ text }, model, { isAddressed: true, whenUnsure: 'bestClass' });
	const { category } = classify({ text }, model, { isAddressed: true, unsure: { share: quarter } });
	const drops =
		post.source === 'anchor' && isIndustry(post)
			? measureDrops(text, ours, model, place)
			: undefined;
	return {
		post: place,
		open: toAnswer(classify({ text }, model, { whenUnsure: 'bestClass' })),
		ours: toAnswer(ours),
		isInLeastSureQuarter: category === 'unsure',
		severity: toSeverity(logits, 'complaint'),
		blame: logits.blame,
		sentiment: toSentiment(logits),
		drops,
	};
}

function toAnswer(triage: Triage): Answer {
	return {
		complaint: triage.probabilities.complaint,
		relevance: triage.relevanceProbability ?? 1 - triage.probabilities.not_for_us,
		category: triage.bestGuess ?? triage.category,
		needsReview: triage.needsReview ?? false,
		urgency: triage.urgency,
	};
}
