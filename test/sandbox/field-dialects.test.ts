import { startSandbox, type Sandbox } from '../support/sandbox';
import { callX, COMPANY_ID, mentionsPath, type Json } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
	const root = await callX(x, '/2/tweets', { method: 'POST', body: { text: 'We are open.' } });
	await x.post({
		from: 'alice_m',
		text: `@acmecare ${'word '.repeat(80)}`,
		inReplyTo: root.body.data.id,
		media: [{ type: 'photo', url: 'https://pictures.example/1.jpg', altText: 'a box' }],
	});
});
afterAll(async () => await x.stop());

const one = async (query: Record<string, string>) => {
	const { body } = await callX(x, mentionsPath(query));
	return { post: body.data[0] as Record<string, Json>, includes: body.includes };
};

it('gives id, text and edit history when nothing is asked for', async () => {
	expect(Object.keys((await one({})).post).sort()).toEqual([
		'edit_history_tweet_ids',
		'id',
		'text',
	]);
});

it('answers tweet.fields in the legacy words', async () => {
	const fields = 'note_tweet,public_metrics,referenced_tweets,author_id,in_reply_to_user_id';
	const { post } = await one({ 'tweet.fields': fields });
	expect(post).toMatchObject({
		note_tweet: { text: expect.stringContaining('word') },
		public_metrics: { retweet_count: 0 },
		referenced_tweets: [{ type: 'replied_to' }],
		in_reply_to_user_id: COMPANY_ID,
		edit_history_tweet_ids: [post.id],
	});
});

it('answers post.fields in the new words and gives ids of people only as expansions', async () => {
	const { post } = await one({
		'post.fields': 'note_post,public_metrics,author_id,referenced_posts',
	});
	expect(post).toMatchObject({
		note_post: { text: expect.stringContaining('word') },
		public_metrics: { repost_count: 0 },
	});
	for (const absent of ['note_tweet', 'author_id', 'referenced_posts', 'edit_history_tweet_ids']) {
		expect(post).not.toHaveProperty(absent);
	}
	const expanded = await one({
		'post.fields': 'created_at',
		expansions: 'author_id,referenced_posts,edit_history_post_ids',
	});
	expect(expanded.post).toMatchObject({
		author_id: expect.any(String),
		referenced_posts: [{ type: 'replied_to' }],
		edit_history_post_ids: [expanded.post.id],
	});
	expect(expanded.includes).toMatchObject({
		users: [{ username: 'alice_m' }],
		posts: expect.any(Array),
	});
	expect(expanded.includes).not.toHaveProperty('tweets');
});

it('drops unknown fields and expansions without a word', async () => {
	const answer = await callX(
		x,
		mentionsPath({ 'tweet.fields': 'created_at,no_such_field', expansions: 'wings' }),
	);
	expect(answer.status).toBe(200);
	expect(answer.body).not.toHaveProperty('errors');
	expect(answer.body.data[0].created_at).toBe('2026-11-21T09:00:00.000Z');
});

it('leaves fields without a value out instead of sending null', async () => {
	await x.post({ from: 'bob_travels', text: '@acmecare hi' });
	const everything =
		'attachments,author_id,conversation_id,created_at,display_text_range,edit_controls,entities,geo,in_reply_to_user_id,lang,note_tweet,public_metrics,referenced_tweets,reply_settings,withheld';
	const answer = await callX(
		x,
		mentionsPath({
			'tweet.fields': everything,
			expansions: 'author_id',
			'user.fields': 'description,location,url,connection_status',
		}),
	);
	expect(answer.text).not.toContain('null');
	for (const absent of [
		'attachments',
		'geo',
		'in_reply_to_user_id',
		'note_tweet',
		'referenced_tweets',
	]) {
		expect(answer.body.data[0]).not.toHaveProperty(absent);
	}
	expect(Object.keys(answer.body.includes.users[0]).sort()).toEqual(['id', 'name', 'username']);
});

it('expands referenced posts and media, and reports a reference that is gone without failing the item', async () => {
	const { includes } = await one({
		until_id: '9000000000000000000',
		expansions: 'referenced_tweets.id,referenced_tweets.id.author_id,attachments.media_keys',
		'media.fields': 'url,alt_text',
	});
	expect(includes.tweets[0].text).toBe('We are open.');
	expect(includes.users).toEqual([{ id: COMPANY_ID, name: 'Acme Care', username: 'acmecare' }]);
	expect(includes.media[0]).toMatchObject({
		type: 'photo',
		alt_text: 'a box',
		url: 'https://pictures.example/1.jpg',
	});

	const quoted = await x.post({ from: 'carla_k', text: 'short lived' });
	const quote = await x.post({ from: 'bob_travels', text: '@acmecare see', quote: quoted.id });
	await x.control('DELETE', `posts/${quoted.id}`);
	const answer = await callX(x, `/2/tweets/${quote.id}?expansions=referenced_tweets.id`);
	expect(answer.body.data.id).toBe(quote.id);
	expect(answer.body.errors![0]).toMatchObject({
		parameter: 'referenced_tweets.id',
		resource_id: quoted.id,
	});
});

it('tells a user token about relations and an app token nothing', async () => {
	const path = '/2/users/by/username/alice_m?user.fields=connection_status,receives_your_dm';
	expect((await callX(x, path)).body.data).toMatchObject({
		connection_status: ['followed_by'],
		receives_your_dm: true,
	});
	const asApp = await callX(x, path, { authorization: 'Bearer sandbox-app-token' });
	expect(Object.keys(asApp.body.data).sort()).toEqual(['id', 'name', 'username']);
});
