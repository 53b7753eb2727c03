import type { Token } from './tokens';

/** Named word lists under one index, so that a post is read once however many lists there are. */
export interface Lexicon {
	phrases: Map<string, Array<{ list: string; words: string[] }>>;
	/** Beginnings of words, with the lists they stand in. */
	stems: Map<string, string[]>;
}

export interface PhraseMatch {
	list: string;
	/** In tokens. */
	length: number;
}

const shortestStem = 3;
const longestStem = 14;

/**
 * Reads comma-separated lists. Words are written as token keys: lower case, no apostrophes; a
 * trailing `*` stands for any ending, `<num>` for any number.
 */
export function toLexicon(lists: Record<string, string>): Lexicon {
	const lexicon: Lexicon = { phrases: new Map(), stems: new Map() };
	for (const [list, text] of Object.entries(lists)) {
		for (const entry of new Set(text.split(',').map((part) => part.trim()))) {
			if (entry === '') continue;
			const words = entry.split(' ');
			if (words.length === 1 && entry.endsWith('*')) add(lexicon.stems, entry.slice(0, -1), list);
			else add(lexicon.phrases, words[0], { list, words });
		}
	}
	return lexicon;
}

/** What starts at this token: for each list its longest phrase. */
export function matchPhrases(lexicon: Lexicon, tokens: Token[], at: number): PhraseMatch[] {
	const { key } = tokens[at];
	const longest = new Map<string, number>();
	for (const { list, words } of lexicon.phrases.get(key) ?? []) {
		if (words.length <= (longest.get(list) ?? 0)) continue;
		if (words.every((word, i) => isWord(word, tokens[at + i]))) longest.set(list, words.length);
	}
	const end = Math.min(key.length, longestStem);
	for (let length = shortestStem; length <= end; length++) {
		for (const list of lexicon.stems.get(key.slice(0, length)) ?? []) {
			if (!longest.has(list)) longest.set(list, 1);
		}
	}
	return [...longest].map(([list, length]) => ({ list, length }));
}

function isWord(word: string, token: Token | undefined): boolean {
	if (token === undefined) return false;
	return word.endsWith('*') ? token.key.startsWith(word.slice(0, -1)) : token.key === word;
}

function add<Value>(index: Map<string, Value[]>, key: string, value: Value): void {
	const values = index.get(key);
	if (values === undefined) index.set(key, [value]);
	else values.push(value);
}
