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
});
