import { startSandbox, type Sandbox } from '../support/sandbox';
import { callX, COMPANY_ID, mentionsPath, type Json } from './x-call';
import {
	arrivals,
	register,
	sign,
	startReceiver,
	subscribe,
	tokenOf,
	type Arrival,
	type Receiver,
} from './webhook-receiver';

const ALICE = '1402000000000000101';
const NOW = '2026-11-21T09:00:00Z';
let x: Sandbox;
let receiver: Receiver;
let webhookId: string;

beforeAll(async () => {
	x = await startSandbox();
	receiver = await startReceiver();
});
afterAll(async () => {
	await receiver.stop();
	await x.stop();
});
beforeEach(async () => {
	await x.control('POST', 'reset', { now: NOW });
	await x.control('POST', 'settings', { deliveryRetryMs: 1 });
	receiver.arrivals.length = 0;
	receiver.answers = [];
	receiver.crc = 'right';
	webhookId = await register(x, receiver);
});

const arrived = async (): Promise<Arrival[]> => await arrivals(x, receiver);
const events = async (): Promise<Json[]> => (await arrived()).map(({ event }) => event);
const say = async (text: string) => await x.post({ from: 'alice_m', text: `@acmecare ${text}` });
const wish = async (...kinds: string[]) => {
	for (const kind of kinds) await subscribe(x, webhookId, kind);
};
const told = (list: Json[]): string[] =>
	list.map(({ event_type, payload }) => `${event_type} ${payload.id}`);

describe('what an event looks like', () => {
	it('tells of a mention as X does: signed, in old field names, every number twice', async () => {
		await subscribe(x, webhookId, 'post.mention.create', { tag: 'care' });
		const { id } = await say('hi');
		const [{ raw, headers, event }] = await arrived();
		expect(headers['x-twitter-webhooks-signature']).toBe(sign(raw));
		expect(headers['content-type']).toBe('application/json');
		expect(event).toEqual({
			event_uuid: id,
			filter: { user_id: COMPANY_ID },
			event_type: 'post.mention.create',
			tag: 'care',
			payload: {
				id,
				text: '@acmecare hi',
				author_id: ALICE,
				created_at: '2026-11-21T09:00:00.000Z',
				conversation_id: id,
				edit_history_tweet_ids: [id],
				reply_settings: 'everyone',
				lang: 'en',
				possibly_sensitive: false,
				paid_partnership: false,
				display_text_range: [0, 12],
				edit_controls: {
					edits_remaining: 5,
					edits_remaining_str: '5',
					is_edit_eligible: true,
					editable_until: '2026-11-21T10:00:00.000Z',
				},
				entities: {
					mentions: [
						{
							start: 0,
							start_str: '0',
							end: 9,
							end_str: '9',
							username: 'acmecare',
							id: COMPANY_ID,
						},
					],
				},
				public_metrics: expect.objectContaining({ retweet_count: 0, retweet_count_str: '0' }),
			},
			includes: { users: expect.any(Array), tweets: [event.payload] },
		});
		expect(event.includes.users[0]).toMatchObject({
			id: ALICE,
			username: 'alice_m',
			description: '',
			verified_type: 'none',
			public_metrics: { followers_count: 152, followers_count_str: '152' },
		});
	});

	it('signs what it sends, byte for byte, whatever people write', async () => {
		await wish('post.mention.create');
		await say('“ünï” 日本 🎉\u2028 </script> & \\"');
		const [{ raw, headers, event }] = await arrived();
		expect(headers['x-twitter-webhooks-signature']).toBe(sign(raw));
		expect(event.payload.text).toBe('@acmecare “ünï” 日本 🎉\u2028 &lt;/script&gt; &amp; \\"');
	});

	it('carries long texts in full and edits under a new id', async () => {
		await wish('post.mention.create');
		const first = await say('long '.repeat(100));
		const second = await x.post({ from: 'alice_m', text: '@acmecare short', editOf: first.id });
		const [long, edited] = await events();
		expect(long.payload.note_tweet.text).toHaveLength('@acmecare '.length + 500);
		expect(edited.payload).toMatchObject({
			id: second.id,
			edit_history_tweet_ids: [first.id, second.id],
			edit_controls: { edits_remaining: 4 },
		});
	});

	it('wraps the people of deletions and follows once more, under ids that may be negative', async () => {
		await wish('follow.follow');
		await subscribe(x, webhookId, 'post.delete', { user_id: ALICE });
		const { id } = await say('gone soon');
		await x.control('DELETE', `posts/${id}`);
		await x.control('POST', 'follows', { from: 'dan_the_van', state: 'follow' });
		const [deleted, followed] = await events();
		expect(deleted).toMatchObject({
			event_type: 'post.delete',
			payload: { id, author_id: ALICE },
			includes: { users: [{ data: { id: ALICE, username: 'alice_m' } }] },
		});
		expect(Object.keys(deleted.payload as object)).toEqual(['id', 'author_id']);
		expect(followed.payload).toMatchObject({
			source: { data: { username: 'dan_the_van' } },
			target: { data: { id: COMPANY_ID } },
		});
		for (const { event_uuid } of [deleted, followed]) expect(event_uuid).toMatch(/^-?\d{1,19}$/);
	});

	it('gives the same ids again when the same things happen at the same time', async () => {
		const run = async (): Promise<string[]> => {
			await x.control('POST', 'reset', { now: NOW });
			webhookId = await register(x, receiver);
			await wish('follow.follow', 'follow.unfollow', 'post.mention.create');
			await say('one');
			for (const state of ['follow', 'unfollow', 'follow']) {
				await x.control('POST', 'follows', { from: 'bob_travels', state });
			}
			return (await events()).map(({ event_uuid }) => event_uuid as string);
		};
		const ids = await run();
		expect(new Set(ids).size).toBe(4);
		expect(await run()).toEqual(ids);
		expect(ids.some((id) => id.startsWith('-'))).toBe(true);
	});

	it('can come without the people and posts it is about, as X was seen to send replies', async () => {
		await wish('post.mention.create');
		await x.control('POST', 'activity', { emptyIncludes: true });
		await say('hi');
		expect((await events())[0].includes).toEqual({});
	});
});

