import fc from 'fast-check';
import { startSandbox, type Sandbox } from '../support/sandbox';
import { callX, COMPANY_ID, idsOf, mentionsPath } from './x-call';

const NOW = '2026-11-21T09:00:00.000Z';
let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: NOW });
});

const bulk = async (count: number): Promise<string[]> => {
	const drafts = Array.from({ length: count }, (_, at) => ({
		from: 'alice_m',
		text: `@acmecare number ${at}`,
	}));
	const made = await x.control<Array<{ id: string }>>('POST', 'posts', drafts);
	return made.map(({ id }) => id).reverse();
};

/** Follows next_token to the end. */
async function readAll(query: Record<string, string>): Promise<string[][]> {
	const pages: string[][] = [];
	let token: string | undefined;
	do {
		const answer = await callX(
			x,
			mentionsPath({ ...query, ...(token ? { pagination_token: token } : {}) }),
		);
		expect(answer.status).toBe(200);
		pages.push(idsOf(answer));
		token = answer.body.meta?.next_token;
	} while (token);
	return pages;
}

describe('which posts are mentions', () => {
	it('lists explicit mentions, replies that carry the handle by themselves, and quotes, newest first', async () => {
		const own = await callX(x, '/2/tweets', { method: 'POST', body: { text: 'We are open.' } });
		const explicit = await x.post({ from: 'alice_m', text: 'hey @AcmeCare, help' });
		const implicit = await x.post({
			from: 'bob_travels',
			text: 'not open at all',
			inReplyTo: own.body.data.id,
		});
		const quote = await x.post({
			from: 'nora_reports',
			text: 'interesting',
			quote: own.body.data.id,
		});
		await x.post({ from: 'carla_k', text: 'acmecare without the at, and me@acmecare.example' });
		expect(idsOf(await callX(x, mentionsPath()))).toEqual([quote.id, implicit.id, explicit.id]);
	});

	it('puts the handles X fills in before the text and lets display_text_range start after them', async () => {
		const root = await x.post({ from: 'alice_m', text: '@acmecare help' });
		const reply = await x.post({ from: 'bob_travels', text: 'same here 👋', inReplyTo: root.id });
		const answer = await callX(
			x,
			mentionsPath({
				'tweet.fields': 'display_text_range,entities,conversation_id,in_reply_to_user_id',
			}),
		);
		expect(answer.body.data[0]).toMatchObject({
			id: reply.id,
			text: '@alice_m @acmecare same here 👋',
			display_text_range: [19, 30],
			conversation_id: root.id,
			entities: {
				mentions: [
					{ start: 0, end: 8, username: 'alice_m' },
					{ start: 9, end: 18, username: 'acmecare' },
				],
			},
		});
	});

	it('leaves out deleted posts and protected authors, and shows a protected author the account follows', async () => {
		const gone = await x.post({ from: 'alice_m', text: '@acmecare one' });
		await x.post({ from: 'petra_private', text: '@acmecare psst' });
		await x.control('POST', 'users', {
			handle: 'friend',
			protected: true,
			connection: ['following'],
		});
		const friend = await x.post({ from: 'friend', text: '@acmecare hi' });
		await x.control('DELETE', `posts/${gone.id}`);
		expect(idsOf(await callX(x, mentionsPath()))).toEqual([friend.id]);
		expect(
			idsOf(await callX(x, mentionsPath(), { authorization: 'Bearer sandbox-app-token' })),
		).toEqual([]);
	});

	it('gives an edited post a new id and lists only the latest version with the whole history', async () => {
		const first = await x.post({ from: 'alice_m', text: '@acmecare teh parcel' });
		const second = await x.post({
			from: 'alice_m',
			text: '@acmecare the parcel',
			editOf: first.id,
		});
		const answer = await callX(x, mentionsPath());
		expect(answer.body.data).toEqual([
			{
				id: second.id,
				text: '@acmecare the parcel',
				edit_history_tweet_ids: [first.id, second.id],
			},
		]);
		expect(second.conversationId).toBe(first.conversationId);
		expect((await callX(x, `/2/tweets/${first.id}`)).body.data.text).toBe('@acmecare teh parcel');
	});

	it('cuts a long post near 280 characters and gives the rest only in note_tweet', async () => {
		const text = `@acmecare ${'Long story. '.repeat(60)}the end @alice_m`;
		await x.post({ from: 'bob_travels', text });
		const plain = (await callX(x, mentionsPath())).body.data[0];
		expect([...plain.text]).toHaveLength(280);
		expect(plain).not.toHaveProperty('note_tweet');
		const full = (await callX(x, mentionsPath({ 'tweet.fields': 'note_tweet,entities' }))).body
			.data[0];
		expect(full.note_tweet.text).toBe(text);
		expect(full.note_tweet.entities.mentions).toHaveLength(2);
		expect(full.entities.mentions).toHaveLength(1);
	});
});

