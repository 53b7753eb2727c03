import type { Token } from '../tokens';
import { findForeignMatches } from './foreign-matches';
import { bindNegations } from './foreign-negation';
import type { ForeignList, KnownLanguage } from './lexicon';

type Mood = 'negative' | 'positive';

/** A listed word or phrase in a post, from one token to another (end exclusive). */
export interface ForeignCue {
	list: ForeignList | 'emoji';
	/** As ops staff read it, e.g. `waiting (Spanish)`. */
	cue: string;
	from: number;
	to: number;
	speaksFor?: Mood;
	isCritical: boolean;
}

interface Meaning {
	cue: string;
	speaksFor?: Mood;
	isCritical?: boolean;
	/** What it means under a negation; without it a negation changes nothing. */
	denied?: { cue: string; speaksFor: Mood };
	/** Nothing in itself. */
	onlyDenied?: boolean;
}

const noTrouble: Meaning['denied'] = { cue: 'no trouble', speaksFor: 'positive' };

/** What each list means; `negation` only turns the others. */
const meanings: Record<Exclude<ForeignList, 'negation'>, Meaning> = {
	negative: { cue: 'negative words', speaksFor: 'negative', denied: noTrouble },
	positive: {
		cue: 'positive words',
		speaksFor: 'positive',
		denied: { cue: 'praise denied', speaksFor: 'negative' },
	},
	failure: { cue: 'failure', speaksFor: 'negative', denied: noTrouble },
	deed: {
		cue: 'expected deed',
		denied: { cue: 'not done', speaksFor: 'negative' },
		onlyDenied: true,
	},
	waiting: { cue: 'waiting', speaksFor: 'negative', denied: noTrouble },
	request: { cue: 'request' },
	thanks: { cue: 'thanks', speaksFor: 'positive' },
	money: { cue: 'money' },
	danger: { cue: 'danger or injury', speaksFor: 'negative', isCritical: true },
	legal: { cue: 'legal threat', speaksFor: 'negative', isCritical: true },
	fraud: { cue: 'fraud', speaksFor: 'negative', isCritical: true },
};

const moodByEmoji = new Map<string, Mood>([
	...[...'😡😠🤬😤👎💔😞😒🙄😭😢🤮🤢😫😩'].map((emoji): [string, Mood] => [emoji, 'negative']),
	...[...'😍🥰😊😀😃😄😁👍👏❤💕💖🎉🤩💯🥳😘'].map((emoji): [string, Mood] => [emoji, 'positive']),
]);

/** Every cue of the language's lists, and emoji with a mood, in order of first token. */
export function findForeignCues(tokens: Token[], language: KnownLanguage): ForeignCue[] {
	const matches = findForeignMatches(tokens, language);
	const denials = bindNegations(tokens, matches, language);
	const cues = matches.flatMap((match): ForeignCue[] => {
		if (match.list === 'negation') return [];
		const meaning = meanings[match.list];
		const negation = denials.get(match);
		if (meaning.onlyDenied && negation === undefined) return [];
		const { cue, speaksFor } = (negation && meaning.denied) ?? meaning;
		return [
			{
				list: match.list,
				cue: `${cue} (${language.name})`,
				from: Math.min(match.from, negation?.from ?? match.from),
				to: Math.max(match.to, negation?.to ?? match.to),
				speaksFor,
				isCritical: meaning.isCritical ?? false,
			},
		];
	});
	return [...cues, ...findEmoji(tokens)].sort((a, b) => a.from - b.from);
}

function findEmoji(tokens: Token[]): ForeignCue[] {
	return tokens.flatMap(({ kind, key }, from): ForeignCue[] => {
		const mood = kind === 'emoji' ? moodByEmoji.get(key) : undefined;
		if (mood === undefined) return [];
		const cue = `${mood} emoji`;
		return [{ list: 'emoji', cue, from, to: from + 1, speaksFor: mood, isCritical: false }];
	});
}
