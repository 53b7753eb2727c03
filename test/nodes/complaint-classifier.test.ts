import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { ComplaintClassifier } from '../../nodes/ComplaintClassifier/ComplaintClassifier.node';
import type { Triage } from '../../src/domain/triage/triage';
import { runNode } from '../support/node-context';

const toItem = (text: string, more: IDataObject = {}): INodeExecutionData => ({
	json: { event: { id: '1', kind: 'mention', text, mentionsUs: 'explicit', media: [], ...more } },
});
const toTriage = (item: INodeExecutionData) => item.json.triage as unknown as Triage;
const run = async (
	input: INodeExecutionData[],
	parameters: IDataObject = {},
	continueOnFail = false,
) =>
	await runNode(new ComplaintClassifier(), {
		input,
		parameters: parameters as never,
		continueOnFail,
	});

const complaint = '@acme three weeks and my refund still has not arrived, nobody answers';
const question = '@acme do you have the rain jacket in size M in the Leeds store?';
const praise = '@acme thank you so much, the new team is wonderful!';

describe('Complaint Classifier on the n8n engine', () => {
	it('adds triage to each item and changes nothing else, in the order they came', async () => {
		const input = [complaint, question, praise].map((text) => toItem(text));
		input[0].json.approval = { by: 'desk' };
		const { outputs, error } = await run(input);
		expect(error).toBeUndefined();
		expect(outputs).toHaveLength(1);
		expect(outputs[0].map((item) => toTriage(item).category)).toEqual([
			'complaint',
			'question',
			'praise',
		]);
		outputs[0].forEach((item, i) => {
			const { triage, ...rest } = item.json;
			expect(triage).toBeDefined();
			expect(rest).toEqual(input[i].json);
			expect(item.pairedItem).toEqual({ item: i });
		});
	});

	it('sends each category out by its own output, so that unsure can go to a person', async () => {
		const texts = [complaint, question, praise, '@acme', 'Hiring now, apply now! #jobs #hiring'];
		const { outputs } = await run(
			texts.map((text) => toItem(text, { mentionsUs: 'none' })),
			{ outputMode: 'perCategory' },
		);
		expect(outputs.map((items) => items.length)).toEqual([1, 1, 1, 0, 1, 1]);
		expect(outputs[5][0].pairedItem).toEqual({ item: 3 });
	});

	it('reads a text of its own, as when an agent uses it as a tool', async () => {
		const { outputs } = await run([{ json: { message: complaint } }], {
			textSource: 'text',
			text: '={{ $json.message }}',
		});
		expect(toTriage(outputs[0][0]).category).toBe('complaint');
	});

	it('keeps a picture without words as unsure instead of failing', async () => {
		const { outputs, error } = await run([
			toItem('https://t.co/abc', { media: [{ key: '3_1' }] }),
			{ json: { event: { id: '2', media: [{ key: '3_2' }] } } },
		]);
		expect(error).toBeUndefined();
		expect(outputs[0].map((item) => toTriage(item).reasons[0].cue)).toEqual([
			'picture only',
			'picture only',
		]);
	});

	it.each([
		['no event', {}, "'event' is missing"],
		['an event that is a text', { event: 'hello' }, "'event' is of type string"],
		['a text that is a number', { event: { text: 12 } }, "'event.text' is of type number"],
	])('stops at an item with %s and says how to get unstuck', async (_, json, message) => {
		const { error } = await run([toItem(praise), { json: json as IDataObject }]);
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 1]');
		expect((error as Error & { description: string }).description).toContain('X Care Trigger');
		expect((error as Error & { context: IDataObject }).context.itemIndex).toBe(1);
	});

	it('reports the bad item and goes on with the rest when told to continue', async () => {
		const { outputs, error } = await run([{ json: { n: 1 } }, toItem(complaint)], {}, true);
		expect(error).toBeUndefined();
		expect(outputs[0][0].json.error).toContain("'event' is missing");
		expect(outputs[0][0].pairedItem).toEqual({ item: 0 });
		expect(toTriage(outputs[0][1]).category).toBe('complaint');
	});

	it('sends more to a person the higher the threshold', async () => {
		const { outputs } = await run([toItem(question)], { unsureBelow: 0.99 });
		expect(toTriage(outputs[0][0])).toMatchObject({ category: 'unsure', bestGuess: 'question' });
	});

	it("heeds the company's own words and language", async () => {
		const { outputs } = await run([toItem('Great show by @acme the band in Oslo last night')], {
			options: { notForUsWords: 'Acme the band, the band', urgentWords: 'oslo' },
		});
		expect(toTriage(outputs[0][0]).category).toBe('not_for_us');
		const urgent = await run([toItem('@acme my pacemaker app shows an error again')], {
			options: { urgentWords: 'Pacemaker' },
		});
		expect(toTriage(urgent.outputs[0][0]).urgency).toBe('urgent');
		const french = await run([toItem(complaint)], { options: { language: 'fr' } });
		expect(toTriage(french.outputs[0][0]).category).toBe('unsure');
	});

	it('classifies in workflows saved before there was a choice of operations', async () => {
		const { outputs } = await runNode(new ComplaintClassifier(), {
			input: [toItem(complaint)],
			parameters: { outputMode: 'perCategory', unsureBelow: 0.6, options: { language: 'en' } },
		});
		expect(outputs.map((items) => items.length)).toEqual([1, 0, 0, 0, 0, 0]);
	});

	it('says how to get on when the operation does not exist', async () => {
		const { error } = await run([toItem(complaint)], { operation: 'toString' });
		expect(error?.message).toBe('Complaint Classifier has no operation "toString"');
	});

	it('hands a failed item to the error output, with what it held, where the node has one', async () => {
		const { outputs } = await runNode(new ComplaintClassifier(), {
			input: [{ json: { n: 1 } }, toItem(complaint)],
			onError: 'continueErrorOutput',
		});
		expect(outputs).toHaveLength(2);
		expect(outputs[0].map((item) => toTriage(item).category)).toEqual(['complaint']);
		expect(outputs[1].map(({ json }) => json)).toEqual([
			expect.objectContaining({
				error: expect.stringContaining("'event' is missing") as string,
			}) as IDataObject,
		]);
	});

	it('says the best class of an unsure post, marked for a person, where ops staff want one', async () => {
		const { outputs } = await run([toItem(question)], {
			unsureBelow: 1,
			whenUnsure: 'bestClass',
			outputMode: 'perCategory',
		});
		expect(outputs[1].map(toTriage)).toMatchObject([{ category: 'question', needsReview: true }]);
	});

	it('leaves a post unsure for which there is no best class', async () => {
		const { outputs } = await run([toItem('@acme', { media: [{ key: '3_1' }] })], {
			whenUnsure: 'bestClass',
		});
		expect(toTriage(outputs[0][0]).category).toBe('unsure');
	});

	it('gives the language model that uses it as a tool everything on the one output it sees', async () => {
		const { outputs, error } = await runNode(new ComplaintClassifier(), {
			input: [{ json: { message: praise } }],
			parameters: { textSource: 'text', text: '={{ $json.message }}', outputMode: 'perCategory' },
			asTool: true,
		});
		expect(error).toBeUndefined();
		expect(outputs[0].map((item) => toTriage(item).category)).toEqual(['praise']);
	});

	it.each<[string, IDataObject, string]>([
		[
			'a threshold above 1',
			{ unsureBelow: 70 },
			"'Unsure Below' should be a number from 0 to 1, but it is 70",
		],
		[
			'a share that leaves little to classify',
			{ unsureBy: 'share', unsureShare: 80 },
			"'Share for a Person' should be a number from 0 to 60, but it is 80",
		],
		[
			'words that are a number',
			{ options: { urgentWords: '={{ 4711 }}' } },
			"'Urgent Words' should be text with commas in between, or a list of texts, but it is 4711",
		],
		[
			'a list of names with an object in it',
			{ options: { vips: '={{ [{ "handle": "alice_m" }] }}' } },
			'\'VIPs\' should be text, but it is {"handle":"alice_m"}',
		],
		[
			'an own model that is no JSON',
			{ options: { ownModel: 'our model' } },
			'\'Own Model\' should be a model that Train on Your Posts has made, as JSON, but it is "our model"',
		],
		[
			'a topic without a name',
			{ options: { topics: { topic: [{ name: ' ', words: 'parcel' }] } } },
			'\'Topics: Topic 1: Name\' should be a name, but it is " "',
		],
		[
			'a topic that nothing belongs to',
			{ options: { topics: { topic: [{ name: 'Delivery', words: ' , ' }] } } },
			"'Topics: Delivery' should be a topic with words, or with examples",
		],
		[
			'two topics of one name',
			{
				options: {
					topics: {
						topic: [
							{ name: 'Delivery', words: 'parcel' },
							{ name: 'delivery', examples: 'where is it?' },
						],
					},
				},
			},
			'\'Topics: Name\' should be a name for one topic only, but it is "delivery"',
		],
	])('stops at %s and names field and value', async (_, parameters, message) => {
		const { error } = await run([toItem(praise)], parameters);
		expect(error?.message).toContain(message);
		expect((error as Error & { description: string }).description).toMatch(
			/ node|leave 'Own Model' empty/,
		);
		expect((error as Error & { context: IDataObject }).context.itemIndex).toBe(0);
	});

	it('takes lists as they come: with commas, one per line or as a list of an expression', async () => {
		for (const urgentWords of ['x, Pacemaker', 'x\npacemaker\n', "={{ ['x', 'PACEMAKER '] }}"]) {
			const { outputs, error } = await run(
				[toItem('@acme my pacemaker app shows an error again')],
				{
					options: { urgentWords, topics: { topic: [{ name: 'Health', words: 'pacemaker' }] } },
				},
			);
			expect(error).toBeUndefined();
			expect(toTriage(outputs[0][0]).urgency).toBe('urgent');
		}
	});
});
