import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, type Json, type XAnswer } from './x-call';

const NOW = '2026-11-21T09:30:15.500Z';
let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: NOW });
});

const count = async (more: Record<string, string> = {}, authorization = APP_TOKEN) =>
	await callX(
		x,
		`/2/tweets/counts/recent?${new URLSearchParams({ query: 'late', ...more }).toString()}`,
		{ authorization },
	);

const post = async (createdAt: string, text = 'late', from = 'alice_m') =>
	await x.post({ from, text, createdAt });

const filled = (answer: XAnswer): Json[] =>
	answer.body.data.filter((bucket: Json) => (bucket.tweet_count ?? bucket.post_count) > 0);

it('counts by the hour for seven days, with shorter buckets at both ends and none left out', async () => {
	await post('2026-11-14T09:30:15.600Z');
	await post('2026-11-20T10:00:00Z');
	await post('2026-11-20T10:59:59.999Z');
	await post('2026-11-21T09:30:15.500Z');
	await post('2026-11-20T10:10:00Z', 'on time');
	const answer = await count();
	expect(filled(answer)).toEqual([
		{ start: '2026-11-14T09:30:15.000Z', end: '2026-11-14T10:00:00.000Z', tweet_count: 1 },
		{ start: '2026-11-20T10:00:00.000Z', end: '2026-11-20T11:00:00.000Z', tweet_count: 2 },
		{ start: '2026-11-21T09:00:00.000Z', end: '2026-11-21T09:30:16.000Z', tweet_count: 1 },
	]);
	expect(answer.body.meta).toEqual({ total_tweet_count: 4 });
	const { data } = answer.body;
	expect(data).toHaveLength(7 * 24 + 1);
	for (const [at, bucket] of data.entries()) {
		if (at > 0) expect(bucket.start).toBe(data[at - 1].end);
	}
});

it.each([
	['minute', 7 * 24 * 60 + 1],
	['day', 8],
])('counts by the %s', async (granularity, buckets) => {
	await post('2026-11-21T00:00:00Z');
	await post('2026-11-20T23:59:59Z');
	const answer = await count({ granularity });
	expect(answer.body.data).toHaveLength(buckets);
	expect(filled(answer)).toHaveLength(2);
});

it('keeps to the window that was asked for', async () => {
	const first = await post('2026-11-21T08:10:00Z');
	await post('2026-11-21T08:20:00Z');
	const last = await post('2026-11-21T08:30:00Z');
	const window = { start_time: '2026-11-21T08:15:00Z', end_time: '2026-11-21T08:30:00Z' };
	expect((await count(window)).body).toEqual({
		data: [{ start: '2026-11-21T08:15:00.000Z', end: '2026-11-21T08:30:00.000Z', tweet_count: 1 }],
		meta: { total_tweet_count: 1 },
	});
	const ids = { since_id: first.id, until_id: last.id };
	expect((await count(ids)).body.meta).toEqual({ total_tweet_count: 1 });
});

it('does not count what a search would not show', async () => {
	const gone = await post('2026-11-21T08:00:00Z');
	await post('2026-11-21T08:00:00Z', 'late', 'petra_private');
	await x.control('DELETE', `posts/${gone.id}`);
	expect((await count()).body.meta).toEqual({ total_tweet_count: 0 });
});

it('says post_count when asked in the new words', async () => {
	await post('2026-11-21T08:00:00Z');
	for (const [name, value] of [
		['search_count.fields', 'post_count,start'],
		['post.fields', 'text'],
	]) {
		const answer = await count({ [name]: value });
		expect(answer.body.meta).toEqual({ total_post_count: 1 });
		expect(filled(answer)[0]).toMatchObject({ post_count: 1 });
	}
});

it.each([
	[{ granularity: 'week' }, /is not one of \[minute,hour,day\]/],
	[{ query: 'has:media' }, /standalone operator/],
	[{ start_time: '2026-11-01T00:00:00Z' }, /must be on or after/],
	[{ next_token: 'made-up' }, /next_token/],
])('refuses %j as a search does', async (more: Record<string, string>, message) => {
	const answer = await count(more);
	expect(answer.status).toBe(400);
	expect(answer.body.errors![0].message).toMatch(message);
});

it('costs half a cent a request however often and whatever it finds; a refusal is free', async () => {
	await count();
	await count();
	await count({ query: 'has:media' });
	expect(await x.control('GET', 'ledger')).toMatchObject({
		totalUsd: 0.01,
		entries: [{ item: 'count request', units: 1 }, {}],
	});
	const answer = await count({}, 'Bearer sandbox-user-token');
	expect(answer.headers.get('x-rate-limit-limit')).toBe('300');
});
