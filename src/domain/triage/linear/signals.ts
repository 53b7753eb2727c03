import type { ReadPost } from '../model';
import type { Token } from '../tokens';
import { hashNext, hashText, mix } from './hash';

/** Called for each signal with its 32-bit id and the tokens it covers (end exclusive; borders of the post may lie outside). */
export type Visit = (id: number, from: number, to: number) => void;

const longestWordGram = 3;
const shortestLetterGram = 2;
const longestLetterGram = 5;

const postStart = hashText('<post>');
const postEnd = hashText('</post>');
const letterSeed = hashText('<letters>');
const pairSeed = hashText('<pair>');

/** Handles of care accounts as people choose them; only this is kept of a handle. */
const careHandle =
	/support|help|care|service|cust|assist|tech|feedback|resolve|presence|hereto|serv$|^[@＠]ask/;

/** What a token is to the model: the word itself, but no handle, no address, no number. */
export function toSignalKey({ kind, key }: Token): string {
	if (kind === 'mention') return careHandle.test(key) ? '<care>' : '<user>';
	if (kind === 'link') return '<url>';
	return kind === 'hashtag' ? `#${key}` : key;
}

/** Groups of one to three words, with the borders of the post as words. */
export function walkWords(wordHashes: Int32Array, count: number, visit: Visit): void {
	const at = (i: number) => (i < 0 ? postStart : i < count ? wordHashes[i] : postEnd);
	for (let from = -1; from < count; from++) {
		let hash = at(from);
		if (from >= 0) visit(mix(hash), from, from + 1);
		for (let n = 1; n < longestWordGram && from + n <= count; n++) {
			hash = hashNext(hash, at(from + n));
			visit(mix(hash), from, from + n + 1);
		}
	}
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

/** The hash a word enters `walkWords` with. */
export function hashWord(key: string): number {
	return hashText(key);
}

/** The names of all cues and shapes of a post with how often each counts, and which of them pair up. */
export interface DenseSignals {
	counts: Map<string, number>;
	/** Names that are there at all and are neither a size nor a share. */
	paired: string[];
}

const mostOfOne = 4;

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
