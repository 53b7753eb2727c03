/** Rows of a sparse matrix, one after the other. */
export interface SparseRows {
	/** Row r holds the entries from `starts[r]` to `starts[r + 1]`. */
	starts: Int32Array;
	columns: Int32Array;
	values: Float64Array;
	width: number;
}

export interface LogisticTask {
	/** Which rows to learn from. */
	rows: readonly number[];
	/** By row: whether it holds. */
	isTrue: (row: number) => boolean;
	/** By row: how much a mistake costs; nothing is learnt from rows that cost nothing. */
	cost: (row: number) => number;
	/** By row: log-odds known beforehand, which the weights only correct. */
	offset?: (row: number) => number;
	seed: number;
}

const mostPasses = 40;
const mostNewtonSteps = 20;
const stillMoving = 1e-3;

/**
 * Weights of a logistic regression with squared penalty, by dual coordinate descent
 * (Yu, Huang and Lin, 2011). The same rows in the same order with the same seed give the same weights.
 */
export function learnLogistic(
	{ starts, columns, values, width }: SparseRows,
	{ rows, isTrue, cost, offset = () => 0, seed }: LogisticTask,
): Float64Array {
	const weights = new Float64Array(width);
	const order = rows.filter((row) => cost(row) > 0);
	const signs = order.map((row) => (isTrue(row) ? 1 : -1));
	const limits = order.map(cost);
	const offsets = order.map(offset);
	const alphas = limits.map((limit) => Math.min(1e-8, limit * 1e-3));
	const squares = order.map((row, i) => {
		let square = 0;
		for (let k = starts[row]; k < starts[row + 1]; k++) {
			square += values[k] * values[k];
			weights[columns[k]] += signs[i] * alphas[i] * values[k];
		}
		return square;
	});
	const random = createRandom(seed);
	const turn = order.map((_, i) => i);
	for (let pass = 0; pass < mostPasses; pass++) {
		shuffle(turn, random);
		let farthest = 0;
		for (const i of turn) {
			const row = order[i];
			let sum = 0;
			for (let k = starts[row]; k < starts[row + 1]; k++) sum += values[k] * weights[columns[k]];
			const alpha = minimise(squares[i], signs[i] * (sum + offsets[i]), limits[i], alphas[i]);
			const step = alpha - alphas[i];
			if (step === 0) continue;
			farthest = Math.max(farthest, Math.abs(step) / limits[i]);
			alphas[i] = alpha;
			for (let k = starts[row]; k < starts[row + 1]; k++)
				weights[columns[k]] += signs[i] * step * values[k];
		}
		if (farthest < stillMoving) break;
	}
	return weights;
}

/** Newton's method for one dual variable, kept inside (0, limit). */
function minimise(square: number, margin: number, limit: number, start: number): number {
	let alpha = start;
	for (let step = 0; step < mostNewtonSteps; step++) {
		const slope = square * (alpha - start) + margin + Math.log(alpha / (limit - alpha));
		const bend = square + limit / (alpha * (limit - alpha));
		let next = alpha - slope / bend;
		if (next <= 0) next = alpha * 0.1;
		if (next >= limit) next = limit - (limit - alpha) * 0.1;
		const isDone = Math.abs(next - alpha) < 1e-10 * limit;
		alpha = next;
		if (isDone) break;
	}
	return alpha;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Shuffles in place. */
export function shuffle<Item>(items: Item[], random: () => number): Item[] {
	for (let i = items.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[items[i], items[j]] = [items[j], items[i]];
	}
	return items;
}
