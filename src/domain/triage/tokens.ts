import { copyText } from './copy-text';
import { findPlainEnd, toPlainKind, unclear } from './plain-tokens';

export type TokenKind = 'word' | 'hashtag' | 'mention' | 'link' | 'number' | 'marks' | 'emoji';

/** One piece of a post; `start` and `end` are UTF-16 offsets into the post as it came. */
export interface Token {
	kind: TokenKind;
	/** What lists are looked up by: compatibility forms, lower case, no apostrophes. */
	key: string;
	start: number;
	end: number;
	/** A word of three or more letters, all of them capitals. */
	shouted: boolean;
	/** A word whose first letter is a small one. */
	startsLower: boolean;
}

// Every alternative starts with a different character and repeats one class, so nothing backtracks.
const pattern =
	/(https?:\/\/\S*)|([@＠][\p{L}\p{N}_]+)|([#＃][\p{L}\p{M}\p{N}_]+)|([\p{L}\p{M}][\p{L}\p{M}\p{N}_'’‘\u200b-\u200d\u2060\ufeff\u00ad]*)|(\p{N}[\p{N}.,:]*)|([!?！？]+|[.…]+|[:;=][-^']?[()DP|/]|[“”"€£$¥₹%,;:()¿¡])|(\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*(?:\u200d\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*)*|\p{Regional_Indicator}{1,2})/uy;

const kinds: TokenKind[] = ['link', 'mention', 'hashtag', 'word', 'number', 'marks', 'emoji'];

/** No word list has an entry this long; longer tokens are kept without a key. */
const longestKey = 40;

/** Cuts a post into tokens, in order; linear in the length of the text. */
export function toTokens(text: string): Token[] {
	const tokens: Token[] = [];
	for (let at = 0; at < text.length; ) {
		const end = findPlainEnd(text, at);
		if (end === at) at += 1;
		else if (end !== unclear) {
			tokens.push(toToken(toPlainKind(text, at), text.slice(at, end), at));
			at = end;
		} else {
			pattern.lastIndex = at;
			const match = pattern.exec(text);
			if (match !== null) tokens.push(toToken(toKind(match), match[0], at));
			at += match === null ? (text.codePointAt(at)! > 0xffff ? 2 : 1) : match[0].length;
		}
	}
	return tokens;
}

function toToken(kind: TokenKind, raw: string, start: number): Token {
	const end = start + raw.length;
	if (raw.length <= longestKey && (kind === 'word' || kind === 'hashtag')) {
		const { key, shouted, startsLower } = kind === 'word' ? readWord(raw) : readHashtag(raw);
		return { kind, key, start, end, shouted, startsLower };
	}
	const startsLower = kind === 'word' && isLower(raw);
	return { kind, key: toKey(kind, raw), start, end, shouted: false, startsLower };
}

function toKind(match: RegExpExecArray): TokenKind {
	let group = 1;
	while (match[group] === undefined) group += 1;
	return kinds[group - 1];
}

/** More words than this are forgotten again: memory stays bounded whatever comes. */
const mostWords = 20_000;

type Word = Pick<Token, 'key' | 'shouted' | 'startsLower'>;

const readWord = remember((raw) => ({
	key: toKey('word', raw),
	shouted: raw.length >= 3 && isShouted(raw),
	startsLower: isLower(raw),
}));
const readHashtag = remember((raw) => ({
	key: toKey('hashtag', raw),
	shouted: false,
	startsLower: false,
}));

/** Looks words up once: the same few thousand make up most posts. */
function remember(read: (raw: string) => Word): (raw: string) => Word {
	const words = new Map<string, Word>();
	return (raw) => {
		const known = words.get(raw);
		if (known !== undefined) return known;
		if (words.size >= mostWords) words.clear();
		const copy = copyText(raw);
		const word = read(copy);
		words.set(copy, word);
		return word;
	};
}

/** Counts what a reader would call a word: no handles, links, numbers, hashtags or emoji. */
export function countWords(tokens: Token[]): number {
	return tokens.filter(({ kind }) => kind === 'word').length;
}

function toKey(kind: TokenKind, raw: string): string {
	if (raw.length > longestKey || kind === 'link') return '';
	if (kind === 'number') return '<num>';
	if (kind === 'emoji') return String.fromCodePoint(raw.codePointAt(0)!);
	if (kind === 'marks') {
		return raw.length < 4 ? raw : raw.normalize('NFKC').replace(/(.)\1{3,}/gu, '$1$1$1');
	}
	const folded = isPlain(raw) ? raw.toLowerCase() : raw.normalize('NFKC').toLowerCase();
	if (kind === 'mention') return folded;
	const joined = inner.test(folded) ? folded.replace(allInner, '') : folded;
	return joined.length > 2 && drawnOut.test(joined) ? joined.replace(allDrawnOut, '$1') : joined;
}

const inner = /['’‘#_\u200b-\u200d\u2060\ufeff\u00ad]/u;
const allInner = /['’‘#_\u200b-\u200d\u2060\ufeff\u00ad]/gu;
const drawnOut = /(.)\1{2,}/u;
const allDrawnOut = /(.)\1{2,}/gu;

function isPlain(raw: string): boolean {
	for (let i = 0; i < raw.length; i++) if (raw.charCodeAt(i) > 127) return false;
	return true;
}

function isLower(word: string): boolean {
	const code = word.charCodeAt(0);
	if (code < 128) return code > 96;
	const [letter] = word.normalize('NFKC');
	return letter !== letter.toUpperCase();
}

function isShouted(raw: string): boolean {
	return raw === raw.toUpperCase() && raw !== raw.toLowerCase();
}
