/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeExecutionData } from 'n8n-workflow';

import { toXCredential } from '../support/credentials-helper';
import { DataTables } from '../support/data-tables';
import { createDeath, type Death } from '../support/death';
import { createEngine, type Engine, type Template, workflowId } from '../support/engine';
import { makeEvent } from '../support/events';
import { type Sandbox, startSandbox } from '../support/sandbox';

const template = JSON.parse(
	readFileSync(path.resolve(__dirname, '../../workflows/02-mention-to-email.json'), 'utf8'),
) as Template;
const open = `x_care_open_${workflowId}`;
const history = `x_care_history_${workflowId}`;
const days = 86_400_000;

interface Mail {
	to: string;
	from: string;
	subject: string;
	text: string;
	html: string;
}

describe('template 02, mention to e-mail', () => {
	let sandbox: Sandbox;
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
		await sandbox.control('DELETE', 'mailbox');
		death = createDeath();
		tables = new DataTables();
		engine = await start(sandbox.smtpPort);
		await engine.run('Set up once');
	});

	const start = async (
		smtpPort: number,
		addresses = { fromEmail: 'X Care <care@example.com>', toEmail: 'desk@example.com' },
	) =>
		await createEngine(fillIn(template, addresses), {
			credentials: {
				...toXCredential(sandbox.url),
				smtp: {
					host: '127.0.0.1',
					port: smtpPort,
					secure: false,
					disableStartTls: true,
					user: '',
					password: '',
				},
			},
			dataTables: tables,
			processName: `process ${++processes}`,
			beforeNode: death.beforeNode,
		});
	const deliver = async (...items: INodeExecutionData[]) => await engine.run('X mentions', items);
	const toItem = (over: Parameters<typeof makeEvent>[0] = {}) =>
		({ json: { event: makeEvent(over) } }) as unknown as INodeExecutionData;
	const items = (count: number) =>
		Array.from({ length: count }, (_, i) => toItem({ id: `190000000000000001${i}` }));
	const mails = async () => await sandbox.control<Mail[]>('GET', 'mailbox');
	const letRowsGrowOld = (ms: number) => {
		for (const row of tables.rows(open)) row.updatedAt = new Date(Date.now() - ms);
	};

	it('sends one e-mail a mention, with the whole text, the reasons and one subject a conversation', async () => {
		const { id } = await sandbox.post({
			from: 'alice_m',
			text: '@acmecare my parcel is two weeks late & <b>nobody</b> answers!',
		});
		await sandbox.post({ from: 'alice_m', text: 'day three of waiting', inReplyTo: id });
		const outcome = await engine.run('X mentions', (await engine.poll('X mentions')) ?? []);
		expect(outcome.error).toBeUndefined();

		const received = await mails();
		expect(received).toHaveLength(2);
		const first = received.find(({ text }) => text.includes('two weeks late'));
		const second = received.find(({ text }) => text.includes('day three of waiting'));
		expect(second?.subject).toBe(`Re: ${first?.subject}`);
		expect(first?.text).toContain('my parcel is two weeks late & <b>nobody</b> answers!');
		expect(first?.html).toMatch(/(&lt;|&#60;)b(&gt;|&#62;)nobody/);
		expect(first?.text).toContain(`https://x.com/i/status/${id}`);
		expect(first?.text).not.toMatch(/sent automatically with n8n/i);
		expect(tables.rows(open).map(({ state, item }) => [state, item])).toEqual([
			['done', ''],
			['done', ''],
		]);
		expect(tables.rows(history).map(({ decision }) => decision)).toEqual(['mailed', 'mailed']);
	});

	it('sends nothing for a post that is delivered again within a week', async () => {
		await deliver(toItem());
		const again = await deliver(toItem());
		expect(again.order).toEqual(['X mentions', 'Not in the ledger yet']);
		expect(await mails()).toHaveLength(1);
	});

	it('sends one e-mail of a post that several runs read in the same instant', async () => {
		const all = Array.from({ length: 5 }, async () => await deliver(...items(2)));
		for (const { error } of await Promise.all(all)) expect(error).toBeUndefined();
		expect(await mails()).toHaveLength(2);
		expect(tables.rows(history)).toHaveLength(2);
		expect(tables.rows(open).map(({ state }) => state)).toEqual(['done', 'done']);
	});

	it('forgets after a week what was sent, so that the table stays small', async () => {
		await deliver(toItem());
		letRowsGrowOld(6 * days);
		await engine.run('Every 10 minutes');
		expect(tables.rows(open)).toHaveLength(1);
		letRowsGrowOld(8 * days);
		await engine.run('Every 10 minutes');
		expect(tables.rows(open)).toEqual([]);
		expect(tables.rows(history)).toHaveLength(1);
	});

	it('parks spam in the history and sends nothing', async () => {
		const text =
			'@acmecare FREE crypto airdrop!!! Claim 5000 USDT now, follow us and DM to win #giveaway';
		await deliver(toItem({ text }));
		expect(await mails()).toEqual([]);
		expect(tables.rows(history)).toEqual([expect.objectContaining({ decision: 'parked' })]);
		expect(tables.rows(open)).toEqual([expect.objectContaining({ state: 'done' })]);
	});

	const steps = [
		'Open in the ledger',
		'Claim',
		'Post',
		'Understand',
		'For us?',
		'Write the e-mail',
		'Send the e-mail',
	];

	it.each([
		...steps.map((step) => [step, 1] as const),
		...steps.slice(1).map((step) => [step, 3] as const),
	])(
		'sends each e-mail once when the process dies before "%s", post %i, and the sweep runs',
		async (step, run) => {
			death.plan(step, run);
			await deliver(...items(4)).catch(() => undefined);
			death.cancel();
			// The trigger brings the posts again after a start; the sweep takes up what is open.
			await deliver(...items(4));
			letRowsGrowOld(11 * 60_000);
			await engine.run('Every 10 minutes');
			await deliver(...items(4));
			expect(await mails()).toHaveLength(4);
			expect(tables.rows(open).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
		},
	);

	it('loses nothing when the process dies after sending, at the price of that one e-mail again', async () => {
		death.plan('Write to the history', 2);
		await deliver(...items(4)).catch(() => undefined);
		death.cancel();
		letRowsGrowOld(11 * 60_000);
		await engine.run('Every 10 minutes');
		const received = await mails();
		expect(received).toHaveLength(5);
		expect(new Set(received.map(({ text }) => text)).size).toBe(4);
	});

	it('keeps the post open with the reason when the mail server does not answer', async () => {
		engine = await start(9);
		const outcome = await deliver(toItem());
		// n8n puts words of its own in place of a message with the code as it is.
		expect(outcome.error?.message).toMatch(/^Posts not forwarded: 1\. .*E-CONNREFUSED/);
		expect(tables.rows(open)).toEqual([
			expect.objectContaining({
				state: 'open',
				lastError: expect.stringContaining('ECONNREFUSED'),
			}),
		]);

		engine = await start(sandbox.smtpPort);
		letRowsGrowOld(11 * 60_000);
		await engine.run('Every 10 minutes');
		expect(await mails()).toHaveLength(1);
	});

	it('does not run at all before somebody has filled in the addresses, and names them', async () => {
		engine = await start(sandbox.smtpPort, { fromEmail: '', toEmail: '' });
		await expect(deliver(toItem())).rejects.toThrow(/"From" is required[^]*"To" is required/);
	});
});

/** What the admin enters; the template ships without addresses, so that no post goes to anybody by mistake. */
function fillIn(template: Template, addresses: Record<string, string>): Template {
	const nodes = template.nodes.map((node) =>
		node.name === 'Write the e-mail'
			? { ...node, parameters: { ...node.parameters, ...addresses } }
			: node,
	);
	return { ...template, nodes };
}
