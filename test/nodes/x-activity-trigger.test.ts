import type { XEvent } from '../../src/domain/event';
import { callX, APP_TOKEN, type Json } from '../sandbox/x-call';
import { register, sign, startReceiver, tokenOf } from '../sandbox/webhook-receiver';
import {
	type ActivityNode,
	type ActivityNodeOptions,
	startActivityNode,
	toActivityCredentials,
} from '../support/activity-node';
import { type Sandbox, startSandbox } from '../support/sandbox';

const COMPANY = '1402000000000000001';
const ALICE = '1402000000000000101';
const usual = [
	'chat.received',
	'dm.received',
	'follow.follow',
	'oauth.revoke',
	'post.delete',
	'post.mention.create',
	'post.quote.create',
	'post.reply.create',
];
let sandbox: Sandbox;
const open: ActivityNode[] = [];

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await sandbox.control('POST', 'reset', {});
	await sandbox.control('POST', 'settings', { deliveryRetryMs: 1 });
});
afterEach(async () => {
	await Promise.all(open.splice(0).map(async (node) => await node.stop()));
});

const start = async (options: Partial<ActivityNodeOptions> = {}): Promise<ActivityNode> => {
	const node = await startActivityNode({ sandboxUrl: sandbox.url, ...options });
	open.push(node);
	return node;
};
const published = async (parameters: object = {}): Promise<ActivityNode> => {
	const node = await start({ parameters: { ...parameters } });
	await node.publish();
	return node;
};
const activity = async () =>
	await sandbox.control<{ webhooks: Array<{ url: string; valid: boolean }> }>('GET', 'activity');
const subscriptions = async (): Promise<Json[]> => {
	const path = '/2/activity/subscriptions';
	const { body } = await callX(sandbox, path, { authorization: APP_TOKEN });
	return (body.data ?? []) as Json[];
};
const subscribed = async () => (await subscriptions()).map((it) => it.event_type as string).sort();
const settle = async (more: object = {}) =>
	await sandbox.control('POST', 'activity', { ...more, settle: true });
const told = (node: ActivityNode): XEvent[] =>
	node.starts.flat().map(({ event }) => event as unknown as XEvent);
const kinds = (node: ActivityNode) => told(node).map(({ kind }) => kind);

