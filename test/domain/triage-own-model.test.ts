import { InvalidItem } from '../../src/domain/field';
import { classify } from '../../src/domain/triage/classify';
import { shuffle, createRandom } from '../../src/domain/triage/learning/logistic';
import { shippedModel } from '../../src/domain/triage/linear/shipped-model';
import type { PostClass, TriageModel } from '../../src/domain/triage/model';
import { readExample } from '../../src/domain/triage/own-model/example';
import type { Example } from '../../src/domain/triage/own-model/example';
import { openOwnModel } from '../../src/domain/triage/own-model/open-own-model';
import { RefusedTraining } from '../../src/domain/triage/own-model/refused';
import { trainOwnModel } from '../../src/domain/triage/own-model/train-own-model';
import { toReadPost } from '../../src/domain/triage/read-post';
import { gluePosts, laterGluePosts, readEverydayPosts } from './triage-own-posts';

const shipped = shippedModel();
const train = (examples: Example[]) => trainOwnModel(examples, shipped, { name: 'Our posts' });
const say = (model: TriageModel, text: string) =>
	classify({ text }, model, { whenUnsure: 'bestClass', isAddressed: true });
const toShareRight = (model: TriageModel, examples: Example[]) =>
	examples.filter(({ text, category }) => say(model, text).category === category).length /
	examples.length;
const label = (category: PostClass, texts: string[]): Example[] =>
	texts.map((text, i) => ({ text, category, where: `item ${i}` }));
const number = (count: number, text: string) =>
	Array.from(
		{ length: count },
		(_, i) => `${text} ${things[i % things.length]}${'!'.repeat(i / 30)}`,
	);
const things =
	'lamp kettle shelf chair table mirror clock rug sofa stool bench desk frame vase pot pan bowl cup mug plate fork knife spoon tray box bag case rack hook door'.split(
		' ',
	);

const sixty = gluePosts.slice(0, 64);
const everyday = readEverydayPosts(0, 140).filter(({ category }) => category !== 'not_for_us');
const laterEveryday = readEverydayPosts(300, 500).filter(
	({ category }) => category !== 'not_for_us',
);
const ofSixty = train(sixty);
const ownOfSixty = openOwnModel(ofSixty.model, shipped);

describe('a model trained on own posts', () => {
	it('learns from some 60 posts what a word means in this company, as here "stuck" is praise', () => {
		const later = toShareRight(ownOfSixty, laterGluePosts);
		expect(later).toBeGreaterThan(toShareRight(shipped, laterGluePosts) + 0.2);
		expect(say(shipped, laterGluePosts[4].text).category).toBe('complaint');
		expect(say(ownOfSixty, laterGluePosts[4].text).category).toBe('praise');
	});

	it('tells of itself what later posts bear out', () => {
		const { fiveFold, sentence } = ofSixty.report;
		const later = toShareRight(ownOfSixty, laterGluePosts);
		expect(Math.abs(fiveFold.own.accuracy.value - later)).toBeLessThan(0.1);
		expect(fiveFold.own.accuracy.low).toBeLessThan(fiveFold.own.accuracy.value);
		expect(fiveFold.own.macroF1.high).toBeGreaterThanOrEqual(fiveFold.own.macroF1.value);
		expect(sentence).toMatch(
			/^On posts it had not seen, the own model was right \d+ of 100 times, the shipped one \d+ of 100; with 64 posts that is more than chance\.$/,
		);
	});

	it('gets no worse at ordinary posts when they were among its 200 posts', () => {
		const { model, report } = train([...sixty, ...everyday]);
		const own = openOwnModel(model, shipped);
		expect(report.posts).toBeGreaterThan(190);
		expect(toShareRight(own, laterGluePosts)).toBeGreaterThan(0.9);
		expect(toShareRight(own, laterEveryday)).toBeGreaterThan(
			toShareRight(shipped, laterEveryday) - 0.02,
		);
	});

	it('leaves all answers as they are when people agree with the shipped model, and says so', () => {
		const agreed = everyday.map((post) => ({
			...post,
			category: say(shipped, post.text).category as PostClass,
		}));
		const { model, report } = train(agreed);
		expect(report.applied).toEqual({ forUs: 0, complaint: 0, kind: 0 });
		expect(report.sentence).toContain('answers as the shipped one does');
		const own = openOwnModel(model, shipped);
		for (const { text } of laterGluePosts) {
			expect(own.judge(toReadPost(text))).toEqual(shipped.judge(toReadPost(text)));
		}
	});

	it('warns when it gets nothing but mistakes of the shipped model to see', () => {
		const mistakes = gluePosts.filter(
			({ text, category }) => category !== 'question' && say(shipped, text).category !== category,
		);
		const { report } = train([...mistakes, ...sixty.filter((_, i) => i % 16 < 3)]);
		expect(report.fiveFold.shipped.accuracy.value).toBeLessThan(0.5);
		expect(report.warnings.join()).toContain('add those that it had right');
	});

	it('keeps the shipped answer for what no label speaks of', () => {
		const post = toReadPost('Great show by the band in Oslo last night');
		const { relevant, urgent, critical } = ownOfSixty.judge(post);
		expect({ relevant, urgent, critical }).toEqual({
			relevant: shipped.judge(post).relevant,
			urgent: shipped.judge(post).urgent,
			critical: shipped.judge(post).critical,
		});
		expect(ofSixty.report).toMatchObject({ notLearnt: ['comment', 'not_for_us'], warnings: [] });
	});

	it('stands in the triage by its name, and its own words are among the reasons', () => {
		const text = '@gripglue two drops and the mirror was stuck for good';
		const triage = say(ownOfSixty, text);
		expect(triage.model).toBe(`${shipped.name}+our-posts`);
		const toWeight = (model: TriageModel) =>
			say(model, text)
				.reasons.filter(({ words, speaksFor }) => words === 'stuck' && speaksFor === 'complaint')
				.reduce((sum, { weight }) => sum + weight, 0);
		expect(toWeight(shipped)).toBeGreaterThan(0);
		expect(toWeight(ownOfSixty)).toBeLessThanOrEqual(0);
		expect(triage.reasons.length).toBeGreaterThan(0);
	});
});

