import { rarityStep, toDenseValue, pairScale } from '../linear/weights';
import { hashText } from '../../hash';
import {
	createWordGroups,
	listWords,
	toDenseSignals,
	toPairId,
	toSignalKey,
	walkLetters,
} from '../linear/signals';
import type { DenseSignals } from '../linear/signals';
import type { ReadPost } from '../model';
import type { SparseRows } from './logistic';

/** A post as lists of signals: what training counts and learns from. */
export interface SignalledPost {
	/** Ids, with repetitions. */
	words: number[];
	letters: number[];
	pairs: number[];
	dense: DenseSignals;
}

/** How telling each bucket and each dense signal is, read off the posts to learn from. */
export interface SignalTable {
	bits: number;
	rarity: Uint8Array;
	dense: Array<{ name: string; mean: number; spread: number }>;
	/** Ids seen in at least two posts; from others nothing is learnt. */
	shared: Set<number>;
}

const fewestPosts = 2;
const fewestPostsDense = 5;
const smallestSpread = 1e-3;

/** Reads the signals of a post as the scorer does. */
export function toSignals(post: ReadPost): SignalledPost {
	const keys = post.tokens.map(toSignalKey);
	const groups = createWordGroups(keys.length);
	const count = listWords(
		Int32Array.from(keys, (key) => hashText(key)),
		keys.length,
		groups,
	);
	const words = [...groups.ids.subarray(0, count)];
	const letters: number[] = [];
	for (const key of keys) walkLetters(key, (id) => void letters.push(id));
	const dense = toDenseSignals(post);
	const names = dense.paired.map((name) => hashText(name));
	const pairs = names.flatMap((first, i) =>
		names.slice(i + 1).map((second) => toPairId(first, second)),
	);
	return { words, letters, pairs, dense };
}

export function toSignalTable(posts: SignalledPost[], bits: number): SignalTable {
	const mask = (1 << bits) - 1;
	const inPosts = new Float64Array(1 << bits);
	const byId = new Map<number, number>();
	const sums = new Map<string, { posts: number; sum: number; squares: number }>();
	for (const { words, letters, pairs, dense } of posts) {
		const ids = new Set([...words, ...letters, ...pairs]);
		for (const id of ids) byId.set(id, (byId.get(id) ?? 0) + 1);
		for (const bucket of new Set([...ids].map((id) => id & mask))) inPosts[bucket] += 1;
		for (const [name, size] of dense.counts) {
			const entry = sums.get(name) ?? { posts: 0, sum: 0, squares: 0 };
			sums.set(name, {
				posts: entry.posts + 1,
				sum: entry.sum + size,
				squares: entry.squares + size * size,
			});
		}
	}
	const rarity = Uint8Array.from(inPosts, (count) =>
		count < fewestPosts
			? 0
			: Math.min(255, Math.round((Math.log((1 + posts.length) / (1 + count)) + 1) / rarityStep)),
	);
	const dense = [...sums]
		.filter(([, entry]) => entry.posts >= fewestPostsDense)
		.map(([name, { sum, squares }]) => {
			const mean = sum / posts.length;
			const spread = Math.sqrt(Math.max(smallestSpread, squares / posts.length - mean * mean));
			return { name, mean: round(mean), spread: round(spread) };
		})
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	const shared = new Set([...byId].filter(([, count]) => count >= fewestPosts).map(([id]) => id));
	return { bits, rarity, dense, shared };
}

/**
 * Posts as rows: buckets, then dense signals, then one column that is always 1, then one per source (so that a
 * source's habits are not taken for the world's). `sourceOf` is the source's number, or none for the main one.
 */
export function toRows(
	posts: SignalledPost[],
	table: SignalTable,
	sourceOf: (post: number) => number | undefined = () => undefined,
	sources = 0,
): SparseRows {
	const starts = new Int32Array(posts.length + 1);
	const columns: number[] = [];
	const values: number[] = [];
	const biasColumn = (1 << table.bits) + table.dense.length;
	posts.forEach((post, i) => {
		const row = new Map<number, number>();
		addFamily(row, post.words, table, 1);
		addFamily(row, post.letters, table, 1);
		addFamily(row, post.pairs, table, pairScale);
		table.dense.forEach(({ name, mean, spread }, d) => {
			row.set((1 << table.bits) + d, toDenseValue(post.dense.counts.get(name) ?? 0, mean, spread));
		});
		row.set(biasColumn, 1);
		const source = sourceOf(i);
		if (source !== undefined) row.set(biasColumn + 1 + source, sourceValue);
		for (const [column, value] of row) {
			columns.push(column);
			values.push(value);
		}
		starts[i + 1] = columns.length;
	});
	return {
		starts,
		columns: Int32Array.from(columns),
		values: Float64Array.from(values),
		width: biasColumn + 1 + sources,
	};
}

/** Large, so that a source's habits cost little to tell apart. */
const sourceValue = 2;

function addFamily(
	row: Map<number, number>,
	ids: number[],
	{ bits, rarity, shared }: SignalTable,
	scale: number,
): void {
	const mask = (1 << bits) - 1;
	let squared = 0;
	for (const id of ids) squared += (rarity[id & mask] * rarityStep) ** 2;
	if (squared === 0) return;
	const factor = scale / Math.sqrt(squared);
	for (const id of ids) {
		if (!shared.has(id)) continue;
		const bucket = id & mask;
		const value = rarity[bucket] * rarityStep * factor;
		if (value > 0) row.set(bucket, (row.get(bucket) ?? 0) + value);
	}
}

function round(value: number): number {
	return Math.round(value * 1e5) / 1e5;
}
