/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Agent } from 'node:http';
import { TwitterApi } from 'twitter-api-v2';
import { startSandbox, type Sandbox } from '../support/sandbox';
import { callX, USER_TOKEN, type Json } from './x-call';
import {
	arrivals,
	callWebhooks,
	register,
	sign,
	startReceiver,
	subscribe,
	type Receiver,
} from './webhook-receiver';

const HOUR_MS = 3_600_000;
let x: Sandbox;
let receiver: Receiver;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
	receiver = await startReceiver();
});
afterEach(async () => await receiver.stop());

const messageOf = (answer: { body: Json }): string => answer.body.errors[0].message as string;
const later = async (hours: number) => {
	await x.control('POST', 'clock', { advanceMs: hours * HOUR_MS });
	await x.control('POST', 'activity', { settle: true });
};
const isValid = async () => (await callWebhooks(x, 'GET')).body.data[0].valid as boolean;

describe('registering a webhook', () => {
	it('challenges the address at once, and lists the webhook as valid when the answer proves the secret', async () => {
		expect((await callWebhooks(x, 'GET')).body).toEqual({ data: [], meta: { result_count: 0 } });
		const made = await callWebhooks(x, 'POST', '', { url: receiver.url });
		expect(made.status).toBe(200);
		expect(receiver.challenges).toHaveLength(1);
		expect(made.body).toEqual({
			data: {
				id: expect.stringMatching(/^\d{1,19}$/),
				url: receiver.url,
				valid: true,
				created_at: '2026-11-21T09:00:00.000Z',
			},
		});
		expect((await callWebhooks(x, 'GET')).body).toEqual({
			data: [made.body.data],
			meta: { result_count: 1 },
		});
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0 });
	});

	it('keeps what the address already asks for in its query', async () => {
		const url = `${receiver.url}?tenant=a%20b`;
		expect((await callWebhooks(x, 'POST', '', { url })).body.data.url).toBe(url);
		expect(receiver.challenges[0]).toHaveLength(32);
	});

	it.each([
		'wrong',
		'client secret',
		'not JSON',
		'redirect',
		'error',
		'hang up',
		'endless',
		'nothing',
	] as const)('refuses an address that answers "%s", and keeps no webhook for it', async (crc) => {
		await x.control('POST', 'settings', { webhookTimeLimitMs: 200 });
		receiver.crc = crc;
		const refused = await callWebhooks(x, 'POST', '', { url: receiver.url });
		expect(refused.status).toBe(400);
		expect(refused.body).toMatchObject({
			title: 'Invalid Request',
			type: 'https://api.twitter.com/2/problems/invalid-request',
		});
		expect(messageOf(refused)).toMatch(/^CrcValidationFailed: /);
		expect((await callWebhooks(x, 'GET')).body.meta!.result_count).toBe(0);
	});

	it('calls “localhost” too', async () => {
		const url = receiver.url.replace('127.0.0.1', 'localhost');
		expect((await callWebhooks(x, 'POST', '', { url })).body.data).toMatchObject({ url });
	});

	it('refuses an address where nobody listens', async () => {
		await receiver.stop();
		const refused = await callWebhooks(x, 'POST', '', { url: receiver.url });
		expect(messageOf(refused)).toMatch(/^CrcValidationFailed: .*ECONNREFUSED/);
		receiver = await startReceiver();
	});

	it.each([
		['HTTPS, which it does not speak', 'https://127.0.0.1:9443/hook'],
		['another host', 'http://hooks.example:8080/hook'],
		['a host that only begins like the loopback', 'http://127.0.0.1.hooks.example:8080/hook'],
		['another machine of the network', 'http://192.168.1.5:8080/hook'],
		['no port', 'http://127.0.0.1/hook'],
		['a user and a password', 'http://me:secret@127.0.0.1:8080/hook'],
		['no address at all', 'hook'],
	])('never calls %s', async (_name, url) => {
		const refused = await callWebhooks(x, 'POST', '', { url });
		expect(refused.status).toBe(400);
		expect(messageOf(refused)).toMatch(/^UrlValidationFailed: /);
	});

	it.each([
		['no body', undefined],
		['a list', []],
		['no url', {}],
		['a number', { url: 7 }],
		['an empty url', { url: '' }],
		['a url of 201 characters', { url: `http://127.0.0.1:80/${'a'.repeat(181)}` }],
		['a field X does not know', { url: 'http://127.0.0.1:8080/', secret: 'x' }],
	])('refuses %s', async (_name, body) => {
		expect((await callWebhooks(x, 'POST', '', body)).status).toBe(400);
	});

	it('has room for one webhook unless told otherwise, and none for the same address twice', async () => {
		await register(x, receiver);
		const other = await startReceiver();
		const again = await callWebhooks(x, 'POST', '', { url: receiver.url });
		expect(messageOf(again)).toMatch(/^DuplicateUrlFailed: /);
		const second = await callWebhooks(x, 'POST', '', { url: other.url });
		expect(messageOf(second)).toMatch(/^WebhookLimitExceeded: /);
		await x.control('POST', 'settings', { webhookLimit: 2 });
		expect((await callWebhooks(x, 'POST', '', { url: other.url })).status).toBe(200);
		await other.stop();
	});

	it('keeps one of two registrations that came at the same moment', async () => {
		const both = await Promise.all(
			[1, 2].map(async () => await callWebhooks(x, 'POST', '', { url: receiver.url })),
		);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
		expect((await callWebhooks(x, 'GET')).body.meta!.result_count).toBe(1);
	});

	it('takes the app’s token or its OAuth1 keys, not a user’s OAuth2 token', async () => {
		const asUser = await callWebhooks(x, 'POST', '', { url: receiver.url }, USER_TOKEN);
		expect(asUser.status).toBe(403);
		expect((await callWebhooks(x, 'GET', '', undefined, USER_TOKEN)).status).toBe(403);
		expect(receiver.challenges).toEqual([]);
		const client = new TwitterApi(
			{
				appKey: 'sandbox-consumer-key',
				appSecret: 'sandbox-consumer-secret',
				accessToken: 'sandbox-access-token',
				accessSecret: 'sandbox-access-token-secret',
			},
			{ httpAgent: new Agent() },
		);
		const made: Json = await client.v2.post(
			'webhooks',
			{ url: receiver.url },
			{ prefix: `${x.url}/2/` },
		);
		expect(made.data.valid).toBe(true);
	});

	it('lets newer apps prove themselves with the client secret when that is set', async () => {
		await x.control('POST', 'settings', { webhookSecret: 'client' });
		const refused = await callWebhooks(x, 'POST', '', { url: receiver.url });
		expect(messageOf(refused)).toContain('Invalid response_token');
		receiver.crc = 'client secret';
		const id = await register(x, receiver);
		await subscribe(x, id, 'post.mention.create');
		await x.post({ from: 'alice_m', text: '@acmecare hi' });
		const [{ raw, headers }] = await arrivals(x, receiver);
		expect(headers['x-twitter-webhooks-signature-oauth2']).toBe(sign(raw, 'sandbox-client-secret'));
		expect(headers).not.toHaveProperty('x-twitter-webhooks-signature');
	});
});

