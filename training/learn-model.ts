import { calibrate } from '../src/domain/triage/learning/calibrate.ts';
import { dealFolds } from '../src/domain/triage/learning/folds.ts';
import { learnLogistic, type SparseRows } from '../src/domain/triage/learning/logistic.ts';
import { toLinearWeights } from '../src/domain/triage/learning/quantise.ts';
import {
	toRows,
	toSignals,
	toSignalTable,
	type SignalledPost,
} from '../src/domain/triage/learning/signal-table.ts';
import type { LinearWeights } from '../src/domain/triage/linear/weights.ts';
import { heads, type Head } from '../src/domain/triage/model.ts';
import { toChance } from '../src/domain/triage/probabilities.ts';
import { toReadPost } from '../src/domain/triage/read-post.ts';
import { type LabelledPost, type Source } from './labelled-post.ts';
import { tasks } from './tasks.ts';

export const modelName = 'linear-1';
export const bits = 15;
const seed = 42;
const calibrationFolds = 5;

/** Not what comes every day: their habits are told apart. */
const otherSources: Source[] = ['reviews', 'invented'];

/** Heads whose probability is shown. */
const calibrated = new Set<Head>(['relevant', 'complaint']);

const signals = new Map<string, SignalledPost>();

function readSignals({ text }: LabelledPost): SignalledPost {
	const known = signals.get(text);
	if (known !== undefined) return known;
	const read = toSignals(toReadPost(text));
	signals.set(text, read);
	return read;
}

/**
 * Learns from labelled posts. The same posts in the same order give the same weights, bit by bit. Where only some
 * heads are wanted, the weights of the others are zero.
 */
export function learnModel(
	posts: LabelledPost[],
	{ heads: wanted = heads }: { heads?: readonly Head[] } = {},
): LinearWeights {
	const signalled = posts.map(readSignals);
	const table = toSignalTable(signalled, bits);
	const toSource = (post: number) => {
		const at = otherSources.indexOf(posts[post].source);
		return at < 0 ? undefined : at;
	};
	const rows = toRows(signalled, table, toSource, otherSources.length);
	const groups = posts.map(({ domain, isComplaint }) => `${domain} ${isComplaint}`);
	const folds = dealFolds(groups, calibrationFolds, seed);
	const sureness: number[] = [];
	const learnt = heads.map((head) => {
		if (!wanted.includes(head))
			return { head, weights: new Float64Array(rows.width), slope: 1, offset: 0 };
		const lessons = posts.map(tasks[head]);
		const learn = (holds: (post: number) => boolean) =>
			learnLogistic(rows, {
				rows: posts.map((_, i) => i).filter((i) => lessons[i] !== undefined && holds(i)),
				isTrue: (i) => lessons[i]!.isTrue,
				cost: (i) => lessons[i]!.cost,
				seed,
			});
		const calibration = calibrated.has(head)
			? fitCalibration(posts, folds, lessons, learn, rows)
			: { slope: 1, offset: 0, values: [] };
		if (head === 'complaint') {
			for (const value of calibration.values) {
				const chance = toChance(calibration.slope * value + calibration.offset);
				sureness.push(Math.max(chance, 1 - chance));
			}
		}
		return { head, weights: learn(() => true), ...calibration };
	});
	return toLinearWeights(modelName, table, learnt, toPercentiles(sureness));
}

/** Compares sums with the truth on posts the weights were not learnt from. */
function fitCalibration(
	posts: LabelledPost[],
	folds: number[],
	lessons: Array<{ isTrue: boolean } | undefined>,
	learn: (holds: (post: number) => boolean) => Float64Array,
	rows: SparseRows,
) {
	const values: number[] = [];
	const truth: boolean[] = [];
	for (let fold = 0; fold < calibrationFolds; fold++) {
		const weights = learn((i) => folds[i] !== fold);
		posts.forEach((post, i) => {
			const lesson = lessons[i];
			if (folds[i] !== fold || lesson === undefined || post.source !== 'anchor') return;
			values.push(multiply(rows, i, weights));
			truth.push(lesson.isTrue);
		});
	}
	return { ...calibrate(values, truth), values };
}

function multiply({ starts, columns, values }: SparseRows, row: number, weights: Float64Array) {
	let sum = 0;
	for (let k = starts[row]; k < starts[row + 1]; k++) sum += values[k] * weights[columns[k]];
	return sum;
}

/** 101 numbers: below entry p lie p percent. */
function toPercentiles(values: number[]): number[] {
	const sorted = [...values].sort((a, b) => a - b);
	return Array.from({ length: 101 }, (_, percent) => {
		const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
		return Math.round((sorted[at] ?? 0.5) * 1000) / 1000;
	});
}
