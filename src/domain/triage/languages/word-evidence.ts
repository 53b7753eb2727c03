import { borrowedWords, englishWords } from './english-words';
import { littleWords, tellingLetters } from './little-words';
import { toPlainLetters } from './plain-letters';

/** What one word says about the language of its post. */
export interface WordEvidence {
	/** 0 to 1: how much it speaks for English. */
	english: number;
	/** Places in `listedLanguages` of the languages it speaks for. */
	foreign: number[];
}

/** The languages in Latin script that are told by their little words. */
export const listedLanguages = Object.keys(littleWords);

/** What an English word is worth that another language has too, or has borrowed. */
const sharedWorth = 0.3;

const places = (languages: string) =>
	languages.split(' ').map((language) => listedLanguages.indexOf(language));

const letters = new Map(
	Object.entries(tellingLetters).map(([letter, languages]) => [letter, places(languages)]),
);
const evidence = toEvidence();

/** What is known of a word, undefined for most names. */
export function findWordEvidence(key: string): WordEvidence | undefined {
	return evidence.get(key);
}

/** The languages that the first telling letter of a word points to. */
export function findLetterEvidence(key: string): number[] | undefined {
	for (let i = 0; i < key.length; i++) {
		if (key.charCodeAt(i) < firstTelling) continue;
		const found = letters.get(key[i]);
		if (found !== undefined) return found;
	}
	return undefined;
}

const firstTelling = 0xdf;

function toEvidence(): Map<string, WordEvidence> {
	const words = new Map<string, WordEvidence>();
	for (const word of englishWords.split(' ')) words.set(word, { english: 1, foreign: [] });
	for (const word of borrowedWords.split(' ')) {
		words.set(word, { english: sharedWorth, foreign: [] });
	}
	const english = new Set(words.keys());
	Object.values(littleWords).forEach((list, place) => {
		for (const word of list.split(' ')) {
			const plain = toPlainLetters(word);
			addForeign(words, word, place, english);
			if (plain !== word && !english.has(plain)) addForeign(words, plain, place, english);
		}
	});
	return words;
}

function addForeign(
	words: Map<string, WordEvidence>,
	word: string,
	place: number,
	english: Set<string>,
): void {
	const known = words.get(word);
	if (english.has(word)) words.set(word, { english: sharedWorth, foreign: [] });
	else if (known === undefined) words.set(word, { english: 0, foreign: [place] });
	else if (!known.foreign.includes(place)) known.foreign.push(place);
}
