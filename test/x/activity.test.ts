import { createHmac } from 'node:crypto';

import { parseActivity } from '../../src/x/activity/parse-activity';
import { requestReplay } from '../../src/x/activity/replay';
import { answerChallenge, isSigned } from '../../src/x/activity/signature';
import { createXClient } from '../../src/x/client';

const account = { id: '1111111111111111111', handle: 'ExampleUser' };
const other = '2222222222222222222';
const receivedAt = '2026-07-24T21:23:25.000Z';
const read = (body: unknown) => parseActivity(body, { account, receivedAt });
const only = (body: unknown) => {
	const parsed = read(body);
	expect(parsed.unreadable).toEqual([]);
	expect(parsed.events).toHaveLength(1);
	return parsed.events[0];
};

/** As X's guide has it. */
const payload = {
	id: '2080765813578191303',
	text: 'hey @ExampleUser',
	author_id: other,
	created_at: '2026-07-24T21:23:23.000Z',
	conversation_id: '2080765813578191303',
	edit_history_tweet_ids: ['2080765813578191303'],
	reply_settings: 'everyone',
	lang: 'und',
	display_text_range: [0, 16],
	entities: {
		mentions: [
			{ start: 4, start_str: '4', end: 16, end_str: '16', username: 'ExampleUser', id: account.id },
		],
	},
};
const author = {
	id: other,
	username: 'OtherUser',
	name: 'Other',
	protected: false,
	verified_type: 'blue',
	public_metrics: { followers_count: 97 },
};
const toEvent = (event_type: string, given: object, more: object = {}) => ({
	event_uuid: '-6850472171600526495',
	filter: { user_id: account.id },
	event_type,
	payload: given,
	...more,
});
const mention = toEvent('post.mention.create', payload, { includes: { users: [author] } });

describe('the shapes a delivery has', () => {
	it.each([
		['one event', { data: mention }],
		['a list in data', { data: [mention] }],
		['a list of deliveries', [{ data: mention }]],
		['a bare list', [mention]],
		['a bare event', mention],
		['people wrapped once more', { data: { ...mention, includes: { users: [{ data: author }] } } }],
	])('%s', (_, body) => {
		expect(only(body)).toEqual({
			id: payload.id,
			kind: 'mention',
			text: 'hey @ExampleUser',
			createdAt: payload.created_at,
			conversationId: payload.id,
			account,
			author: {
				id: other,
				handle: 'OtherUser',
				name: 'Other',
				followers: 97,
				protected: false,
				verified: true,
			},
			mentionsUs: 'explicit',
			quotesUs: false,
			media: [],
			permalink: `https://x.com/i/status/${payload.id}`,
			source: 'push',
			receivedAt,
			completeness: { complete: true, missing: [] },
			costUsd: 0.005,
		});
	});

	it('reads posts in X’s newer field names as well', () => {
		const reply = {
			...payload,
			edit_history_tweet_ids: undefined,
			edit_history_post_ids: ['1', payload.id],
			note_post: { text: 'a long one @ExampleUser' },
			referenced_posts: [{ type: 'replied_to', id: '5' }],
		};
		expect(only({ data: toEvent('post.reply.create', reply) })).toMatchObject({
			kind: 'reply',
			text: 'a long one @ExampleUser',
			inReplyTo: { postId: '5' },
			editOf: '1',
			author: { id: other },
		});
	});

	it('believes the kind of event where the post itself does not say', () => {
		const bare = { ...payload, entities: undefined, text: 'look' };
		const reply = { ...bare, in_reply_to_tweet_id: '5', in_reply_to_user_id: account.id };
		expect(only(toEvent('post.reply.create', reply))).toMatchObject({
			kind: 'reply',
			inReplyTo: { postId: '5', authorId: account.id },
		});
		expect(only(toEvent('post.quote.create', bare))).toMatchObject({
			kind: 'quote',
			quotesUs: true,
		});
		expect(only(toEvent('post.repost.create', bare)).kind).toBe('repost');
		expect(only(toEvent('post.mention.create', bare)).kind).toBe('mention');
	});

	it('makes one event of a post that comes as two', () => {
		const quote = toEvent('post.quote.create', payload);
		expect(only([mention, mention, quote])).toMatchObject({ kind: 'mention', quotesUs: true });
	});

	it.each([
		['wrapped', { data: author }, { data: { id: account.id } }],
		['unwrapped', author, { id: account.id }],
	])('reads people who follow: %s', (_, source, target) => {
		expect(only(toEvent('follow.follow', { source, target }))).toMatchObject({
			id: `follow-${other}`,
			kind: 'follow',
			createdAt: receivedAt,
			author: { id: other, handle: 'OtherUser', followers: 97 },
			permalink: `https://x.com/i/user/${other}`,
		});
	});

	it('keeps a message without text or sender as one that a person has to look at', () => {
		const direct_message_events = [
			{ id: '7', created_timestamp: '1784928224372', message_create: { message_data: {} } },
		];
		expect(only(toEvent('dm.received', { direct_message_events }))).toMatchObject({
			id: '7',
			kind: 'unreadable_message',
			author: account,
			createdAt: '2026-07-24T21:23:44.372Z',
			completeness: { complete: false, missing: [expect.any(String), expect.any(String)] },
		});
	});

	it('reads a picture in a message', () => {
		const media = { id_str: '9', type: 'photo', media_url_https: 'https://pbs.example.com/9.jpg' };
		const message_create = {
			target: { recipient_id: account.id },
			sender_id: other,
			message_data: { text: '', attachment: { type: 'media', media } },
		};
		const message = { id: '7', created_timestamp: '1784928224372', message_create };
		expect(only(toEvent('dm.received', { direct_message_events: [message] }))).toMatchObject({
			kind: 'message',
			media: [{ key: '3_9', type: 'photo', url: media.media_url_https }],
			conversationId: `${account.id}-${other}`,
		});
	});

	it('makes safe names of what encrypted messages are called', () => {
		const chat = { id: `a:b/${'ü'.repeat(90)}`, sender_id: other, conversation_id: `${other}:1` };
		const event = only(toEvent('chat.received', chat));
		expect(event.id).toMatch(/^chat-a-b-[\w.-]+$/);
		expect(event.id).toHaveLength(60);
		expect(event).toMatchObject({ kind: 'unreadable_message', conversationId: `${other}-1` });
	});
});

