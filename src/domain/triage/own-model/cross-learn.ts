import { dealFolds } from '../learning/folds';
import type { PostClass } from '../model';
import { createAdder } from './correct';
import { learnSums } from './learn-sums';
import type { LabelledPost, Lesson } from './lesson';
import { ownHeads } from './own-model';
import { chooseStrengths, correctBySums } from './strength';
import type { Strength } from './strength';

/** Rounds of learning from the rest and trying out on what was left aside. */
const foldCount = 5;

export interface CrossLearnt {
	/** How much to apply of what all posts teach, by own head. */
	strengths: Strength[];
	/** By post: the class named by a model learnt, strengths and all, from posts without it. */
	unseen: PostClass[];
}

/**
 * Finds out what is to be expected of learning from these posts. How much to apply is chosen by posts that were not
 * learnt from; how good that is, is measured on posts that were neither learnt from nor chosen by. Hence one model for
 * each fold left out, and one for each two. Yields after each, so that others get their turn.
 */
export function* crossLearn(
	posts: LabelledPost[],
	lesson: Lesson,
	seed: number,
): Generator<void, CrossLearnt> {
	const labels = posts.map(({ label }) => label);
	const folds = dealFolds(labels, foldCount, seed);
	const all = posts.map((_, i) => i);
	const whole = ownHeads.map(() => 1);
	/** What is added to posts of these folds by what all other folds teach. */
	const tryOut = (...leftOut: number[]) => {
		const others = posts.filter((_, i) => !leftOut.includes(folds[i]));
		const toSums = createAdder(learnSums(others, lesson.decisions, whole, seed));
		return (i: number) => toSums(posts[i].read, posts[i].logits);
	};
	const sums = new Array<Float64Array>(posts.length);
	/** By fold, by post of another fold: without either. */
	const sumsWithout = Array.from(
		{ length: foldCount },
		() => new Array<Float64Array>(posts.length),
	);
	for (let first = 0; first < foldCount; first++) {
		const toSums = tryOut(first);
		for (const i of all) if (folds[i] === first) sums[i] = toSums(i);
		yield;
		for (let second = first + 1; second < foldCount; second++) {
			const toSumsOfBoth = tryOut(first, second);
			for (const i of all) {
				if (folds[i] === first) sumsWithout[second][i] = toSumsOfBoth(i);
				if (folds[i] === second) sumsWithout[first][i] = toSumsOfBoth(i);
			}
			yield;
		}
	}
	const strengthsWithout = sumsWithout.map((tried, fold) => {
		const rest = all.filter((i) => folds[i] !== fold);
		return chooseStrengths(
			rest.map((i) => posts[i]),
			lesson,
			rest.map((i) => tried[i]),
		);
	});
	return {
		strengths: chooseStrengths(posts, lesson, sums),
		unseen: posts.map(({ logits }, i) =>
			lesson.toClass(correctBySums(logits, sums[i], strengthsWithout[folds[i]])),
		),
	};
}