describe('training', () => {
	it('makes the same bytes of the same posts, in whatever order they come', () => {
		const text = JSON.stringify(ofSixty.model);
		const shuffled = shuffle([...sixty], createRandom(9));
		expect(JSON.stringify(train(shuffled).model)).toBe(text);
		expect(JSON.stringify(JSON.parse(text))).toBe(text);
	});

	it('makes a model that fits a cell of a Data Table and holds no words of a post', () => {
		const text = JSON.stringify(ofSixty.model);
		expect(text.length).toBe(ofSixty.report.modelBytes);
		expect(text.length).toBeLessThan(60_000);
		for (const word of ['gripglue', 'stuck', 'skirting']) expect(text).not.toContain(word);
	});

	it('learns from a post once, whatever handle it names, and from none that it is never asked about', () => {
		const { model, report } = train([
			...sixty,
			{ ...sixty[0], text: sixty[0].text.replace('@gripglue', '@gripglue_uk') },
			sixty[1],
			...label('complaint', [
				'https://t.co/a',
				'Das Paket ist schon wieder nicht angekommen und niemand antwortet mir',
			]),
		]);
		expect(report).toMatchObject({ posts: 64, repeated: 2, contradicting: 0, notRead: 2 });
		expect(report.warnings[0]).toContain('2 labelled posts are left out');
		expect(model).toEqual(ofSixty.model);
	});

	it('takes the last of two labels and says where they stand', () => {
		const last = { ...sixty[0], category: 'question' as const, where: 'item 64' };
		const { report } = train([...sixty, last]);
		expect(report.perClass.question).toBe(ofSixty.report.perClass.question! + 1);
		expect(report).toMatchObject({ posts: 64, contradicting: 1 });
		expect(report.warnings[0]).toBe(
			'1 post has more than one label, the last counts: item 0 and item 64.',
		);
	});

	const complaints = label('complaint', number(45, 'this is broken, my'));
	it.each([
		[
			'fewer than 50 posts',
			[...complaints.slice(0, 30), ...label('praise', number(19, 'I love the'))],
			'49 different labelled posts are too few: training needs 50 (complaint 30, praise 19)',
			'Label 1 more posts.',
		],
		[
			'50 posts of which some are the same',
			[...complaints.slice(0, 30), ...complaints.slice(0, 20)],
			'30 different labelled posts are too few',
			'there twice do not count',
		],
		[
			'fewer than 10 of a class',
			[...complaints, ...label('praise', number(9, 'I love the'))],
			'Each class that occurs needs 10 posts; these are too few: praise 9 (of 54 posts)',
			'Label 1 more praise, or leave',
		],
		[
			'one class only',
			label('complaint', number(60, 'this is broken, my')),
			'All 60 posts have the same label (complaint 60)',
			'Add at least 10 posts of another class.',
		],
		[
			'no posts',
			[],
			'0 different labelled posts are too few: training needs 50 (none)',
			'Label 50',
		],
		[
			'more posts than can be learnt from',
			label(
				'complaint',
				Array.from({ length: 3001 }, (_, i) => `post ${i}`),
			),
			'3001 different posts are too many: at most 3000',
			'Keep the newest ones',
		],
	])('refuses %s and names the numbers', (_, examples, message, hint) => {
		const refusal = toError(() => train(examples)) as RefusedTraining;
		expect(refusal).toBeInstanceOf(RefusedTraining);
		expect(refusal.message).toContain(message);
		expect(refusal.hint).toContain(hint);
	});
});

