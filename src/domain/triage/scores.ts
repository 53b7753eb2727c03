import { postClasses } from './model';
import type { PostClass, Scores } from './model';

/** Log scores to probabilities that add up to 1; an excluded class gets none. */
export function toProbabilities(scores: Scores, excluded?: PostClass): Scores {
	const classes = postClasses.filter((name) => name !== excluded);
	const highest = Math.max(...classes.map((name) => scores[name]));
	const weights = classes.map((name) => Math.exp(scores[name] - highest));
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const probabilities = toZeroScores();
	classes.forEach((name, i) => (probabilities[name] = weights[i] / total));
	return probabilities;
}

export function addScores(sum: Scores, more: Partial<Scores>): Scores {
	const added = { ...sum };
	for (const name of postClasses) added[name] += more[name] ?? 0;
	return added;
}

export function toZeroScores(): Scores {
	return { complaint: 0, question: 0, praise: 0, comment: 0, not_for_us: 0 };
}

/** The likeliest class; of equals the first, so the answer never depends on chance. */
export function toLikeliest(probabilities: Scores): PostClass {
	return postClasses.reduce((best, name) =>
		probabilities[name] > probabilities[best] ? name : best,
	);
}
