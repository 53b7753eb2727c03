import { dealFolds } from '../../src/domain/triage/learning/folds.ts';
import type { Head } from '../../src/domain/triage/model.ts';
import { isForUs, type LabelledPost, type Source } from '../labelled-post.ts';

export type Kind = 'folds' | 'industry' | 'industry, invented posts kept' | 'other sources';

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
export function planFolds(
	posts: LabelledPost[],
	folds: number,
	judged: Source = 'anchor',
): Round[] {
	const members = find(posts, ({ source }) => source === judged);
	return planOver(
		posts,
		members,
		folds,
		'folds',
		({ domain, isComplaint }) => `${domain} ${isComplaint}`,
	);
}

/** The posts whose urgency is known, and all invented ones, in folds. */
export function planOtherSources(posts: LabelledPost[], folds: number): Round[] {
	const others = find(posts, (post) => post.source === 'invented' || hasUrgency(post));
	return planOver(
		posts,
		others,
		folds,
		'other sources',
		({ source, urgency, sentiment }) => `${source} ${urgency} ${sentiment}`,
	);
}

/** One industry left out at a time, in every source or in all but the invented posts. */
export function planIndustries(posts: LabelledPost[], keepInvented: boolean): Round[] {
	const isJudged = (post: LabelledPost) => post.source === 'anchor' && isIndustry(post);
	const industries = [...new Set(posts.filter(isJudged).map(({ domain }) => domain))].sort();
	return industries.map((industry): Round => {
		const judge = find(posts, (post) => isJudged(post) && post.domain === industry);
		const learnFrom = withoutTexts(
			posts,
			judge,
			({ domain, source }) => domain !== industry || (keepInvented && source === 'invented'),
		);
		const kind = keepInvented ? 'industry, invented posts kept' : 'industry';
		return { kind, learnFrom, judge, heads: ['complaint'] };
	});
}

/** Written to a company of one of the industries, whatever it says. */
export function isIndustry({ domain }: LabelledPost): boolean {
	return !domain.startsWith('random');
}

/** Posts that have an urgency and are for us. */
export function hasUrgency(post: LabelledPost): boolean {
	return post.urgency !== undefined && isForUs(post);
}

function planOver(
	posts: LabelledPost[],
	members: number[],
	folds: number,
	kind: Kind,
	toGroup: (post: LabelledPost) => string,
): Round[] {
	const dealt = dealFolds(
		members.map((i) => toGroup(posts[i])),
		folds,
		seed,
	);
	return Array.from({ length: folds }, (_, fold): Round => {
		const judge = members.filter((_, at) => dealt[at] === fold);
		return { kind, judge, learnFrom: withoutTexts(posts, judge, () => true) };
	});
}

/** Some posts stand in two files: what is judged is learnt from in none. */
function withoutTexts(
	posts: LabelledPost[],
	judge: number[],
	holds: (post: LabelledPost) => boolean,
): number[] {
	const texts = new Set(judge.map((i) => posts[i].text));
	return find(posts, (post) => !texts.has(post.text) && holds(post));
}

function find(posts: LabelledPost[], holds: (post: LabelledPost) => boolean): number[] {
	return posts.flatMap((post, i) => (holds(post) ? [i] : []));
}