describe('labels', () => {
	it.each([
		['complaint', 'complaint'],
		['  Praise ', 'praise'],
		['QUESTION', 'question'],
		['not for us', 'not_for_us'],
		['Not-For-Us', 'not_for_us'],
		['not_for_us', 'not_for_us'],
	])('reads %j as people write it', (written, category) => {
		expect(readExample('a post', written, 'item 0')).toEqual({
			text: 'a post',
			category,
			where: 'item 0',
		});
	});

	it.each<[string, unknown, unknown, string]>([
		['unsure', 'post', 'unsure', "'Label' should be one of complaint, question"],
		['a word of another language', 'post', 'Beschwerde', '"Beschwerde"'],
		['no label', 'post', undefined, 'comment, not_for_us, but it is missing'],
		['a label that is an object', 'post', { label: 'complaint' }, '{"label":"complaint"}'],
		['a key of prototypes', 'post', '__proto__', "'Label' should be"],
		['an empty text', ' ', 'praise', "'Text' should be the words of a post"],
		['a text that is a number', 12, 'praise', "'Text' should be the words of a post"],
		['a text no post can have', 'x'.repeat(25_001), 'praise', 'at most 25000 characters'],
	])('refuses %s', (_, text, written, message) => {
		const error = toError(() => readExample(text, written, 'item 0'));
		expect(error).toBeInstanceOf(InvalidItem);
		expect(error.message).toContain(message);
	});
});

describe('opening an own model', () => {
	const toCopy = () => JSON.parse(JSON.stringify(ofSixty.model)) as Record<string, never>;

	it('gives the same answers when it was stored as JSON', () => {
		const stored = openOwnModel(toCopy(), shipped);
		for (const { text } of laterGluePosts) {
			expect(say(stored, text)).toEqual(say(ownOfSixty, text));
		}
	});

	it('refuses a model that corrects another version, and says to train again', () => {
		const other = { ...shipped, name: 'linear-99' };
		const error = toError(() => openOwnModel(toCopy(), other)) as InvalidItem;
		expect(error.message).toContain('"linear-99", the built-in model of this version');
		expect(error.message).toContain(`"${shipped.name}"`);
		expect(error.hint).toContain("Run 'Train on Your Posts' on the same posts again");
	});

	const changes: Array<[string, string, unknown, string]> = [
		['another kind of JSON', 'kind', 'workflow', "'Own Model.kind'"],
		['a later version', 'version', 2, "'Own Model.version' should be 1, but it is 2"],
		['no name', 'name', '', "'Own Model.name'"],
		['a name of a megabyte', 'name', 'x'.repeat(1e6), "'Own Model.name'"],
		['a base that is an object', 'base', {}, "'Own Model.base'"],
		['slopes that are text', 'slopes', '1,1,1,1,1', '5 numbers'],
		['a slope that is no number', 'slopes', [1, 1, null, 1, 1], '5 numbers'],
		['a slope out of all measure', 'offsets', [1e300, 0, 0, 0, 0], '5 numbers'],
		['too few offsets', 'offsets', [0], '5 numbers'],
		[
			'a million numbers',
			'logitWeights',
			new Array(1e6).fill(0),
			'25 numbers, but it is "1000000 entries"',
		],
		['no weights', 'weights', undefined, "'Own Model.weights' should be an object"],
		['weights that are a list', 'weights', [], "'Own Model.weights' should be an object"],
		['tables of another size', 'weights.bits', 30, "'Own Model.weights.bits' should be 12"],
		['tables cut off', 'weights.buckets', 'AAAA', "'Own Model.weights.buckets'"],
		['tables that are no base64', 'weights.rarity', '!'.repeat(5464), "'Own Model.weights.rarity'"],
		[
			'heads in another order',
			'weights.heads',
			['complaint', 'relevant'],
			"'Own Model.weights.heads'",
		],
		['a million cues', 'weights.dense', new Array(1e6).fill({}), 'at most 1000 cues'],
		[
			'a cue without spread',
			'weights.dense',
			[{ name: 'a', mean: 0, spread: 0 }],
			"'Own Model.weights.dense[0]'",
		],
		['a scale that is NaN', 'weights.scales', [NaN, 0, 0, 0, 0], "'Own Model.weights.scales'"],
	];
	it.each(changes)('refuses %s and names the field', (_, path, value, message) => {
		const copy = toCopy() as Record<string, unknown>;
		const [outer, inner] = path.split('.');
		const target = inner === undefined ? copy : (copy[outer] as Record<string, unknown>);
		target[inner ?? outer] = value;
		const error = toError(() => openOwnModel(copy, shipped)) as InvalidItem;
		expect(error).toBeInstanceOf(InvalidItem);
		expect(error.message).toContain(message);
		expect(error.message.length).toBeLessThan(300);
	});

	it.each([
		['nothing', undefined],
		['a list', []],
		['text', '{}'],
		['a prototype in place of fields', JSON.parse('{"__proto__":{"kind":"x"}}')],
		['inherited fields', Object.create(ofSixty.model) as unknown],
	])('refuses %s', (_, json) => {
		expect(toError(() => openOwnModel(json, shipped))).toBeInstanceOf(InvalidItem);
	});
});

function toError(run: () => unknown): Error {
	try {
		run();
	} catch (error) {
		return error as Error;
	}
	throw new Error('Nothing was refused');
}
