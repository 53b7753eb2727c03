import type { ReadPost } from '../model';
import { isCareHandle } from '../shape';
import type { Token } from '../tokens';
import { hashNext, hashText, mix } from '../../hash';

const longestWordGram = 3;
const shortestLetterGram = 2;
const longestLetterGram = 5;

const postStart = hashText('<post>');
const postEnd = hashText('</post>');
const letterSeed = hashText('<letters>');
const pairSeed = hashText('<pair>');

/** What a token is to the model: the word itself, but no handle, no address, no number. */
export function toSignalKey({ kind, key }: Token): string {
	if (kind === 'mention') return isCareHandle(key) ? '<care>' : '<user>';
	if (kind === 'link') return '<url>';
	return kind === 'hashtag' ? `#${key}` : key;
}

/** Groups of one to three words: their 32-bit ids and the tokens they cover (end exclusive; the borders lie outside). */
export interface WordGroups {
	ids: Uint32Array;
	from: Int32Array;
	to: Int32Array;
}

/** Room for the groups of so many words. */
export function createWordGroups(words: number): WordGroups {
	const most = longestWordGram * (words + 1);
	return { ids: new Uint32Array(most), from: new Int32Array(most), to: new Int32Array(most) };
}

/** Fills in the groups of one to three words, with the borders of the post as words; how many there are. */
export function listWords(
	wordHashes: Int32Array,
	count: number,
	{ ids, from, to }: WordGroups,
): number {
	let groups = 0;
	for (let first = -1; first < count; first++) {
		let hash = first < 0 ? postStart : wordHashes[first];
		for (let n = 0; n < longestWordGram && first + n <= count; n++) {
			if (n > 0) hash = hashNext(hash, first + n < count ? wordHashes[first + n] : postEnd);
			if (first + n < 0) continue;
			ids[groups] = mix(hash);
			from[groups] = first;
			to[groups++] = first + n + 1;
		}
	}
	return groups;
}

/** Groups of two to five letters inside a word, its borders included. */
export function walkLetters(key: string, visit: (id: number) => void): void {
	const padded = ` ${key} `;
	for (let from = 0; from < padded.length; from++) {
		let hash = letterSeed;
		const longest = Math.min(longestLetterGram, padded.length - from);
		for (let n = 1; n <= longest; n++) {
			hash = hashNext(hash, padded.charCodeAt(from + n - 1));
			if (n >= shortestLetterGram) visit(mix(hash));
		}
	}
}

/** Two things seen in one post, in whatever order. */
export function toPairId(first: number, second: number): number {
	const [low, high] = first < second ? [first, second] : [second, first];
	return mix(hashNext(hashNext(pairSeed, low), high));
}

/** The names of all cues and shapes of a post with how often each counts, and which of them pair up. */
export interface DenseSignals {
	counts: Map<string, number>;
	/** Names that are there at all and are neither a size nor a share. */
	paired: string[];
}

/** A cue seen more often counts no more. */
export const mostOfOne = 4;

/** Written cues and the shape of the post as numbers. */
export function toDenseSignals(post: ReadPost): DenseSignals {
	const counts = new Map<string, number>();
	for (const { cue } of post.cues) {
		const count = counts.get(cue) ?? 0;
		if (count < mostOfOne) counts.set(cue, count + 1);
	}
	for (const name of post.shape.facts) counts.set(name, 1);
	const paired = [...counts.keys()];
	const { sizes } = post.shape;
	for (const name in sizes) if (sizes[name] !== 0) counts.set(name, sizes[name]);
	return { counts, paired };
}
