import { complaintCues } from './complaint-cues';
import { noiseCues } from './noise-cues';
import { findPhrases, toLexicon } from './phrases';
import { expectedDeeds, negations } from './polarity';
import { praiseCues } from './praise-cues';
import { questionCues } from './question-cues';
import type { Token, TokenKind } from './tokens';
import { urgencySigns } from './urgency-signs';

/** A named list of words and phrases that mean one thing. */
export interface Cue {
	name: string;
	words: string;
	/** Counts only in hashtags. */
	hashtagOnly?: boolean;
	/** Counts in signs and emoji, not in words. */
	marks?: boolean;
}

/** A cue seen in a post, from one token to another (end exclusive). */
export interface CueHit {
	cue: string;
	from: number;
	to: number;
}

const cues = [...complaintCues, ...questionCues, ...praiseCues, ...noiseCues, ...urgencySigns];
const negation = 'negation';
const deed = 'expected deed';
const lists: Cue[] = [
	...cues,
	{ name: negation, words: negations },
	{ name: deed, words: expectedDeeds },
];
const lexicon = toLexicon(Object.fromEntries(lists.map(({ name, words }) => [name, words])));

/** How many words a negation reaches on. */
const reach = 3;

/** Cues that mean something else when denied: "not broken", "not happy". */
const whenDenied: Record<string, string> = {
	failure: 'no trouble',
	problem: 'no trouble',
	anger: 'no trouble',
	disappointment: 'no trouble',
	praise: 'praise denied',
	liking: 'praise denied',
	[deed]: 'not working',
};

/** Names by number: first the lists by their place in the lexicon, then what only denial makes of them. */
const names = [...new Set([...lists.map(({ name }) => name), ...Object.values(whenDenied)])];
const kindsFor = lists.map(toKinds);
const deniedAs = lists.map(({ name }) => names.indexOf(whenDenied[name]));
const negationPlace = names.indexOf(negation);
const deedPlace = names.indexOf(deed);

/** By number, the first token at which the cue may be seen again. */
const nextFree = new Int32Array(names.length);

/** Every cue in the post, in order of first token; a cue never overlaps itself. */
export function findCues(tokens: Token[]): CueHit[] {
	const hits: CueHit[] = [];
	nextFree.fill(0);
	let denied = { from: 0, until: -1 };
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at];
		if (token.kind === 'marks') denied = { from: 0, until: -1 };
		else if (token.kind === 'mention' || token.kind === 'link') continue;
		const { from, until } = denied;
		for (const { place, length } of findPhrases(lexicon, tokens, at)) {
			if (!kindsFor[place].has(token.kind)) continue;
			if (place === negationPlace) denied = { from: at, until: at + length - 1 + reach };
			const isDenied = at <= until && deniedAs[place] >= 0;
			const cue = isDenied ? deniedAs[place] : place;
			if (cue === deedPlace || at < nextFree[cue]) continue;
			nextFree[cue] = at + length;
			hits.push({ cue: names[cue], from: isDenied ? from : at, to: at + length });
		}
	}
	return hits;
}

/** In which kinds of token a cue counts. */
function toKinds({ marks, hashtagOnly }: Cue): ReadonlySet<TokenKind> {
	if (marks) return new Set<TokenKind>(['marks', 'emoji']);
	return new Set<TokenKind>(hashtagOnly ? ['hashtag'] : ['word', 'hashtag', 'number']);
}
