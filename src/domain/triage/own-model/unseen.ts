import { dealFolds } from '../learning/folds';
import type { LabelledPost } from './lesson';

/** Rounds of learning and trying out on what was left aside. */
export const foldCount = 5;

/** By post: what is said of it by what was learnt from posts without it (five-fold). */
export function judgeUnseen<Said>(
	posts: LabelledPost[],
	seed: number,
	learn: (others: LabelledPost[]) => (post: LabelledPost) => Said,
): Said[] {
	const labels = posts.map(({ label }) => label);
	const folds = dealFolds(labels, foldCount, seed);
	const said = new Array<Said>(posts.length);
	for (let fold = 0; fold < foldCount; fold++) {
		const judge = learn(posts.filter((_, i) => folds[i] !== fold));
		posts.forEach((post, i) => {
			if (folds[i] === fold) said[i] = judge(post);
		});
	}
	return said;
}
