/** How good answers are; every figure from 0 to 1. */
export interface BinaryFigures {
	accuracy: number;
	macroF1: number;
	/** Area under the ROC curve: how often a true one is ranked above a false one. */
	auc: number;
	/** Expected calibration error over ten bins of equal size. */
	calibrationError: number;
}

/** Figures of probabilities against the truth, cut at one half. */
export function toBinaryFigures(
	probabilities: readonly number[],
	isTrue: readonly boolean[],
): BinaryFigures {
	const said = probabilities.map((probability) => probability >= 0.5);
	return {
		accuracy: said.filter((it, i) => it === isTrue[i]).length / said.length,
		macroF1: toMacroF1(said.map(String), isTrue.map(String), ['true', 'false']),
		auc: toAuc(probabilities, isTrue),
		calibrationError: toCalibrationError(probabilities, isTrue),
	};
}

/** The mean over the classes of F1; a class that is neither said nor true counts as 0. */
export function toMacroF1<Class>(
	said: readonly Class[],
	truth: readonly Class[],
	classes: readonly Class[],
): number {
	return mean(classes.map((name) => toF1(said, truth, name)));
}

export function toF1<Class>(said: readonly Class[], truth: readonly Class[], name: Class): number {
	const both = said.filter((it, i) => it === name && truth[i] === name).length;
	const either = said.filter((it) => it === name).length + truth.filter((it) => it === name).length;
	return either === 0 ? 0 : (2 * both) / either;
}

export function toAuc(scores: readonly number[], isTrue: readonly boolean[]): number {
	const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b]);
	let ranks = 0;
	for (let from = 0; from < order.length; ) {
		let to = from;
		while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
		const rank = (from + 1 + to) / 2;
		for (let i = from; i < to; i++) if (isTrue[order[i]]) ranks += rank;
		from = to;
	}
	const yes = isTrue.filter(Boolean).length;
	const no = scores.length - yes;
	return (ranks - (yes * (yes + 1)) / 2) / (yes * no);
}

export function toCalibrationError(
	probabilities: readonly number[],
	isTrue: readonly boolean[],
	bins = 10,
): number {
	const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[a] - probabilities[b]);
	let error = 0;
	for (let bin = 0; bin < bins; bin++) {
		const part = order.slice(
			Math.floor((bin * order.length) / bins),
			Math.floor(((bin + 1) * order.length) / bins),
		);
		if (part.length === 0) continue;
		const expected = mean(part.map((i) => probabilities[i]));
		const seen = mean(part.map((i) => (isTrue[i] ? 1 : 0)));
		error += (Math.abs(expected - seen) * part.length) / order.length;
	}
	return error;
}

export function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
