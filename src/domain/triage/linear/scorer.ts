import type { ReadPost } from '../model';
import { hashText } from './hash';
import { toDenseSignals, toPairId, toSignalKey, walkWords } from './signals';
import { createWordMemory, type WordSums } from './word-memory';
import type { LinearWeights } from './weights';
import { pairScale, rarityStep, toDenseValue } from './weights';

/** What each token and each cue of a post adds to each head. */
export interface TokenScores {
	/** Of heads. */
	count: number;
	/** token * heads + head. */
	tokens: Float64Array;
	/** By the cue's name, by head: of all its occurrences together. */
	cues: Map<string, Float64Array>;
}

/** No post is longer on X (25,000 characters); what lies beyond is not read. */
const mostTokens = 12_000;

/** Applies trained weights to posts. Linear in the length of the post; nothing is kept but known words. */
export function createScorer(weights: LinearWeights) {
	const { heads, bits, buckets, rarity, scales, dense, denseWeights, biases } = weights;
	const count = heads.length;
	const mask = (1 << bits) - 1;
	const lookUp = createWordMemory(weights);
	const denseIndex = new Map(dense.map(({ name }, i) => [name, i]));
	const nameHashes = new Map<string, number>();
	const absent = dense.map(({ mean, spread }) => toDenseValue(0, mean, spread));
	const base = Float64Array.from(biases);
	dense.forEach((_, i) => addDense(base, i, absent[i]));
	const hashes = new Int32Array(mostTokens);

	return { score, scoreTokens };

	/** By head, calibrated log-odds. */
	function score(post: ReadPost): Float64Array {
		const sums = Float64Array.from(base);
		const { total, letters, words } = readWords(post);
		const wordSums = new Float64Array(count);
		let squared = 0;
		walkWords(hashes, total, (id) => {
			const bucket = id & mask;
			const value = rarity[bucket] * rarityStep;
			squared += value * value;
			for (let head = 0, at = bucket * count; head < count; head++)
				wordSums[head] += value * buckets[at + head];
		});
		addScaled(sums, wordSums, 1 / norm(squared));
		const letterSums = new Float64Array(count);
		for (const word of words)
			for (let head = 0; head < count; head++) letterSums[head] += word.letters[head];
		addScaled(sums, letterSums, 1 / norm(letters));
		const { counts, paired } = toDenseSignals(post);
		for (const [name, size] of counts) {
			const i = denseIndex.get(name);
			if (i !== undefined) addDense(sums, i, toValue(i, size) - absent[i]);
		}
		const pairs = toPairs(paired);
		const pairSums = new Float64Array(count);
		for (const { bucket, value } of pairs.list)
			for (let head = 0, at = bucket * count; head < count; head++)
				pairSums[head] += value * buckets[at + head];
		addScaled(sums, pairSums, pairScale / norm(pairs.squared));
		return sums;
	}

	/**
	 * What would go if a token or cue went: with a word go all groups it is part of, and the others count for more.
	 * What belongs to the post as a whole is left out.
	 */
	function scoreTokens(post: ReadPost): TokenScores {
		const { total, letters, words } = readWords(post);
		const own = new Float64Array(total * count);
		const ownSquared = new Float64Array(total);
		const all = new Float64Array(count);
		let squared = 0;
		walkWords(hashes, total, (id, from, to) => {
			const bucket = id & mask;
			const value = rarity[bucket] * rarityStep;
			squared += value * value;
			for (let head = 0; head < count; head++) all[head] += value * buckets[bucket * count + head];
			for (let token = Math.max(0, from); token < Math.min(total, to); token++) {
				ownSquared[token] += value * value;
				for (let head = 0; head < count; head++)
					own[token * count + head] += value * buckets[bucket * count + head];
			}
		});
		const allLetters = new Float64Array(count);
		for (const word of words)
			for (let head = 0; head < count; head++) allLetters[head] += word.letters[head];
		const tokens = new Float64Array(total * count);
		words.forEach((word, token) => {
			const [before, after] = [1 / norm(squared), 1 / norm(squared - ownSquared[token])];
			const [lettersBefore, lettersAfter] = [
				1 / norm(letters),
				1 / norm(letters - word.lettersSquared),
			];
			for (let head = 0; head < count; head++) {
				const at = token * count + head;
				const byWords = all[head] * before - (all[head] - own[at]) * after;
				const byLetters =
					allLetters[head] * lettersBefore - (allLetters[head] - word.letters[head]) * lettersAfter;
				tokens[at] = (byWords + byLetters) * scales[head];
			}
		});
		return { count, tokens, cues: scoreCues(post) };
	}

	function scoreCues(post: ReadPost): Map<string, Float64Array> {
		const { counts, paired } = toDenseSignals(post);
		const cues = new Map<string, Float64Array>();
		for (const name of paired) {
			const sums = new Float64Array(count);
			const i = denseIndex.get(name);
			if (i !== undefined) addDense(sums, i, toValue(i, counts.get(name) ?? 0) - absent[i]);
			cues.set(name, sums);
		}
		const pairs = toPairs(paired);
		const perPair = pairScale / norm(pairs.squared);
		for (const { bucket, value, first, second } of pairs.list)
			for (const name of [first, second]) {
				const sums = cues.get(name)!;
				for (let head = 0; head < count; head++)
					sums[head] += value * perPair * buckets[bucket * count + head] * scales[head];
			}
		return cues;
	}

	/** Leaves the words' hashes in `hashes`. */
	function readWords({ tokens }: ReadPost): { total: number; words: WordSums[]; letters: number } {
		const total = Math.min(tokens.length, mostTokens);
		const words = new Array<WordSums>(total);
		let letters = 0;
		for (let i = 0; i < total; i++) {
			const word = lookUp(toSignalKey(tokens[i]));
			words[i] = word;
			hashes[i] = word.hash;
			letters += word.lettersSquared;
		}
		return { total, words, letters };
	}

	function toPairs(names: string[]) {
		const ids = names.map(toNameHash);
		const list: Array<{ bucket: number; value: number; first: string; second: string }> = [];
		let squared = 0;
		for (let i = 0; i < names.length; i++) {
			for (let j = i + 1; j < names.length; j++) {
				const bucket = toPairId(ids[i], ids[j]) & mask;
				const value = rarity[bucket] * rarityStep;
				squared += value * value;
				list.push({ bucket, value, first: names[i], second: names[j] });
			}
		}
		return { list, squared };
	}

	function toNameHash(name: string): number {
		let hash = nameHashes.get(name);
		if (hash === undefined) nameHashes.set(name, (hash = hashText(name)));
		return hash;
	}

	function toValue(i: number, size: number): number {
		return toDenseValue(size, dense[i].mean, dense[i].spread);
	}

	function addDense(sums: Float64Array, i: number, value: number): void {
		for (let head = 0; head < count; head++) sums[head] += value * denseWeights[i * count + head];
	}

	function addScaled(sums: Float64Array, more: Float64Array, factor: number): void {
		for (let head = 0; head < count; head++) sums[head] += more[head] * factor * scales[head];
	}
}

function norm(squared: number): number {
	return squared > 1e-9 ? Math.sqrt(squared) : 1;
}
