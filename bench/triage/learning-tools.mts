/** Naive Bayes classifiers that learn from the same posts as ours. */
import { createRequire } from 'node:module';

import type { Labelled, Score, Tool } from './tool.mts';

const load = createRequire(import.meta.url);

const complaint = 'complaint';
const other = 'other';
const toLabel = ({ isComplaint }: Labelled) => (isComplaint ? complaint : other);

const bayes: Tool = {
	name: 'natural BayesClassifier',
	learns: true,
	prepare: (posts) => {
		// The package's own entry prints advertisements of another one.
		const BayesClassifier = load('natural/lib/natural/classifiers/bayes_classifier') as new () => {
			addDocument(text: string, label: string): void;
			train(): void;
			getClassifications(text: string): Array<{ label: string; value: number }>;
		};
		const classifier = new BayesClassifier();
		for (const post of posts) classifier.addDocument(post.text, toLabel(post));
		classifier.train();
		return (text) => {
			const values = new Map(
				classifier.getClassifications(text).map(({ label, value }) => [label, value]),
			);
			return toLog(values.get(complaint)) - toLog(values.get(other));
		};
	},
};

const toLog = (value = 0) => Math.log(Math.max(value, Number.MIN_VALUE));

interface WinkClassifier {
	defineConfig(config: object): void;
	definePrepTasks(tasks: Array<(input: never) => unknown>): void;
	learn(text: string, label: string): void;
	consolidate(): void;
	computeOdds(text: string): Array<[label: string, logOdds: number]>;
}

function prepareWink(posts: Labelled[], toText: (text: string) => string): Score {
	const createClassifier = load('wink-naive-bayes-text-classifier') as () => WinkClassifier;
	const { string, tokens } = load('wink-nlp-utils') as Record<
		string,
		Record<string, (input: never) => unknown>
	>;
	const classifier = createClassifier();
	// Of a dozen ways to prepare the words, the best on the labelled posts.
	classifier.definePrepTasks([
		string.lowerCase,
		(text: never) => string.tokenize(text),
		tokens.propagateNegations,
		tokens.stem,
		withPairs,
	]);
	classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
	for (const post of posts) classifier.learn(toText(post.text), toLabel(post));
	classifier.consolidate();
	return (text) =>
		classifier.computeOdds(toText(text)).find(([label]) => label === complaint)?.[1] ?? 0;
}

const withPairs = (words: string[]) => [
	...words,
	...words.slice(1).map((word, i) => `${words[i]}_${word}`),
];

const masked = (text: string) =>
	text.replace(/https?:\S*/g, ' urltoken ').replace(/@\w+/g, ' usertoken ');

export const learningTools: Tool[] = [
	bayes,
	{
		name: 'wink-naive-bayes, handles masked',
		learns: true,
		prepare: (posts) => prepareWink(posts, masked),
	},
	{
		name: 'wink-naive-bayes, handles as they are',
		learns: true,
		prepare: (posts) => prepareWink(posts, (text) => text),
	},
];