describe('paging', () => {
	it('reaches the 800 newest and not one more, however the pages are cut', async () => {
		const ids = await bulk(850);
		const pages = await readAll({ max_results: '100' });
		expect(pages.map((page) => page.length)).toEqual([100, 100, 100, 100, 100, 100, 100, 100]);
		expect(pages.flat()).toEqual(ids.slice(0, 800));
	});

	it('comes back to the first page by previous_token', async () => {
		await bulk(12);
		const first = await callX(x, mentionsPath({ max_results: '5' }));
		expect(first.body.meta).not.toHaveProperty('previous_token');
		const second = await callX(
			x,
			mentionsPath({ max_results: '5', pagination_token: first.body.meta!.next_token! }),
		);
		const back = await callX(
			x,
			mentionsPath({ max_results: '5', pagination_token: second.body.meta!.previous_token! }),
		);
		expect(idsOf(back)).toEqual(idsOf(first));
	});

	it('answers an empty list without a data key', async () => {
		const answer = await callX(x, mentionsPath());
		expect(answer.body).toEqual({ meta: { result_count: 0 } });
	});

	it('lets since_id win over start_time', async () => {
		const [newest, middle, oldest] = await bulk(3);
		const late = '2026-11-22T00:00:00Z';
		expect(idsOf(await callX(x, mentionsPath({ start_time: late })))).toEqual([]);
		expect(idsOf(await callX(x, mentionsPath({ start_time: late, since_id: oldest })))).toEqual([
			newest,
			middle,
		]);
	});

	it('takes start_time in and leaves end_time out', async () => {
		const at = async (minute: string) =>
			(
				await x.post({
					from: 'alice_m',
					text: `@acmecare ${minute}`,
					createdAt: `2026-11-21T08:${minute}:00Z`,
				})
			).id;
		const [, second, third] = [await at('01'), await at('02'), await at('03'), await at('04')];
		const window = { start_time: '2026-11-21T08:02:00Z', end_time: '2026-11-21T08:04:00Z' };
		expect(idsOf(await callX(x, mentionsPath(window)))).toEqual([third, second]);
	});

	it('delivers a post again below since_id when a duplicate was ordered, so that a cursor must not follow it', async () => {
		const [newest, , oldest] = await bulk(3);
		await x.control('POST', 'duplicate', { postId: oldest });
		const again = await callX(x, mentionsPath({ since_id: newest }));
		expect(idsOf(again)).toEqual([oldest]);
		expect(again.body.meta!.newest_id).toBe(oldest);
		expect(idsOf(await callX(x, mentionsPath({ since_id: newest })))).toEqual([]);
	});

	it.each([
		['max_results', '3', /\[3\] is not between 5 and 100/],
		['max_results', '101', /not between 5 and 100/],
		['max_results', 'many', /not between 5 and 100/],
		['since_id', '12x', /`since_id` query parameter value \[12x\] is not valid/],
		['start_time', 'yesterday', /not a valid ISO 8601 time/],
		['start_time', '2010-01-01T00:00:00Z', /2010-11-06/],
		['pagination_token', 'made-up', /pagination_token/],
	])('answers 400 for %s=%s and names the value', async (name, value, message) => {
		const answer = await callX(x, mentionsPath({ [name]: value }));
		expect(answer.status).toBe(400);
		expect(answer.body.title).toBe('Invalid Request');
		expect(answer.body.errors![0].message).toMatch(message);
		expect(answer.body.errors![0].parameters[name]).toEqual([value]);
	});

	it('lists every visible mention between since_id and until_id exactly once, whatever happened to the posts', async () => {
		const kinds = ['plain', 'unrelated', 'protected', 'deleted', 'edited'] as const;
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 40 }),
				fc.integer({ min: 5, max: 12 }),
				fc.nat(),
				fc.nat(),
				async (posts, size, low, high) => {
					await x.control('POST', 'reset', { now: NOW });
					const made = await x.control<Array<{ id: string }>>(
						'POST',
						'posts',
						posts.map((kind, at) => ({
							from: kind === 'protected' ? 'petra_private' : 'alice_m',
							text: kind === 'unrelated' ? `number ${at}` : `@acmecare number ${at}`,
						})),
					);
					const all = made.map(({ id }) => id);
					const visible: string[] = [];
					for (const [at, kind] of posts.entries()) {
						if (kind === 'plain') visible.push(all[at]);
						if (kind === 'deleted') await x.control('DELETE', `posts/${all[at]}`);
						if (kind === 'edited') {
							visible.push(
								(await x.post({ from: 'alice_m', text: `@acmecare edit ${at}`, editOf: all[at] }))
									.id,
							);
						}
					}
					const since = BigInt(all[low % all.length]);
					const until = BigInt(all[high % all.length]);
					const bounds: Record<string, string> =
						since < until
							? { since_id: String(since), until_id: String(until) }
							: { since_id: String(since) };
					const expected = visible
						.map(BigInt)
						.filter((id) => id > since && (since >= until || id < until))
						.sort((a, b) => (a < b ? 1 : -1));
					const pages = await readAll({ ...bounds, max_results: String(size) });
					expect(pages.flat()).toEqual(expected.map(String));
					expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(size);
				},
			),
			{ numRuns: 20 },
		);
	});
});

