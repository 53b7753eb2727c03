import { matchPhrases, toLexicon } from '../triage/phrases';
import { toTokens } from '../triage/tokens';
import type { Token } from '../triage/tokens';
import { politePhrases, stopPhrases } from './opt-out-phrases';

const lexicon = toLexicon({ ...stopPhrases, polite: politePhrases });

/** X puts up to 50 handles before a reply; whoever only asks to stop does not write more than this. */
const longestText = 1500;

/**
 * Whether the person's own words ask the account to stop writing, and nothing else: every word has to belong to such a phrase
 * or be a polite one around it. "Please stop charging me" is a complaint and wants an answer.
 */
export function isOptOut(text: string): boolean {
	if (text.length > longestText) return false;
	const tokens = toTokens(text).filter(isWord);
	let asksToStop = false;
	for (let at = 0; at < tokens.length; ) {
		const [longest] = matchPhrases(lexicon, tokens, at).sort(byLength);
		if (!longest) return false;
		if (longest.list !== 'polite') asksToStop = true;
		at += longest.length;
	}
	return asksToStop;
}

const isWord = ({ kind }: Token) => kind !== 'mention' && kind !== 'marks' && kind !== 'emoji';

/** Of two that are as long, the one that asks to stop. */
const byLength = (a: { list: string; length: number }, b: { list: string; length: number }) =>
	b.length - a.length || Number(a.list === 'polite') - Number(b.list === 'polite');
