import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, mentionsPath } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
});

const settings = async (body: object) => await x.control<object>('POST', 'settings', body);
const credits = async () => await callX(x, '/2/usage/credits', { authorization: APP_TOKEN });
const write = async (text: string) =>
	await callX(x, '/2/tweets', { method: 'POST', body: { text } });
const mentions = async () => await callX(x, mentionsPath());

describe('the balance', () => {
	it('is not told unless asked to, as for an app that X answered 404', async () => {
		const answer = await credits();
		expect(answer.status).toBe(404);
		expect(answer.text).toBe('');
	});

	it('goes down with each bill, by thousandths of a dollar', async () => {
		await settings({ credits: true, creditsUsd: 1 });
		await write('one');
		await x.post({ from: 'alice_m', text: '@acmecare hi' });
		await mentions();
		expect((await credits()).body).toEqual({
			data: { free_balance: 0, prepaid_balance: 0.984, total_balance: 0.984 },
		});
	});

	it('may go a little below zero, and is told as zero then', async () => {
		await settings({ credits: true, creditsUsd: 0.01 });
		expect((await write('one')).status).toBe(201);
		expect((await credits()).body.data).toMatchObject({
			prepaid_balance: -0.005,
			total_balance: 0,
		});
	});
});

describe('without money', () => {
	it('answers 402 to billed calls, does nothing, and goes on after a top-up', async () => {
		await settings({ creditsUsd: 0.015 });
		expect((await write('one')).status).toBe(201);
		const refused = await write('two');
		expect(refused.status).toBe(402);
		expect(refused.body.title).toBe('CreditsDepleted');
		expect(refused.headers.get('x-rate-limit-remaining')).toBe('98');
		expect((await mentions()).status).toBe(402);
		expect((await callX(x, '/2/usage/tweets', { authorization: APP_TOKEN })).status).toBe(200);
		expect(await x.control('GET', 'timeline')).toHaveLength(1);
		await settings({ creditsUsd: 5 });
		expect((await write('two')).status).toBe(201);
	});

	it('bills nothing for what it refuses', async () => {
		await settings({ creditsUsd: 0 });
		await write('one');
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0, entries: [] });
	});

	it('never runs out once the balance is taken away', async () => {
		await settings({ creditsUsd: 0 });
		expect(await settings({ creditsUsd: null })).not.toHaveProperty('creditsUsd');
		expect((await write('one')).status).toBe(201);
	});
});

describe('caps', () => {
	it('answers 403 above the spending cap until the next month', async () => {
		await settings({ spendCapUsd: 0.015 });
		await write('one');
		const refused = await write('two');
		expect(refused.status).toBe(403);
		expect(refused.body).toMatchObject({ title: 'SpendCapReached', reset_date: '2026-12-01' });
		await x.control('POST', 'clock', { now: '2026-12-01T00:00:00Z' });
		expect((await write('two')).status).toBe(201);
	});

	it('answers 429 to post reads above the read cap, and lets posts be written', async () => {
		await x.post({ from: 'alice_m', text: '@acmecare hi' });
		await settings({ readCap: 1 });
		expect((await mentions()).status).toBe(200);
		const refused = await mentions();
		expect(refused.status).toBe(429);
		expect(refused.body.title).toBe('UsageCapExceeded');
		expect((await write('one')).status).toBe(201);
		expect((await callX(x, '/2/users/me')).status).toBe(200);
	});

	it.each([{ creditsUsd: -1 }, { creditsUsd: '5' }, { spendCapUsd: [] }, { readCap: 1.5 }])(
		'refuses %j and names the way out',
		async (body) => {
			await expect(settings(body)).rejects.toThrow(/or null for no limit/);
		},
	);
});
