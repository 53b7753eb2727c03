import { postClasses } from '../model';
import type { PostClass } from '../model';

/** Labelled posts that no model can be made of. The message has the numbers. */
export class RefusedTraining extends Error {
	constructor(
		message: string,
		/** How to get unstuck. */
		readonly hint: string,
	) {
		super(message);
		this.name = 'RefusedTraining';
	}
}

export const fewestPosts = 50;
export const fewestOfAClass = 10;

/** More take too long and teach little more. */
export const mostPosts = 3_000;

/** Throws `RefusedTraining` when these are too few to learn from. */
export function checkCounts(labels: PostClass[]): void {
	const counted = postClasses
		.map((name) => ({ name, count: labels.filter((label) => label === name).length }))
		.filter(({ count }) => count > 0);
	const shown = counted.map(({ name, count }) => `${name} ${count}`).join(', ') || 'none';
	if (labels.length < fewestPosts) {
		throw new RefusedTraining(
			`${labels.length} different labelled posts are too few: training needs ${fewestPosts} (${shown})`,
			`Label ${fewestPosts - labels.length} more posts. Posts without words, in another language or there twice do not count.`,
		);
	}
	if (counted.length < 2) {
		throw new RefusedTraining(
			`All ${labels.length} posts have the same label (${shown}): there is nothing to tell apart`,
			`Add at least ${fewestOfAClass} posts of another class.`,
		);
	}
	const rare = counted.filter(({ count }) => count < fewestOfAClass);
	if (rare.length === 0) return;
	const needs = rare.map(({ name, count }) => `${fewestOfAClass - count} more ${name}`).join(', ');
	throw new RefusedTraining(
		`Each class that occurs needs ${fewestOfAClass} posts; these are too few: ${rare.map(({ name, count }) => `${name} ${count}`).join(', ')} (of ${labels.length} posts)`,
		`Label ${needs}, or leave the posts of such a class out: it then stays as the built-in model judges it.`,
	);
}

/** Throws `RefusedTraining` when these are too many. */
export function checkSize(texts: number): void {
	if (texts <= mostPosts) return;
	throw new RefusedTraining(
		`${texts} different posts are too many: at most ${mostPosts} can be learnt from`,
		'Keep the newest ones, for example with a Sort and a Limit node in front of this one.',
	);
}
