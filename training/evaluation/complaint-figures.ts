import {
	mean,
	toAuc,
	toBinaryFigures,
	toMacroF1,
} from '../../src/domain/triage/learning/figures.ts';
import { round, withIntervals } from './intervals.ts';

/** How likely a post is said to be a complaint, and whether it is one. */
export interface Verdict {
	chance: number;
	isComplaint: boolean;
}

const chances = (verdicts: readonly Verdict[]) => verdicts.map(({ chance }) => chance);
const truths = (verdicts: readonly Verdict[]) => verdicts.map(({ isComplaint }) => isComplaint);

/** Accuracy, macro-F1, AUC, calibration error and Brier score, with intervals. */
export function toComplaintFigures(verdicts: Verdict[]) {
	return {
		n: verdicts.length,
		...withIntervals(verdicts, (drawn) => ({
			...toBinaryFigures(chances(drawn), truths(drawn)),
			brier: mean(drawn.map(({ chance, isComplaint }) => (chance - Number(isComplaint)) ** 2)),
		})),
	};
}

/** The same without intervals, for a part. */
export function toPartFigures(verdicts: Verdict[]) {
	const { accuracy, macroF1, auc } = toBinaryFigures(chances(verdicts), truths(verdicts));
	return {
		n: verdicts.length,
		accuracy: round(accuracy),
		macroF1: round(macroF1),
		auc: round(auc),
	};
}

export function toAucFigure(scores: Array<{ score: number; isTrue: boolean }>) {
	return {
		n: scores.length,
		...withIntervals(scores, (drawn) => ({
			auc: toAuc(
				drawn.map(({ score }) => score),
				drawn.map(({ isTrue }) => isTrue),
			),
		})),
	};
}

/** Accuracy of what is kept when the least sure share goes to a person. */
export function toKeptFigures(verdicts: Verdict[], escalated: number) {
	const sure = [...verdicts].sort((a, b) => toSureness(b) - toSureness(a));
	return toRightFigures(sure.slice(0, Math.round(sure.length * (1 - escalated))));
}

/** Accuracy and macro-F1 of complaint or not, cut at one half. */
export function toRightFigures(verdicts: Verdict[]) {
	return {
		n: verdicts.length,
		...withIntervals(verdicts, (drawn) => {
			const said = drawn.map(({ chance }) => chance >= 0.5);
			const truth = truths(drawn);
			return {
				accuracy: said.filter((it, i) => it === truth[i]).length / said.length,
				macroF1: toMacroF1(said, truth, [true, false]),
			};
		}),
	};
}

/** By how sure it must be: what is kept and how right that is. */
export function toSurenessRows(verdicts: Verdict[]) {
	return [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95].map((from) => {
		const kept = verdicts.filter((verdict) => toSureness(verdict) >= from);
		const right = kept.filter(({ chance, isComplaint }) => chance >= 0.5 === isComplaint);
		const macroF1 = toMacroF1(
			kept.map(({ chance }) => chance >= 0.5),
			truths(kept),
			[true, false],
		);
		return {
			from,
			kept: round(kept.length / verdicts.length),
			accuracy: round(right.length / kept.length),
			macroF1: round(macroF1),
		};
	});
}

/** By where "complaint" begins: precision and recall. */
export function toCutRows(verdicts: Verdict[]) {
	return [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((from) => {
		const said = verdicts.filter(({ chance }) => chance >= from);
		const both = said.filter(({ isComplaint }) => isComplaint).length;
		const all = verdicts.filter(({ isComplaint }) => isComplaint).length;
		return { from, precision: round(both / said.length), recall: round(both / all) };
	});
}

function toSureness({ chance }: Verdict): number {
	return Math.max(chance, 1 - chance);
}
