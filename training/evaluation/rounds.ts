import { dealFolds } from '../../src/domain/triage/learning/folds.ts';
import type { Head } from '../../src/domain/triage/model.ts';
import type { LabelledPost, Source } from '../labelled-post.ts';

export type Kind = Source | 'industry' | 'industry, invented posts kept';

/** One model to be learnt and the posts to judge it by, as places in the list of posts. */
export interface Round {
	kind: Kind;
	learnFrom: number[];
	judge: number[];
	/** All heads where none are named. */
	heads?: Head[];
}

const seed = 42;

/** One source in folds; everything else is learnt from in every round. */
export function planFolds(posts: LabelledPost[], folds: number, kind: Source): Round[] {
	const members = find(posts, ({ source }) => source === kind);
	const groups = members.map((i) => {
		const { domain, isComplaint, urgency, sentiment } = posts[i];
		// Few invented posts share an industry and a class, but all have an urgency and a sentiment.
		return kind === 'invented' ? `${urgency} ${sentiment}` : `${domain} ${isComplaint}`;
	});
	const dealt = dealFolds(groups, folds, seed);
	return Array.from({ length: folds }, (_, fold): Round => {
		const judge = members.filter((_, at) => dealt[at] === fold);
		const isJudged = new Set(judge);
		return { kind, judge, learnFrom: find(posts, (_, i) => !isJudged.has(i)) };
	});
}

/** One industry left out at a time, in every source or in all but the invented posts. */
export function planIndustries(posts: LabelledPost[], keepInvented: boolean): Round[] {
	const isJudged = (post: LabelledPost) => post.source === 'anchor' && isIndustry(post);
	const industries = [...new Set(posts.filter(isJudged).map(({ domain }) => domain))].sort();
	return industries.map(
		(industry): Round => ({
			kind: keepInvented ? 'industry, invented posts kept' : 'industry',
			judge: find(posts, (post) => isJudged(post) && post.domain === industry),
			learnFrom: find(
				posts,
				({ domain, source }) => domain !== industry || (keepInvented && source === 'invented'),
			),
			heads: ['complaint'],
		}),
	);
}

/** Written to a company of one of the industries, whatever it says. */
export function isIndustry({ domain }: LabelledPost): boolean {
	return !domain.startsWith('random');
}

function find(
	posts: LabelledPost[],
	holds: (post: LabelledPost, place: number) => boolean,
): number[] {
	return posts.flatMap((post, i) => (holds(post, i) ? [i] : []));
}
