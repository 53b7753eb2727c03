import { copyText } from './copy-text';
import type { Token } from './tokens';

/** Named word lists under one index, so that a post is read once however many lists there are. */
export interface Lexicon {
	phrases: Map<string, Phrase[]>;
	/** Beginnings of words, with the lists they stand in. */
	stems: Map<string, List[]>;
	/** What starts with a word, once it was looked up. */
	known: Map<string, Starts>;
}

export interface PhraseMatch {
	list: string;
	/** Which of the lists, in the order they were given. */
	place: number;
	/** In tokens. */
	length: number;
}

type List = Pick<PhraseMatch, 'list' | 'place'>;

interface Phrase extends List {
	words: Word[];
}

interface Word {
	text: string;
	/** Any ending will do. */
	isStem: boolean;
}

interface Starts {
	/** What the word is by itself. */
	alone: readonly PhraseMatch[];
	/** Whether it also begins longer phrases. */
	goesOn: boolean;
	/** The second words of those, and beginnings of second words. */
	seconds: Set<string>;
	secondStems: string[];
}

const shortestStem = 3;
const longestStem = 14;

/** More words than this are forgotten again: memory stays bounded whatever comes. */
const mostKnown = 20_000;

/**
 * Reads comma-separated lists. Words are written as token keys: lower case, no apostrophes; a
 * trailing `*` stands for any ending, `<num>` for any number.
 */
export function toLexicon(lists: Record<string, string>): Lexicon {
	const lexicon: Lexicon = { phrases: new Map(), stems: new Map(), known: new Map() };
	Object.entries(lists).forEach(([list, text], place) => {
		for (const entry of new Set(text.split(',').map((part) => part.trim()))) {
			if (entry === '') continue;
			const words = entry.split(' ');
			if (words.length === 1 && entry.endsWith('*'))
				add(lexicon.stems, entry.slice(0, -1), { list, place });
			else add(lexicon.phrases, words[0], { list, place, words: words.map(toWord) });
		}
	});
	return lexicon;
}

/** What starts at this token: for each list its longest phrase. */
export function matchPhrases(lexicon: Lexicon, tokens: Token[], at: number): PhraseMatch[] {
	return [...findPhrases(lexicon, tokens, at)];
}

/** The same without a copy: not to be changed. */
export function findPhrases(lexicon: Lexicon, tokens: Token[], at: number): readonly PhraseMatch[] {
	const starts = lexicon.known.get(tokens[at].key) ?? learnStarts(lexicon, tokens[at]);
	return starts.goesOn && at + 1 < tokens.length && canGoOn(starts, tokens[at + 1].key)
		? search(lexicon, tokens, at)
		: starts.alone;
}

function learnStarts(lexicon: Lexicon, token: Token): Starts {
	const longer = (lexicon.phrases.get(token.key) ?? []).filter(({ words }) => words.length > 1);
	const seconds = longer.map(({ words }) => words[1]);
	const alone = search(lexicon, [token], 0);
	const starts =
		alone.length === 0 && longer.length === 0
			? nothing
			: {
					alone,
					goesOn: longer.length > 0,
					seconds: new Set(seconds.filter(({ isStem }) => !isStem).map(({ text }) => text)),
					secondStems: seconds.filter(({ isStem }) => isStem).map(({ text }) => text),
				};
	if (lexicon.known.size >= mostKnown) lexicon.known.clear();
	lexicon.known.set(copyText(token.key), starts);
	return starts;
}

const nothing: Starts = { alone: [], goesOn: false, seconds: new Set(), secondStems: [] };

function canGoOn({ seconds, secondStems }: Starts, key: string): boolean {
	return seconds.has(key) || secondStems.some((stem) => key.startsWith(stem));
}

function search(lexicon: Lexicon, tokens: Token[], at: number): PhraseMatch[] {
	const { key } = tokens[at];
	const longest = new Map<string, PhraseMatch>();
	for (const { list, place, words } of lexicon.phrases.get(key) ?? []) {
		const { length } = words;
		if (length <= (longest.get(list)?.length ?? 0)) continue;
		if (words.every((word, i) => isWord(word, tokens[at + i])))
			longest.set(list, { list, place, length });
	}
	const end = Math.min(key.length, longestStem);
	for (let length = shortestStem; length <= end; length++) {
		for (const { list, place } of lexicon.stems.get(key.slice(0, length)) ?? []) {
			if (!longest.has(list)) longest.set(list, { list, place, length: 1 });
		}
	}
	return [...longest.values()];
}

function toWord(entry: string): Word {
	const isStem = entry.endsWith('*');
	return { text: isStem ? entry.slice(0, -1) : entry, isStem };
}

function isWord({ text, isStem }: Word, token: Token | undefined): boolean {
	if (token === undefined) return false;
	return isStem ? token.key.startsWith(text) : token.key === text;
}

function add<Value>(index: Map<string, Value[]>, key: string, value: Value): void {
	const values = index.get(key);
	if (values === undefined) index.set(key, [value]);
	else values.push(value);
}
