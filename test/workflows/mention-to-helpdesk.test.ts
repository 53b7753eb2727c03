/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeExecutionData } from 'n8n-workflow';

import { toXCredential } from '../support/credentials-helper';
import { DataTables } from '../support/data-tables';
import { createEngine, type Engine, type Template } from '../support/engine';
import { makeEvent } from '../support/events';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { type Sandbox, startSandbox } from '../support/sandbox';

const template = JSON.parse(
	readFileSync(path.resolve(__dirname, '../../workflows/01-mention-to-helpdesk.json'), 'utf8'),
) as Template;
const open = 'x_care_cases_open';
const history = 'x_care_cases_history';
const tenMinutes = 11 * 60_000;

describe('template 01, mention to helpdesk', () => {
	let sandbox: Sandbox;
	let tracker: RequestTrackerFake;
	let tables: DataTables;
	let engine: Engine;
	let killBefore: string | undefined;
	let activations = 0;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		await sandbox.control('POST', 'reset', {});
		tracker = await startRequestTrackerFake();
		tables = new DataTables();
		killBefore = undefined;
		engine = await createEngine(template, {
			credentials: {
				...toXCredential(sandbox.url),
				requestTrackerApi: { baseUrl: tracker.url, token: tracker.token },
			},
			dataTables: tables,
			workflowId: `activation-${++activations}`,
			beforeNode: (name) => {
				if (name === killBefore) throw new Error('the process died here');
			},
		});
	});

	afterEach(async () => await tracker.stop());

	const setUp = async () => await engine.run('Set up once');
	/** A poll, and the execution n8n starts with what it handed on. */
	const pollAndRun = async () => {
		const items = await engine.poll('X mentions');
		return items && (await engine.run('X mentions', items));
	};
	/** Makes every row look as if it had been lying there for more than ten minutes. */
	const letRowsGrowOld = () => {
		for (const row of tables.rows(open)) row.updatedAt = new Date(Date.now() - tenMinutes);
	};
	const deliver = async (...items: INodeExecutionData[]) => await engine.run('X mentions', items);
	const toItem = (over: Parameters<typeof makeEvent>[0] = {}) =>
		({ json: { event: makeEvent(over) } }) as unknown as INodeExecutionData;

	it('creates both tables of the ledger with one click, and again without harm', async () => {
		await setUp();
		const again = await setUp();
		expect(again.error).toBeUndefined();
		expect([open, history].map((name) => tables.has(name))).toEqual([true, true]);
	});

	it('turns mentions into one case per conversation, follow-ups included, and closes the ledger', async () => {
		await setUp();
		const { id } = await sandbox.post({
			from: 'alice_m',
			text: '@acmecare my parcel is two weeks late!',
		});
		await sandbox.post({ from: 'bob_travels', text: '@acmecare do you deliver to Iceland?' });
		await sandbox.post({ from: 'alice_m', text: 'and nobody answers my mails', inReplyTo: id });
		const outcome = await pollAndRun();

		expect(outcome?.error).toBeUndefined();
		const tickets = tracker.tickets();
		expect(tickets.map(({ messages }) => messages.length)).toEqual([2, 1]);
		expect(tickets[0].messages[0].content).toContain('my parcel is two weeks late!');
		expect(tickets[0].messages[1].content).toContain('nobody answers my mails');
		expect(tickets[0].fields['X Case Key'][0]).toMatch(new RegExp(`^x-\\d+-${id}$`));
		expect(tracker.people.size).toBe(2);
		expect(tables.rows(open)).toEqual([]);
		expect(tables.rows(history).map(({ decision, outcome: result }) => [decision, result])).toEqual(
			[
				['case', 'created'],
				['case', 'created'],
				['case', 'added'],
			],
		);
	});

	it('lets the item grow by one key a node and changes none', async () => {
		await setUp();
		const outcome = await deliver(toItem());
		const [item] = outcome.out('Case in the helpdesk');
		expect(Object.keys(item)).toEqual(['event', 'triage', 'case']);
		expect(item.event).toEqual(makeEvent());
		expect(item.case).toEqual({
			desk: 'requestTracker',
			id: '1',
			url: `${tracker.url}/Ticket/Display.html?id=1`,
			outcome: 'created',
		});
	});

	it('parks spam in the history with its reason, and makes no case of it', async () => {
		await setUp();
		const text =
			'@acmecare FREE crypto airdrop!!! Claim 5000 USDT now, follow us and DM to win #giveaway';
		await deliver(toItem({ text }));
		expect(tracker.tickets()).toEqual([]);
		expect(tables.rows(open)).toEqual([]);
		expect(tables.rows(history)).toEqual([
			expect.objectContaining({
				category: 'not_for_us',
				decision: 'parked',
				reason: expect.stringMatching(/\w{3,}/),
			}),
		]);
	});

	it('makes one case with one entry of a post that is delivered again after it was done', async () => {
		await setUp();
		await deliver(toItem());
		const again = await deliver(toItem());
		expect(again.out('Case in the helpdesk')[0].case).toMatchObject({ outcome: 'existing' });
		expect(tracker.tickets().map(({ messages }) => messages.length)).toEqual([1]);
		expect(tables.rows(open)).toEqual([]);
	});

	it('does not start on a post a second time while the first run has it open', async () => {
		await setUp();
		killBefore = 'Understand';
		await deliver(toItem()).catch(() => undefined);
		killBefore = undefined;
		const again = await deliver(toItem());
		expect(again.order).toEqual(['X mentions', 'Not in the ledger yet']);
	});

	const steps = [
		'Not in the ledger yet',
		'Open in the ledger',
		'Post',
		'Understand',
		'For us?',
		'Case in the helpdesk',
		'Write to the history',
		'Close in the ledger',
	];

	it.each(steps)(
		'ends in one case with one entry when the process dies before "%s"',
		async (step) => {
			await setUp();
			const { id } = await sandbox.post({
				from: 'alice_m',
				text: '@acmecare my parcel is two weeks late!',
			});
			await sandbox.post({ from: 'alice_m', text: 'anybody there?', inReplyTo: id });
			killBefore = step;
			const died = await pollAndRun().catch((error: Error) => ({ error }));
			expect(died?.error?.message).toContain('the process died here');

			killBefore = undefined;
			letRowsGrowOld();
			await engine.run('Every 10 minutes');
			// The trigger's first poll after the start brings the posts again as well.
			const items = await restart();
			await engine.run('X mentions', items);

			expect(tracker.tickets().map(({ messages }) => messages.length)).toEqual([2]);
			expect(tables.rows(open)).toEqual([]);
		},
	);

	/** What the first poll of a new process hands on, with the static data of the old one. */
	async function restart(): Promise<INodeExecutionData[]> {
		const { staticData } = engine;
		const fresh = await createEngine(template, {
			credentials: toXCredential(sandbox.url),
			dataTables: tables,
			workflowId: `activation-${++activations}`,
			staticData,
		});
		return (await fresh.poll('X mentions', 'trigger', 'init')) ?? [];
	}

	it('keeps a post open with the reason when the helpdesk refuses it, and lets the others through', async () => {
		await setUp();
		tracker.failNext(/^POST \/ticket$/, { status: 500 });
		const outcome = await deliver(
			toItem({ id: '1900000000000000001' }),
			toItem({ id: '1900000000000000002', conversationId: '1900000000000000002' }),
		);
		expect(outcome.error).toBeUndefined();
		expect(tracker.tickets()).toHaveLength(1);
		expect(tables.rows(open)).toEqual([
			expect.objectContaining({
				eventId: '1900000000000000001',
				state: 'open',
				lastError: expect.stringContaining('500'),
			}),
		]);

		letRowsGrowOld();
		await engine.run('Every 10 minutes');
		expect(tracker.tickets()).toHaveLength(2);
		expect(tables.rows(open)).toEqual([]);
	});

	it('creates no second ticket when the helpdesk stored the first and its answer was lost', async () => {
		await setUp();
		tracker.failNext(/^POST \/ticket$/, { status: 502, body: '', after: true });
		await deliver(toItem());
		letRowsGrowOld();
		await engine.run('Every 10 minutes');
		expect(tracker.tickets().map(({ messages }) => messages.length)).toEqual([1]);
		expect(tables.rows(open)).toEqual([]);
	});

	it('leaves rows alone that are younger than ten minutes: their own run may be at work', async () => {
		await setUp();
		killBefore = 'Understand';
		await deliver(toItem()).catch(() => undefined);
		killBefore = undefined;
		const outcome = await engine.run('Every 10 minutes');
		expect(outcome.order).toEqual(['Every 10 minutes', 'Left open']);
	});

	it('makes the case although nobody ran the set-up, and says what is missing', async () => {
		const other = '1900000000000000002';
		const outcome = await deliver(toItem(), toItem({ id: other, conversationId: other }));
		expect(tracker.tickets()).toHaveLength(2);
		expect(outcome.error?.message).toContain(`Data table with name "${history}" not found`);
	});

	it('costs the same per item however long the history is', async () => {
		await setUp();
		const cost = async (id: string) => {
			const before = tables.rowsScanned;
			await deliver(toItem({ id, conversationId: id }));
			return tables.rowsScanned - before;
		};
		const first = await cost('1900000000000000001');
		for (let i = 10; i < 60; i++) await cost(`19000000000000000${i}`);
		expect(tables.rows(history)).toHaveLength(51);
		expect(await cost('1900000000000000099')).toBe(first);
	});
});
