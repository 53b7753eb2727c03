/** Naive Bayes classifiers that learn from the same posts as ours. */
import { createRequire } from 'node:module';

import type { Labelled, Score, Tool } from './tool.mts';

const load = createRequire(import.meta.url);

const complaint = 'complaint';
const other = 'other';
const toLabel = ({ isComplaint }: Labelled) => (isComplaint ? complaint : other);

const bayes: Tool = {
	name: 'natural BayesClassifier',
	gives: 'chances',
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
			const [yes, no] = [values.get(complaint) ?? 0, values.get(other) ?? 0];
			return yes + no > 0 ? yes / (yes + no) : 0.5;
		};
	},
};

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
	classifier.definePrepTasks([
		string.lowerCase,
		string.tokenize0,
		tokens.propagateNegations,
		tokens.stem,
	]);
	classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
	for (const post of posts) classifier.learn(toText(post.text), toLabel(post));
	classifier.consolidate();
	return (text) => {
		const odds = classifier.computeOdds(toText(text)).find(([label]) => label === complaint);
		return 1 / (1 + Math.exp(-(odds?.[1] ?? 0)));
	};
}

const masked = (text: string) =>
	text.replace(/https?:\S*/g, ' urltoken ').replace(/@\w+/g, ' usertoken ');

export const learningTools: Tool[] = [
	bayes,
	{
		name: 'wink-naive-bayes, handles masked',
		gives: 'chances',
		prepare: (posts) => prepareWink(posts, masked),
	},
	{
		name: 'wink-naive-bayes, handles as they are',
		gives: 'chances',
		prepare: (posts) => prepareWink(posts, (text) => text),
	},
];
