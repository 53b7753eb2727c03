import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { ComplaintClassifier } from '../../nodes/ComplaintClassifier/ComplaintClassifier.node';
import { shippedModel } from '../../src/domain/triage/linear/shipped-model';
import type { Triage } from '../../src/domain/triage/triage';
import { gluePosts, laterGluePosts } from '../domain/triage-own-posts';
import { runNode } from '../support/node-context';
import type { NodeRun } from '../support/node-context';

type Run = Parameters<typeof runNode>[1];

const labelled: INodeExecutionData[] = gluePosts
	.slice(0, 64)
	.map(({ text, category }) => ({ json: { text, label: category } }));
const parameters = { operation: 'train', text: '={{ $json.text }}', label: '={{ $json.label }}' };
const train = async (input: INodeExecutionData[], more: Omit<Run, 'input'> = {}) =>
	await runNode(new ComplaintClassifier(), {
		input,
		...more,
		parameters: { ...parameters, ...more.parameters },
	});
const classify = async (input: INodeExecutionData[], ownModel: unknown, more: Partial<Run> = {}) =>
	await runNode(new ComplaintClassifier(), {
		input,
		...more,
		parameters: {
			textSource: 'text',
			text: '={{ $json.text }}',
			unsureBelow: 0.5,
			options: { isAddressed: 'addressed', ownModel },
		} as never,
	});
const later = laterGluePosts.map(({ text }) => ({ json: { text } }));
const toTriages = ({ outputs }: NodeRun) =>
	outputs[0].map(({ json }) => json.triage as unknown as Triage);

describe('Train on Your Posts, on the n8n engine', () => {
	let trained: NodeRun;
	let model: string;

	beforeAll(async () => {
		trained = await train(labelled, { parameters: { modelName: 'Glue, März' } });
		model = trained.outputs[0][0].json.model as string;
	});

	it('puts out one item with the model, its name and how good it is, made of all items', () => {
		expect(trained.error).toBeUndefined();
		expect(trained.outputs).toHaveLength(1);
		expect(trained.outputs[0]).toHaveLength(1);
		const [{ json, pairedItem }] = trained.outputs[0];
		expect(json).toMatchObject({
			name: `${shippedModel().name}+glue-marz`,
			posts: 64,
			perClass: { complaint: 24, praise: 24, question: 16 },
			repeated: 0,
			modelBytes: model.length,
		});
		expect(pairedItem).toEqual(labelled.map((_, item) => ({ item })));
	});

	it('says beside the output what was gained, in one sentence', () => {
		expect(trained.hints.map(({ message, type }) => ({ message, type }))).toEqual([
			{ message: trained.outputs[0][0].json.sentence, type: 'info' },
		]);
	});

	it('classifies with what was learnt once the model is mapped into Own Model', async () => {
		const built = toTriages(await classify(later, undefined));
		const own = toTriages(await classify(later, model));
		const countRight = (triages: Triage[]) =>
			triages.filter(({ category }, i) => category === laterGluePosts[i].category).length;
		expect(countRight(own)).toBeGreaterThan(countRight(built) + later.length / 5);
		expect(new Set(own.map((triage) => triage.model))).toEqual(
			new Set([`${shippedModel().name}+glue-marz`]),
		);
		expect(new Set(built.map((triage) => triage.model))).toEqual(new Set([shippedModel().name]));
	});

	it('takes the model from each item too, as text or as the object it stands for', async () => {
		const own = toTriages(await classify(later, model));
		const withModel = (value: unknown) =>
			later.map(({ json }) => ({ json: { ...json, model: value } as IDataObject }));
		for (const value of [model, JSON.parse(model)]) {
			expect(toTriages(await classify(withModel(value), '={{ $json.model }}'))).toEqual(own);
		}
	});

	it('stops at a model of another version and says what to do', async () => {
		const older = JSON.stringify({ ...JSON.parse(model), base: 'linear-0' });
		const { error } = await classify(later, older);
		expect(error?.message).toContain(`'Own Model.base' should be "${shippedModel().name}"`);
		expect((error as Error & { description: string }).description).toContain(
			"Run 'Train on Your Posts' on the same posts again",
		);
	});

	it.each([
		['a model cut off on its way', (text: string) => text.slice(0, 20_000)],
		['a text of several megabytes', (text: string) => text.repeat(80)],
		['brackets without end', () => `{"kind":${'['.repeat(300_000)}${']'.repeat(300_000)}}`],
		['the whole item of the training', (text: string) => JSON.stringify({ model: text })],
	])('hands items out with an error that names Own Model at %s', async (_, change) => {
		const { outputs, error } = await classify(later.slice(0, 2), change(model), {
			continueOnFail: true,
		});
		expect(error).toBeUndefined();
		for (const { json } of outputs[0]) {
			expect(json.error).toContain("'Own Model");
			expect(json.details).toContain('whole and unchanged');
		}
	});

	it('stops at the first post without a label, by field, value and item', async () => {
		const { error } = await train([...labelled, { json: { text: 'a post', label: 'angry' } }]);
		expect(error?.message).toBe(
			'\'Label\' should be one of complaint, question, praise, comment, not_for_us, but it is "angry" [item 64]',
		);
		expect((error as Error & { context: IDataObject }).context.itemIndex).toBe(64);
	});

	it('learns from the rest when told to continue, and hands bad items out with their error', async () => {
		const bad = [{ json: { text: '', label: 'praise', row: 7 } }, { json: { text: 'a post' } }];
		const { outputs, error, hints } = await train([...bad, ...labelled], { continueOnFail: true });
		expect(error).toBeUndefined();
		const [{ json, pairedItem }, ...failed] = outputs[0];
		expect(json).toMatchObject({
			posts: 64,
			trainingSet: trained.outputs[0][0].json.trainingSet,
			name: `${shippedModel().name}+our-posts`,
		});
		expect(pairedItem).toEqual(labelled.map((_, i) => ({ item: i + 2 })));
		expect(failed.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(failed[0].json).toMatchObject({ row: 7 });
		expect(failed[0].json.error).toContain("'Text' should be the words of a post");
		expect(failed[1].json.error).toContain("'Label' should be one of");
		expect(hints[0].message).toBe('2 of 66 items are not learnt from: see their error.');
	});

	it('refuses too few posts with their number, and goes on with that when told to continue', async () => {
		const few = labelled.slice(0, 30);
		const { error } = await train(few);
		expect(error?.message).toContain('30 different labelled posts are too few');
		expect((error as Error & { description: string }).description).toContain('Label 20 more posts');
		const { outputs } = await train(few, { continueOnFail: true });
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[0][0].json.error).toContain('30 different labelled posts are too few');
		expect(outputs[0][0].json).not.toHaveProperty('model');
	});

	it('sends what failed out by the error output', async () => {
		const { outputs } = await train([{ json: { text: 'a post' } }, ...labelled], {
			onError: 'continueErrorOutput',
		});
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(outputs[0][0].json).toHaveProperty('model');
		expect(outputs[1][0].json.error).toContain("'Label'");
	});
});
