/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { toCaseDraft } from '../../src/domain/case';
import { createRequestTracker } from '../../src/desks/request-tracker/desk';
import { trackerCalls } from '../desks/tracker-calls';
import { DataTables } from '../support/data-tables';
import { createEngine, type Engine, type Template, workflowId } from '../support/engine';
import { makeEvent } from '../support/events';
import { createFetchSend } from '../support/fetch-send';
import { canRunTracker, type RunningTracker, startTracker } from '../support/request-tracker';

jest.setTimeout(60_000);

const file = path.resolve(__dirname, '../../workflows/40-learn-from-corrections.json');
const labels = `x_care_labels_${workflowId}`;
const isThere = canRunTracker();
if (!isThere) {
	it.skip('Request Tracker is not installed here: run scripts/request-tracker.mts as root first', () => {});
}

(isThere ? describe : describe.skip)('corrections on tickets of a real Request Tracker', () => {
	let tracker: RunningTracker;
	let engine: Engine;
	let tables: DataTables;

	beforeAll(async () => {
		tracker = await startTracker();
		tables = new DataTables();
		const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
		const address = template.nodes.find(({ name }) => name === 'Address')!.parameters;
		address.assignments = {
			assignments: [{ name: 'address', type: 'string', value: tracker.url }],
		};
		engine = await createEngine(template, {
			credentials: { requestTrackerApi: { baseUrl: tracker.url, token: tracker.token } },
			dataTables: tables,
		});
		await engine.run('Set up once');
	});

	afterAll(async () => await tracker.stop());

	/** Cases as the Case Forwarder makes them; the ids of their tickets. */
	const forward = async (
		...posts: Array<{ id: string; text: string; conversationId?: string }>
	) => {
		const desk = createRequestTracker(
			createFetchSend(tracker.url, { authorization: `token ${tracker.token}` }),
			{ baseUrl: tracker.url, queue: tracker.queue, followUpAs: 'correspond', keepContacts: true },
		);
		const ids: string[] = [];
		for (const post of posts) ids.push((await desk.upsertCase(toCaseDraft(makeEvent(post)))).id);
		return ids;
	};
	const correct = async (id: string, value: string) =>
		await trackerCalls(tracker.url, tracker.rootToken).call('PUT', `/ticket/${id}`, {
			CustomFields: { 'X Class': value },
		});

	it('become labels of the post that opened the ticket, the last one counts, and nothing is read twice', async () => {
		const text = 'where is my pärcel? 😡\nsecond line & <b>more</b>';
		const [first, , untouched, third] = await forward(
			{ id: '1900000000000000031', text },
			{
				id: '1900000000000000032',
				text: 'and still nobody',
				conversationId: '1900000000000000031',
			},
			{ id: '1900000000000000033', text: 'nobody corrects me' },
			{ id: '1900000000000000034', text: 'brilliant, thank you' },
		);
		expect(new Set([first, untouched, third]).size).toBe(3);
		await correct(first, 'praise');
		await correct(first, 'complaint');
		await correct(third, 'not_for_us');

		const outcome = await engine.run('Every night');
		expect(outcome.error).toBeUndefined();
		const rows = tables.rows(labels);
		expect(rows.map((row) => [row.text, row.label, row.postKey, row.correctedBy])).toEqual([
			[text, 'complaint', '1900000000000000031', 'root'],
			['brilliant, thank you', 'not_for_us', '1900000000000000034', 'root'],
		]);
		for (const { at } of rows)
			expect(Math.abs(Date.parse(String(at)) - Date.now())).toBeLessThan(60_000);

		const again = await engine.run('Every night');
		expect([...again.out('Replace an older one'), ...again.out('Add the label')]).toEqual([]);
		expect(tables.rows(labels)).toHaveLength(2);
	});
});