describe('publishing', () => {
	it('tells X where to send events and which, and proves at once that the address is ours', async () => {
		const node = await published();
		expect((await activity()).webhooks).toMatchObject([{ url: node.url, valid: true }]);
		expect(await subscribed()).toEqual(usual);
		expect((await subscriptions()).every(({ tag }) => tag === 'n8n-x-care')).toBe(true);
	});

	it('keeps what is there when it is published again, also after a restart that forgot everything', async () => {
		const node = await published();
		const before = await subscriptions();
		await sandbox.control('DELETE', 'requests');
		expect(await node.isThere()).toBe(true);
		const requests = await sandbox.control<Array<{ method: string }>>('GET', 'requests');
		expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
		expect(await subscriptions()).toEqual(before);
	});

	it('goes on where an attempt stopped whose answer was lost', async () => {
		const node = await start();
		const path = '/2/activity/subscriptions';
		await sandbox.control('POST', 'faults', { method: 'POST', path, dropAfter: true });
		await expect(node.publish()).rejects.toThrow('got no answer');
		await node.publish();
		expect(await subscribed()).toEqual(usual);
		expect((await activity()).webhooks).toHaveLength(1);
	});

	it.each(['flat', 'array', 'nested'])('reads X’s answer to a subscription: %s', async (shape) => {
		await sandbox.control('POST', 'settings', { subscriptionShape: shape });
		await published();
		expect(await subscribed()).toEqual(usual);
	});

	it('follows a change of what is listened to, and leaves nothing behind that is paid for', async () => {
		const node = await published();
		const port = new URL(node.url).port;
		expect(port).not.toBe('');
		await node.unpublish();
		const other = await published({ events: ['mentions'] });
		expect(await subscribed()).toEqual(['post.mention.create']);
		expect((await activity()).webhooks).toMatchObject([{ url: other.url }]);
	});

	it('takes back what it set up, and nothing else', async () => {
		await sandbox.control('POST', 'settings', { webhookLimit: 2 });
		const other = await startReceiver();
		await register(sandbox, other);
		const body = { event_type: 'profile.update.bio', filter: { user_id: COMPANY } };
		await callX(sandbox, '/2/activity/subscriptions', { method: 'POST', body });
		const node = await published();
		await node.unpublish();
		await other.stop();
		expect((await activity()).webhooks).toMatchObject([{ url: other.url }]);
		expect(await subscribed()).toEqual(['profile.update.bio']);
	});

	it('has X look again at an address it has switched off', async () => {
		const node = await published();
		await sandbox.control('POST', 'settings', { webhookSecret: 'client' });
		await sandbox.control('POST', 'activity', { crc: true });
		expect((await activity()).webhooks).toMatchObject([{ valid: false }]);
		await sandbox.control('POST', 'settings', { webhookSecret: 'consumer' });
		expect(await node.isThere()).toBe(false);
		await node.publish();
		expect((await activity()).webhooks).toMatchObject([{ url: node.url, valid: true }]);
	});

	it('moves to a new address and gives the old one up, since X has room for one', async () => {
		const first = await published();
		const second = await start({ staticData: first.staticData, workflowId: 'same' });
		Object.assign(second.staticData, JSON.parse(JSON.stringify(first.staticData)) as object);
		const memory = Object.values(second.staticData)[0] as { registered: { workflowId: string } };
		memory.registered.workflowId = 'same';
		await second.publish();
		expect((await activity()).webhooks).toMatchObject([{ url: second.url }]);
		expect(await subscribed()).toEqual(usual);
	});

	it('does not give up the address of the workflow it was copied from, and says who has the room', async () => {
		const first = await published();
		const copy = await start({
			staticData: JSON.parse(JSON.stringify(first.staticData)) as never,
			workflowId: 'copy',
		});
		await expect(copy.publish()).rejects.toMatchObject({
			message: expect.stringContaining(`taken by ${first.url}`) as unknown,
			description: expect.stringContaining('Delete the one that is not needed') as unknown,
		});
		expect((await activity()).webhooks).toMatchObject([{ url: first.url }]);
	});

	it('takes subscriptions along whose webhook is gone', async () => {
		const first = await published();
		const { body } = await callX(sandbox, '/2/webhooks', { authorization: APP_TOKEN });
		const [{ id }] = body.data as unknown as Array<{ id: string }>;
		await callX(sandbox, `/2/webhooks/${id}`, { method: 'DELETE', authorization: APP_TOKEN });
		await first.publish();
		await sandbox.post({ from: 'alice_m', text: '@acmecare hello' });
		await settle();
		expect(kinds(first)).toEqual(['mention']);
	});

	it('says what to do when the secret is wrong', async () => {
		const credentials = toActivityCredentials(sandbox.url);
		credentials.xCareAppOnlyApi.apiKeySecret = 'another-app';
		const node = await start({ credentials });
		await expect(node.publish()).rejects.toMatchObject({
			message: expect.stringContaining('CrcValidationFailed') as unknown,
			description: expect.stringContaining("'API Key Secret'") as unknown,
		});
	});

	it('names the missing secret before it asks X for anything', async () => {
		const credentials = toActivityCredentials(sandbox.url);
		delete credentials.xCareAppOnlyApi.apiKeySecret;
		const node = await start({ credentials });
		await sandbox.control('DELETE', 'requests');
		await expect(node.publish()).rejects.toMatchObject({
			message: expect.stringContaining('API key secret is not known') as unknown,
		});
		expect(await sandbox.control('GET', 'requests')).toEqual([]);
	});

	it('names the scope when the account’s log-in may not read messages', async () => {
		const token = await tokenOf(sandbox, 'acmecare', 'tweet.read users.read offline.access');
		const credentials = toActivityCredentials(sandbox.url);
		credentials.xCareOAuth2Api.oauthTokenData = { access_token: token, token_type: 'bearer' };
		const node = await start({ credentials });
		await expect(node.publish()).rejects.toMatchObject({
			description: expect.stringContaining('dm.read') as unknown,
		});
		// The others are there all the same.
		expect(await subscribed()).toContain('post.mention.create');
	});

	it('goes without a kind of event this X does not know, and says so in the log', async () => {
		const path = '/2/activity/subscriptions';
		await sandbox.control('POST', 'faults', { method: 'POST', path, status: 400, body: {} });
		const node = await published();
		expect(await subscribed()).toHaveLength(usual.length - 1);
		expect(node.log.join('\n')).toMatch(/warn: .*X does not tell of chat\.received/);
	});

	it('refuses to listen to nothing', async () => {
		const node = await start({ parameters: { events: [] } });
		await expect(node.publish()).rejects.toThrow("'Events' is empty");
	});

	it('works with the four keys of OAuth1, whose secret signs too', async () => {
		const node = await start({
			parameters: { authentication: 'oAuth1' },
			credentials: {
				xCareAppOnlyApi: { bearerToken: 'sandbox-app-token', apiBaseUrl: sandbox.url },
				xCareOAuth1Api: {
					consumerKey: 'sandbox-consumer-key',
					consumerSecret: 'sandbox-consumer-secret',
					accessToken: 'sandbox-access-token',
					accessTokenSecret: 'sandbox-access-token-secret',
					apiBaseUrl: sandbox.url,
				},
			},
		});
		await node.publish();
		await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'Where is it?' });
		await settle();
		expect(kinds(node)).toEqual(['message']);
	});

	it('leaves X alone while somebody tests in the editor, also when the test ends', async () => {
		const node = await published();
		const before = [await activity(), await subscriptions()];
		await node.publish('manual', 'manual');
		await node.unpublish(true);
		expect([await activity(), await subscriptions()]).toEqual(before);
		expect(node.log.join('\n')).toContain('X calls the production address only');
	});

	it('does not stop anybody from unpublishing when X is away', async () => {
		const node = await published();
		await sandbox.control('POST', 'faults', { path: '/2/webhooks', status: 503 });
		await node.unpublish();
		expect(node.log.join('\n')).toMatch(/warn: .*X was not told to stop/);
	});
});

