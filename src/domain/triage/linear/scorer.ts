import type { ReadPost } from '../model';
import { createPostReader } from './post-numbers';
import type { PostNumbers } from './post-numbers';
import type { LinearWeights } from './weights';
import { pairScale, rarityStep, toDenseValue } from './weights';

/** What each token and each cue of a post adds to each head. The lists are used again for the next post. */
export interface TokenScores {
	/** From one token or place to the next; no less than there are heads. */
	stride: number;
	/** Tokens read. */
	read: number;
	/** token * stride + head. */
	tokens: Float64Array;
	/** place * stride + head: of all occurrences of a cue together. */
	cues: Float64Array;
	/** By cue of the post: its place. */
	places: readonly number[];
	/** By place: how often the cue was seen. */
	occurrences: readonly number[];
}

/** Applies trained weights to posts. Linear in the length of the post; nothing is kept but known words. */
export function createScorer(weights: LinearWeights) {
	const { heads, bits, rarity, scales, dense, denseWeights, biases } = weights;
	const count = heads.length;
	// Heads are added up four at a time, which takes two thirds of the time.
	const stride = Math.ceil(count / 4) * 4;
	const buckets = toStride(weights.buckets, count, stride);
	const mask = (1 << bits) - 1;
	const readNumbers = createPostReader(weights);
	const absent = dense.map(({ mean, spread }) => toDenseValue(0, mean, spread));
	const base = Float64Array.from(biases);
	dense.forEach((_, i) => addDense(base, 0, i, absent[i]));

	let last: { post: ReadPost; numbers: PostNumbers } | undefined;
	const wordSums = new Float64Array(stride);
	const letterSums = new Float64Array(count);
	const pairSums = new Float64Array(stride);
	let tokens = new Float64Array(0);
	let squares = new Float64Array(0);
	let cues = new Float64Array(0);

	return { score, scoreTokens };

	/** By head, calibrated log-odds; put into `sums` where that is given. */
	function score(post: ReadPost, sums = new Float64Array(count)): Float64Array {
		const numbers = readSums(post);
		const { present, sizeCount, pairs } = numbers;
		sums.set(base);
		addScaled(sums, wordSums, 1 / norm(numbers.wordsSquared));
		addScaled(sums, letterSums, 1 / norm(numbers.lettersSquared));
		for (let place = 0; place < present; place++)
			addCount(sums, 0, numbers.dense[place], numbers.counts[place]);
		for (let i = 0; i < sizeCount; i++) addCount(sums, 0, numbers.sizeDense[i], numbers.sizes[i]);
		pairSums.fill(0);
		const pairCount = (present * (present - 1)) / 2;
		for (let i = 0; i < pairCount; i++)
			addBucket(pairSums, 0, pairs[i], rarity[pairs[i]] * rarityStep);
		addScaled(sums, pairSums, pairScale / norm(numbers.pairsSquared));
		return sums;
	}

	/**
	 * What would go if a token or cue went: with a word go all groups it is part of, and the others count for more.
	 * What belongs to the post as a whole is left out.
	 */
	function scoreTokens(post: ReadPost): TokenScores {
		const numbers = last?.post === post ? last.numbers : readSums(post);
		scoreWords(numbers);
		scoreCues(numbers);
		const { total, places, occurrences } = numbers;
		return { stride, read: total, tokens, cues, places, occurrences };
	}

	function scoreWords(numbers: PostNumbers): void {
		const { total, words, memory, groups, groupCount } = numbers;
		if (tokens.length < total * stride) {
			tokens = new Float64Array(total * stride * 2);
			squares = new Float64Array(total * 2);
		}
		tokens.fill(0, 0, total * stride);
		squares.fill(0, 0, total);
		for (let group = 0; group < groupCount; group++) {
			const bucket = groups.ids[group] & mask;
			const value = rarity[bucket] * rarityStep;
			const until = Math.min(total, groups.to[group]);
			for (let token = Math.max(0, groups.from[group]); token < until; token++) {
				squares[token] += value * value;
				addBucket(tokens, token * stride, bucket, value);
			}
		}
		const before = 1 / norm(numbers.wordsSquared);
		const lettersBefore = 1 / norm(numbers.lettersSquared);
		for (let token = 0; token < total; token++) {
			const place = words[token];
			const after = 1 / norm(numbers.wordsSquared - squares[token]);
			const lettersAfter = 1 / norm(numbers.lettersSquared - memory.lettersSquared[place]);
			for (let head = 0, at = token * stride; head < count; head++, at++) {
				const byWords = wordSums[head] * before - (wordSums[head] - tokens[at]) * after;
				const others = letterSums[head] - memory.letters[place * count + head];
				const byLetters = letterSums[head] * lettersBefore - others * lettersAfter;
				tokens[at] = (byWords + byLetters) * scales[head];
			}
		}
	}

	function scoreCues({ present, dense: signals, counts, pairs, pairsSquared }: PostNumbers): void {
		if (cues.length < present * stride) cues = new Float64Array(present * stride * 2);
		cues.fill(0, 0, present * stride);
		for (let place = 0; place < present; place++)
			addCount(cues, place * stride, signals[place], counts[place]);
		const perPair = pairScale / norm(pairsSquared);
		let pair = 0;
		for (let first = 0; first < present; first++)
			for (let second = first + 1; second < present; second++) {
				const bucket = pairs[pair++];
				const value = rarity[bucket] * rarityStep * perPair;
				for (let head = 0; head < count; head++) {
					const share = value * buckets[bucket * stride + head] * scales[head];
					cues[first * stride + head] += share;
					cues[second * stride + head] += share;
				}
			}
	}

	/** Leaves the sums of words and letters behind. */
	function readSums(post: ReadPost): PostNumbers {
		const numbers = readNumbers(post);
		last = { post, numbers };
		const { total, words, groups, groupCount } = numbers;
		const { letters } = numbers.memory;
		wordSums.fill(0);
		for (let group = 0; group < groupCount; group++) {
			const bucket = groups.ids[group] & mask;
			addBucket(wordSums, 0, bucket, rarity[bucket] * rarityStep);
		}
		letterSums.fill(0);
		for (let token = 0; token < total; token++) {
			for (let head = 0, at = words[token] * count; head < count; head++, at++)
				letterSums[head] += letters[at];
		}
		return numbers;
	}

	function addBucket(sums: Float64Array, at: number, bucket: number, value: number): void {
		let from = bucket * stride;
		for (let to = at; to < at + stride; to += 4, from += 4) {
			sums[to] += value * buckets[from];
			sums[to + 1] += value * buckets[from + 1];
			sums[to + 2] += value * buckets[from + 2];
			sums[to + 3] += value * buckets[from + 3];
		}
	}

	/** What a cue or size adds by being there; nothing where it was too rare to learn. */
	function addCount(sums: Float64Array, at: number, signal: number, size: number): void {
		if (signal < 0) return;
		const { mean, spread } = dense[signal];
		addDense(sums, at, signal, toDenseValue(size, mean, spread) - absent[signal]);
	}

	function addDense(sums: Float64Array, at: number, signal: number, value: number): void {
		for (let head = 0; head < count; head++)
			sums[at + head] += value * denseWeights[signal * count + head];
	}

	function addScaled(sums: Float64Array, more: Float64Array, factor: number): void {
		for (let head = 0; head < count; head++) sums[head] += more[head] * factor * scales[head];
	}
}

/** The same table with room after each row. */
function toStride(table: Int8Array, count: number, stride: number): Int8Array {
	const wide = new Int8Array((table.length / count) * stride);
	for (let row = 0; row * count < table.length; row++)
		for (let head = 0; head < count; head++) wide[row * stride + head] = table[row * count + head];
	return wide;
}

function norm(squared: number): number {
	return squared > 1e-9 ? Math.sqrt(squared) : 1;
}
