import { calibrate } from '../../src/domain/triage/learning/calibrate.ts';
import { toMacroF1 } from '../../src/domain/triage/learning/figures.ts';
import type { Labelled, Score, Tool } from './tool.mts';

/** What a tool says of a post it has not learnt from. */
export interface Said {
	chance: number;
	/** Complaint or not: by its cut, or likelier than not. */
	says: boolean;
	isComplaint: boolean;
}

/** Folds as places in the list of posts. */
export interface Fold {
	learnFrom: number[];
	judge: number[];
}

/** Judges every post by a tool that has learnt from the other folds. */
export function judgeByTool(tool: Tool, posts: Labelled[], folds: Fold[]): Said[] {
	return folds.flatMap(({ learnFrom, judge }) => {
		const lessons = learnFrom.map((i) => posts[i]);
		const score = tool.prepare(lessons);
		const toSaid =
			tool.gives === 'chances'
				? (chance: number) => ({ chance, says: chance >= 0.5 })
				: fitNumbers(score, lessons);
		return judge.map((i) => ({
			...toSaid(score(posts[i].text)),
			isComplaint: posts[i].isComplaint,
		}));
	});
}

/** The cut with the best macro-F1 and the curve that fits best, on the posts to learn from. */
function fitNumbers(score: Score, lessons: Labelled[]) {
	const scores = lessons.map(({ text }) => score(text));
	const truth = lessons.map(({ isComplaint }) => isComplaint);
	const { slope, offset } = calibrate(scores, truth);
	const sorted = [...new Set(scores)].sort((a, b) => a - b);
	const step = Math.max(1, Math.floor(sorted.length / 60));
	const cuts = sorted
		.filter((_, i) => i % step === 0)
		.map((cut) => ({ cut, f1: toF1(scores, truth, cut) }));
	const { cut } = cuts.reduce((best, it) => (it.f1 > best.f1 ? it : best));
	return (value: number) => ({
		chance: 1 / (1 + Math.exp(-(slope * value + offset))),
		says: value >= cut,
	});
}

function toF1(scores: number[], truth: boolean[], cut: number): number {
	return toMacroF1(
		scores.map((value) => value >= cut),
		truth,
		[true, false],
	);
}
