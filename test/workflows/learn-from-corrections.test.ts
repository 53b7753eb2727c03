/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { toCaseDraft } from '../../src/domain/case';
import { type CorrectedTickets, startCorrectedTickets } from '../support/corrected-tickets';
import { DataTables } from '../support/data-tables';
import { createEngine, type Engine, type Template, workflowId } from '../support/engine';
import { makeEvent } from '../support/events';
import { labelledPosts } from './labelled-posts';

const read = (name: string) =>
	JSON.parse(readFileSync(path.resolve(__dirname, '../../workflows', name), 'utf8')) as Template;
const template = read('40-learn-from-corrections.json');
const labels = `x_care_labels_${workflowId}`;
const models = `x_care_models_${workflowId}`;
const post = '1900000000000000011';

describe('template 40, learn from corrections', () => {
	let tables: DataTables;
	let engine: Engine;

	beforeEach(async () => {
		tables = new DataTables();
		engine = await createEngine(template, { credentials: {}, dataTables: tables });
		await engine.run('Set up once');
	});

	const submit = async (over: Record<string, unknown> = {}) =>
		await engine.run('Correct a class', [
			{
				json: {
					Post: `https://x.com/alice_m/status/${post}`,
					'Text of the post': 'where is my parcel?',
					'Right class': 'Complaint',
					'Your name': 'Jane',
					submittedAt: '2026-11-20T10:00:00.000+01:00',
					formMode: 'production',
					...over,
				},
			},
		]);
	const seen = () => tables.rows(labels).map(({ postKey, label }) => [postKey, label]);

	it('creates both tables with one click, and again without harm', async () => {
		const again = await engine.run('Set up once');
		expect(again.error).toBeUndefined();
		expect([labels, models].map((name) => tables.has(name))).toEqual([true, true]);
	});

	describe('the form', () => {
		it('is not open to everybody, since whoever sends it teaches the classifier', () => {
			const form = template.nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
			expect(form?.parameters.authentication).toBe('basicAuth');
			expect(Object.keys(form?.credentials ?? {})).toEqual(['httpBasicAuth']);
		});

		it('makes a label of a correction, with who said so and when', async () => {
			const outcome = await submit({ 'Right class': 'Not for us' });
			expect(outcome.error).toBeUndefined();
			expect(tables.rows(labels)).toEqual([
				expect.objectContaining({
					text: 'where is my parcel?',
					label: 'not_for_us',
					postKey: post,
					correctedBy: 'Jane',
					at: '2026-11-20T09:00:00.000Z',
				}),
			]);
		});

		it.each([
			['a link', `https://x.com/alice_m/status/${post}`],
			[
				'a link that was shared',
				`https://twitter.com/i/web/status/${post}?s=20&t=1234567890123456789`,
			],
			['a link to a picture of it', `x.com/alice_m/status/${post}/photo/1`],
			['an id', ` ${post} `],
			["a case's reference", `Reference: x-1000000000000000001-${post}`],
		])('knows the post by %s', async (_, Post) => {
			await submit();
			await submit({ Post, 'Right class': 'Question', submittedAt: '2026-11-21T10:00:00.000Z' });
			expect(seen()).toEqual([[post, 'question']]);
		});

		it('keeps the newest correction of a post, also when an older one arrives late', async () => {
			await submit({ 'Right class': 'Praise', submittedAt: '2026-11-20T12:00:00.000Z' });
			await submit({ 'Right class': 'Comment', submittedAt: '2026-11-20T11:00:00.000Z' });
			expect(seen()).toEqual([[post, 'praise']]);
			await submit({ 'Right class': 'Question', submittedAt: '2026-11-20T13:00:00.000Z' });
			expect(seen()).toEqual([[post, 'question']]);
		});

		it('lets a later correction count although an earlier one came from a clock that is far ahead', async () => {
			await submit({ 'Right class': 'Praise', submittedAt: '2099-01-01T00:00:00.000Z' });
			const now = new Date(Date.now() + 1000).toISOString();
			await submit({ 'Right class': 'Comment', submittedAt: now });
			expect(seen()).toEqual([[post, 'comment']]);
		});

		it.each([
			['a class that is none of ours', { 'Right class': 'Spam' }, /"Spam" is none of complaint, /],
			['no class', { 'Right class': null }, /is none of complaint, /],
			['no text', { 'Text of the post': ' \n' }, /no text of a post/],
			['a text longer than any post', { 'Text of the post': 'a'.repeat(25_001) }, /longer than/],
			['no post', { Post: 'the one from yesterday' }, /no link or id of a post/],
			['an unknown time', { submittedAt: 'soon' }, /not known when/],
		])('takes nothing with %s, and whoever sent it sees that', async (_, over, said) => {
			const outcome = await submit(over);
			expect(outcome.error?.message).toMatch(/^The correction was not taken: form: /);
			expect(outcome.error?.message).toMatch(said);
			expect(tables.rows(labels)).toEqual([]);
		});

		it('keeps text as it was written, whatever it looks like', async () => {
			const text = "<b>{{ $json.secret }}</b> '; DROP TABLE labels; -- 😡\nمرحبا";
			await submit({ 'Text of the post': text });
			expect(tables.rows(labels)[0].text).toBe(text);
		});
	});

	describe('Request Tracker', () => {
		let tracker: CorrectedTickets;

		beforeEach(async () => {
			tracker = await startCorrectedTickets();
			engine = await createEngine(withTracker(`${tracker.url}/`), {
				credentials: { requestTrackerApi: { baseUrl: tracker.url, token: tracker.token } },
				dataTables: tables,
			});
		});

		afterEach(async () => await tracker.stop());

		const sweep = async () => await engine.run('Every night');
		const add = (
			id: string,
			value: string,
			over: { by?: string; at?: string; text?: string } = {},
		) => {
			const { by = 'jane', at = '2026-11-20T08:00:00Z', text = `my parcel ${id} is lost` } = over;
			const { body } = toCaseDraft(makeEvent({ id: toPostId(id), text }));
			tracker.tickets.push({ id, body, changes: [{ value, by, at }] });
		};

		it('is off until somebody switches it on, so that nobody without it sees failed runs', () => {
			expect(template.nodes.find(({ name }) => name === 'Every night')?.disabled).toBe(true);
		});

		it('makes a label of the post that opened a ticket, with who set its class and when', async () => {
			const text = 'line one\n\n--------------------\nReference: x-1-2\nand "more" 😡';
			add('21', 'question', { text, by: 'jim' });
			const outcome = await sweep();
			expect(outcome.error).toBeUndefined();
			expect(tables.rows(labels)).toEqual([
				expect.objectContaining({
					text,
					label: 'question',
					postKey: toPostId('21'),
					correctedBy: 'jim',
					at: '2026-11-20T08:00:00.000Z',
				}),
			]);
		});

		it('asks for tickets of ours alone, and for those of the last days', async () => {
			await sweep();
			expect(tracker.queries).toEqual([
				"'CF.{X Class}' IS NOT NULL AND 'CF.{X Case Key}' IS NOT NULL AND LastUpdated > '14 days ago'",
			]);
		});

		it('takes the last of several changes, and changes nothing when it looks again', async () => {
			add('21', 'praise');
			tracker.tickets[0].changes.unshift({
				value: 'comment',
				by: 'ann',
				at: '2026-11-20T09:00:00Z',
			});
			await sweep();
			const [first] = structuredClone(tables.rows(labels));
			expect(first).toMatchObject({ label: 'comment', correctedBy: 'ann' });
			const again = await sweep();
			expect([...again.out('Replace an older one'), ...again.out('Add the label')]).toEqual([]);
			expect(tables.rows(labels)).toEqual([first]);
		});

		it('does not undo a later correction by form, and is undone by none that is older', async () => {
			add('21', 'praise', { at: '2026-11-20T08:00:00Z' });
			const Post = toPostId('21');
			await submit({ Post, 'Right class': 'Comment', submittedAt: '2026-11-20T09:00:00Z' });
			await sweep();
			expect(seen()).toEqual([[Post, 'comment']]);
			tracker.tickets[0].changes.unshift({
				value: 'question',
				by: 'ann',
				at: '2026-11-20T10:00:00Z',
			});
			await sweep();
			expect(seen()).toEqual([[Post, 'question']]);
		});

		it('skips a class that is none of ours and a ticket without words, says so, and keeps the others', async () => {
			add('21', 'other');
			add('22', 'praise', { text: '' });
			add('23', 'Not for us');
			tracker.tickets.push({
				id: '24',
				body: 'Hello, I write you an e-mail.',
				changes: [{ value: 'praise', by: 'ann', at: '2026-11-20T09:00:00Z' }],
			});
			const outcome = await sweep();
			expect(outcome.error).toBeUndefined();
			expect(seen()).toEqual([[toPostId('23'), 'not_for_us']]);
			expect(outcome.out('Not taken').map(({ notTaken }) => notTaken)).toEqual([
				expect.stringMatching(/^ticket 21: "other" is none of complaint, /),
				expect.stringMatching(/^ticket 22: there is no text of a post$/),
				expect.stringMatching(/^ticket 24: .*there is no link or id of a post on X/),
			]);
		});

		it('goes on with the others when a ticket cannot be read, and marks the run as failed', async () => {
			add('21', 'praise');
			add('22', 'praise');
			add('23', 'praise');
			tracker.forbid(/ticket\/21\/history/);
			tracker.forbid(/ticket\/22\/attachments/);
			const outcome = await sweep();
			expect(seen()).toEqual([[toPostId('23'), 'praise']]);
			expect(outcome.error?.message).toMatch(/^Tickets not read: \d\. .*403|[Ff]orbidden/);
		});

		it('takes all of more tickets than fit on a page', async () => {
			for (let i = 100; i < 230; i++) add(String(i), 'praise');
			await sweep();
			expect(tables.rows(labels)).toHaveLength(130);
		});

		it('says so when Request Tracker cannot be reached at all', async () => {
			await tracker.stop();
			const outcome = await sweep();
			expect(outcome.error).toBeDefined();
			expect(tables.rows(labels)).toEqual([]);
		});
	});

	describe('every week', () => {
		const learn = async () => await engine.run('Every week');
		/** Labels as they come by and by, one row a post. */
		const fill = (posts: Array<{ text: string; label: string }>) => {
			const row = tables.rows(labels);
			posts.forEach(({ text, label }, i) => {
				const at = new Date(Date.UTC(2026, 10, 1, 0, i)).toISOString();
				row.push({
					...{ text, label, postKey: `19000000000000${1000 + i}`, correctedBy: 'Jane', at },
					...{ id: i + 1, createdAt: new Date(at), updatedAt: new Date(at) },
				});
			});
		};
		const countOf = (count: number, label: string) =>
			labelledPosts.filter((one) => one.label === label).slice(0, count);

		it('ends quietly with what is missing while there are too few labels', async () => {
			fill([...countOf(10, 'complaint'), ...countOf(6, 'praise')]);
			const outcome = await learn();
			expect(outcome.error).toBeUndefined();
			expect(outcome.order.at(-1)).toBe('Not enough yet');
			expect(outcome.out('Not enough yet')).toEqual([
				{
					sentence: expect.stringMatching(/16 .*50 .*complaint 10, praise 6.* 34 more posts\./),
					rows: 16,
					leftOut: 0,
				},
			]);
			expect(tables.rows(models)).toEqual([]);
		});

		it('ends quietly without any label', async () => {
			const outcome = await learn();
			expect(outcome.error).toBeUndefined();
			expect(outcome.out('Not enough yet')[0].sentence).toMatch(/no labels yet.* 50\.$/);
		});

		it('ends quietly naming the class that is short, although there are fifty labels', async () => {
			const [one] = countOf(1, 'comment');
			fill([...labelledPosts.filter((post) => post !== one), { ...one, label: 'praise' }]);
			const outcome = await learn();
			expect(outcome.error).toBeUndefined();
			expect(outcome.out('Not enough yet')[0].sentence).toMatch(/comment 9.* 1 more comment/);
		});

		it('ends quietly when many of the labels are the same post or in another language', async () => {
			const foreign = 'Mein Paket ist seit zwei Wochen nicht angekommen und niemand antwortet mir';
			fill([
				...labelledPosts.slice(1),
				...Array(20).fill(labelledPosts[1]),
				{ text: foreign, label: 'complaint' },
			]);
			const outcome = await learn();
			expect(outcome.error).toBeUndefined();
			expect(outcome.out('Not enough yet')[0].sentence).toMatch(/49 .* 1 more post/);
		});

		it('fails when something else than too few labels is in the way, so that somebody looks', async () => {
			fill(labelledPosts);
			const nodes = structuredClone(template.nodes);
			nodes.find(({ name }) => name === 'Learn')!.parameters.operation = 'no such operation';
			engine = await createEngine({ ...template, nodes }, { credentials: {}, dataTables: tables });
			const outcome = await learn();
			expect(outcome.error?.message).toMatch(/^No model could be made: /);
			expect(tables.rows(models)).toEqual([]);
		});

		it('leaves out rows that were filled in by hand with another label, and says how many', async () => {
			fill([
				...labelledPosts,
				{ text: 'whatever you like', label: 'spam' },
				{ text: '', label: 'praise' },
				{ text: 'a'.repeat(25_001), label: 'praise' },
			]);
			const [report] = (await learn()).out('A new model');
			expect(report).toMatchObject({ labels: 50, leftOut: 3 });
		});

		it('makes a model from fifty labels with ten of each class, and keeps it with its report', async () => {
			fill(labelledPosts);
			const outcome = await learn();
			expect(outcome.error).toBeUndefined();
			const [row] = tables.rows(models);
			expect(row).toMatchObject({
				name: expect.stringMatching(/our-posts-\d{4}-\d\d-\d\d$/),
				sentence: expect.stringMatching(/^On posts it had not seen, .* of 100/),
				warnings: expect.any(String),
				labels: labelledPosts.length,
				at: expect.stringMatching(/^\d{4}-.*Z$/),
			});
			expect(String(row.model)).toMatch(/^\{.*\}$/s);
			const report = JSON.parse(String(row.report)) as Record<string, unknown>;
			expect(report).toMatchObject({ sentence: row.sentence, posts: 50 });
			expect(report).not.toHaveProperty('model');
			const { name, sentence, warnings } = row;
			expect(outcome.out('A new model')).toEqual([
				{ name, labels: labelledPosts.length, sentence, warnings, leftOut: 0 },
			]);
		});

		it('counts a post once, with its newest label, also when two rows of it were filled in by hand', async () => {
			fill(labelledPosts);
			const [first] = tables.rows(labels);
			const at = '2026-11-20T00:00:00.000Z';
			tables.rows(labels).unshift({ ...first, id: 900, label: 'praise', at });
			const outcome = await learn();
			expect(outcome.out('Not enough yet')[0].sentence).toMatch(/complaint 9/);
		});

		it('learns from labels that were imported with nothing but text and label', async () => {
			fill(labelledPosts.map(({ text, label }) => ({ text, label: label.replaceAll('_', ' ') })));
			for (const row of tables.rows(labels)) Object.assign(row, { postKey: null, at: null });
			expect((await learn()).out('A new model')[0].labels).toBe(50);
		});

		it('learns from the newest three thousand labels when there are more', async () => {
			fill(Array.from({ length: 3_100 }, (_, i) => ({ text: `post ${i}`, label: 'praise' })));
			const [{ posts }] = (await learn()).out('Count them') as unknown as [
				{ posts: Array<{ text: string }> },
			];
			expect([posts.length, posts[0].text, posts.at(-1)?.text]).toEqual([
				3000,
				'post 100',
				'post 3099',
			]);
		});

		it('adds a row each week; the intake takes the newest, the way the note describes it', async () => {
			const understand = async () => {
				const intake = await createEngine(withOwnModel(read('02-mention-to-email.json')), {
					credentials: {},
					dataTables: tables,
				});
				await intake.run('Set up once');
				const outcome = await intake.run('X mentions', [
					{ json: { event: makeEvent({ id: String(Math.random()).slice(2) }) } } as never,
				]);
				return outcome.out('Understand')[0].triage as { model: string };
			};
			const builtIn = (await understand()).model;
			fill(labelledPosts);
			await learn();
			await learn();
			const [older, newer] = tables.rows(models);
			newer.name = 'not what it is known by';
			expect(tables.rows(models)).toHaveLength(2);
			expect((await understand()).model).toContain(String(older.name));
			expect(builtIn).not.toContain(String(older.name));
		});
	});
});

