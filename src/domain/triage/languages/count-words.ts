import type { Token } from '../tokens';
import { findScript } from './scripts';
import { findLetterEvidence, findWordEvidence, listedLanguages } from './word-evidence';

/** What the words of a post say about its language. */
export interface WordCount {
	/** Words in Latin letters. */
	latin: number;
	/** Words in other scripts, by the language each script stands for. */
	inScript: Map<string, number>;
	/** How much speaks for English, in words. */
	english: number;
	/** English words, borrowed and shared ones too. */
	known: number;
	/** Names: capitalised inside a sentence, in no list. */
	names: number;
	/** How much speaks for each of `listedLanguages`, in different words. */
	foreign: number[];
}

/** A word known by nothing but a letter English does not use. */
const letterWorth = 0.5;
/** A word of one or two letters: as often an abbreviation or half a name. */
const shortWorth = 0.6;

/** Counts each word once for what it is: a look at one list, and at its letters when it is in none. */
export function countLanguageWords(text: string, tokens: Token[]): WordCount {
	const foreign = new Array<number>(listedLanguages.length).fill(0);
	const count: WordCount = {
		latin: 0,
		inScript: new Map(),
		english: 0,
		known: 0,
		names: 0,
		foreign,
	};
	const seen = new Set<string>();
	const isNew = (word: string) => seen.size < seen.add(word).size;
	const isTitled = isMostlyCapitalised(tokens);
	let isNextInside = false;
	for (const token of tokens) {
		const isInside = isNextInside;
		isNextInside = token.kind === 'word' || (token.kind === 'marks' && !endsSentence(token));
		if (token.kind !== 'word') continue;
		const word = token.key === '' ? text.slice(token.start, token.end) : token.key;
		const script = findScript(word);
		if (script !== undefined) {
			const { language, words } = script;
			count.inScript.set(language, (count.inScript.get(language) ?? 0) + words);
			continue;
		}
		count.latin++;
		const evidence = findWordEvidence(word);
		if (evidence !== undefined && evidence.english > 0) {
			count.known++;
			if (evidence.english < 1 && !isNew(word)) continue;
			count.english += evidence.english;
			continue;
		}
		if (!isTitled && isInside && !token.startsLower) {
			count.names++;
			continue;
		}
		const places = evidence?.foreign ?? findLetterEvidence(word);
		if (places === undefined || !isNew(word)) continue;
		const worth = evidence === undefined ? letterWorth : word.length <= 2 ? shortWorth : 1;
		for (const place of places) foreign[place] += worth;
	}
	return count;
}

function endsSentence({ key }: Token): boolean {
	return sentenceEnds.includes(key[0]);
}

const sentenceEnds = '.…!?:¡¿';

/** Whether capitals mean nothing here: most words start with one. */
function isMostlyCapitalised(tokens: Token[]): boolean {
	let balance = 0;
	for (const { kind, startsLower } of tokens) {
		if (kind === 'word') balance += startsLower ? -1 : 1;
	}
	return balance > 0;
}