describe('other timelines and look-ups', () => {
	it('lists the account’s own posts, and without its replies when asked', async () => {
		const mention = await x.post({ from: 'alice_m', text: '@acmecare hi' });
		const post = await callX(x, '/2/tweets', { method: 'POST', body: { text: 'News.' } });
		const reply = await callX(x, '/2/tweets', {
			method: 'POST',
			body: { text: 'Hi!', reply: { in_reply_to_tweet_id: mention.id } },
		});
		const path = `/2/users/${COMPANY_ID}/tweets`;
		expect(idsOf(await callX(x, path))).toEqual([reply.body.data.id, post.body.data.id]);
		expect(idsOf(await callX(x, `${path}?exclude=replies`))).toEqual([post.body.data.id]);
	});

	it('answers missing, deleted and hidden posts as errors inside a 200', async () => {
		const here = await x.post({ from: 'alice_m', text: 'here' });
		const gone = await x.post({ from: 'alice_m', text: 'gone' });
		const hidden = await x.post({ from: 'petra_private', text: 'hidden' });
		await x.control('DELETE', `posts/${gone.id}`);
		const answer = await callX(x, `/2/tweets?ids=${[here.id, gone.id, hidden.id, '77'].join(',')}`);
		expect(answer.status).toBe(200);
		expect(idsOf(answer)).toEqual([here.id]);
		expect(
			answer.body.errors!.map((error) => [error.resource_id, error.type.split('/').pop()]),
		).toEqual([
			[gone.id, 'resource-not-found'],
			[hidden.id, 'not-authorized-for-resource'],
			['77', 'resource-not-found'],
		]);
		expect((await callX(x, `/2/tweets/${gone.id}`)).body).not.toHaveProperty('data');
	});

	it('finds people by id, by handle and in lists, and says who is missing', async () => {
		const byName = await callX(
			x,
			'/2/users/by/username/Alice_M?user.fields=public_metrics,protected',
		);
		expect(byName.body.data).toMatchObject({
			username: 'alice_m',
			protected: false,
			public_metrics: { followers_count: 152 },
		});
		const byId = await callX(x, `/2/users?ids=${byName.body.data.id},99`);
		expect(byId.body.data).toEqual([
			{ id: byName.body.data.id, name: 'Alice M', username: 'alice_m' },
		]);
		expect(byId.body.errors![0]).toMatchObject({
			parameter: 'ids',
			value: '99',
			title: 'Not Found Error',
		});
		const both = await callX(x, '/2/users/by?usernames=bob_travels,nobody_here');
		expect(both.body.data).toHaveLength(1);
		expect(both.body.errors).toHaveLength(1);
		expect((await callX(x, '/2/users/by?usernames=no-dash')).status).toBe(400);
	});
});
