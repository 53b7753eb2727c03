import type { CueHit } from './cues';
import type { Token } from './tokens';
import { urgencySigns } from './urgency-signs';

/** Cues that are not in one word but in how the post is built; no token range means the whole post. */
export function findStructure(tokens: Token[], hits: CueHit[]): CueHit[] {
	const words = tokens.filter(({ kind }) => kind === 'word').length;
	const seen = new Set(hits.map(({ cue }) => cue));
	const troubles = hits.filter(({ cue }) => trouble.has(cue));
	const facts: Record<string, boolean> = {
		'up to five words': words <= 5,
		'six to ten words': words > 5 && words <= 10,
		'twenty words or more': words >= 20,
		'starts with a handle': tokens[0]?.kind === 'mention',
		'no handle': !tokens.some(({ kind }) => kind === 'mention'),
		'several handles': tokens.filter(({ kind }) => kind === 'mention').length > 1,
		'link at the end': tokens.at(-1)?.kind === 'link',
		'asks, nothing went wrong': seen.has('question mark') && troubles.length === 0,
		'asks, something went wrong': seen.has('question mark') && troubles.length > 0,
		'opens with an asking word': isAsking(tokens) && seen.has('question mark'),
		'thanks and little else': seen.has('thanks') && words <= 8 && troubles.length === 0,
		'nothing said of trouble or wishes': ![...seen].some((cue) => telling.has(cue)),
	};
	return [
		...Object.keys(facts)
			.filter((cue) => facts[cue])
			.map((cue) => ({ cue, from: 0, to: 0 })),
		...tokens.flatMap(({ kind, shouted }, at) =>
			[
				{ cue: 'capitals', holds: shouted },
				{ cue: 'number', holds: kind === 'number' },
				{ cue: 'hashtag', holds: kind === 'hashtag' },
			]
				.filter(({ holds }) => holds)
				.map(({ cue }) => ({ cue, from: at, to: at + 1 })),
		),
		...toSarcasm(hits, troubles),
	];
}

function isAsking(tokens: Token[]): boolean {
	const first = tokens.find(({ kind }) => kind === 'word');
	return first !== undefined && askingWords.has(first.key);
}

/** Praise beside something gone wrong is rarely praise: "great job losing my bag again". */
function toSarcasm(hits: CueHit[], troubles: CueHit[]): CueHit[] {
	if (troubles.length === 0) return [];
	return hits
		.filter(({ cue }) => kindWords.has(cue))
		.map(({ from, to }) => ({ cue: 'kind words beside trouble', from, to }));
}

const askingWords = new Set(
	'is are do does did can could will would has may should what when where which who how any'.split(
		' ',
	),
);

const kindWords = new Set(['praise', 'liking', 'thanks']);

const trouble = new Set([
	...urgencySigns.map(({ name }) => name),
	'failure',
	'problem',
	'anger',
	'disappointment',
	'swearing',
	'lateness',
	'no answer',
	'nothing there',
	'money taken',
	'shut out',
	'not working',
	'praise denied',
	'never again',
	'failing hashtag',
	'unhappy sign',
	'frown',
]);

const telling = new Set([
	...trouble,
	...kindWords,
	'question mark',
	'how to',
	'is there',
	'can you',
	'why',
	'what or when',
	'asking for help',
	'time waited',
	'still or again',
	'reported fault',
	'wish',
	'put right',
]);
