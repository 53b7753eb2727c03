import { toF1, toMacroF1 } from '../../src/domain/triage/learning/figures.ts';
import { withIntervals } from './intervals.ts';

/** What was said and what is true. */
export interface Named {
	said: string;
	truth: string;
}

const said = (pairs: readonly Named[]) => pairs.map((pair) => pair.said);
const truth = (pairs: readonly Named[]) => pairs.map((pair) => pair.truth);

/** Accuracy, macro-F1 and the F1 of each class, with intervals. */
export function toClassFigures(pairs: Named[], classes: readonly string[]) {
	return {
		n: pairs.length,
		...withIntervals(pairs, (drawn) => ({
			accuracy: drawn.filter((pair) => pair.said === pair.truth).length / drawn.length,
			macroF1: toMacroF1(said(drawn), truth(drawn), classes),
			...Object.fromEntries(
				classes.map((name) => [`f1 ${name}`, toF1(said(drawn), truth(drawn), name)]),
			),
		})),
	};
}

/** Recall and precision of belonging to some classes, with intervals. */
export function toFoundFigures(pairs: Named[], classes: readonly string[]) {
	return {
		n: pairs.filter((pair) => classes.includes(pair.truth)).length,
		...withIntervals(pairs, (drawn) => {
			const named = drawn.filter((pair) => classes.includes(pair.said));
			const there = drawn.filter((pair) => classes.includes(pair.truth));
			const both = named.filter((pair) => classes.includes(pair.truth)).length;
			return { recall: both / there.length, precision: both / named.length };
		}),
	};
}
