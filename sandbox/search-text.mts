import { findCashtags, findHashtags, findLinks } from './post-text.mts';
import { fullText, type Post } from './world.mts';

/**
 * How X's search reads texts: case and accents do not count, words end at punctuation. Tokens stand between blanks,
 * with one at either end, so that a phrase is found by looking for it as a whole. Scripts that put no blanks between
 * words are read sign by sign.
 */
const SINGLE = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}';
const TOKEN = new RegExp(
	`\\p{RGI_Emoji}|\\p{Extended_Pictographic}|[${SINGLE}]|[[\\p{L}\\p{M}\\p{N}]--[${SINGLE}]]+`,
	'gv',
);
const ASCII_TOKEN = /[a-z0-9]+/g;
const IS_ASCII = /^[\0-\x7f]*$/;
/** Accents on Latin, Greek and Cyrillic letters; marks of other scripts carry meaning. */
const ACCENT = /[\u0300-\u036f]/g;

/** Lower case without accents. */
export const fold = (text: string): string =>
	IS_ASCII.test(text)
		? text.toLowerCase()
		: text.toLowerCase().normalize('NFD').replace(ACCENT, '').normalize('NFC');

/** The tokens of a text as ` one two `; a single blank when it has none. */
export function toTokens(text: string): string {
	const folded = fold(text);
	const found = folded.match(IS_ASCII.test(folded) ? ASCII_TOKEN : TOKEN);
	return found ? ` ${found.join(' ')} ` : ' ';
}

/** Texts never change (an edit is a new post), so what was read once stays valid. */
function once<T>(read: (text: string) => T): (post: Post) => T {
	const known = new WeakMap<Post, { value: T }>();
	return (post) => {
		let found = known.get(post);
		if (!found) known.set(post, (found = { value: read(fullText(post)) }));
		return found.value;
	};
}

const folded = (spans: Array<{ value: string }>): Set<string> =>
	new Set(spans.map(({ value }) => fold(value)));

export const tokensOf = once(toTokens);
/** Tokens of each link. */
export const linksOf = once((text) =>
	text.includes('.') ? findLinks(text).map(({ value }) => toTokens(value)) : [],
);
export const hashtagsOf = once((text) => folded(findHashtags(text)));
export const cashtagsOf = once((text) => folded(findCashtags(text)));
