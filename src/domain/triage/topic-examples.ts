import { toTokens } from './tokens';
import type { Token } from './tokens';
import { toStem } from './word-stem';

/** Examples of all topics under one index, so that a post is read once however many there are. */
export interface TopicExamples {
	postings: Map<string, Posting[]>;
	/** By topic; undefined for topics with too few examples. */
	topics: Array<WeighedTopic | undefined>;
}

interface Posting {
	place: number;
	example: number;
}

interface WeighedTopic {
	/** In how many of its examples a word is, in how many of all, and how many are others'. */
	own: Map<string, number>;
	all: Map<string, number>;
	others: number;
	/** Length of each example as a vector. */
	lengths: number[];
}

export interface ExampleHit {
	place: number;
	words: string;
	start: number;
	end: number;
}

/** Fewer examples say too little. */
const fewestExamples = 3;

/** One word in common is chance. */
const fewestShared = 2;

/** Mean likeness (cosine) to the two likest examples from which a post counts; chosen on invented posts. */
const likeEnough = 0.35;

/** Of a longer example the rest is not looked at. */
const longestExample = 60;

/** @param examples of each topic */
export function prepareExamples(examples: string[][]): TopicExamples {
	const sets = examples.map((texts) => {
		const distinct = new Map(texts.map((text) => [toStems(text).join(' '), toStems(text)]));
		return [...distinct.values()].filter((stems) => stems.length > 0);
	});
	const usable = sets.map((set) => (set.length < fewestExamples ? [] : set));
	const all = usable.flat();
	const counts = countStems(all);
	const postings = new Map<string, Posting[]>();
	const topics = usable.map((set, place) => {
		set.forEach((stems, example) => {
			for (const stem of stems) addTo(postings, stem, { place, example });
		});
		return set.length === 0 ? undefined : weigh(set, counts, all.length);
	});
	return { postings, topics };
}

/** The topics whose examples a post is like, likest first. */
export function scoreByExamples(
	{ postings, topics }: TopicExamples,
	tokens: Token[],
): ExampleHit[] {
	const stems = findStems(tokens);
	const dots = new Map<number, Map<number, number>>();
	for (const stem of stems.keys()) {
		for (const { place, example } of postings.get(stem) ?? []) {
			const weight = toWeight(topics[place]!, stem);
			const ofTopic = dots.get(place) ?? new Map<number, number>();
			dots.set(place, ofTopic.set(example, (ofTopic.get(example) ?? 0) + weight ** 2));
		}
	}
	return [...dots]
		.map(([place, ofTopic]) => ({ place, likeness: toLikeness(ofTopic, topics[place]!, stems) }))
		.filter(({ likeness }) => likeness >= likeEnough)
		.sort((a, b) => b.likeness - a.likeness || a.place - b.place)
		.flatMap(({ place }) => toHit(place, stems, postings, tokens));
}

function toLikeness(
	dots: Map<number, number>,
	topic: WeighedTopic,
	stems: Map<string, number>,
): number {
	const length = toLength([...stems.keys()], topic);
	const likest = [...dots]
		.map(([example, dot]) => dot / (length * topic.lengths[example]))
		.sort((a, b) => b - a);
	return ((likest[0] ?? 0) + (likest[1] ?? 0)) / 2;
}

/** Where the shared words are; none where they are too few. */
function toHit(
	place: number,
	stems: Map<string, number>,
	postings: TopicExamples['postings'],
	tokens: Token[],
): ExampleHit[] {
	const shared = [...stems]
		.filter(([stem]) => postings.get(stem)?.some((posting) => posting.place === place))
		.map(([, at]) => tokens[at]);
	if (shared.length < fewestShared) return [];
	const words = shared.map(({ key }) => key).join(' ');
	return [{ place, words, start: shared[0].start, end: shared[shared.length - 1].end }];
}

function weigh(set: string[][], all: Map<string, number>, total: number): WeighedTopic {
	const topic = { own: countStems(set), all, others: total - set.length, lengths: [] };
	return { ...topic, lengths: set.map((stems) => toLength(stems, topic)) };
}

/** A word says more the fewer examples of other topics have it, and the more of its own. */
function toWeight({ own, all, others }: WeighedTopic, stem: string): number {
	const here = own.get(stem) ?? 0;
	const elsewhere = (all.get(stem) ?? 0) - here;
	return (1 + Math.log((1 + others) / (1 + elsewhere))) * (1 + Math.log(Math.max(1, here)));
}

function toLength(stems: string[], topic: WeighedTopic): number {
	return Math.sqrt(stems.reduce((sum, stem) => sum + toWeight(topic, stem) ** 2, 0));
}

function toStems(text: string): string[] {
	return [...findStems(toTokens(text)).keys()].slice(0, longestExample);
}

/** Each telling word with the first token that has it. */
function findStems(tokens: Token[]): Map<string, number> {
	const stems = new Map<string, number>();
	tokens.forEach(({ kind, key }, at) => {
		const stem = kind === 'word' || kind === 'hashtag' ? toStem(key) : undefined;
		if (stem !== undefined && !stems.has(stem)) stems.set(stem, at);
	});
	return stems;
}

function countStems(sets: string[][]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const stem of sets.flat()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
	return counts;
}

function addTo(postings: Map<string, Posting[]>, stem: string, posting: Posting): void {
	const known = postings.get(stem);
	if (known) known.push(posting);
	else postings.set(stem, [posting]);
}
