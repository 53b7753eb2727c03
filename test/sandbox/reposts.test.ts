import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, COMPANY_ID, idsOf, mentionsPath, type XAnswer } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
});

const PATH = `/2/users/${COMPANY_ID}/retweets`;
const repost = async (tweet_id: unknown, authorization?: string): Promise<XAnswer> =>
	await callX(x, PATH, { method: 'POST', body: { tweet_id }, authorization });
const undo = async (id: string) => await callX(x, `${PATH}/${id}`, { method: 'DELETE' });
const ownPosts = async (query: Record<string, string> = {}) =>
	await callX(x, `/2/users/${COMPANY_ID}/tweets?${new URLSearchParams(query).toString()}`);
const countOf = async (id: string): Promise<number> => {
	const post = await callX(x, `/2/tweets/${id}?tweet.fields=public_metrics`);
	return post.body.data.public_metrics.retweet_count;
};

it('puts the post into the account’s own timeline, as a repost that points to it', async () => {
	const { id } = await x.post({ from: 'nora_reports', text: 'Acme answers fast, says my test' });
	const answer = await repost(id);
	expect(answer.status).toBe(200);
	expect(answer.body.data).toEqual({ retweeted: true, rest_id: expect.stringMatching(/^\d+$/) });
	const own = await ownPosts({ 'tweet.fields': 'referenced_tweets,author_id' });
	expect(own.body.data).toEqual([
		{
			id: answer.body.data.rest_id,
			author_id: COMPANY_ID,
			text: 'RT @nora_reports: Acme answers fast, says my test',
			referenced_tweets: [{ type: 'retweeted', id }],
			edit_history_tweet_ids: [answer.body.data.rest_id],
		},
	]);
	const { body } = await ownPosts({ expansions: 'referenced_tweets.id' });
	expect(body.includes.tweets.map((post: { id: string }) => post.id)).toEqual([id]);
	expect((await ownPosts({ exclude: 'retweets' })).body).toEqual({ meta: { result_count: 0 } });
});

it('cuts the text at 140 characters without cutting one in half', async () => {
	const { id } = await x.post({ from: 'kenji_t', text: '😀'.repeat(140) });
	await repost(id);
	const [post] = (await ownPosts()).body.data as Array<{ text: string }>;
	expect([...post.text]).toHaveLength(140);
	expect(post.text).toMatch(/^RT @kenji_t: (😀)+…$/u);
});

it('does not count as a mention of the people in the post that is repeated', async () => {
	const { id } = await x.post({ from: 'alice_m', text: '@acmecare thank you' });
	await x.control('POST', 'reposts', { from: 'bob_travels', postId: id });
	expect(idsOf(await callX(x, mentionsPath()))).toEqual([id]);
});

it('counts reposts of everybody, and not those taken back', async () => {
	const { id } = await x.post({ from: 'alice_m', text: 'nice shop' });
	await x.control('POST', 'reposts', { from: 'bob_travels', postId: id });
	const made = await repost(id);
	expect(await countOf(id)).toBe(2);
	expect(await countOf(made.body.data.rest_id)).toBe(2);
	expect((await undo(id)).body).toEqual({ data: { retweeted: false } });
	expect(await countOf(id)).toBe(1);
	expect(idsOf(await ownPosts())).toEqual([]);
});

it('can be repeated after it was taken back or deleted, and taking back twice does no harm', async () => {
	const { id } = await x.post({ from: 'alice_m', text: 'nice shop' });
	await repost(id);
	await undo(id);
	expect((await undo(id)).status).toBe(200);
	const again = await repost(id);
	await callX(x, `/2/tweets/${again.body.data.rest_id}`, { method: 'DELETE' });
	expect((await repost(id)).status).toBe(200);
	expect(idsOf(await ownPosts())).toHaveLength(1);
});

it.each([
	[1, 403, /You have already retweeted this Tweet/],
	[2, 400, /cannot retweet a Tweet that you have already retweeted/],
] as const)('refuses a second repost in observed wording %d', async (variant, status, words) => {
	await x.control('POST', 'settings', { repostVariant: variant });
	const { id } = await x.post({ from: 'alice_m', text: 'nice shop' });
	const made = await repost(id);
	for (const again of [id, made.body.data.rest_id]) {
		const answer = await repost(again);
		expect(answer.status).toBe(status);
		expect(answer.text).toMatch(words);
	}
	expect(idsOf(await ownPosts())).toHaveLength(1);
});

it('disappears with the post it repeats', async () => {
	const { id } = await x.post({ from: 'alice_m', text: 'nice shop' });
	const made = await repost(id);
	await x.control('DELETE', `posts/${id}`);
	expect(idsOf(await ownPosts())).toEqual([]);
	expect(await x.control('GET', 'timeline')).toEqual([]);
	const read = await callX(x, `/2/tweets/${made.body.data.rest_id}`);
	expect(read.body.errors![0].title).toBe('Not Found Error');
});

it('refuses posts that are gone, hidden, protected or not named, and bills nothing', async () => {
	const gone = await x.post({ from: 'alice_m', text: 'gone' });
	await x.control('DELETE', `posts/${gone.id}`);
	const hidden = await x.post({ from: 'petra_private', text: 'psst' });
	expect((await repost(gone.id)).status).toBe(404);
	expect((await repost('123')).status).toBe(404);
	expect((await repost(hidden.id)).status).toBe(403);
	for (const id of [undefined, 5, '', 'x', null]) expect((await repost(id)).status).toBe(400);
	expect((await undo('123')).status).toBe(404);
	expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0 });
});

it('reposts in the caller’s own name only', async () => {
	const { id } = await x.post({ from: 'alice_m', text: 'nice shop' });
	const body = { tweet_id: id };
	const other = await callX(x, '/2/users/1402000000000000101/retweets', { method: 'POST', body });
	expect(other.status).toBe(400);
	expect(other.body.errors![0].message).toMatch(/same as the authenticating user/);
	expect((await repost(id, APP_TOKEN)).body.type).toMatch(/unsupported-authentication$/);
	expect(await countOf(id)).toBe(0);
});

it('costs $0.015, and $0.005 to take back', async () => {
	const { id } = await x.post({ from: 'alice_m', text: 'nice shop' });
	await repost(id);
	expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.015 });
	await undo(id);
	expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.02 });
});
