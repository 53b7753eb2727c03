/** Finished tools that tell how negative a text is: what is negative is taken for a complaint. */
import { createRequire } from 'node:module';

import type { Tool } from './tool.mts';

const load = createRequire(import.meta.url);

const toolFromScore = (
	name: string,
	start: string,
	createScore: () => (text: string) => number,
): Tool => ({ name, start, learns: false, prepare: () => createScore() });

const vader = toolFromScore(
	'vader-sentiment',
	"require('vader-sentiment').SentimentIntensityAnalyzer.polarity_scores(text)",
	() => {
		const { SentimentIntensityAnalyzer } = load('vader-sentiment') as {
			SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
		};
		return (text) => -SentimentIntensityAnalyzer.polarity_scores(text).compound;
	},
);

const afinn = toolFromScore(
	'sentiment (AFINN)',
	"new (require('sentiment'))().analyze(text)",
	() => {
		const Sentiment = load('sentiment') as new () => { analyze(text: string): { score: number } };
		const sentiment = new Sentiment();
		return (text) => -sentiment.analyze(text).score;
	},
);

const winkNlp = toolFromScore(
	'wink-nlp sentiment',
	"(() => { const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'), ['sbd', 'negation', 'sentiment']); return nlp.readDoc(text).out(nlp.its.sentiment); })()",
	() => {
		const createNlp = load('wink-nlp') as (
			model: unknown,
			pipe: string[],
		) => {
			its: { sentiment: unknown };
			readDoc(text: string): { out(what: unknown): number };
		};
		const nlp = createNlp(load('wink-eng-lite-web-model'), ['sbd', 'negation', 'sentiment']);
		return (text) => -nlp.readDoc(text).out(nlp.its.sentiment);
	},
);

/** What a user would otherwise put there: a Switch or Filter node with a list of expressions. */
const keywords: Tool = {
	name: 'keyword list',
	learns: false,
	prepare: () => {
		const stems =
			'wait|delay|late|refund|broken|broke|worst|terrible|awful|horrible|useless|pathetic|ridiculous|disappoint|frustrat|angry|annoy|never|still|cancel|charge|complain|issue|problem|error|fail|crash|not work|cant|wont|doesnt|didnt|no response|no reply|lost|missing|stolen|damage|wrong|rude|poor|bad service|unacceptable|disgust|scam|stuck|down again|locked';
		const list = stems.split('|').map((stem) => new RegExp(`\\b${stem}`, 'i'));
		return (text) => list.filter((expression) => expression.test(text)).length;
	},
};

export const sentimentTools: Tool[] = [vader, afinn, winkNlp, keywords];
