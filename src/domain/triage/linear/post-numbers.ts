import type { ReadPost } from '../model';
import { hashText } from '../../hash';
import { createWordGroups, listWords, mostOfOne, toPairId, toSignalKey } from './signals';
import type { WordGroups } from './signals';
import type { LinearWeights } from './weights';
import { rarityStep } from './weights';
import { createWordMemory } from './word-memory';
import type { WordMemory } from './word-memory';

/** What the weights are looked up by, for one post. The lists are used again for the next: only so much as said counts. */
export interface PostNumbers {
	/** Tokens read. */
	total: number;
	/** By token: its place in the memory. */
	words: Int32Array;
	memory: WordMemory;
	/** Groups of words; their ids are still to be cut to buckets. */
	groups: WordGroups;
	groupCount: number;
	/** Sums of squares of the values of groups of words, groups of letters, pairs. */
	wordsSquared: number;
	lettersSquared: number;
	pairsSquared: number;
	/** By cue of the post: its place among the different ones. */
	places: number[];
	/** By place: cues first, then facts. */
	present: number;
	dense: number[];
	counts: number[];
	occurrences: number[];
	/** Buckets of all pairs of places, the first with each later one, then the second. */
	pairs: Int32Array;
	sizeCount: number;
	sizeDense: number[];
	sizes: number[];
}

/** No post is longer on X (25,000 characters); what lies beyond is not read. */
const mostTokens = 12_000;

const notTrained = -1;

/** Turns posts into numbers, one at a time: what is given back holds until the next post. */
export function createPostReader(weights: LinearWeights): (post: ReadPost) => PostNumbers {
	const { bits, rarity, dense } = weights;
	const mask = (1 << bits) - 1;
	const memory = createWordMemory(weights);
	const denseIndex = new Map(dense.map(({ name }, i) => [name, i]));
	const known = new Map<string, Name>();
	const named: Name[] = [];
	let hashes = new Int32Array(256);
	const numbers: PostNumbers = {
		total: 0,
		words: new Int32Array(hashes.length),
		memory,
		groups: createWordGroups(hashes.length),
		groupCount: 0,
		wordsSquared: 0,
		lettersSquared: 0,
		pairsSquared: 0,
		places: [],
		present: 0,
		dense: [],
		counts: [],
		occurrences: [],
		pairs: new Int32Array(1024),
		sizeCount: 0,
		sizeDense: [],
		sizes: [],
	};
	return (post) => {
		readWords(post);
		readNames(post);
		readPairs();
		readSizes(post);
		return numbers;
	};

	function readWords({ tokens }: ReadPost): void {
		const total = Math.min(tokens.length, mostTokens);
		if (total > hashes.length) {
			hashes = new Int32Array(total * 2);
			numbers.words = new Int32Array(hashes.length);
			numbers.groups = createWordGroups(hashes.length);
		}
		const { words } = numbers;
		memory.makeRoom(total);
		let lettersSquared = 0;
		for (let i = 0; i < total; i++) {
			const place = memory.findPlace(toSignalKey(tokens[i]));
			words[i] = place;
			hashes[i] = memory.hashes[place];
			lettersSquared += memory.lettersSquared[place];
		}
		const count = listWords(hashes, total, numbers.groups);
		const { ids } = numbers.groups;
		let wordsSquared = 0;
		for (let i = 0; i < count; i++) {
			const value = rarity[ids[i] & mask] * rarityStep;
			wordsSquared += value * value;
		}
		numbers.total = total;
		numbers.groupCount = count;
		numbers.wordsSquared = wordsSquared;
		numbers.lettersSquared = lettersSquared;
	}

	function readNames({ cues, shape }: ReadPost): void {
		const { places, dense: found, counts, occurrences } = numbers;
		let present = 0;
		const place = (name: string): number => {
			const entry = findName(name);
			if (entry.place < present && named[entry.place] === entry) return entry.place;
			entry.place = present;
			named[present] = entry;
			found[present] = entry.dense;
			counts[present] = 0;
			occurrences[present] = 0;
			return present++;
		};
		for (let hit = 0; hit < cues.length; hit++) {
			const at = place(cues[hit].cue);
			places[hit] = at;
			occurrences[at]++;
			if (counts[at] < mostOfOne) counts[at]++;
		}
		for (let i = 0; i < shape.facts.length; i++) counts[place(shape.facts[i])] = 1;
		numbers.present = present;
	}

	function readPairs(): void {
		const { present } = numbers;
		if ((present * (present - 1)) / 2 > numbers.pairs.length)
			numbers.pairs = new Int32Array(present * present);
		const { pairs } = numbers;
		let count = 0;
		let squared = 0;
		for (let i = 0; i < present; i++) {
			const { hash } = named[i];
			for (let j = i + 1; j < present; j++) {
				const bucket = toPairId(hash, named[j].hash) & mask;
				const value = rarity[bucket] * rarityStep;
				squared += value * value;
				pairs[count++] = bucket;
			}
		}
		numbers.pairsSquared = squared;
	}

	function readSizes({ shape: { sizes } }: ReadPost): void {
		let count = 0;
		for (const name in sizes) {
			if (sizes[name] === 0) continue;
			const { dense: at } = findName(name);
			if (at === notTrained) continue;
			numbers.sizeDense[count] = at;
			numbers.sizes[count++] = sizes[name];
		}
		numbers.sizeCount = count;
	}

	function findName(name: string): Name {
		let entry = known.get(name);
		if (entry === undefined) {
			entry = { hash: hashText(name), dense: denseIndex.get(name) ?? notTrained, place: 0 };
			known.set(name, entry);
		}
		return entry;
	}
}

interface Name {
	hash: number;
	/** Which dense signal it is. */
	dense: number;
	/** Where it stood in the last post that had it. */
	place: number;
}
