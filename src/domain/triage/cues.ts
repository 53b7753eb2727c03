import { complaintCues } from './complaint-cues';
import { noiseCues } from './noise-cues';
import { matchPhrases, toLexicon } from './phrases';
import { expectedDeeds, negations } from './polarity';
import { praiseCues } from './praise-cues';
import { questionCues } from './question-cues';
import type { Token } from './tokens';
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
const cueByName = new Map(cues.map((cue) => [cue.name, cue]));
const negation = 'negation';
const deed = 'expected deed';
const lexicon = toLexicon({
	...Object.fromEntries(cues.map(({ name, words }) => [name, words])),
	[negation]: negations,
	[deed]: expectedDeeds,
});

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

/** Every cue in the post, in order of first token; a cue never overlaps itself. */
export function findCues(tokens: Token[]): CueHit[] {
	const hits: CueHit[] = [];
	const nextFree = new Map<string, number>();
	let denied = { from: 0, until: -1 };
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at];
		if (token.kind === 'marks') denied = { from: 0, until: -1 };
		const { from, until } = denied;
		for (const { list, length } of matchPhrases(lexicon, tokens, at)) {
			if (!fits(cueByName.get(list), token)) continue;
			if (list === negation) denied = { from: at, until: at + length - 1 + reach };
			const isDenied = at <= until && list in whenDenied;
			const cue = isDenied ? whenDenied[list] : list;
			if (cue === deed || at < (nextFree.get(cue) ?? 0)) continue;
			nextFree.set(cue, at + length);
			hits.push({ cue, from: isDenied ? from : at, to: at + length });
		}
	}
	return hits;
}

function fits(cue: Cue | undefined, { kind }: Token): boolean {
	if (cue?.marks) return kind === 'marks' || kind === 'emoji';
	if (cue?.hashtagOnly) return kind === 'hashtag';
	return kind === 'word' || kind === 'hashtag' || kind === 'number';
}
