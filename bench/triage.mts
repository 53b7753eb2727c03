/**
 * How good and how fast the classifier is beside what else is on npm: `npm run bench -- triage`. One JSON line per figure.
 *
 * All are judged on the same posts in the same three folds (`npm run evaluate` takes ten, and says more), each by what it
 * learnt from the other two. Ours also learns from what it always learns from, reviews and invented posts, and cuts at one
 * half. The others have no such chances: their cut (best macro-F1) and the curve from score to chance are fitted on the
 * folds to learn from.
 * The labelled posts belong to those who wrote them and may not be at hand (`TRIAGE_DATA`, else ../shared/data/triage): then
 * a third of the invented posts of training/invented stands in, and the lines say so.
 */
import { toAuc, toCalibrationError, toMacroF1 } from '../src/domain/triage/learning/figures.ts';
import type { LabelledPost } from '../training/labelled-post.ts';
import { isToCompany, readPostsAtHand } from '../training/evaluation/posts-at-hand.mts';
import { planFolds } from '../training/evaluation/rounds.ts';
import { runRounds } from '../training/evaluation/run-rounds.mts';
import { withBundle } from './triage/bundle.mts';
import { judgeByTool, type Fold, type Said } from './triage/judge-tools.mts';
import { learningTools } from './triage/learning-tools.mts';
import { sentimentTools } from './triage/sentiment-tools.mts';
import {
	measureLengths,
	measureOurRate,
	measureRate,
	measureSize,
	measureStart,
} from './triage/speed.mts';

const folder = process.env.TRIAGE_DATA ?? '../shared/data/triage';
const foldCount = 3;
const ours = 'ours';
const tools = [...learningTools, ...sentimentTools];

const { data, posts } = readPostsAtHand(folder);
const judged = 'anchor';
const labelled = posts.map(({ text, isComplaint }) => ({
	text,
	isComplaint: isComplaint === true,
}));
const print = (figure: string, values: object) =>
	console.log(JSON.stringify({ figure, data, ...values }));
const round = (value: number, digits = 3) => Math.round(value * 10 ** digits) / 10 ** digits;

const rounds = planFolds(posts, foldCount, judged).map((it) => ({
	...it,
	heads: ['relevant' as const, 'complaint' as const],
}));
/** In processes of their own, while the others are judged here. */
const judgedByUs = runRounds(folder, rounds, foldCount);

const slices = [
	{
		name: 'posts to companies',
		holds: (post: LabelledPost) => isToCompany(post, data),
		answer: 'ours',
	},
	{ name: 'all posts', holds: () => true, answer: 'open' },
] as const;
const sliced = slices.map(({ holds, ...slice }) => {
	const inSlice = (i: number) => posts[i].source === judged && holds(posts[i]);
	const folds = rounds.map(
		({ judge, learnFrom }): Fold => ({
			judge: judge.filter(inSlice),
			learnFrom: learnFrom.filter(inSlice),
		}),
	);
	const others = tools.map((tool) => ({
		tool: tool.name,
		...toFigures(judgeByTool(tool, labelled, folds)),
	}));
	return { ...slice, inSlice, others };
});
const ourAnswers = [...(await judgedByUs).values()].flat();
const quality = sliced.map(({ name, answer, inSlice, others }) => {
	const said = ourAnswers
		.filter(({ post }) => inSlice(post))
		.map((it): Said => {
			const chance = it[answer].complaint;
			return { chance, says: chance >= 0.5, isComplaint: labelled[it.post].isComplaint };
		});
	const rows = [{ tool: ours, ...toFigures(said) }, ...others];
	for (const row of rows) print(`complaint, ${name}`, { folds: foldCount, ...row });
	return { name, rows };
});

const texts = posts.filter(({ source }) => source === judged).map(({ text }) => text);
const lessons = labelled.filter((_, i) => posts[i].source === judged);
const { rates, starts } = await withBundle(async (bundle) => {
	const measured = {
		rates: new Map([
			[ours, measureOurRate(bundle, texts)],
			...tools.map((tool): [string, number] => [
				tool.name,
				measureRate(tool.prepare(lessons), texts.slice(0, 1000)),
			]),
		]),
		starts: new Map([
			[ours, measureStart(bundle, "require('./classify.cjs').classify({ text })")],
			...tools.flatMap(
				({ name, start }): Array<[string, number]> =>
					start === undefined ? [] : [[name, measureStart(bundle, start)]],
			),
		]),
	};
	for (const row of measureLengths(bundle)) print('ms by length', row);
	return measured;
});
for (const [tool, postsPerSecond] of rates)
	print('posts per second', {
		tool,
		postsPerSecond,
		oursOfIt: round(rates.get(ours)! / postsPerSecond, 2),
	});
for (const [tool, ms] of starts)
	print('ms to the first answer', { tool, ms, oursOfIt: round(starts.get(ours)! / ms, 2) });
const size = measureSize();
print('size of the weights', size);
console.log(
	JSON.stringify({
		data,
		ours: {
			...Object.fromEntries(quality.map(({ name, rows }) => [name, withoutTool(rows[0])])),
			postsPerSecond: rates.get(ours),
			msToFirstAnswer: starts.get(ours),
			...size,
		},
		'best of the others': {
			...Object.fromEntries(quality.map(({ name, rows }) => [name, toBest(rows.slice(1))])),
			postsPerSecond: Math.max(
				...[...rates].flatMap(([tool, rate]) => (tool === ours ? [] : [rate])),
			),
			msToFirstAnswer: Math.min(
				...[...starts].flatMap(([tool, ms]) => (tool === ours ? [] : [ms])),
			),
		},
	}),
);

type Figures = ReturnType<typeof toFigures>;

function toFigures(said: Said[]) {
	const chances = said.map(({ chance }) => chance);
	const truth = said.map(({ isComplaint }) => isComplaint);
	const says = said.map((it) => it.says);
	return {
		n: said.length,
		accuracy: round(said.filter((it) => it.says === it.isComplaint).length / said.length),
		macroF1: round(toMacroF1(says, truth, [true, false])),
		auc: round(toAuc(chances, truth)),
		calibrationError: round(toCalibrationError(chances, truth)),
	};
}

function withoutTool({ tool: _, ...figures }: Figures & { tool: string }) {
	return figures;
}

/** Figure by figure, whichever tool is best at it. */
function toBest(rows: Figures[]) {
	const most = (name: keyof Figures) => Math.max(...rows.map((row) => row[name]));
	return {
		accuracy: most('accuracy'),
		macroF1: most('macroF1'),
		auc: most('auc'),
		calibrationError: Math.min(...rows.map(({ calibrationError }) => calibrationError)),
	};
}