describe('keeping a webhook', () => {
	const mention = async () => {
		await x.post({ from: 'alice_m', text: `@acmecare ${Math.random()}` });
		return await arrivals(x, receiver);
	};

	it('leaves it alone for a day, then challenges it every half hour until it answers', async () => {
		await register(x, receiver);
		await later(24);
		expect(receiver.challenges).toHaveLength(1);
		receiver.crc = 'error';
		await later(1);
		expect(receiver.challenges).toHaveLength(2);
		await later(0.25);
		expect(receiver.challenges).toHaveLength(2);
		receiver.crc = 'right';
		await later(0.25);
		expect(receiver.challenges).toHaveLength(3);
		await later(1);
		expect(receiver.challenges).toHaveLength(3);
		expect(await isValid()).toBe(true);
	});

	it('sends no events after a wrong token, until a PUT is answered rightly', async () => {
		const id = await register(x, receiver);
		await subscribe(x, id, 'post.mention.create');
		expect(await mention()).toHaveLength(1);
		receiver.crc = 'wrong';
		await later(25);
		expect(await isValid()).toBe(false);
		expect(await mention()).toEqual([]);
		expect(await x.control<Json>('GET', 'deliveries')).toMatchObject([
			{ status: 'delivered' },
			{ status: 'skipped', tries: 0, why: 'the webhook is not valid' },
		]);
		const refused = await callWebhooks(x, 'PUT', `/${id}`);
		expect(messageOf(refused)).toBe('CrcValidationFailed: Invalid response_token');
		receiver.crc = 'right';
		expect((await callWebhooks(x, 'PUT', `/${id}`)).body).toEqual({ data: { valid: true } });
		expect(await mention()).toHaveLength(1);
	});

	it('forgives errors and silence for 28 hours, not longer', async () => {
		const id = await register(x, receiver);
		await subscribe(x, id, 'post.mention.create');
		receiver.crc = 'error';
		await later(28);
		expect(await isValid()).toBe(true);
		expect(await mention()).toHaveLength(1);
		await later(0.5);
		expect(await isValid()).toBe(false);
	});

	it('challenges it when a test asks, and says why it failed', async () => {
		const id = await register(x, receiver);
		receiver.crc = 'redirect';
		expect(await x.control('POST', 'activity', { crc: true })).toMatchObject({
			webhooks: [{ id, valid: false, why: 'answered 302; redirects are not followed' }],
		});
		// A challenge that is passed does not bring it back; only a PUT does.
		receiver.crc = 'right';
		await x.control('POST', 'activity', { crc: true });
		expect(await isValid()).toBe(false);
	});

	it('forgets a deleted one, and knows no other ids', async () => {
		const id = await register(x, receiver);
		await subscribe(x, id, 'post.mention.create');
		expect((await callWebhooks(x, 'DELETE', `/${id}`)).body).toEqual({ data: { deleted: true } });
		expect(await mention()).toEqual([]);
		for (const [method, path] of [
			['PUT', `/${id}`],
			['DELETE', `/${id}`],
			['DELETE', '/abc'],
		]) {
			const refused = await callWebhooks(x, method, path);
			expect(refused.status).toBe(400);
			expect(messageOf(refused)).toMatch(/^WebhookIdInvalid: /);
		}
	});

	it('counts all webhook calls of the app in one window of 450', async () => {
		const first = await callWebhooks(x, 'GET');
		expect(first.headers.get('x-rate-limit-limit')).toBe('450');
		const second = await callWebhooks(x, 'DELETE', '/1');
		expect(second.headers.get('x-rate-limit-remaining')).toBe('448');
	});
});

