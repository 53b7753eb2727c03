import type { LinearWeights } from './weights';
import { rarityStep } from './weights';
import { hashWord, walkLetters } from './signals';

/** What is known of a word once its letters were looked up. */
export interface WordSums {
	hash: number;
	/** By head: what its groups of letters add, before the length of the post is allowed for. */
	letters: Float64Array;
	/** Sum of squares of their values. */
	lettersSquared: number;
}

/** More words than this are forgotten again: memory stays bounded whatever comes. */
const mostWords = 20_000;

/** Looks words up once: the letters of a word add the same in every post. */
export function createWordMemory({ heads, bits, buckets, rarity }: LinearWeights) {
	const words = new Map<string, WordSums>();
	const count = heads.length;
	const mask = (1 << bits) - 1;

	const toSums = (key: string): WordSums => {
		const letters = new Float64Array(count);
		let lettersSquared = 0;
		walkLetters(key, (id) => {
			const bucket = id & mask;
			const value = rarity[bucket] * rarityStep;
			lettersSquared += value * value;
			const at = bucket * count;
			for (let head = 0; head < count; head++) letters[head] += value * buckets[at + head];
		});
		return { hash: hashWord(key), letters, lettersSquared };
	};

	return (key: string): WordSums => {
		const known = words.get(key);
		if (known !== undefined) return known;
		if (words.size >= mostWords) words.clear();
		const sums = toSums(key);
		words.set(toCopy(key), sums);
		return sums;
	};
}

/** A piece of a post keeps the whole post in memory for as long as it is kept itself; a copy does not. */
function toCopy(key: string): string {
	return ` ${key}`.slice(1);
}
