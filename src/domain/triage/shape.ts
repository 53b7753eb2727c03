import type { CueHit } from './cues';
import type { Token } from './tokens';
import { urgencySigns } from './urgency-signs';

/** How a post is built, apart from its words. */
export interface Shape {
	/** What holds of the post as a whole, by name. */
	facts: string[];
	/** Sizes and counts by name, none above about 6. */
	sizes: Record<string, number>;
}

const most = 4;

/** Reads the build of a post off its tokens and cues, in one pass each. */
export function toShape(tokens: Token[], hits: CueHit[]): Shape {
	const counted = countTokens(tokens);
	const { words, mentions, questions } = counted;
	let hasTrouble = false;
	let isTelling = false;
	let hasThanks = false;
	let kindWords = 0;
	for (const { cue } of hits) {
		if (trouble.has(cue)) hasTrouble = true;
		if (telling.has(cue)) isTelling = true;
		if (cue === 'thanks') hasThanks = true;
		if (kind.has(cue)) kindWords += 1;
	}
	const opensAsking = questions > 0 && askingWords.has(counted.firstWord);
	const facts: string[] = [];
	const add = (name: string, holds: boolean) => {
		if (holds) facts.push(name);
	};
	add('up to five words', words <= 5);
	add('six to ten words', words > 5 && words <= 10);
	add('twenty words or more', words >= 20);
	add('starts with a handle', tokens[0]?.kind === 'mention');
	add('no handle', mentions === 0);
	add('several handles', mentions > 1);
	add('handle later on', mentions > (tokens[0]?.kind === 'mention' ? 1 : 0));
	const care = tokens.findIndex(({ kind, key }) => kind === 'mention' && isCareHandle(key));
	add('starts with a care handle', care === 0);
	add('names a care handle', care >= 0);
	add('link at the end', tokens.at(-1)?.kind === 'link');
	add('asks, nothing went wrong', questions > 0 && !hasTrouble);
	add('asks, something went wrong', questions > 0 && hasTrouble);
	add('opens with an asking word', opensAsking);
	add('thanks and little else', hasThanks && words <= 8 && !hasTrouble);
	add('nothing said of trouble or wishes', !isTelling);
	add('kind words beside trouble', hasTrouble && kindWords > 0);
	add('starts in lower case', counted.startsLower);
	return {
		facts,
		sizes: {
			'size: words': Math.log(1 + words),
			'size: letters': Math.log(1 + Math.min(counted.letters, 400)),
			'size: exclamation marks': Math.min(most, counted.exclamations),
			'size: question marks': Math.min(most, questions),
			'size: capitals': Math.min(most, counted.shouted),
			'size: handles': Math.min(most, mentions),
			'size: links': Math.min(most, counted.links),
			'size: hashtags': Math.min(most, counted.hashtags),
			'size: numbers': Math.min(most, counted.numbers),
			'size: dots': Math.min(most, counted.dots),
			'size: quotes': Math.min(most, counted.quotes),
			'size: emoji': Math.min(most, counted.emoji),
			'size: I and we': Math.min(most, counted.first),
			'size: you': Math.min(most, counted.second),
			'size: direct message': Math.min(1, counted.directMessages),
		},
	};
}

function countTokens(tokens: Token[]) {
	const count = {
		letters: 0,
		words: 0,
		mentions: 0,
		links: 0,
		hashtags: 0,
		numbers: 0,
		emoji: 0,
		shouted: 0,
		exclamations: 0,
		questions: 0,
		dots: 0,
		quotes: 0,
		first: 0,
		second: 0,
		directMessages: 0,
		firstWord: '',
		startsLower: false,
	};
	for (const { kind, key, shouted, startsLower } of tokens) {
		count.letters += key.length;
		if (kind === 'word') {
			if (count.words === 0) {
				count.firstWord = key;
				count.startsLower = startsLower;
			}
			count.words += 1;
			if (shouted) count.shouted += 1;
			if (firstPerson.has(key)) count.first += 1;
			else if (secondPerson.has(key)) count.second += 1;
			else if (key === 'dm' || key === 'dms') count.directMessages += 1;
		} else if (kind === 'mention') count.mentions += 1;
		else if (kind === 'link') count.links += 1;
		else if (kind === 'hashtag') count.hashtags += 1;
		else if (kind === 'number') count.numbers += 1;
		else if (kind === 'emoji') count.emoji += 1;
		else countMarks(key, count);
	}
	return count;
}

function countMarks(
	marks: string,
	count: { exclamations: number; questions: number; dots: number; quotes: number },
): void {
	const first = marks.charAt(0);
	if (first === '"' || first === '“') count.quotes += 1;
	else if (marks.includes('..') || first === '…') count.dots += 1;
	else {
		for (const mark of marks) {
			if (mark === '!') count.exclamations += 1;
			else if (mark === '?') count.questions += 1;
		}
	}
}

/** Handles of care accounts as people choose them. */
const careHandle =
	/support|help|care|service|cust|assist|tech|feedback|resolve|presence|hereto|serv$|^[@＠]ask/;

export function isCareHandle(key: string): boolean {
	return careHandle.test(key);
}

const toSet = (words: string) => new Set(words.split(' '));

const firstPerson = toSet('i im ive id ill my me mine we our us weve were');
const secondPerson = toSet('you your u ur youre yours yall youve');
const askingWords = toSet(
	'is are do does did can could will would has may should what when where which who how any',
);
const kind = new Set(['praise', 'liking', 'thanks']);

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
	...kind,
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
