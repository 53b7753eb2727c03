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
}

// Every alternative starts with a different character and repeats one class, so nothing backtracks.
const pattern =
	/(https?:\/\/\S*)|([@＠][\p{L}\p{N}_]+)|([#＃][\p{L}\p{M}\p{N}_]+)|([\p{L}\p{M}][\p{L}\p{M}\p{N}_'’‘\u200b-\u200d\u2060\ufeff\u00ad]*)|(\p{N}[\p{N}.,:]*)|([!?！？]+|[.…]+|[:;=][-^']?[()DP|/]|[“”"€£$¥₹%,;:()¿¡])|(\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*(?:\u200d\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*)*|\p{Regional_Indicator}{1,2})/gu;

const kinds: TokenKind[] = ['link', 'mention', 'hashtag', 'word', 'number', 'marks', 'emoji'];

/** No word list has an entry this long; longer tokens are kept without a key. */
const longestKey = 40;

/** Cuts a post into tokens, in order; linear in the length of the text. */
export function toTokens(text: string): Token[] {
	const tokens: Token[] = [];
	for (const match of text.matchAll(pattern)) {
		const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)];
		const [raw] = match;
		tokens.push({
			kind,
			key: toKey(kind, raw),
			start: match.index,
			end: match.index + raw.length,
			shouted: kind === 'word' && raw.length <= longestKey && isShouted(raw),
		});
	}
	return tokens;
}

/** Counts what a reader would call a word: no handles, links, numbers, hashtags or emoji. */
export function countWords(tokens: Token[]): number {
	return tokens.filter(({ kind }) => kind === 'word').length;
}

function toKey(kind: TokenKind, raw: string): string {
	if (raw.length > longestKey) return '';
	if (kind === 'link') return '';
	if (kind === 'number') return '<num>';
	const folded = raw.normalize('NFKC').toLowerCase();
	if (kind === 'emoji') return String.fromCodePoint(raw.codePointAt(0)!);
	if (kind === 'mention') return folded;
	if (kind === 'marks') return folded.replace(/(.)\1{3,}/gu, '$1$1$1');
	return folded
		.replace(/['’‘#_\u200b-\u200d\u2060\ufeff\u00ad]/gu, '')
		.replace(/(.)\1{2,}/gu, '$1');
}

function isShouted(raw: string): boolean {
	return raw.length >= 3 && raw === raw.toUpperCase() && raw !== raw.toLowerCase();
}
