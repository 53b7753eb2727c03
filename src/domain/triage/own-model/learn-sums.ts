import { learnLogistic } from '../learning/logistic';
import type { SparseRows } from '../learning/logistic';
import { toLinearWeights } from '../learning/quantise';
import { toRows, toSignalTable } from '../learning/signal-table';
import { toLogitValues } from './correct';
import type { Decision } from './decisions';
import type { LabelledPost } from './lesson';
import { ownBits, ownHeads, toRounded } from './own-model';
import type { Sums } from './own-model';

/** What a mistake costs: weights stay small unless many posts ask for more. */
const cost = 4;

/** Log-odds farther out than this are no likelier, only harder to correct. */
const farthestOdds = 10;

/**
 * Learns what must be added to another model's log-odds so that these posts get their labels; where posts say nothing,
 * nothing is added.
 *
 * @param applied how much of it to keep, by own head
 */
export function learnSums(
	posts: LabelledPost[],
	decisions: Decision[],
	applied: number[],
	seed: number,
): Sums {
	const signals = posts.map((post) => post.signals);
	const table = toSignalTable(signals, ownBits);
	const plain = toRows(signals, table, () => undefined, ownHeads.length);
	const firstLogit = plain.width - ownHeads.length;
	const rows = withLogits(plain, posts, firstLogit);
	const learnt = ownHeads.map((head, i) => {
		const decision = decisions.find(({ heads }) => heads.includes(head));
		const isLearnt = decision !== undefined && applied[i] > 0;
		const weights = isLearnt
			? learnHead(posts, rows, decision, head, seed)
			: new Float64Array(rows.width);
		return { head, weights, slope: applied[i], offset: 0 };
	});
	return {
		weights: toLinearWeights('own', table, learnt, []),
		logitWeights: learnt.flatMap(({ weights, slope }) =>
			Array.from(weights.subarray(firstLogit), (weight) => toRounded(weight * slope)),
		),
	};
}

function learnHead(
	posts: LabelledPost[],
	rows: SparseRows,
	decision: Decision,
	head: Decision['heads'][number],
	seed: number,
): Float64Array {
	return learnLogistic(rows, {
		rows: posts.map((_, row) => row).filter((row) => decision.isAsked(posts[row].label)),
		isTrue: (row) => decision.isTrue(head, posts[row].label),
		cost: () => cost,
		offset: (row) => {
			const odds = decision.toLogOdds(head, posts[row].logits);
			return Math.max(-farthestOdds, Math.min(farthestOdds, odds));
		},
		seed,
	});
}

/** The rows with the other model's log-odds behind everything else. */
function withLogits(
	{ starts, columns, values, width }: SparseRows,
	posts: LabelledPost[],
	firstLogit: number,
): SparseRows {
	const more = ownHeads.length;
	const size = columns.length + posts.length * more;
	const longer: SparseRows = {
		starts: starts.map((start, row) => start + row * more),
		columns: new Int32Array(size),
		values: new Float64Array(size),
		width,
	};
	posts.forEach(({ logits }, row) => {
		const at = longer.starts[row];
		longer.columns.set(columns.subarray(starts[row], starts[row + 1]), at);
		longer.values.set(values.subarray(starts[row], starts[row + 1]), at);
		toLogitValues(logits).forEach((value, i) => {
			const end = longer.starts[row + 1] - more + i;
			longer.columns[end] = firstLogit + i;
			longer.values[end] = value;
		});
	});
	return longer;
}
