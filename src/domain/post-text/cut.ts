import type { Border } from './borders';
import { findBorders } from './borders';
import { toPieces } from './weight';

export interface CutWish {
	/** The most the part in front of the cut may weigh by itself. */
	limit: number;
	/** What it must weigh to end with a paragraph or sentence; with less it ends at the last word that fits. */
	minimum: number;
	/** Whether it will do, with whatever is put around it. */
	fits(kept: string): boolean;
}

/**
 * The offset where a text (NFC, no blanks in front) is best cut: behind a paragraph, else a sentence, else a word, and inside a
 * word only when no word fits; never inside a link or an emoji. -1 when nothing fits.
 */
export function findCut(text: string, { limit, minimum, fits }: CutWish): number {
	const weights = weighUpTo(text, limit);
	const last = Math.max(0, ...[...weights.keys()].slice(-1));
	// A bit beyond, so that a word that goes on is not taken for one that ends.
	const cuts = findBorders(text.slice(0, last + lookahead))
		.filter(({ at }) => weights.has(at))
		.reverse();
	const offsets = (...borders: Border[]) =>
		cuts.filter(({ border }) => borders.includes(border)).map(({ at }) => at);
	const isFull = (at: number) => weights.get(at)! >= minimum;
	const bestFirst = [
		...offsets('paragraph').filter(isFull),
		...offsets('sentence').filter(isFull),
		...offsets('paragraph', 'sentence', 'word'),
		...offsets('character'),
		...[...weights.keys()].reverse(),
	];
	return bestFirst.find((at) => fits(text.slice(0, at).trimEnd())) ?? -1;
}

const lookahead = 64;

/** What the text weighs up to the end of each of its pieces, as far as the limit; without the end of the text. */
function weighUpTo(text: string, limit: number): Map<number, number> {
	const weights = new Map<number, number>();
	let sum = 0;
	for (const { end, weight } of toPieces(text)) {
		sum += weight;
		if (sum > limit) break;
		if (end < text.length) weights.set(end, sum);
	}
	return weights;
}
