import type { Span } from './domain-names';
import { findEmoji } from './emoji';
import { invalid } from './link-characters';
import { findLinks } from './links';

/** The longest post of an account without Premium. */
export const MAX_WEIGHT = 280;
/** Every link counts as X's own short one, however long it is. */
export const LINK_WEIGHT = 23;
export const EMOJI_WEIGHT = 2;

/** No account may post a longer text, so what goes beyond (in UTF-16 code units) is not weighed but counted. */
export const longestWeighed = 25_000;

const wideWeight = 2;
/** Code points that count once; every other one counts twice (configuration 3 of twitter-text). */
const narrow: Array<[first: number, last: number]> = [
	[0, 0x10ff],
	[0x2000, 0x200d],
	[0x2010, 0x201f],
	[0x2032, 0x2037],
];

export interface TextWeight {
	/** As X counts it; handles that X itself puts in front of a reply are not part of the text and do not count. */
	length: number;
	/** What is left of the limit; negative when the text is too long. */
	remaining: number;
	isTooLong: boolean;
	/** X refuses a text with U+FEFF, U+FFFE or U+FFFF in it. */
	hasInvalidCharacters: boolean;
	/** X accepts a text of this length and with these characters: neither empty nor too long. */
	isValid: boolean;
}

/** The length of a post by X's rules. @param max the account's limit */
export function weighText(text: string, max = MAX_WEIGHT): TextWeight {
	const length = text.length > longestWeighed ? text.length : sumWeights(text.normalize('NFC'));
	const hasInvalidCharacters = invalidCharacters.test(text);
	const isTooLong = length > max;
	return {
		length,
		remaining: max - length,
		isTooLong,
		hasInvalidCharacters,
		isValid: length > 0 && !isTooLong && !hasInvalidCharacters,
	};
}

function sumWeights(text: string): number {
	let sum = 0;
	for (const { weight } of toPieces(text)) sum += weight;
	return sum;
}

/** What counts as one: a link, an emoji, a character. */
export interface Piece extends Span {
	weight: number;
}

/** The pieces of a text in NFC, from left to right, none left out. */
export function* toPieces(text: string): Generator<Piece> {
	// A link without protocol may leave out foreign labels before its path; what counts is the link as X shows it.
	const links = findLinks(text).map(({ start, url }) => ({ start, end: start + url.length }));
	const emoji = findEmoji(text);
	let link = 0;
	let picture = 0;
	for (let at = 0; at < text.length; ) {
		while (links[link]?.start < at) link += 1;
		while (emoji[picture]?.start < at) picture += 1;
		let piece: Piece;
		if (links[link]?.start === at) piece = { ...links[link], weight: LINK_WEIGHT };
		else if (emoji[picture]?.start === at) piece = { ...emoji[picture], weight: EMOJI_WEIGHT };
		else piece = toCharacter(text, at);
		yield piece;
		at = piece.end;
	}
}

const invalidCharacters = new RegExp(`[${invalid}]`);

function toCharacter(text: string, start: number): Piece {
	const point = text.codePointAt(start)!;
	const isNarrow = narrow.some(([first, last]) => point >= first && point <= last);
	return {
		start,
		end: start + (point > 0xffff ? 2 : 1),
		weight: isNarrow ? 1 : wideWeight,
	};
}
