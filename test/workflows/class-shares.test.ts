/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { DataTables } from '../support/data-tables';
import { createEngine, type Template, workflowId } from '../support/engine';
import { type Sandbox, startSandbox } from '../support/sandbox';

const read = (name: string) =>
	JSON.parse(readFileSync(path.resolve(__dirname, '../../workflows', name), 'utf8')) as Template;
const template = read('41-class-shares.json');
const history = `x_care_history_${workflowId}`;

/** A Wednesday, 7:15 in the account's zone. */
const now = new Date('2026-11-18T06:15:00.000Z');
const timezone = 'Europe/Berlin';
const dayMs = 86_400_000;

interface Mail {
	to: string;
	from: string;
	subject: string;
	text: string;
	html: string;
}

interface Report {
	sentence: string;
	state: string;
	alarm: boolean;
	forUs: number;
	counts: Record<string, number>;
	leftOut?: number;
}

describe('template 41, share of complaints', () => {
	let sandbox: Sandbox;
	let tables: DataTables;
	let nextId = 1;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		await sandbox.control('DELETE', 'mailbox');
		tables = new DataTables();
		const intake = await createEngine(read('01-mention-to-helpdesk.json'), {
			credentials: {},
			dataTables: tables,
		});
		await intake.run('Set up once');
		jest.useFakeTimers({ now, doNotFake: allButDate });
	});

	afterEach(() => jest.useRealTimers());

	const start = async (filledIn = fillIn(template), smtpPort = sandbox.smtpPort) =>
		await createEngine(filledIn, {
			credentials: {
				smtp: {
					...{ host: '127.0.0.1', port: smtpPort, secure: false, disableStartTls: true },
					...{ user: '', password: '' },
				},
			},
			dataTables: tables,
		});
	const run = async () => await (await start()).run('Every morning');
	const mails = async () => await sandbox.control<Mail[]>('GET', 'mailbox');

	/** A row as template 01 writes it. */
	const add = (category: unknown, postedAt: unknown, eventId: unknown = `post-${nextId}`) =>
		void tables.rows(history).push({
			...{ eventId, category, postedAt, permalink: '', reason: 'because', decision: 'case' },
			...{ id: nextId++, createdAt: new Date(), updatedAt: new Date() },
		} as never);
	/** So many posts at noon of so many days ago, UTC. */
	const addDay = (daysAgo: number, counts: Record<string, number>) => {
		const day = new Date(now.getTime() - daysAgo * dayMs).toISOString().slice(0, 10);
		for (const [category, count] of Object.entries(counts)) {
			for (let i = 0; i < count; i++) add(category, `${day}T12:00:00.000Z`);
		}
	};
	const usual = { complaint: 4, question: 6, comment: 8, praise: 2, not_for_us: 5, unsure: 1 };
	const addUsualDays = () => {
		for (let daysAgo = 2; daysAgo <= 21; daysAgo++) addDay(daysAgo, usual);
	};

	it('mails one alarm with figures and shares when yesterday had more complaints than usual', async () => {
		addUsualDays();
		addDay(1, { ...usual, complaint: 40 });
		const outcome = await run();
		expect(outcome.error).toBeUndefined();
		const received = await mails();
		expect(received).toEqual([
			expect.objectContaining({
				from: 'care@example.com',
				to: ['lead@example.com'],
				subject: 'X: 40 of 57 posts were complaints, more than usual',
			}),
		]);
		const [{ text, html }] = received;
		expect(text).toMatch(/^40 of 57 posts were complaints yesterday \(70 %\); between .* is usual/);
		expect(text).toContain('\ncomplaint: 40 (65 %)\nquestion: 6 (10 %)\n');
		expect(text).toContain('\nnot for us: 5 (8 %)\nunsure: 1 (2 %)\nall: 62\n');
		expect(text).toMatch(/2026-11-17T00:00:00\+01:00 to 2026-11-18T00:00:00\+01:00/);
		expect(html).toMatch(
			/<td>complaint<\/td><td align="right">40<\/td><td align="right">65 %<\/td>/,
		);
		expect(`${text}${html}`).not.toMatch(
			/sent automatically with n8n|undefined|\{\{|could not be read/i,
		);
	});

	it('disturbs nobody on a usual day, and ends with the report', async () => {
		addUsualDays();
		addDay(1, { ...usual, complaint: 5 });
		const outcome = await run();
		expect(outcome.error).toBeUndefined();
		expect(await mails()).toEqual([]);
		expect(outcome.order.at(-1)).toBe('Nothing unusual');
		expect(outcome.out('Nothing unusual')).toEqual([
			expect.objectContaining({ state: 'usual', alarm: false, forUs: 22 }),
		]);
	});

	it.each([
		['six posts', 6],
		['no post', 0],
	])('gives no alarm for a day with %s, even if all are complaints', async (_, complaint) => {
		addUsualDays();
		addDay(1, { complaint });
		const outcome = await run();
		expect(await mails()).toEqual([]);
		expect(outcome.out('Nothing unusual')[0]).toMatchObject({ state: 'too few posts' });
	});

	it('gives no alarm in its first days, and says what is needed', async () => {
		addDay(1, { complaint: 40 });
		addDay(2, usual);
		const [report] = (await run()).out('Nothing unusual') as unknown as Report[];
		expect(report).toMatchObject({ state: 'too little past' });
		expect(report.sentence).toContain('only 1 earlier day');
		expect(await mails()).toEqual([]);
	});

	it('ends quietly when there is no post at all, and says what to look at', async () => {
		const outcome = await run();
		expect(outcome.error).toBeUndefined();
		expect(outcome.out('Nothing to judge')).toEqual([
			expect.objectContaining({ alarm: false, sentence: expect.stringContaining('No posts') }),
		]);
	});

	it('counts a post once that the history holds several times, by its newest entry', async () => {
		addUsualDays();
		for (let i = 0; i < 30; i++) add('question', '2026-11-17T12:00:00.000Z', `again-${i}`);
		for (let i = 0; i < 30; i++) add('comment', '2026-11-17T12:00:00.000Z', `again-${i}`);
		const [report] = (await run()).out('Nothing unusual') as unknown as Report[];
		expect(report.counts).toMatchObject({ question: 0, comment: 30 });
	});

	it('leaves out rows that nobody can read, and says so in the alarm', async () => {
		addUsualDays();
		addDay(1, { ...usual, complaint: 40 });
		add('spam', '2026-11-17T12:00:00.000Z');
		add(null, '2026-11-17T12:00:00.000Z');
		add('complaint', '2026-11-17T12:00:00.000Z', null);
		add('complaint', '2026-11-17T12:00:00');
		add('complaint', '2026-09-31T12:00:00Z');
		expect((await run()).error).toBeUndefined();
		const [{ text }] = await mails();
		expect(text).toMatch(/^40 of 57 /);
		expect(text).toContain('could not be read: 5.');
	});

	it('takes the day by the clock of the account', async () => {
		addUsualDays();
		for (let i = 0; i < 30; i++) add('comment', '2026-11-16T23:30:00.000Z');
		for (let i = 0; i < 50; i++) add('complaint', '2026-11-17T23:30:00.000Z');
		const [report] = (await run()).out('Nothing unusual') as unknown as Report[];
		expect(report).toMatchObject({ forUs: 30, counts: { comment: 30, complaint: 0 } });
	});

	it('reads sixty days and not the hour that is still running', async () => {
		addDay(61, { complaint: 1 });
		addDay(60, { question: 1 });
		add('praise', '2026-11-18T05:59:00.000Z');
		add('comment', '2026-11-18T06:01:00.000Z');
		const rows = (await run()).out('The last 60 days');
		expect(rows.map(({ category }) => category)).toEqual(['question', 'praise']);
	});

	it('fails when the alarm cannot be mailed, so that the error workflow starts', async () => {
		addUsualDays();
		addDay(1, { ...usual, complaint: 40 });
		const patient = fillIn(template);
		for (const node of patient.nodes) node.waitBetweenTries = 0;
		const outcome = await (await start(patient, 9)).run('Every morning');
		expect(outcome.error?.message).toContain('refused the connection');
	});

	it('does not run before somebody has filled in the addresses, and names them', async () => {
		const engine = await start(template);
		await expect(engine.run('Every morning')).rejects.toThrow(
			/"From Email" is required[^]*"To Email" is required/,
		);
	});
});

const allButDate = [
	...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const),
	...(['clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

/** What the admin enters: the history, the addresses and the time zone. */
function fillIn({ nodes, ...rest }: Template): Template {
	const filled = structuredClone(nodes);
	for (const { name, parameters } of filled) {
		if (name === 'The last 60 days')
			Object.assign(parameters.dataTableId as object, { value: history });
		if (name !== 'Send the alarm') continue;
		parameters.fromEmail = 'care@example.com';
		parameters.toEmail = 'lead@example.com';
	}
	return { ...rest, nodes: filled, settings: { ...rest.settings, timezone } };
}
