/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeExecutionData } from 'n8n-workflow';

import { toXCredential } from '../support/credentials-helper';
import { DataTables } from '../support/data-tables';
import { createDeath, type Death } from '../support/death';
import { createEngine, type Engine, type Template, workflowId } from '../support/engine';
import { makeEvent } from '../support/events';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { type Sandbox, startSandbox } from '../support/sandbox';

const template = JSON.parse(
	readFileSync(path.resolve(__dirname, '../../workflows/01-mention-to-helpdesk.json'), 'utf8'),
) as Template;
const open = `x_care_open_${workflowId}`;
const history = `x_care_history_${workflowId}`;
const tenMinutes = 11 * 60_000;

describe('template 01, mention to helpdesk', () => {
	let sandbox: Sandbox;
	let tracker: RequestTrackerFake;
	let tables: DataTables;
	let engine: Engine;
	let death: Death;
	let processes = 0;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		await sandbox.control('POST', 'reset', {});
		tracker = await startRequestTrackerFake();
		tables = new DataTables();
		death = createDeath();
		engine = await start();
	});

	afterEach(async () => await tracker.stop());

	/** n8n in a new process, with what an earlier one left in the database. */
	const start = async (staticData?: Engine['staticData']) =>
		await createEngine(template, {
			credentials: {
				...toXCredential(sandbox.url),
				requestTrackerApi: { baseUrl: tracker.url, token: tracker.token },
			},
			dataTables: tables,
			processName: `process ${++processes}`,
			staticData,
			beforeNode: death.beforeNode,
		});
	const setUp = async () => await engine.run('Set up once');
	/** A poll, and the execution n8n starts with what it handed on. */
	const pollAndRun = async () => {
		const items = await engine.poll('X mentions');
		return items && (await engine.run('X mentions', items));
	};
	const sweep = async () => await engine.run('Every 10 minutes');
	/** Makes every row look as if it had been lying there for more than ten minutes. */
	const letRowsGrowOld = () => {
		for (const row of tables.rows(open)) row.updatedAt = new Date(Date.now() - tenMinutes);
	};
	const deliver = async (...items: INodeExecutionData[]) => await engine.run('X mentions', items);
	const toItem = (over: Parameters<typeof makeEvent>[0] = {}) =>
		({ json: { event: makeEvent(over) } }) as unknown as INodeExecutionData;
	const items = (count: number) =>
		Array.from({ length: count }, (_, i) => toItem({ id: `190000000000000001${i}` }));
	const entries = () => tracker.tickets().map(({ messages }) => messages.length);

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
		expect(entries()).toEqual([2, 1]);
		expect(tickets[0].messages[0].content).toContain('my parcel is two weeks late!');
		expect(tickets[0].messages[1].content).toContain('nobody answers my mails');
		expect(tickets[0].fields['X Case Key'][0]).toMatch(new RegExp(`^x-\\d+-${id}$`));
		expect(tracker.people.size).toBe(2);
		expect(tables.rows(open)).toEqual([]);
		expect(tables.rows(history).map((row) => [row.decision, row.outcome, row.category])).toEqual([
			['case', 'created', 'complaint'],
			['case', 'created', 'question'],
			['case', 'added', expect.any(String)],
		]);
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
		expect(entries()).toEqual([1]);
		expect(tables.rows(open)).toEqual([]);
	});

	it('does not start on a post a second time while the first run has it open', async () => {
		await setUp();
		death.plan('Understand');
		await deliver(toItem()).catch(() => undefined);
		const again = await deliver(toItem());
		expect(again.order).toEqual(['X mentions', 'Not in the ledger yet']);
	});

	it('makes one entry and one row of a post that several runs read in the same instant', async () => {
		await setUp();
		const all = Array.from({ length: 5 }, async () => await deliver(...items(2)));
		for (const { error } of await Promise.all(all)) expect(error).toBeUndefined();
		expect(entries()).toEqual([1, 1]);
		expect(tables.rows(history)).toHaveLength(2);
		expect(tables.rows(open)).toEqual([]);
	});

	it('leaves a post to the run that has claimed it, when two runs have it in hand', async () => {
		await setUp();
		death.plan('Claim', 2);
		await deliver(...items(3)).catch(() => undefined);
		// The sweep believes the rest abandoned, while the first run still goes on with its own list.
		letRowsGrowOld();
		const [swept, late] = [await sweep(), await engine.run('Every 10 minutes')];
		expect(swept.out('Case in the helpdesk')).toHaveLength(2);
		expect(late.out('Case in the helpdesk')).toEqual([]);
		expect(entries()).toEqual([1, 1, 1]);
	});

	const steps = [
		'Not in the ledger yet',
		'Open in the ledger',
		'One by one',
		'Claim',
		'Ours to do?',
		'Post',
		'Understand',
		'For us?',
		'Case in the helpdesk',
		'Write to the history',
		'Close in the ledger',
	];
	const inLoop = steps.slice(3);

	it.each([
		...steps.map((step) => [step, 1] as const),
		...inLoop.map((step) => [step, 3] as const),
	])(
		'ends in one case with one entry each when the process dies before "%s", post %i',
		async (step, run) => {
			await setUp();
			const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is late!' });
			await sandbox.post({ from: 'alice_m', text: 'anybody there, please?', inReplyTo: id });
			await sandbox.post({ from: 'bob_travels', text: '@acmecare do you deliver to Iceland?' });
			await sandbox.post({ from: 'carla_k', text: '@acmecare I was charged twice for October.' });
			death.plan(step, run);
			const died = await pollAndRun().catch((error: Error) => ({ error }));
			expect(died?.error?.message).toContain('the process died here');

			death.cancel();
			letRowsGrowOld();
			await sweep();
			// The trigger's first poll after the start brings the posts again as well.
			engine = await start(engine.staticData);
			await pollAndRun();

			expect(entries()).toEqual([2, 1, 1]);
			expect(tables.rows(open)).toEqual([]);
		},
	);

	it('keeps a post open with the reason when the helpdesk refuses it, lets the others through, and fails', async () => {
		await setUp();
		tracker.failNext(/^POST \/ticket$/, { status: 500 });
		const outcome = await deliver(...items(3));
		expect(tracker.tickets()).toHaveLength(2);
		expect(tables.rows(open)).toEqual([
			expect.objectContaining({ state: 'open', lastError: expect.stringMatching(/500.* \w+.*\./) }),
		]);
		expect(outcome.error?.message).toMatch(/^Posts not forwarded: 1\. .*500/);

		letRowsGrowOld();
		expect((await sweep()).error).toBeUndefined();
		expect(tracker.tickets()).toHaveLength(3);
		expect(tables.rows(open)).toEqual([]);
	});

	it('creates no second ticket when the helpdesk stored the first and its answer was lost', async () => {
		await setUp();
		tracker.failNext(/^POST \/ticket$/, { status: 502, body: '', after: true });
		await deliver(toItem());
		letRowsGrowOld();
		await sweep();
		expect(entries()).toEqual([1]);
		expect(tables.rows(open)).toEqual([]);
	});

	it('leaves rows alone that are younger than ten minutes: their own run may be at work', async () => {
		await setUp();
		death.plan('Understand');
		await deliver(toItem()).catch(() => undefined);
		const outcome = await sweep();
		expect(outcome.order).toEqual(['Every 10 minutes', 'Left open']);
	});

	it('goes on with the others when a row of the ledger is broken, and says which', async () => {
		await setUp();
		death.plan('Claim');
		await deliver(...items(2)).catch(() => undefined);
		tables.rows(open)[0].item = 'not JSON';
		letRowsGrowOld();
		const outcome = await sweep();
		expect(tracker.tickets()).toHaveLength(1);
		expect(outcome.error?.message).toContain('Posts not forwarded: 1.');
		expect(tables.rows(open)).toEqual([expect.objectContaining({ state: 'open' })]);
	});

	it('makes the cases although nobody ran the set-up, and says what is missing', async () => {
		const outcome = await deliver(...items(3));
		expect(tracker.tickets()).toHaveLength(3);
		expect(outcome.error?.message).toMatch(
			/^Posts not forwarded: 3\. .*Data table with name ".*" not found/,
		);
	});

	it('does not pass over in silence a post that neither the ledger nor the helpdesk took', async () => {
		tracker.failNext(/^POST \/ticket$/, { status: 500 });
		const outcome = await deliver(toItem());
		expect(outcome.error?.message).toMatch(/^Posts not forwarded: 1\./);
	});

	it('costs the same per item however long the history is', async () => {
		await setUp();
		const cost = async (id: string) => {
			const before = tables.rowsScanned;
			await deliver(toItem({ id, conversationId: id }));
			return tables.rowsScanned - before;
		};
		const first = await cost('1900000000000000001');
		for (let i = 10; i < 40; i++) await cost(`19000000000000000${i}`);
		expect(tables.rows(history)).toHaveLength(31);
		expect(await cost('1900000000000000099')).toBe(first);
	});
});