/** The post that opened a ticket. */
const toPostId = (ticketId: string) => `19000000000000000${ticketId}`;

/** What the admin enters; and no pauses between requests. */
function withTracker(address: string): Template {
	const nodes = structuredClone(template.nodes).map((node) => ({ ...node, waitBetweenTries: 0 }));
	for (const { name, parameters } of nodes) {
		const { assignments, options } = parameters as {
			assignments?: { assignments: Array<{ value: string }> };
			options?: { batching?: { batch: { batchInterval: number } } };
		};
		if (name === 'Address') assignments!.assignments[0].value = address;
		if (options?.batching) options.batching.batch.batchInterval = 0;
	}
	return { ...template, nodes };
}

/** What the note "Use the model in your intake" asks for. */
function withOwnModel(intake: Template): Template {
	const nodes = structuredClone(intake.nodes);
	const newest = {
		id: 'newest',
		name: 'Newest model',
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1.1,
		position: [220, -300],
		parameters: {
			resource: 'row',
			operation: 'get',
			dataTableId: { __rl: true, mode: 'name', value: models },
			limit: 1,
			orderBy: true,
			orderByColumn: 'id',
			orderByDirection: 'DESC',
		},
		alwaysOutputData: true,
		executeOnce: true,
		onError: 'continueRegularOutput',
	} as INode;
	const note = template.nodes.find(({ name }) => name === 'Note: use the model');
	const [, expression] = /\n`(\{\{.*\}\})`\n/.exec(String(note?.parameters.content)) ?? [];
	const understand = nodes.find(({ name }) => name === 'Understand');
	understand!.parameters = { options: { ownModel: `=${expression}` } };
	const connections = structuredClone(intake.connections);
	for (const trigger of ['X mentions', 'Every 10 minutes'])
		connections[trigger].main[0]!.push({ node: 'Newest model', type: 'main', index: 0 });
	// What comes behind the classifier is not asked.
	delete connections.Understand;
	return { ...intake, nodes: [...nodes, newest], connections };
}
