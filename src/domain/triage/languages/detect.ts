import type { Token } from '../tokens';
import { countLanguageWords } from './count-words';
import type { WordCount } from './count-words';
import { chooseInScript, isInOtherScript } from './scripts';
import { listedLanguages } from './word-evidence';
import { readXLanguage } from './x-language';

export interface DetectedLanguage {
	/** BCP 47 (`es`, `hi-Latn`); of a mixture the language beside English; `und` when not told. */
	language: string;
	/** Two languages in one post: Spanglish, Hinglish, Taglish. */
	isMixed: boolean;
	/** Whether what was learned on English posts may judge it. */
	readsAsEnglish: boolean;
}

/**
 * X's own language, unless X does not know or the words flatly contradict it; else what script and
 * little words say. Listed are es, pt, fr, de, it, nl, romanised hi, id, tr, pl, sv and tl; another
 * language in Latin letters is `und`, not English, and told by X alone. A post of one or two words
 * without a telling one is `und` and reads as English: that it is too short is another rule's matter.
 */
export function detectLanguage(
	text: string,
	tokens: Token[],
	xLanguage?: string,
): DetectedLanguage {
	const count = countLanguageWords(text, tokens);
	const said = readXLanguage(xLanguage);
	if (count.inScript.size > 0) {
		const other = readScripts(count, said);
		if (other !== undefined) return other;
	}
	if (count.latin === 0) return unheard;
	const best = findBest(count);
	if (said !== undefined && said !== 'en') return readAgainst(count, best, said);
	if (isForeign(count, best, said === 'en')) return toForeign(count, best.language);
	const words = count.latin - count.names;
	if (said === 'en') return isUnheard(count, fewestWordsAgainstX) ? unheard : english;
	if (count.english > 0) return isUnheard(count, 0) ? unheard : english;
	return { ...unheard, readsAsEnglish: words < fewestWordsToTell };
}

const english: DetectedLanguage = { language: 'en', isMixed: false, readsAsEnglish: true };
const unheard: DetectedLanguage = { language: 'und', isMixed: false, readsAsEnglish: false };

/** Below this many words, words in no list say nothing. */
const fewestWordsToTell = 3;
/** So many of its words are English in a post that X takes for another language's by mistake. */
const coveredShare = 0.6;
/** Fewer English words than one in so many happen to be English. */
const unheardShare = 6;
/** So many words in no list outweigh that X says English. */
const fewestWordsAgainstX = 6;

interface Best {
	language: string;
	/** In words. */
	score: number;
}

function findBest({ foreign }: WordCount): Best {
	let place = 0;
	for (let i = 1; i < foreign.length; i++) if (foreign[i] > foreign[place]) place = i;
	return { language: listedLanguages[place], score: foreign[place] };
}

/** The language of the script most words are in, or that a good part of a mixture is in. */
function readScripts(count: WordCount, said: string | undefined): DetectedLanguage | undefined {
	const [[language, words]] = [...count.inScript].sort((a, b) => b[1] - a[1]);
	const isMost = words > count.latin;
	if (!isMost && (words < 3 || words * 4 < count.latin)) return undefined;
	return {
		language: chooseInScript(language, said === 'en' ? undefined : said),
		isMixed: !isMost || count.english >= 2,
		readsAsEnglish: false,
	};
}

/** X names a language other than English: believed, unless nearly all is English or a third one. */
function readAgainst(count: WordCount, best: Best, said: string): DetectedLanguage {
	const isCovered = count.known >= (count.latin - count.names) * coveredShare;
	if (isCovered && count.english >= (best.score < 1 ? 1 : 5) && best.score < 2) return english;
	const own = listedLanguages.indexOf(said === 'hi' ? 'hi-Latn' : said);
	const isDenied = (count.foreign[own] ?? 0) === 0 && best.score >= 3;
	if (isDenied && best.score * 2 > count.english) return toForeign(count, best.language);
	return toForeign(count, isInOtherScript(said) ? `${said}-Latn` : said);
}

function toForeign({ english, known }: WordCount, language: string): DetectedLanguage {
	return { language, isMixed: english >= 2 && known >= 3, readsAsEnglish: false };
}

/** Whether the words speak against English, more of them when X says English. */
function isForeign(
	{ english, known, latin }: WordCount,
	{ score }: Best,
	isSaidEnglish: boolean,
): boolean {
	if (score >= 3) return score * 6 >= english;
	if (score >= 2) return score * 4 >= english;
	if (isSaidEnglish && score < 1.5) return score >= 1 && english < 0.5 && known * 2 < latin;
	return score >= 1 && english < 1;
}

/** Whether the English words among so many others are there by chance. */
function isUnheard({ latin, names, known }: WordCount, fewestWords: number): boolean {
	const words = latin - names;
	return words >= fewestWords && known * unheardShare < words;
}