describe('what X tells', () => {
	const all = [
		...['chats', 'deletions', 'follows', 'mentions', 'messages', 'quotes', 'replies'],
		...['reposts', 'revocations', 'unfollows'],
	];

	it('becomes items of the one shape, each kind', async () => {
		const node = await published({ events: all });
		const ours = await sandbox.post({ from: 'acmecare', text: 'We are open.' });
		const mention = await sandbox.post({ from: 'alice_m', text: '@acmecare hi & <3' });
		const reply = await sandbox.post({ from: 'alice_m', text: 'Good!', inReplyTo: ours.id });
		const quote = await sandbox.post({ from: 'bob_travels', text: 'Look', quote: ours.id });
		const scopes = 'tweet.read users.read tweet.write';
		const token = `Bearer ${await tokenOf(sandbox, 'bob_travels', scopes)}`;
		await callX(sandbox, '/2/users/1402000000000000102/retweets', {
			method: 'POST',
			authorization: token,
			body: { tweet_id: ours.id },
		});
		await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'Where is it?' });
		await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'Psst', encrypted: true });
		await sandbox.control('POST', 'follows', { from: 'dan_the_van', state: 'follow' });
		await sandbox.control('POST', 'follows', { from: 'dan_the_van', state: 'unfollow' });
		await sandbox.control('DELETE', `posts/${ours.id}`);
		await settle();
		await sandbox.control('POST', 'revoke', {});
		await settle();

		expect(node.statuses.every((status) => status === 200)).toBe(true);
		const byKind = new Map(told(node).map((event) => [event.kind, event]));
		expect([...byKind.keys()].sort()).toEqual([
			...['access_revoked', 'follow', 'mention', 'message', 'post_deleted', 'quote'],
			...['reply', 'repost', 'unfollow', 'unreadable_message'],
		]);
		expect(byKind.get('mention')).toMatchObject({
			id: mention.id,
			text: '@acmecare hi & <3',
			mentionsUs: 'explicit',
			author: { id: ALICE, handle: 'alice_m', followers: 152 },
			account: { id: COMPANY, handle: 'acmecare' },
			source: 'push',
			costUsd: 0.005,
			permalink: `https://x.com/i/status/${mention.id}`,
		});
		expect(byKind.get('reply')).toMatchObject({
			id: reply.id,
			inReplyTo: { postId: ours.id, authorId: COMPANY },
			mentionsUs: 'implicit',
		});
		expect(byKind.get('quote')).toMatchObject({ id: quote.id, quotesUs: true });
		expect(byKind.get('repost')).toMatchObject({ aboutPostId: ours.id });
		expect(byKind.get('message')).toMatchObject({
			text: 'Where is it?',
			conversationId: `${COMPANY}-${ALICE}`,
			permalink: `https://x.com/messages/${COMPANY}-${ALICE}`,
			author: { id: ALICE, handle: 'alice_m' },
			costUsd: 0.01,
		});
		expect(byKind.get('unreadable_message')).toMatchObject({
			id: expect.stringMatching(/^chat-[\w.-]{1,55}$/) as unknown,
			conversationId: `${ALICE}-${COMPANY}`,
			completeness: { complete: false },
		});
		const dan = byKind.get('follow')!.author;
		expect(byKind.get('follow')).toMatchObject({ id: `follow-${dan.id}`, costUsd: 0.01 });
		expect(dan.handle).toBe('dan_the_van');
		expect(byKind.get('unfollow')).toMatchObject({ id: `unfollow-${dan.id}`, author: dan });
		expect(byKind.get('post_deleted')).toMatchObject({
			id: `deleted-${ours.id}`,
			aboutPostId: ours.id,
			author: { id: COMPANY },
			costUsd: 0,
		});
		expect(byKind.get('access_revoked')!.id).toMatch(/^revoked-\d{13}$/);
	});

	it('starts nothing for what the company does itself', async () => {
		const node = await published({ events: all });
		await sandbox.control('POST', 'follows', { from: 'acmecare', to: 'alice_m', state: 'follow' });
		const body = { text: 'We look into it.' };
		await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'Where is it?' });
		await settle();
		node.starts.length = 0;
		await callX(sandbox, `/2/dm_conversations/with/${ALICE}/messages`, { method: 'POST', body });
		await sandbox.post({ from: 'acmecare', text: '@acmecare is us' });
		await settle();
		expect(node.starts).toEqual([]);
		expect(node.statuses.every((status) => status === 200)).toBe(true);
	});

	it.each(['consumer', 'client', 'both'])('takes the signature with the %s secret', async (by) => {
		const node = await published();
		await sandbox.control('POST', 'settings', { webhookSecret: by });
		await sandbox.post({ from: 'alice_m', text: '@acmecare “ünï” 日本 🎉\u2028' });
		await settle();
		expect(told(node)).toMatchObject([{ text: '@acmecare “ünï” 日本 🎉\u2028' }]);
	});

	it('can prove itself with the client secret where X wants that one', async () => {
		await sandbox.control('POST', 'settings', { webhookSecret: 'client' });
		const node = await published({ settings: { checkedWith: 'clientSecret' } });
		expect((await activity()).webhooks).toMatchObject([{ url: node.url, valid: true }]);
	});

	it('turns away what is signed wrongly or not at all, until X sends it rightly', async () => {
		const node = await published();
		await sandbox.control('POST', 'activity', { malformedSignature: true });
		const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare one' });
		await settle();
		expect(node.statuses.includes(401)).toBe(true);
		const given = told(node);
		await sandbox.control('POST', 'activity', { missingSignature: true });
		await sandbox.post({ from: 'alice_m', text: '@acmecare two' });
		await settle();
		expect(told(node)).toEqual(given);
		expect(given.every((event) => event.id === id)).toBe(true);
		expect(node.log.join('\n')).toContain("without X's signature");
	});

	it('gives duplicates and late events the id they had, so that nothing is counted twice', async () => {
		const node = await published();
		await sandbox.control('POST', 'activity', { duplicate: 2, hold: true, outOfOrder: true });
		const first = await sandbox.post({ from: 'alice_m', text: '@acmecare one' });
		const second = await sandbox.post({ from: 'alice_m', text: '@acmecare two' });
		await settle({ release: true });
		const ids = told(node).map(({ id }) => id);
		expect(ids).toHaveLength(6);
		expect([...new Set(ids)]).toEqual([second.id, first.id]);
	});

	it('reads several messages out of one event', async () => {
		const node = await published();
		await sandbox.control('POST', 'activity', { hold: true });
		for (const text of ['one', 'two', 'three']) {
			await sandbox.control('POST', 'messages', { from: 'alice_m', text });
		}
		await settle({ release: true, batch: true });
		expect(node.starts).toHaveLength(1);
		expect(told(node).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
	});

	it('does without the people and posts X leaves out now and then', async () => {
		const node = await published();
		await sandbox.control('POST', 'activity', { emptyIncludes: true });
		const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare hi' });
		await settle();
		expect(told(node)).toMatchObject([{ id, author: { id: ALICE } }]);
	});

	it('takes an unknown kind of event for nothing wrong, and hands it on when told to', async () => {
		const silent = await published();
		await settle({ unknownEvent: 'post.sparkle.create' });
		expect(silent.starts).toEqual([]);
		expect(silent.statuses.at(-1)).toBe(200);
		expect(silent.log.join('\n')).toContain('"post.sparkle.create"');
		await silent.unpublish();
		const node = await published({ settings: { handOnUnknown: true } });
		await settle({ unknownEvent: 'post.sparkle.create' });
		expect(node.starts[0]).toMatchObject([
			{
				unknownEvent: {
					kind: 'post.sparkle.create',
					event: { event_type: 'post.sparkle.create' },
				},
			},
		]);
	});

	it('never writes what n8n keeps for the workflow, which a delivery could roll back', async () => {
		const node = await published();
		const before = JSON.stringify(node.staticData);
		await sandbox.post({ from: 'alice_m', text: '@acmecare hi' });
		await settle();
		expect(JSON.stringify(node.staticData)).toBe(before);
	});

	it('knows whose events these are, also where n8n kept nothing and X cannot be asked', async () => {
		const node = await start({ workflowId: 'forgetful' });
		await sandbox.control('POST', 'faults', { path: '/2/users/me', status: 503, times: 9 });
		const data = {
			event_type: 'post.mention.create',
			filter: { user_id: COMPANY },
			payload: {
				id: '2080765813578191303',
				text: 'hey @acmecare',
				author_id: ALICE,
				created_at: '2026-07-24T21:23:23.000Z',
			},
		};
		const raw = Buffer.from(JSON.stringify({ data }));
		const headers = { 'x-twitter-webhooks-signature': sign(raw.toString()) };
		const { status, items } = await node.hand(raw, headers);
		expect(status).toBe(200);
		expect(items).toMatchObject([{ event: { account: { id: COMPANY, handle: COMPANY } } }]);
		expect(node.log.join('\n')).toContain('could not be looked up');
	});
});

