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

const spent = async (act: () => Promise<unknown>): Promise<number> => {
	const total = async () => (await x.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;
	const before = await total();
	await act();
	return Math.round(((await total()) - before) * 1000) / 1000;
};
const mentions =
	(query = {}, authorization?: string) =>
	async () =>
		await callX(x, mentionsPath(query), { authorization });
const write = (body: unknown) => async () => await callX(x, '/2/tweets', { method: 'POST', body });

it('bills a post read once per UTC day, and again after midnight', async () => {
	await x.post({ from: 'alice_m', text: '@acmecare one' });
	await x.post({ from: 'alice_m', text: '@acmecare two' });
	expect(await spent(mentions())).toBe(0.002);
	expect(await spent(mentions())).toBe(0);
	await x.post({ from: 'bob_travels', text: '@acmecare three' });
	expect(await spent(mentions())).toBe(0.001);
	await x.control('POST', 'clock', { now: '2026-11-22T00:00:00Z' });
	expect(await spent(mentions())).toBe(0.003);
	expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.006, todayUsd: 0.003 });
});

it('bills five times as much when the account does not own the app, or the app itself asks', async () => {
	await x.post({ from: 'alice_m', text: '@acmecare one' });
	expect(await spent(mentions({}, APP_TOKEN))).toBe(0.005);
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
	await x.control('POST', 'settings', { ownedReads: false });
	await x.post({ from: 'alice_m', text: '@acmecare one' });
	expect(await spent(mentions())).toBe(0.005);
});

it('bills authors only when they are expanded: ten times the price of the post', async () => {
	await x.post({ from: 'alice_m', text: '@acmecare one' });
	await x.post({ from: 'alice_m', text: '@acmecare two' });
	expect(await spent(mentions({ 'tweet.fields': 'author_id' }))).toBe(0.002);
	expect(await spent(mentions({ expansions: 'author_id' }))).toBe(0.01);
	expect(await spent(mentions({ expansions: 'author_id' }))).toBe(0);
});

it('bills look-ups per resource returned, and nothing for what is missing or refused', async () => {
	const { id } = await x.post({ from: 'alice_m', text: 'hi' });
	expect(await spent(async () => await callX(x, `/2/tweets?ids=${id},99`))).toBe(0.005);
	expect(
		await spent(async () => await callX(x, '/2/users/by?usernames=alice_m,bob_travels,nobody')),
	).toBe(0.02);
	expect(await spent(mentions())).toBe(0);
	expect(await spent(mentions({ max_results: '1' }))).toBe(0);
});

it('bills a post 0.015, a summoned reply 0.010, a link 0.200, a deletion 0.005, a refusal nothing', async () => {
	const { id } = await x.post({ from: 'alice_m', text: '@acmecare help' });
	const reply = { in_reply_to_tweet_id: id };
	expect(await spent(write({ text: 'We are open.' }))).toBe(0.015);
	expect(await spent(write({ text: 'Sorry!', reply }))).toBe(0.01);
	expect(await spent(write({ text: 'See acme.com/help', reply }))).toBe(0.2);
	expect(await spent(write({ text: 'More at https://acme.example' }))).toBe(0.2);
	expect(await spent(write({ text: 'We are open.' }))).toBe(0);
	const own = await callX(x, '/2/tweets', { method: 'POST', body: { text: 'Oops' } });
	expect(
		await spent(async () => await callX(x, `/2/tweets/${own.body.data.id}`, { method: 'DELETE' })),
	).toBe(0.005);
});

it('bills a post that was made though the answer got lost', async () => {
	await x.control('POST', 'faults', { path: '/2/tweets', dropAfter: true });
	expect(await spent(async () => await write({ text: 'hi' })().catch(() => undefined))).toBe(0.015);
});

it('logs each request with caller, status and price, without secrets', async () => {
	await x.post({ from: 'alice_m', text: '@acmecare one' });
	await callX(x, mentionsPath({ max_results: '10' }));
	await callX(x, '/2/users/me', { authorization: 'Bearer wrong' });
	await callX(x, '/2/oauth2/token', { method: 'POST', body: { client_secret: 'hush' } });
	const log = await x.control<object[]>('GET', 'requests');
	expect(log).toMatchObject([
		{
			n: 1,
			method: 'GET',
			auth: 'oauth2-user',
			status: 200,
			priceUsd: 0.001,
			query: { max_results: '10' },
		},
		{
			n: 2,
			path: '/2/users/me',
			auth: 'none',
			status: 401,
			priceUsd: 0,
			note: 'unknown access token',
		},
		{ n: 3, path: '/2/oauth2/token', status: 401 },
	]);
	expect(JSON.stringify(log)).not.toContain('hush');
	await x.control('DELETE', 'requests');
	expect(await x.control('GET', 'requests')).toEqual([]);
});
