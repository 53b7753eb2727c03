import { calibrate } from '../../src/domain/triage/learning/calibrate.ts';
import { mean, toMacroF1 } from '../../src/domain/triage/learning/figures.ts';
import type { Labelled, Score, Tool } from './tool.mts';

/** What a tool says of a post it has not learnt from. */
export interface Said {
	chance: number;
	/** Complaint or not. */
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
		const toSaid = fitScores(scoreUnseen(tool, lessons), lessons);
		const score = tool.prepare(lessons);
		return judge.map((i) => ({
			...toSaid(score(posts[i].text)),
			isComplaint: posts[i].isComplaint,
		}));
	});
}

/** Scores of posts by what was learnt from the other half, since a tool is too sure of what it has seen. */
function scoreUnseen(tool: Tool, lessons: Labelled[]): number[] {
	if (!tool.learns) return scoreAll(tool.prepare([]), lessons);
	const scores = new Array<number>(lessons.length);
	for (const half of [0, 1]) {
		const score = tool.prepare(lessons.filter((_, i) => i % 2 !== half));
		lessons.forEach(({ text }, i) => {
			if (i % 2 === half) scores[i] = score(text);
		});
	}
	return scores;
}

function scoreAll(score: Score, posts: Labelled[]): number[] {
	return posts.map(({ text }) => score(text));
}

const mostCuts = 60;

/** The cut with the best macro-F1, and the curve from score to chance that fits best. */
function fitScores(scores: number[], lessons: Labelled[]) {
	const truth = lessons.map(({ isComplaint }) => isComplaint);
	const middle = mean(scores);
	const spread = Math.sqrt(mean(scores.map((score) => (score - middle) ** 2))) || 1;
	const { slope, offset } = calibrate(
		scores.map((score) => score / spread),
		truth,
	);
	const sorted = [...new Set(scores)].sort((a, b) => a - b);
	const step = Math.ceil(sorted.length / mostCuts);
	const cuts = sorted
		.filter((_, i) => i % step === 0)
		.map((cut) => ({ cut, f1: toF1(scores, truth, cut) }));
	const { cut } = cuts.reduce((best, it) => (it.f1 > best.f1 ? it : best));
	return (score: number) => ({
		chance: 1 / (1 + Math.exp(-((slope * score) / spread + offset))),
		says: score >= cut,
	});
}

function toF1(scores: number[], truth: boolean[], cut: number): number {
	return toMacroF1(
		scores.map((value) => value >= cut),
		truth,
		[true, false],
	);
}