describe('a body that is none', () => {
	it('is left unread by n8n, so that nobody but X can make it parse, unpack or store anything', async () => {
		const node = await start({ parameters: { settings: { handOnUnknown: true } } });
		expect(node.isBodyLeftAlone()).toBe(true);
	});

	it.each([
		['too large', { status: 413 }, 413],
		['broken off', { status: 400 }, 400],
		['wrongly packed', { code: 'Z_DATA_ERROR' }, 400],
	])('is turned away when it is %s', async (_, details, status) => {
		const node = await start();
		const error = Object.assign(new Error('not readable'), details);
		expect(await node.hand(error, {})).toMatchObject({ status, items: [] });
	});
});

describe('X’s check', () => {
	const ask = async (node: ActivityNode, query: string) => await fetch(`${node.url}${query}`);

	it('is answered with a signature', async () => {
		const node = await start();
		const answer = await ask(node, '?crc_token=abc-DEF_123');
		expect(answer.status).toBe(200);
		expect(await answer.json()).toEqual({ response_token: sign('abc-DEF_123') });
	});

	it('without a token is turned away', async () => {
		const node = await start();
		expect((await ask(node, '')).status).toBe(400);
		expect((await ask(node, '?crc_token=')).status).toBe(400);
	});

	it('cannot be used to have a made-up event signed', async () => {
		const node = await start();
		const event = '{"data":{"event_type":"post.delete","payload":{"id":"1"}}}';
		const answer = await ask(node, `?crc_token=${encodeURIComponent(event)}`);
		expect(answer.status).toBe(400);
		expect(await answer.text()).not.toContain('sha256');
	});

	it('says in the log when the secret is missing', async () => {
		const credentials = toActivityCredentials(sandbox.url);
		credentials.xCareAppOnlyApi.apiKeySecret = ' ';
		const node = await start({ credentials });
		expect((await ask(node, '?crc_token=abc')).status).toBe(401);
		expect(node.log.join('\n')).toContain('The API key secret is not known');
	});
});
