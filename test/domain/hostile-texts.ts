import { complaintCues } from '../../src/domain/triage/complaint-cues';
import { noiseCues } from '../../src/domain/triage/noise-cues';
import { praiseCues } from '../../src/domain/triage/praise-cues';
import { questionCues } from '../../src/domain/triage/question-cues';
import { urgencySigns } from '../../src/domain/triage/urgency-signs';

/** Repeated, each of these is a known way to make a reader of posts slow, greedy or wrong. */
export const baits: Record<string, string> = {
	'one letter': 'a',
	'one-letter words': 'a ',
	spaces: ' ',
	'line ends': '\r\n',
	'hard spaces': '\u00a0',
	ampersands: '&',
	'doubled entities': '&amp;amp;',
	'entities cut off': '&amp;amp;am',
	'entities of quotes': '&quot;&#39;',
	'at signs': '@',
	'handles in handles': '@a@b_',
	'hash signs': '#',
	'hashtags in hashtags': '#a#b',
	'runs of ?!': '?!',
	'single marks': '? ! ',
	quotes: '"',
	colons: ':',
	'half faces': ":-':-",
	dots: '.',
	'digits with dots and commas': '1.,:',
	'an address without end': 'https://a',
	'beginnings of addresses': 'http:/',
	'families of emoji': '\u{1f468}\u200d',
	'skin tones': '\u{1f44d}\u{1f3fd}',
	'halves of flags': '\u{1f1e9}',
	'bare joiners': '\u200d',
	'variation selectors': '\ufe0f',
	zalgo: 'e\u0301\u0302\u0316\u0489',
	'bare combining marks': '\u0301',
	'high surrogates': '\ud83d',
	'low surrogates': '\udc00a ',
	'surrogates the wrong way round': '\udc00\ud83d',
	'overrides of direction': '\u202eabc\u202c ',
	'isolates of direction': '\u2066x\u2069',
	'invisible spaces in words': 're\u200bfu\u2060nd\ufeff ',
	'soft hyphens': 'a\u00ad',
	'apostrophes in words': "a'",
	'fullwidth letters': '\uff32\uff25\uff26\uff35\uff2e\uff24 ',
	ligatures: '\ufb03',
	'signs that grow eighteen-fold': '\ufdfa',
	'bold letters': '\u{1d41a}',
	'clauses without spaces': '\u6f22\u5b57',
	'words of other scripts': '\u0627\u0644\u0637\u0644\u0628 ',
	'capital i with a dot': '\u0130',
	'nulls and tabs': '\u0000\t',
	'not not': 'not ',
	'denied deeds': 'not working ',
	'denials of nothing':
		'not aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ',
	'two grave cues': 'refund weeks ',
	'object keys': '__proto__ constructor ',
};

/** The words and phrases of all cues, as somebody who knows them would write them. */
const phrases = [...complaintCues, ...questionCues, ...praiseCues, ...noiseCues, ...urgencySigns]
	.flatMap(({ words }) => words.split(','))
	.map((phrase) => phrase.trim().replaceAll('*', 'ed').replaceAll('<num>', '3'))
	.filter((phrase) => phrase !== '');

const plainWords =
	'i you my the a is was not no it they please help why when can three weeks order app today @acme again so and but'.split(
		' ',
	);

const disguises: Array<(word: string) => string> = [
	(word) => word.toUpperCase(),
	(word) => [...word].join('\u200b'),
	(word) => [...word].map((letter) => `${letter}\u0301\u0323`).join(''),
	(word) => word.replace(/[!-~]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0)),
	(word) => word.replace(/[a-z]/g, (it) => String.fromCodePoint(0x1d41a + it.charCodeAt(0) - 97)),
	(word) => word.replace(/[aeiou]/g, '$&$&$&$&$&'),
	(word) => `\u202e${[...word].reverse().join('')}\u202c`,
	(word) => `#${word}`,
	(word) => `${word.slice(0, 2)}\ud83d${word.slice(2)}`,
	(word) => `&lt;${word}&amp;g`,
	(word) => `${word}\u0000`,
];

const longPost = 25_000;
const megabyte = 1_000_000;

export interface Chance {
	/** A whole number from 0 to below `below`. */
	next(below: number): number;
	pick<T>(list: readonly T[]): T;
}

/** The same numbers for the same seed, on every machine (mulberry32). */
export function toChance(seed: number): Chance {
	let state = seed;
	const next = (below: number) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
	};
	return { next, pick: (list) => list[next(list.length)] };
}

/** Texts that nobody should have to read: mostly as short as posts, every 2,000th of 25,000 characters, every 25,000th of a megabyte. */
export function* hostileTexts(count: number, seed: number): Generator<string> {
	const chance = toChance(seed);
	for (let i = 1; i <= count; i++) {
		if (i % megabytesEvery === 0) yield toLength(megabyte, chance);
		else if (i % longEvery === 0) yield toLength(longPost, chance);
		else yield chance.pick(shapes)(chance);
	}
}

const longEvery = 2_000;
const megabytesEvery = 25_000;

const toWord = (chance: Chance): string => {
	const word = chance.pick(chance.next(2) === 0 ? phrases : plainWords);
	return chance.next(5) === 0 ? chance.pick(disguises)(word) : word;
};

const baitList = Object.values(baits);

const shapes: Array<(chance: Chance) => string> = [
	() => '',
	(chance) => chance.pick(baitList).repeat(1 + chance.next(30)),
	(chance) => `${chance.pick(phrases)} `.repeat(1 + chance.next(8)),
	(chance) => join(1 + chance.next(8), ' ', chance, toWord),
	(chance) => join(1 + chance.next(8), ' ', chance, toWord),
	(chance) => join(1 + chance.next(8), '', chance, toWord),
	(chance) =>
		join(1 + chance.next(8), ' ', chance, (it) => it.pick([toWord(it), it.pick(baitList)])),
	// Any code units at all.
	(chance) => join(chance.next(50), '', chance, (it) => String.fromCharCode(it.next(0x10000))),
	// Words nobody has seen before.
	(chance) => join(1 + chance.next(8), ' ', chance, (it) => it.next(2 ** 32).toString(36)),
];

function join(count: number, gap: string, chance: Chance, toPiece: (chance: Chance) => string) {
	return Array.from({ length: count }, () => toPiece(chance)).join(gap);
}

/** Two kinds of text in turn, until it is long enough. */
function toLength(length: number, chance: Chance): string {
	const piece = `${chance.pick(shapes)(chance)}${chance.pick(baitList)} ${toWord(chance)}`;
	return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}