describe('what happens and who is told', () => {
	const all = ['post.mention.create', 'post.reply.create', 'post.quote.create'];

	it('tells of explicit mentions, direct replies and direct quotes, not of handles X filled in', async () => {
		await wish(...all);
		const ours = await x.post({ from: 'acmecare', text: 'We are open.' });
		const reply = await x.post({ from: 'alice_m', text: 'Good!', inReplyTo: ours.id });
		const deeper = await x.post({ from: 'bob_travels', text: 'Really?', inReplyTo: reply.id });
		const asking = await x.post({ from: 'carla_k', text: '@acmecare ?', inReplyTo: deeper.id });
		const quote = await x.post({ from: 'dan_the_van', text: 'Look', quote: ours.id });
		const list = await events();
		expect(told(list)).toEqual([
			`post.reply.create ${reply.id}`,
			`post.mention.create ${asking.id}`,
			`post.quote.create ${quote.id}`,
		]);
		expect(list[0].payload).toMatchObject({
			text: '@acmecare Good!',
			in_reply_to_tweet_id: ours.id,
			in_reply_to_user_id: COMPANY_ID,
			referenced_tweets: [{ type: 'replied_to', id: ours.id }],
		});
		expect(list[2].payload.referenced_tweets).toEqual([{ type: 'quoted', id: ours.id }]);
		expect((list[2].includes.tweets as Json[]).map(({ id }) => id as string)).toEqual([
			quote.id,
			ours.id,
		]);
	});

	it('tells of a post that answers and mentions once for each subscription, with one id', async () => {
		await wish(...all);
		const ours = await x.post({ from: 'acmecare', text: 'We are open.' });
		const both = await x.post({ from: 'alice_m', text: '@acmecare ok', inReplyTo: ours.id });
		const list = await events();
		expect(told(list)).toEqual([`post.mention.create ${both.id}`, `post.reply.create ${both.id}`]);
		expect(list.map(({ event_uuid }) => event_uuid as string)).toEqual([both.id, both.id]);
	});

	it('never tells of protected or suspended authors, nor of what a protected account posts itself', async () => {
		await wish(...all, 'post.create');
		await x.post({ from: 'petra_private', text: '@acmecare psst' });
		await x.control('POST', 'users', { handle: 'banned', suspended: true });
		await x.post({ from: 'banned', text: '@acmecare buy' });
		expect(await events()).toEqual([]);
	});

	it('tells nobody of their own doings as if they were somebody else’s', async () => {
		await wish(...all);
		const ours = await x.post({ from: 'acmecare', text: 'Ask @acmecare.' });
		await x.post({ from: 'acmecare', text: 'More', inReplyTo: ours.id });
		await x.post({ from: 'acmecare', text: 'Again', quote: ours.id });
		expect(await events()).toEqual([]);
	});

	it('tells of posts the account makes and deletes through the API', async () => {
		await wish('post.create', 'post.delete');
		const made = await callX(x, '/2/tweets', { method: 'POST', body: { text: 'Hello' } });
		const { id } = made.body.data;
		await callX(x, `/2/tweets/${id}`, { method: 'DELETE' });
		expect(told(await events())).toEqual([`post.create ${id}`, `post.delete ${id}`]);
	});

	it('tells of every version of an edited post that is deleted, and once only', async () => {
		await subscribe(x, webhookId, 'post.delete', { user_id: ALICE });
		const first = await say('one');
		const second = await x.post({ from: 'alice_m', text: '@acmecare two', editOf: first.id });
		await x.control('DELETE', `posts/${first.id}`);
		expect(told(await events())).toEqual([`post.delete ${first.id}`, `post.delete ${second.id}`]);
	});

	it('tells of reposts of the account’s posts', async () => {
		await wish('post.repost.create', 'post.mention.create');
		const ours = await x.post({ from: 'acmecare', text: 'We are open.' });
		const token = `Bearer ${await tokenOf(x, 'bob_travels', 'tweet.read users.read tweet.write')}`;
		const bob = '1402000000000000102';
		const done = await callX(x, `/2/users/${bob}/retweets`, {
			method: 'POST',
			body: { tweet_id: ours.id },
			authorization: token,
		});
		expect(done.status).toBe(200);
		const list = await events();
		expect(list.map(({ event_type }) => event_type as string)).toEqual(['post.repost.create']);
		expect(list[0].payload).toMatchObject({
			author_id: bob,
			referenced_tweets: [{ type: 'retweeted', id: ours.id }],
		});
	});

	it('tells of follows both ways, and of mutes only the one who mutes', async () => {
		await wish('follow.follow', 'follow.unfollow');
		await subscribe(x, webhookId, 'mute.mute');
		await x.control('POST', 'follows', { from: 'bob_travels', state: 'follow' });
		await x.control('POST', 'follows', { from: 'bob_travels', state: 'follow' });
		await x.control('POST', 'follows', { from: 'bob_travels', state: 'unfollow' });
		await x.control('POST', 'follows', { from: 'acmecare', to: 'carla_k', state: 'follow' });
		const list = await events();
		expect(list.map(({ event_type }) => event_type as string)).toEqual([
			'follow.follow',
			'follow.unfollow',
			'follow.follow',
		]);
		expect(list[2].payload.source.data.id).toBe(COMPANY_ID);
		const muting = `/2/users/${COMPANY_ID}/muting`;
		const body = { target_user_id: ALICE };
		await callX(x, muting, { method: 'POST', body });
		expect((await events())[0]).toMatchObject({
			event_type: 'mute.mute',
			payload: { source: { data: { id: COMPANY_ID } }, target: { data: { id: ALICE } } },
		});
	});

	it('tells of plain messages with their text, and of encrypted ones without', async () => {
		await wish('dm.received', 'dm.sent', 'chat.received');
		await x.control('POST', 'messages', { from: 'alice_m', text: 'my address is …' });
		await x.control('POST', 'messages', { from: 'alice_m', text: 'secret', encrypted: true });
		await callX(x, `/2/dm_conversations/with/${ALICE}/messages`, {
			method: 'POST',
			body: { text: 'Thank you!' },
		});
		const [received, chat, sent] = await events();
		expect(received).toMatchObject({
			event_type: 'dm.received',
			payload: {
				direct_message_events: [
					{
						type: 'message_create',
						created_timestamp: String(Date.parse(NOW)),
						message_create: {
							target: { recipient_id: COMPANY_ID },
							sender_id: ALICE,
							message_data: { text: 'my address is …', entities: { urls: [] } },
						},
					},
				],
				users: { [ALICE]: { data: { username: 'alice_m' } }, [COMPANY_ID]: { data: {} } },
			},
		});
		expect(received).not.toHaveProperty('includes');
		expect(chat).toMatchObject({
			event_type: 'chat.received',
			payload: { sender_id: ALICE, encoded_event: expect.any(String) },
		});
		expect(JSON.stringify(chat)).not.toContain('secret');
		expect(sent.event_type).toBe('dm.sent');
		expect(sent.payload.direct_message_events[0].message_create.sender_id).toBe(COMPANY_ID);
	});

	it('tells of new names and handles', async () => {
		await subscribe(x, webhookId, 'profile.update.screenname', { user_id: ALICE });
		await subscribe(x, webhookId, 'profile.update.handle', { user_id: ALICE });
		await x.control('PATCH', 'users/alice_m', { name: 'Alice Moved', handle: 'alice_new' });
		expect((await events()).map(({ payload }) => payload as object)).toEqual([
			{ before: 'alice_m', after: 'alice_new' },
			{ before: 'Alice M', after: 'Alice Moved' },
		]);
	});

	it('tells that a user took the app’s access away, by API or on X', async () => {
		await subscribe(x, webhookId, 'oauth.revoke', {
			filter: {},
			authorization: 'Bearer sandbox-app-token',
		});
		const token = await tokenOf(x, 'alice_m', 'tweet.read users.read');
		const client = { client_id: 'sandbox-client', client_secret: 'sandbox-client-secret' };
		const revoke = async (value: string) =>
			await callX(x, '/2/oauth2/revoke', { method: 'POST', body: { token: value, ...client } });
		await revoke(token);
		await revoke(token);
		await revoke('unknown');
		const byApi = await events();
		expect(byApi).toHaveLength(1);
		expect(byApi[0]).toMatchObject({
			filter: {},
			payload: { date_time: '2026-11-21T09:00:00+00:00', user_id: ALICE },
		});
		await x.control('POST', 'revoke');
		expect((await events())[0].payload.user_id).toBe(COMPANY_ID);
		expect((await callX(x, mentionsPath())).status).toBe(401);
	});

	it('tells only subscribers with a webhook, and only what happened after they asked', async () => {
		const without = { event_type: 'post.mention.create', filter: { user_id: COMPANY_ID } };
		const made = await callX(x, '/2/activity/subscriptions', { method: 'POST', body: without });
		await say('nobody listens');
		expect(await events()).toEqual([]);
		await callX(x, `/2/activity/subscriptions/${made.body.data.subscription_id}`, {
			method: 'PUT',
			body: { webhook_id: webhookId },
			authorization: 'Bearer sandbox-app-token',
		});
		await x.post({ from: 'alice_m', text: '@acmecare old', createdAt: '2026-11-20T09:00:00Z' });
		expect(await events()).toEqual([]);
		const { id } = await say('now');
		expect(told(await events())).toEqual([`post.mention.create ${id}`]);
	});
});
