import type { LinearWeights } from '../linear/weights';
import type { SignalTable } from './signal-table';

/** Where the scale is taken: the largest weights are cut, the rest keep their finer steps. */
const cutAt = 0.9995;
const largest = 127;

export interface LearntHead {
	head: string;
	/** As `toRows` lays the columns out. */
	weights: Float64Array;
	/** Calibration: log-odds = slope * sum + offset. */
	slope: number;
	offset: number;
}

/** Turns learnt weights into whole numbers from -127 to 127 with one scale per head. */
export function toLinearWeights(
	name: string,
	{ bits, rarity, dense }: SignalTable,
	learnt: LearntHead[],
	surenessByPercent: readonly number[],
): LinearWeights {
	const size = 1 << bits;
	const count = learnt.length;
	const buckets = new Int8Array(size * count);
	const denseWeights = new Float64Array(dense.length * count);
	const scales: number[] = [];
	learnt.forEach(({ weights, slope }, head) => {
		const scale = toScale(weights.subarray(0, size));
		scales.push(round(scale * slope));
		for (let bucket = 0; bucket < size; bucket++) {
			const steps = Math.round(weights[bucket] / scale);
			buckets[bucket * count + head] = Math.max(-largest, Math.min(largest, steps));
		}
		dense.forEach((_, i) => {
			denseWeights[i * count + head] = round(weights[size + i] * slope);
		});
	});
	return {
		name,
		heads: learnt.map(({ head }) => head),
		bits,
		rarity,
		buckets,
		scales,
		dense,
		denseWeights,
		biases: learnt.map(({ weights, slope, offset }) =>
			round(weights[size + dense.length] * slope + offset),
		),
		surenessByPercent,
	};
}

function toScale(weights: Float64Array): number {
	const sizes = Float64Array.from(weights, Math.abs).sort();
	const cut = sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * cutAt))];
	return (cut > 0 ? cut : 1) / largest;
}

function round(value: number): number {
	return Number(value.toPrecision(6));
}