describe('replay', () => {
	const replay = async (body: object) => await callWebhooks(x, 'POST', '/replay', body);
	const at = (hoursAgo: number, minutes = 0) =>
		new Date(Date.parse('2026-11-21T09:00:00Z') - hoursAgo * HOUR_MS + minutes * 60_000)
			.toISOString()
			.replace(/\D/g, '')
			.slice(0, 12);

	it('sends again what happened in that time, also what was never delivered, and nothing else', async () => {
		const id = await register(x, receiver);
		await subscribe(x, id, 'post.mention.create');
		await x.control('POST', 'settings', { deliveryRetryMs: 0 });
		receiver.answers = [500, 500, 500];
		const lost = await x.post({ from: 'alice_m', text: '@acmecare lost' });
		await x.control('POST', 'activity', { settle: true });
		const seen = await x.post({ from: 'alice_m', text: '@acmecare seen' });
		await later(2);
		await x.post({ from: 'alice_m', text: '@acmecare later' });
		const before = await arrivals(x, receiver);
		const made = await replay({ webhook_id: id, from_date: at(1), to_date: at(-1) });
		expect(made.body).toEqual({
			data: { job_id: expect.any(String), created_at: '2026-11-21T11:00:00.000Z' },
		});
		const again = await arrivals(x, receiver);
		expect(again.map(({ event }) => event.payload.id as string)).toEqual([lost.id, seen.id]);
		expect(again.map(({ raw }) => raw)).toEqual([before[0].raw, before[3].raw]);
		const log = await x.control<Json[]>('GET', 'deliveries');
		expect(log.slice(-2)).toMatchObject([
			{ replay: made.body.data.job_id, status: 'delivered', tries: 1 },
			{ replay: made.body.data.job_id, status: 'delivered', tries: 1 },
		]);
	});

	it('sends an event that was delivered twice, or replayed before, once', async () => {
		const id = await register(x, receiver);
		await subscribe(x, id, 'post.mention.create');
		await x.control('POST', 'activity', { duplicate: 1 });
		await x.post({ from: 'alice_m', text: '@acmecare twice' });
		expect(await arrivals(x, receiver)).toHaveLength(2);
		for (let time = 0; time < 2; time++) {
			await replay({ webhook_id: id, from_date: at(1), to_date: at(0, 1) });
			expect(await arrivals(x, receiver)).toHaveLength(1);
		}
	});

	it('takes times of the last 24 hours only, written as X wants them', async () => {
		const webhook_id = await register(x, receiver);
		for (const body of [
			{ webhook_id, from_date: at(24, -1), to_date: at(0) },
			{ webhook_id, from_date: at(1), to_date: at(1) },
			{ webhook_id, from_date: at(1), to_date: '202613320000' },
			{ webhook_id, from_date: '2026-11-21T08:00:00Z', to_date: at(0) },
			{ webhook_id, from_date: at(1) },
			{ webhook_id: '1', from_date: at(1), to_date: at(0) },
			{ webhook_id, from_date: at(1), to_date: at(0), more: 1 },
		]) {
			expect((await replay(body)).status).toBe(400);
		}
		expect((await callX(x, '/2/webhooks/replay', { method: 'POST' })).status).toBe(403);
	});
});
