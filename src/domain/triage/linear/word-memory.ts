import { hashText } from '../../hash';
import { copyText } from '../copy-text';
import { walkLetters } from './signals';
import type { LinearWeights } from './weights';
import { rarityStep } from './weights';

/** What is known of words once their letters were looked up, side by side; a word is its place. */
export interface WordMemory {
	hashes: Int32Array;
	/** place * heads + head: what its groups of letters add, before the length of the post is allowed for. */
	letters: Float64Array;
	/** Sum of squares of their values. */
	lettersSquared: Float64Array;
	/** Before a post of so many words: forgets all words when there is no room for them. Memory stays bounded. */
	makeRoom(words: number): void;
	/** The place of a word; it holds until the next `makeRoom`. */
	findPlace(key: string): number;
}

const mostWords = 20_000;

/** Looks words up once: the letters of a word add the same in every post. */
export function createWordMemory({ heads, bits, buckets, rarity }: LinearWeights): WordMemory {
	const places = new Map<string, number>();
	const count = heads.length;
	const mask = (1 << bits) - 1;
	const memory: WordMemory = { ...toTables(1024, count), makeRoom, findPlace };
	return memory;

	function makeRoom(words: number): void {
		if (places.size + words > mostWords) places.clear();
		const wanted = places.size + words;
		if (wanted <= memory.hashes.length) return;
		const { hashes, letters, lettersSquared } = memory;
		Object.assign(memory, toTables(wanted * 2, count));
		memory.hashes.set(hashes);
		memory.letters.set(letters);
		memory.lettersSquared.set(lettersSquared);
	}

	function findPlace(key: string): number {
		const known = places.get(key);
		if (known !== undefined) return known;
		const place = places.size;
		learn(key, place);
		places.set(copyText(key), place);
		return place;
	}

	function learn(key: string, place: number): void {
		const { letters, lettersSquared, hashes } = memory;
		letters.fill(0, place * count, (place + 1) * count);
		let squared = 0;
		walkLetters(key, (id) => {
			const bucket = id & mask;
			const value = rarity[bucket] * rarityStep;
			squared += value * value;
			for (let head = 0; head < count; head++)
				letters[place * count + head] += value * buckets[bucket * count + head];
		});
		lettersSquared[place] = squared;
		hashes[place] = hashText(key);
	}
}

function toTables(words: number, heads: number) {
	return {
		hashes: new Int32Array(words),
		letters: new Float64Array(words * heads),
		lettersSquared: new Float64Array(words),
	};
}
