import type { Charge } from '../../src/domain/spend/charge';
import { createXClient } from '../../src/x/client';
import { fetchConversation } from '../../src/x/conversation';
import { countRecent } from '../../src/x/counts';
import { fetchOwnPosts } from '../../src/x/own-posts';
import { fetchPost, fetchPosts } from '../../src/x/posts';
import { queryMaxLength, searchRecent } from '../../src/x/search';
import { createCannedX } from '../support/canned-x';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const account = { id: '1402000000000000001', handle: 'acmecare' };
const reading = () => ({ account, receivedAt: new Date().toISOString() });
const noPost = '1390000000000000001';
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const toUsd = (charges: Charge[]) =>
	charges.reduce((sum, { unitUsd, resources }) => sum + unitUsd * (resources?.length ?? 1), 0);

describe('reading posts', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		await sandbox.control('POST', 'reset', {});
	});

	const toClient = (token: string) =>
		createXClient(createFetchSend(sandbox.url, { authorization: `Bearer ${token}` }), Date.now);
	const client = () => toClient('sandbox-user-token');
	const spentUsd = async () =>
		(await sandbox.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;
	const postMany = async (count: number, more: object = {}) =>
		await sandbox.control<Array<{ id: string }>>(
			'POST',
			'posts',
			Array.from({ length: count }, (_, i) => ({
				from: 'alice_m',
				text: `parcel ${i} is late`,
				createdAt: minutesAgo(count + 1 - i),
				...more,
			})),
		);
	const ours = async (text: string, replyTo?: string) => {
		const answer = await createFetchSend(sandbox.url, {
			authorization: 'Bearer sandbox-user-token',
		})({
			method: 'POST',
			url: '/2/tweets',
			body: { text, ...(replyTo && { reply: { in_reply_to_tweet_id: replyTo } }) },
		});
		return (answer.body as { data: { id: string } }).data.id;
	};

	describe('by id', () => {
		it('brings any number, in the order asked for, and says what they cost', async () => {
			const ids = (await postMany(230)).map(({ id }) => id).reverse();
			const before = await spentUsd();
			const read = await fetchPosts(client(), [...ids, ids[0]], reading());
			expect(read.posts.map(({ id }) => id)).toEqual(ids);
			expect(read.missing).toEqual([]);
			expect(toUsd(read.charges)).toBeCloseTo(230 * 0.005, 6);
			expect((await spentUsd()) - before).toBeCloseTo(toUsd(read.charges), 6);
			expect(read.rateLimit.remaining).toBeGreaterThan(0);
		});

		it('says of each that is not there why, and pays for none of them', async () => {
			const there = await sandbox.post({ from: 'alice_m', text: 'still here' });
			const hidden = await sandbox.post({ from: 'petra_private', text: 'for friends' });
			const gone = await sandbox.post({ from: 'alice_m', text: 'regretted' });
			await sandbox.control('DELETE', `posts/${gone.id}`);
			const asked = [there.id, hidden.id, gone.id, noPost, 'abc', '99999999999999999999'];
			const read = await fetchPosts(client(), asked, reading());
			expect(read.posts.map(({ id }) => id)).toEqual([there.id]);
			const reasons = Object.fromEntries(read.missing.map((it) => [it.asked, it.reason]));
			expect(reasons).toEqual({
				[hidden.id]: 'protected',
				[gone.id]: 'deleted or unknown',
				[noPost]: 'deleted or unknown',
				abc: 'impossible',
				'99999999999999999999': 'impossible',
			});
			expect(read.missing.every(({ detail }) => detail.length > 10)).toBe(true);
			expect(toUsd(read.charges)).toBeCloseTo(0.005, 6);
		});

		it('tells posts that name us from those that do not, and carries who may reply', async () => {
			const plain = await sandbox.post({ from: 'alice_m', text: 'acme is late' });
			const naming = await sandbox.post({ from: 'alice_m', text: 'hello @acmecare' });
			const closed = await sandbox.post({
				from: 'alice_m',
				text: 'friends only',
				replySettings: 'following',
			} as never);
			const ids = [plain.id, naming.id, closed.id];
			const { posts, raw } = await fetchPosts(client(), ids, reading());
			expect(posts.map(({ kind }) => kind)).toEqual(['post', 'mention', 'post']);
			expect(posts.map(({ whoCanReply }) => whoCanReply)).toEqual([
				undefined,
				undefined,
				'following',
			]);
			expect(posts[0].source).toBe('search');
			expect(raw.get(plain.id)).toMatchObject({ id: plain.id, author_id: posts[0].author.id });
		});

		it('does not take a missing quoted post for a missing post', async () => {
			const x = createCannedX({
				body: {
					data: [{ id: '5', author_id: '6', created_at: minutesAgo(1), text: 'look' }],
					errors: [
						{
							value: '5',
							parameter: 'referenced_tweets.id',
							detail: 'Could not find tweet with referenced_tweets.id: [5].',
							type: 'https://api.x.com/2/problems/resource-not-found',
						},
					],
				},
			});
			const read = await fetchPosts(x.client, ['5'], reading());
			expect(read).toMatchObject({ posts: [{ id: '5' }], missing: [] });
		});

		it('never calls a post deleted because X had trouble with it', async () => {
			const x = createCannedX({
				body: {
					data: [{ id: '5', author_id: '6', created_at: minutesAgo(1), text: 'look' }],
					errors: [{ value: '7', parameter: 'ids', detail: 'Over capacity', type: 'about:blank' }],
				},
			});
			const { missing } = await fetchPosts(x.client, ['5', '7', '8'], reading());
			expect(missing).toEqual([
				{ asked: '7', reason: 'not answered', detail: 'Over capacity' },
				{ asked: '8', reason: 'not answered', detail: 'X said nothing about it' },
			]);
		});

		it('passes over a post it cannot read, by name, and pays for it', async () => {
			const x = createCannedX({
				body: { data: [{ id: '5', text: 'who wrote this?' }, null, { id: '6' }] },
			});
			const { posts, missing, charges } = await fetchPosts(x.client, ['5', '6'], reading());
			expect(posts).toEqual([]);
			expect(missing.map(({ asked, reason }) => [asked, reason])).toEqual([
				['5', 'unreadable'],
				['6', 'unreadable'],
			]);
			expect(toUsd(charges)).toBeCloseTo(0.01, 6);
		});

		it('keeps what it has when a later call fails, and says which were not asked for', async () => {
			const ids = Array.from({ length: 150 }, (_, i) => String(1000 + i));
			const first = ids.slice(0, 100).map((id) => ({
				id,
				author_id: '6',
				created_at: minutesAgo(1),
				text: 'hello',
			}));
			const x = createCannedX({ body: { data: first } }, { status: 503, body: '' });
			const { posts, missing, stoppedBy } = await fetchPosts(x.client, ids, reading());
			expect(posts).toHaveLength(100);
			expect(missing).toHaveLength(50);
			expect(missing[0]).toMatchObject({ asked: '1100', reason: 'not answered' });
			expect(stoppedBy).toMatchObject({ reason: 'failure' });
		});

		it('asks nothing when nothing is asked', async () => {
			const x = createCannedX(new Error('must not be called'));
			expect(await fetchPosts(x.client, ['abc'], reading())).toMatchObject({
				posts: [],
				missing: [{ reason: 'impossible' }],
			});
			expect(x.requests).toEqual([]);
		});

		it('brings one post, or says why not', async () => {
			const { id } = await sandbox.post({ from: 'alice_m', text: 'hello' });
			const found = await fetchPost(client(), id, reading());
			expect(found).toMatchObject({ post: { id, text: 'hello' }, raw: { id } });
			expect(toUsd(found.charges)).toBeCloseTo(0.005, 6);
			expect(await fetchPost(client(), noPost, reading())).toMatchObject({
				missing: { asked: noPost, reason: 'deleted or unknown' },
				charges: [],
			});
		});

		it('tells a post that is gone from a wrong address when both are 404', async () => {
			const type = 'https://api.twitter.com/2/problems/resource-not-found';
			const gone = createCannedX({ status: 404, body: { detail: 'Could not find tweet', type } });
			expect(await fetchPost(gone.client, '5', reading())).toMatchObject({
				missing: { reason: 'deleted or unknown' },
			});
			const wrong = createCannedX({ status: 404, body: '' });
			await expect(fetchPost(wrong.client, '5', reading())).rejects.toMatchObject({
				kind: 'not-found',
			});
		});
	});

	describe('of our own', () => {
		it('brings what was typed, newest first, with what it answers', async () => {
			const question = await sandbox.post({ from: 'alice_m', text: '@acmecare & now?' });
			const reply = await ours('See acme.example/a & <b>', question.id);
			const post = await ours('Hello all');
			const read = await fetchOwnPosts(client(), account, { ownsApp: true });
			expect(read.posts).toMatchObject([
				{ id: post, text: 'Hello all' },
				{ id: reply, inReplyToPostId: question.id },
			]);
			expect(read.posts[1].text).toMatch(/^See (?:http:\/\/)?acme\.example\/a & <b>$/);
			expect(toUsd(read.charges)).toBeCloseTo(2 * 0.001, 6);
			expect(await fetchOwnPosts(client(), account, { sinceId: reply })).toMatchObject({
				posts: [{ id: post }],
			});
		});

		it('stops at the limit and says so', async () => {
			await postMany(12, { from: 'acmecare' });
			const read = await fetchOwnPosts(client(), account, { limit: 3, ownsApp: true });
			expect(read.posts).toHaveLength(3);
			expect(read.stoppedBy).toMatchObject({ reason: 'limit' });
		});

		it('looks back as far as told', async () => {
			await sandbox.post({ from: 'acmecare', text: 'old', createdAt: minutesAgo(120) });
			await sandbox.post({ from: 'acmecare', text: 'new', createdAt: minutesAgo(5) });
			const read = await fetchOwnPosts(client(), account, { sinceMs: Date.now() - 3_600_000 });
			expect(read.posts.map(({ text }) => text)).toEqual(['new']);
			expect(toUsd(read.charges)).toBeCloseTo(0.005, 6);
		});

		it('knows what a repost repeats', async () => {
			const post = { id: '5', created_at: minutesAgo(1), text: 'RT @alice_m: hi' };
			const x = createCannedX({
				body: { data: [{ ...post, referenced_posts: [{ type: 'retweeted', id: '4' }] }] },
			});
			expect((await fetchOwnPosts(x.client, account)).posts[0].repostOf).toBe('4');
		});
	});

	describe('by search', () => {
		it('brings page after page up to the limit, and says what was paid', async () => {
			await postMany(130);
			const before = await spentUsd();
			const found = await searchRecent(client(), { ...reading(), query: 'parcel', limit: 120 });
			expect(found.posts).toHaveLength(120);
			expect(found.posts[0]).toMatchObject({ source: 'search', kind: 'post' });
			expect(found.stoppedBy).toMatchObject({ reason: 'limit' });
			expect((await spentUsd()) - before).toBeCloseTo(toUsd(found.charges), 6);
		});

		it('keeps to the window', async () => {
			const posts = await postMany(20);
			const between = { sinceId: posts[4].id, untilMs: Date.now() - 9.5 * 60_000 };
			const found = await searchRecent(client(), {
				...reading(),
				query: 'parcel',
				window: between,
			});
			const ids = found.posts.map(({ id }) => id);
			expect(ids).not.toContain(posts[4].id);
			expect(ids).toContain(posts[5].id);
			expect(ids).not.toContain(posts[19].id);
			expect(found.isCutOff).toBe(false);
		});

		it('says so when the window begins before what X searches, and searches the rest', async () => {
			await postMany(3);
			const found = await searchRecent(client(), {
				...reading(),
				query: 'parcel',
				window: { sinceId: '1500000000000000000' },
			});
			expect(found).toMatchObject({ posts: [{}, {}, {}], isCutOff: true });
		});

		it.each([
			['', /'Query' is empty/],
			['   ', /'Query' is empty/],
			['a'.repeat(queryMaxLength + 1), /has 513 characters, and X takes 512 at most/],
		])('sends no query that X would refuse: %#', async (query, message) => {
			const x = createCannedX(new Error('must not be called'));
			await expect(searchRecent(x.client, { ...reading(), query })).rejects.toMatchObject({
				kind: 'misconfigured',
				message: expect.stringMatching(message) as unknown,
			});
			expect(x.requests).toEqual([]);
		});

		it('counts characters as X does', async () => {
			const x = createCannedX({ body: { meta: { result_count: 0 } } });
			const query = '🦊'.repeat(queryMaxLength);
			expect((await searchRecent(x.client, { ...reading(), query })).posts).toEqual([]);
		});

		it('repeats what X does not like about a query', async () => {
			await expect(
				searchRecent(client(), { ...reading(), query: 'lang:en' }),
			).rejects.toMatchObject({ kind: 'refused', status: 400 });
		});
	});

	describe('of a conversation', () => {
		it('brings root and replies oldest first, from whichever post one starts', async () => {
			const root = await sandbox.post({ from: 'alice_m', text: '@acmecare where is it?' });
			const answer = await ours('Which order?', root.id);
			const last = await sandbox.post({ from: 'alice_m', text: 'No. 7', inReplyTo: answer });
			for (const id of [root.id, last.id]) {
				const talk = await fetchConversation(client(), id, reading());
				expect(talk.posts.map((post) => post.id)).toEqual([root.id, answer, last.id]);
				expect(talk.conversationId).toBe(root.id);
				expect(talk.raw.size).toBe(3);
				expect(talk.notShown.join()).toContain('older than seven days');
			}
		});

		it('brings the replies to a post that is gone, and says that it is', async () => {
			const root = await sandbox.post({ from: 'alice_m', text: '@acmecare where is it?' });
			await sandbox.post({ from: 'bob_travels', text: 'same here', inReplyTo: root.id });
			await sandbox.control('DELETE', `posts/${root.id}`);
			const talk = await fetchConversation(client(), root.id, reading());
			expect(talk.posts.map(({ text }) => text)).toEqual([expect.stringContaining('same here')]);
			expect(talk.notShown[0]).toContain(`Post ${root.id} is not there (deleted or unknown)`);
		});

		it('refuses what is no post id before anything is sent', async () => {
			const x = createCannedX(new Error('must not be called'));
			await expect(fetchConversation(x.client, 'from:me', reading())).rejects.toThrow(
				`'Post ID' is "from:me"`,
			);
		});
	});

	describe('by number only', () => {
		it('counts for one price, whatever the number', async () => {
			await postMany(25);
			const before = await spentUsd();
			const counts = await countRecent(client(), { query: 'parcel', granularity: 'day' });
			expect(counts.total).toBe(25);
			expect(counts.buckets.length).toBeGreaterThanOrEqual(7);
			expect(counts.charges).toEqual([{ item: 'countRequest', unitUsd: 0.005 }]);
			expect((await spentUsd()) - before).toBeCloseTo(0.005, 6);
		});

		it.each(['tweet', 'post'])('reads the words of either dialect: %s_count', async (word) => {
			const bucket = (hour: string, count: number) => ({
				start: `2026-11-20T0${hour}:00:00.000Z`,
				end: `2026-11-20T0${hour}:59:59.000Z`,
				[`${word}_count`]: count,
			});
			const x = createCannedX({
				body: { data: [bucket('9', 3), bucket('8', 2)], meta: { [`total_${word}_count`]: 5 } },
			});
			const counts = await countRecent(x.client, { query: 'parcel' });
			expect(counts.total).toBe(5);
			expect(counts.buckets.map(({ count }) => count)).toEqual([2, 3]);
		});
	});
});
