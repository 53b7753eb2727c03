import type { SignalledPost } from '../learning/signal-table';
import { postClasses } from '../model';
import type { Logits, PostClass, ReadPost } from '../model';
import { namesUs, toChance, toNamedClass, toProbabilities } from '../probabilities';
import { toDecisions, toSurprise } from './decisions';
import type { Decision } from './decisions';

/** A labelled post, read once. */
export interface LabelledPost {
	label: PostClass;
	read: ReadPost;
	signals: SignalledPost;
	/** What the model to be corrected says of it. */
	logits: Logits;
}

/** What a company's labels ask of a model. */
export interface Lesson {
	/** Those that occur. */
	classes: PostClass[];
	decisions: Decision[];
	/** The class a post is named by these answers; without labels "not for us" all posts count as for us. */
	toClass(logits: Logits): PostClass;
}

export function toLesson(posts: LabelledPost[]): Lesson {
	const occurring = new Set(posts.map(({ label }) => label));
	const naming = findNaming(posts);
	const toRelevance = occurring.has('not_for_us')
		? ({ relevant }: Logits) => toChance(relevant + naming)
		: () => 1;
	return {
		classes: postClasses.filter((name) => occurring.has(name)),
		decisions: toDecisions(occurring, naming),
		toClass: (logits) => toNamedClass(toProbabilities(logits, toRelevance(logits))),
	};
}

/** Posts that all name the company are for it more often; whether these do is read off their labels. */
function findNaming(posts: LabelledPost[]): number {
	const toLoss = (naming: number) =>
		posts.reduce(
			(sum, { label, logits }) =>
				sum + toSurprise(logits.relevant + naming, label !== 'not_for_us'),
			0,
		);
	return toLoss(namesUs) < toLoss(0) ? namesUs : 0;
}
