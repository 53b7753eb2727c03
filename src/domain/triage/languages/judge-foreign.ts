import type { Token } from '../tokens';
import type { Sentiment } from '../triage';
import { findForeignCues } from './foreign-cues';
import type { ForeignCue } from './foreign-cues';
import { findKnownLanguage } from './lexicon';

export interface ForeignJudgement {
	sentiment: Sentiment;
	/** What speaks for a mood, in order of first token; `to` is exclusive. */
	evidence: Array<{ cue: string; from: number; to: number; speaksFor: 'negative' | 'positive' }>;
	/** Danger, legal threat or fraud: for a person at once, whatever the sentiment. */
	criticalSigns: Array<{ cue: string; from: number; to: number }>;
	/** Whether there are word lists for this language; if not, nothing above means anything. */
	isSupported: boolean;
}

/**
 * The mood of a post in es, pt, fr, de, it, nl or hi (both scripts), by counting listed words.
 *
 * Limits: it knows words, not sentences. Irony ("great job, third time"), mood without a listed word
 * ("I will remember this"), dialect and free spelling pass it by and come out neutral or wrong; a
 * negation reaches three words on (and in de, nl, hi and fr a few back) inside one clause; words of a
 * second language in the post are not read, but for the English ones Hindi posts use. It says nothing
 * of the category: whether such a post is a complaint is for a person or a language model.
 */
export function judgeForeign(tokens: Token[], language: string): ForeignJudgement {
	const found = findKnownLanguage(language);
	if (found === undefined) {
		return { sentiment: 'neutral', evidence: [], criticalSigns: [], isSupported: false };
	}
	const cues = findForeignCues(tokens, found);
	const asks = cues.some(({ list }) => list === 'request');
	const judging = cues.filter(
		({ list, speaksFor }) => speaksFor !== undefined && !(asks && list === 'thanks'),
	);
	return {
		sentiment: weigh(judging),
		evidence: judging.map(({ cue, from, to, speaksFor }) => ({
			cue,
			from,
			to,
			speaksFor: speaksFor!,
		})),
		criticalSigns: cues
			.filter(({ isCritical }) => isCritical)
			.map(({ cue, from, to }) => ({ cue, from, to })),
		isSupported: true,
	};
}

/** Thanks are half politeness; a tie is negative: a complaint overlooked costs more. */
function weigh(cues: ForeignCue[]): Sentiment {
	const sum = (wanted: 'negative' | 'positive') =>
		cues
			.filter(({ speaksFor }) => speaksFor === wanted)
			.reduce((total, { list }) => total + (list === 'thanks' ? 0.5 : 1), 0);
	const [negative, positive] = [sum('negative'), sum('positive')];
	if (negative === 0 && positive === 0) return 'neutral';
	return negative >= positive ? 'negative' : 'positive';
}
