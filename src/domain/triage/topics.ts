import { InvalidItem } from '../field';
import { matchPhrases, toLexicon } from './phrases';
import type { Lexicon } from './phrases';
import { toTokens } from './tokens';
import type { Token } from './tokens';
import { prepareExamples, scoreByExamples } from './topic-examples';
import type { TopicExamples } from './topic-examples';

/** A subject of the user's own. */
export interface Topic {
	name: string;
	/** Words and phrases that mean it; a trailing `*` stands for any ending. */
	words: string[];
	/** Posts about it; fewer than three say too little and are not used. */
	examples: string[];
}

export interface TopicHit {
	topic: string;
	/** What was found, as token keys. */
	words: string;
	/** Offsets into the post's text; of examples, from the first to the last of the words shared. */
	start: number;
	end: number;
	by: 'words' | 'examples';
}

export interface PreparedTopics {
	names: string[];
	/** Its lists are named by the topic's place. */
	lexicon: Lexicon;
	examples: TopicExamples;
}

/** A post about more than this is about nothing in particular. */
const mostTopics = 5;

/** Reads the user's topics, once for a whole run. */
export function prepareTopics(topics: Topic[]): PreparedTopics {
	if (!Array.isArray(topics)) throw new InvalidItem('topics', topics, 'a list', hint);
	const read = topics.map((topic, place) => readTopic(topic, `topics[${place}]`));
	return {
		names: read.map(({ name }) => name),
		lexicon: toLexicon(
			Object.fromEntries(read.map(({ entries }, place) => [`${place}`, entries.join(',')])),
		),
		examples: prepareExamples(read.map(({ examples }) => examples)),
	};
}

/** The topics a post touches, in the user's order; where they are too many, those by words go first. */
export function findTopics(prepared: PreparedTopics, tokens: Token[]): TopicHit[] {
	const byWords = findByWords(prepared, tokens);
	const byExamples = scoreByExamples(prepared.examples, tokens).filter(
		({ place }) => !byWords.has(place),
	);
	return [...byWords.values(), ...byExamples]
		.slice(0, mostTopics)
		.sort((a, b) => a.place - b.place)
		.map(({ place, words, start, end }) => ({
			topic: prepared.names[place],
			words,
			start,
			end,
			by: byWords.has(place) ? 'words' : 'examples',
		}));
}

/** The first place where each topic is named, topics in order. */
function findByWords({ lexicon }: PreparedTopics, tokens: Token[]) {
	const found = new Map<number, { place: number; words: string; start: number; end: number }>();
	for (let at = 0; at < tokens.length; at++) {
		if (tokens[at].key === '') continue;
		for (const { list, length } of matchPhrases(lexicon, tokens, at)) {
			const place = Number(list);
			if (found.has(place)) continue;
			const matched = tokens.slice(at, at + length);
			const words = matched.map(({ key }) => key).join(' ');
			const { end } = matched[length - 1];
			found.set(place, { place, words, start: tokens[at].start, end });
		}
	}
	return new Map([...found].sort(([a], [b]) => a - b));
}

function readTopic(topic: Topic, path: string) {
	if (typeof topic !== 'object' || topic === null) {
		throw new InvalidItem(path, topic, 'an object', hint);
	}
	const name = typeof topic.name === 'string' ? topic.name.trim() : '';
	if (name === '') throw new InvalidItem(`${path}.name`, topic.name, 'a name', hint);
	const words = readTexts(topic.words, `${path}.words`);
	const examples = readTexts(topic.examples, `${path}.examples`);
	return {
		name,
		entries: words.flatMap(({ text, at }) => toEntries(text, at)),
		examples: examples.map(({ text }) => text),
	};
}

/** The texts that are not empty, each with the name of its field; an absent list is empty. */
function readTexts(texts: string[] | undefined, path: string) {
	const list = texts ?? [];
	if (!Array.isArray(list)) throw new InvalidItem(path, list, 'a list', hint);
	return list
		.map((text, i) => ({ text: readText(text, `${path}[${i}]`), at: `${path}[${i}]` }))
		.filter(({ text }) => text !== '');
}

function readText(text: string, path: string): string {
	if (typeof text !== 'string') throw new InvalidItem(path, text, 'text', hint);
	return text.trim();
}

/** As the lexicon reads them; a phrase of several words also as one hashtag has it. */
function toEntries(text: string, path: string): string[] {
	const isOpen = text.endsWith('*');
	const tokens = toTokens(isOpen ? text.slice(0, -1) : text).filter(({ kind }) => kind !== 'marks');
	const keys = tokens.map(({ key }) => key);
	const isShort = isOpen && keys.length === 1 && keys[0].length < shortestStem;
	if (keys.length === 0 || keys.includes('') || isShort || /\*./.test(text)) {
		throw new InvalidItem(path, text, expected, hint);
	}
	const toWord = (key: string) => (isOpen ? `${key.slice(0, longestStem)}*` : key);
	if (keys.length === 1) return [toWord(keys[0])];
	const isTag = tokens.every(({ kind }) => kind === 'word' || kind === 'hashtag');
	const tag = isTag ? toTokens(`#${keys.join('')}`)[0].key : '';
	const phrase = keys.join(' ') + (isOpen ? '*' : '');
	return tag === '' ? [phrase] : [phrase, toWord(tag)];
}

/** By so many letters the lexicon looks up beginnings of words. */
const shortestStem = 3;
const longestStem = 14;

const expected =
	'a word or phrase, with "*" only at its end and after three letters or more, and no web address';
const hint = 'Look at the topics of this node.';
