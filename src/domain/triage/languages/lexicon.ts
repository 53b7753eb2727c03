import { toLexicon } from '../phrases';
import type { Lexicon } from '../phrases';
import { dutch } from './dutch';
import { french } from './french';
import { german } from './german';
import { hindi } from './hindi';
import { italian } from './italian';
import { toPlainLetters } from './plain-letters';
import { portuguese } from './portuguese';
import { spanish } from './spanish';

/** Lists of one language in its own spelling, written as `toLexicon` reads them. */
export interface ForeignWords {
	negation: string;
	negative: string;
	positive: string;
	failure: string;
	/** What is expected of a company: nothing in itself, a failure when denied. */
	deed: string;
	waiting: string;
	request: string;
	thanks: string;
	money: string;
	danger: string;
	legal: string;
	fraud: string;
}

export type ForeignList = keyof ForeignWords;

interface ForeignLanguage {
	/** In English, for reasons. */
	name: string;
	words: ForeignWords;
	/** How many words before a negation a list's entry may stand: "kommt seit Wochen nicht". */
	reachBefore: Partial<Record<ForeignList, number>>;
	/** An article or pronoun that has grown onto the next word when its apostrophe was dropped. */
	elision?: RegExp;
}

/** A language the package has words for, ready to be looked up. */
export interface KnownLanguage extends ForeignLanguage {
	lexicon: Lexicon;
}

const languages: Record<string, ForeignLanguage> = {
	es: { name: 'Spanish', words: spanish, reachBefore: {} },
	pt: { name: 'Portuguese', words: portuguese, reachBefore: {} },
	fr: {
		name: 'French',
		words: french,
		reachBefore: { deed: 2, positive: 1 },
		elision: /^(?:qu|[cdjlmnst])(?=[aeiouyh])/,
	},
	de: { name: 'German', words: german, reachBefore: { deed: 5, positive: 2 } },
	it: {
		name: 'Italian',
		words: italian,
		reachBefore: {},
		elision: /^(?:(?:d|n|a|s|da|que)[aeou]?ll|nessun|un|[cdlmstv])(?=[aeiouh])/,
	},
	nl: { name: 'Dutch', words: dutch, reachBefore: { deed: 5, positive: 2 } },
	hi: { name: 'Hindi', words: hindi, reachBefore: { deed: 3, positive: 2, negative: 1 } },
};

const built = new Map<string, KnownLanguage>();

/** The language's lists, of any region or script of it (`pt-BR`, `hi-Latn`); undefined without any. */
export function findKnownLanguage(language: string): KnownLanguage | undefined {
	const [code] = language.toLowerCase().split('-', 1);
	if (!Object.hasOwn(languages, code)) return undefined;
	const known = built.get(code) ?? build(languages[code]);
	built.set(code, known);
	return known;
}

/** With every entry as people write it in a hurry: without accents, and with umlauts written out. */
function build(language: ForeignLanguage): KnownLanguage {
	const lists = Object.entries(language.words).map(([list, entries]) => [
		list,
		`${toPlainLetters(entries)},${toPlainLetters(writeOutUmlauts(entries))}`,
	]);
	return { ...language, lexicon: toLexicon(Object.fromEntries(lists)) };
}

const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' };

function writeOutUmlauts(entries: string): string {
	return entries.replace(/[äöü]/g, (letter) => umlauts[letter]);
}