describe('what is not handed on', () => {
	it.each([
		['our own post', toEvent('post.mention.create', { ...payload, author_id: account.id })],
		['another account’s event', { ...mention, filter: { user_id: '3' } }],
		[
			'whom we follow',
			toEvent('follow.follow', { source: { id: account.id }, target: { id: other } }),
		],
		['a follow among others', toEvent('follow.follow', { source: author, target: { id: '3' } })],
		['somebody else’s deletion', toEvent('post.delete', { id: '5', author_id: other })],
		[
			'somebody else’s revocation',
			{ event_type: 'oauth.revoke', filter: {}, payload: { user_id: other } },
		],
		['a post of ours', toEvent('post.create', payload)],
		['a message of ours', toEvent('dm.sent', {})],
		['typing', toEvent('dm.indicate_typing', {})],
		['a like', toEvent('like.create', {})],
		['a mute', toEvent('mute.unmute', {})],
		['a new picture', toEvent('profile.update.profile_picture', {})],
		['the end of a replay', { replay_job_status: { webhook_id: '1' } }],
	])('%s is ignored, and it says why', (_, event) => {
		expect(read({ data: event })).toMatchObject({
			events: [],
			unreadable: [],
			unknownKinds: [],
			ignored: [expect.any(String)],
		});
	});

	it('names kinds X has added since, once each, and errs about none', () => {
		const added = toEvent('post.sparkle.create', {});
		const parsed = read([added, added, mention, toEvent('__proto__', {})]);
		expect(parsed.unknownKinds).toEqual(['post.sparkle.create', '__proto__']);
		expect(parsed.unknown).toHaveLength(3);
		expect(parsed.events).toHaveLength(1);
	});

	it('lets one event that cannot be read hold nothing back', () => {
		const broken = toEvent('post.mention.create', { ...payload, id: 5 });
		const parsed = read({ data: [broken, mention, toEvent('post.delete', { id: 'x' })] });
		expect(parsed.events.map(({ id }) => id)).toEqual([payload.id]);
		expect(parsed.unreadable).toHaveLength(2);
	});
});

describe('signatures', () => {
	const raw = Buffer.from('{"data":{}} – “ünï” 🎉');
	const sign = (secret: string, body = raw) =>
		`sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
	const consumer = 'x-twitter-webhooks-signature';
	const client = 'x-twitter-webhooks-signature-oauth2';
	const secrets = { consumerSecret: 'one', clientSecret: 'two' };

	it('takes either of X’s two, each by its own secret', () => {
		expect(isSigned(raw, { [consumer]: sign('one') }, secrets)).toBe(true);
		expect(isSigned(raw, { [client]: sign('two') }, secrets)).toBe(true);
		expect(isSigned(raw, { [consumer]: sign('two') }, secrets)).toBe(false);
		expect(isSigned(raw, { [client]: sign('one') }, secrets)).toBe(false);
		expect(isSigned(raw, { [consumer]: 'x', [client]: sign('two') }, secrets)).toBe(true);
	});

	it('is about every byte', () => {
		const longer = Buffer.concat([raw, Buffer.from(' ')]);
		expect(isSigned(longer, { [consumer]: sign('one') }, secrets)).toBe(false);
	});

	it('is never there without a secret: nobody may sign with nothing', () => {
		const nothing = { [consumer]: sign(''), [client]: sign('') };
		expect(isSigned(raw, nothing, {})).toBe(false);
		expect(isSigned(raw, nothing, { consumerSecret: '', clientSecret: '' })).toBe(false);
	});

	it('answers a challenge, but signs nothing that could be an event', () => {
		expect(answerChallenge('abc-1', secrets)).toBe(sign('one', Buffer.from('abc-1')));
		expect(answerChallenge('abc-1', {})).toBeUndefined();
		for (const token of [
			'{"data":{}}',
			'[]',
			'',
			' ',
			'a\n',
			undefined,
			['abc'],
			'a'.repeat(257),
		]) {
			expect(answerChallenge(token, secrets)).toBeUndefined();
		}
	});
});

describe('a replay', () => {
	const never = createXClient(
		async () => {
			throw new Error('X was asked');
		},
		() => 0,
	);
	const day = 86_400_000;

	it.each([
		['longer than X can tell', 0, day + 120_000],
		['backwards', day, 0],
		['of no time', 60_000, 60_000],
		['of a time that is none', NaN, day],
	])('%s is refused before X is asked', async (_, from, to) => {
		await expect(requestReplay(never, '1', from, to)).rejects.toMatchObject({
			kind: 'misconfigured',
			hint: expect.stringContaining('24 hours') as unknown,
		});
	});
});
