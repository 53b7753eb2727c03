/**
 * How good the classifier is, on posts it has not learnt from: `npm run evaluate -- --data DIR` (training/README.md says
 * what belongs in DIR). One JSON line per figure; `name95` is the 95 % interval of `name` (bootstrap over the posts).
 * `--quick`: three folds instead of ten and five, for development. Everything is seeded; it takes about five minutes.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { mean } from '../src/domain/triage/learning/figures.ts';
import { postClasses } from '../src/domain/triage/model.ts';
import { toClassFigures, toFoundFigures } from './evaluation/class-figures.ts';
import {
	toAucFigure,
	toComplaintFigures,
	toCutRows,
	toKeptFigures,
	toPartFigures,
	toRightFigures,
	toSurenessRows,
	type Verdict,
} from './evaluation/complaint-figures.ts';
import { round, withIntervals } from './evaluation/intervals.ts';
import type { Judged } from './evaluation/judge-round.ts';
import { isIndustry, planFolds, planIndustries } from './evaluation/rounds.ts';
import { runRounds } from './evaluation/run-rounds.mts';
import { toSeverityFigures } from './evaluation/severity-figures.ts';
import { isForUs } from './labelled-post.ts';
import { readPosts } from './read-posts.mts';

const { values } = parseArgs({
	options: {
		data: { type: 'string', default: '../shared/data/triage' },
		quick: { type: 'boolean', default: false },
	},
});
if (!existsSync(join(values.data, 'posts_dev.csv'))) {
	console.error(`No posts_dev.csv in ${values.data}: npm run evaluate -- --data DIR`);
	process.exit(2);
}
const posts = readPosts(values.data);
const anchorFolds = values.quick ? 3 : 10;
const inventedFolds = values.quick ? 3 : 5;
const kinds = await runRounds(
	values.data,
	[
		...planFolds(posts, anchorFolds, 'anchor'),
		...planFolds(posts, inventedFolds, 'invented'),
		...planIndustries(posts, false),
		...(values.quick ? [] : planIndustries(posts, true)),
	],
	Math.min(4, availableParallelism()),
);

const folds = kinds.get('anchor')!;
const brand = folds.filter(({ post }) => isIndustry(posts[post]));
const invented = kinds.get('invented')!;
const print = (figure: string, ...figures: object[]) =>
	console.log(JSON.stringify(Object.assign({ figure }, ...figures)));
const toVerdict = ({ post, ours }: Judged): Verdict => ({
	chance: ours.complaint,
	isComplaint: posts[post].isComplaint === true,
});
const toOpenVerdict = (judged: Judged): Verdict => ({
	...toVerdict(judged),
	chance: judged.open.complaint,
});

printComplaint();
printIndustries();
printIntent();
printUrgency();
printTone();
printReasons();

function printComplaint() {
	const how = { folds: anchorFolds };
	print('complaint, all posts', how, toComplaintFigures(folds.map(toOpenVerdict)));
	const verdicts = brand.map(toVerdict);
	print('complaint, posts to companies', how, toComplaintFigures(verdicts));
	print(
		'relevance, all posts',
		how,
		toAucFigure(
			folds.map(({ post, open }) => ({ score: open.relevance, isTrue: isIndustry(posts[post]) })),
		),
	);
	print(
		'kept when the least sure quarter is escalated, all posts',
		toKeptFigures(folds.map(toOpenVerdict), 0.25),
	);
	print(
		'kept when the least sure quarter is escalated, posts to companies',
		toKeptFigures(verdicts, 0.25),
	);
	const kept = brand.filter(({ isInLeastSureQuarter }) => !isInLeastSureQuarter);
	print(
		'kept with `unsure: { share: 0.25 }`, posts to companies',
		{ share: round(kept.length / brand.length) },
		toRightFigures(kept.map(toVerdict)),
	);
	for (const [name, all, answer, toIt] of [
		['all posts', folds, 'open', toOpenVerdict],
		['posts to companies', brand, 'ours', toVerdict],
	] as const) {
		const sure = all.filter((judged) => !judged[answer].needsReview);
		print(
			`needs no review at the default settings, ${name}`,
			{ needsReview: round(1 - sure.length / all.length) },
			toRightFigures(sure.map(toIt)),
		);
	}
	print('by sureness, posts to companies', { rows: toSurenessRows(verdicts) });
	print('by sureness, all posts', { rows: toSurenessRows(folds.map(toOpenVerdict)) });
	print('by cut, posts to companies', { rows: toCutRows(verdicts) });
}

function printIndustries() {
	for (const kind of ['industry', 'industry, invented posts kept'] as const) {
		const judged = kinds.get(kind);
		if (judged === undefined) continue;
		const what = `complaint, posts to companies, ${kind} left out`.replace(
			', invented posts kept left out',
			' left out but for invented posts',
		);
		print(what, toComplaintFigures(judged.map(toVerdict)));
		const industries = [...new Set(judged.map(({ post }) => posts[post].domain))];
		const parts = industries.map((industry) => ({
			industry,
			...toPartFigures(judged.filter(({ post }) => posts[post].domain === industry).map(toVerdict)),
		}));
		print(`${what}, mean over industries`, {
			accuracy: round(mean(parts.map(({ accuracy }) => accuracy))),
			macroF1: round(mean(parts.map(({ macroF1 }) => macroF1))),
			auc: round(mean(parts.map(({ auc }) => auc))),
		});
		for (const part of parts) print(what, part);
	}
}

function printIntent() {
	const five = folds.flatMap(({ post, open }) =>
		posts[post].intent === undefined ? [] : [{ said: open.category, truth: posts[post].intent }],
	);
	print('intent, five classes, all posts', toClassFigures(five, postClasses));
	const fourClasses = postClasses.filter((name) => name !== 'not_for_us');
	const four = brand.flatMap(({ post, ours }) => {
		const { intent } = posts[post];
		return intent === undefined || intent === 'not_for_us'
			? []
			: [{ said: ours.category, truth: intent }];
	});
	print('intent, four classes, posts to companies', toClassFigures(four, fourClasses));
}

function printUrgency() {
	for (const [where, judged, count] of [
		['real complaints', folds, anchorFolds],
		['invented posts', invented, inventedFolds],
	] as const) {
		const pairs = judged
			.filter(({ post }) => posts[post].urgency !== undefined && isForUs(posts[post]))
			.map(({ post, ours }) => ({ said: ours.urgency, truth: posts[post].urgency! }));
		print(
			`urgency, ${where}`,
			{ folds: count },
			toClassFigures(pairs, ['low', 'normal', 'urgent', 'critical']),
		);
		print(`critical, ${where}`, toFoundFigures(pairs, ['critical']));
		print(`urgent or critical, ${where}`, toFoundFigures(pairs, ['urgent', 'critical']));
	}
	print('urgency said of posts to companies', {
		n: brand.length,
		...Object.fromEntries(
			(['critical', 'urgent', 'normal', 'low'] as const).map((level) => [
				level,
				round(brand.filter(({ ours }) => ours.urgency === level).length / brand.length),
			]),
		),
	});
}

function printTone() {
	const complaints = folds.filter(({ post }) => posts[post].severity !== undefined);
	for (const line of toSeverityFigures(
		complaints.map(({ post, severity, blame }) => ({
			severity,
			blame,
			truth: posts[post].severity!,
		})),
	))
		print(line.figure, line.figures);
	const sentiments = invented.flatMap(({ post, sentiment }) =>
		posts[post].sentiment === undefined ? [] : [{ said: sentiment, truth: posts[post].sentiment }],
	);
	print(
		'sentiment, invented posts',
		{ folds: inventedFolds },
		toClassFigures(sentiments, ['negative', 'neutral', 'positive']),
	);
}

function printReasons() {
	const drops = brand.flatMap(({ drops: found }) => (found === undefined ? [] : [found]));
	print(
		'P(complaint) falls by, when words are deleted',
		{ n: drops.length },
		withIntervals(drops, (drawn) => {
			const named = mean(drawn.map((drop) => drop.named));
			const random = mean(drawn.map((drop) => drop.random));
			return { threeNamed: named, threeRandom: random, ratio: named / random };
		}),
	);
}
