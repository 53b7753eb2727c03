import type { CueHit } from './cues';
import { matchPhrases, toLexicon } from './phrases';
import { toTokens } from './tokens';
import type { Token } from './tokens';

/** Finds a company's own words and phrases, however they are cased or marked. */
export function findOwnWords(tokens: Token[], cue: string, phrases: string[] = []): CueHit[] {
	const keys = phrases.map((phrase) => toTokens(phrase).map(({ key }) => key)).filter(hasWords);
	if (keys.length === 0) return [];
	const lexicon = toLexicon({ [cue]: keys.map((words) => words.join(' ')).join(',') });
	return tokens.flatMap((_, at) =>
		matchPhrases(lexicon, tokens, at).map(({ length }) => ({ cue, from: at, to: at + length })),
	);
}

function hasWords(keys: string[]): boolean {
	return keys.length > 0 && keys.every((key) => key !== '' && key !== ',');
}
