import { startSandbox, type Sandbox } from '../support/sandbox';
import { callX, mentionsPath, type Json } from './x-call';
import {
	arrivals,
	register,
	sign,
	startReceiver,
	subscribe,
	type Arrival,
	type Receiver,
} from './webhook-receiver';

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
const log = async (): Promise<Json[]> => await x.control('GET', 'deliveries');
const say = async (text: string) => await x.post({ from: 'alice_m', text: `@acmecare ${text}` });
const wish = async (...kinds: string[]) => {
	for (const kind of kinds) await subscribe(x, webhookId, kind);
};
const told = (list: Json[]): string[] =>
	list.map(({ event_type, payload }) => `${event_type} ${payload.id}`);

describe('how events travel', () => {
	beforeEach(async () => await wish('post.mention.create'));

	it('tries three times, then gives up and says why', async () => {
		receiver.answers = [500, 204, 401];
		const { id } = await say('unlucky');
		expect(await arrived()).toHaveLength(3);
		expect(await log()).toMatchObject([
			{
				n: 1,
				url: receiver.url,
				event: 'post.mention.create',
				eventUuid: id,
				status: 'failed',
				tries: 3,
				httpStatus: 401,
				why: 'answered 401, not 200',
			},
		]);
	});

	it('stops trying when it is answered with 200', async () => {
		receiver.answers = [503];
		await say('second time lucky');
		const [first, second, ...more] = await arrived();
		expect(second.raw).toBe(first.raw);
		expect(more).toEqual([]);
		expect(await log()).toMatchObject([{ status: 'delivered', tries: 2, httpStatus: 200 }]);
	});

	it('takes no answer in time for a failure, and goes on with the next event', async () => {
		await x.control('POST', 'settings', { webhookTimeLimitMs: 50 });
		receiver.answers = ['nothing'];
		const slow = await say('slow');
		const next = await say('next');
		expect((await events()).map(({ payload }) => payload.id as string).sort()).toEqual(
			[slow.id, slow.id, next.id].sort(),
		);
		expect(await log()).toMatchObject([
			{ eventUuid: slow.id, status: 'delivered', tries: 2 },
			{ eventUuid: next.id, status: 'delivered', tries: 1 },
		]);
	});

	it('answers API calls at once while an event hangs', async () => {
		receiver.answers = ['nothing', 'nothing', 'nothing'];
		await say('hangs');
		expect((await callX(x, mentionsPath())).body.meta!.result_count).toBe(1);
		expect(await x.control('GET', 'activity')).toMatchObject({ held: 0 });
		// Ends what hangs: otherwise the receiver would be asked again in ten seconds.
		await x.control('POST', 'reset', { now: NOW });
		expect(await x.control('GET', 'deliveries')).toEqual([]);
	});

	it('stops though an event hangs, without a word after that', async () => {
		const own = await startSandbox();
		await own.control('POST', 'settings', { deliveryRetryMs: 1 });
		await subscribe(own, await register(own, receiver), 'post.mention.create');
		receiver.answers = ['nothing', 'nothing', 'nothing'];
		await own.post({ from: 'alice_m', text: '@acmecare hangs' });
		await own.stop();
		expect(receiver.arrivals.length).toBeLessThanOrEqual(1);
	});

	it('sends a thousand events in the order they happened', async () => {
		const posts = Array.from({ length: 1000 }, (_, n) => ({
			from: 'alice_m',
			text: `@acmecare ${n}`,
		}));
		const made = await x.control<Array<{ id: string }>>('POST', 'posts', posts);
		expect((await events()).map(({ payload }) => payload.id as string)).toEqual(
			made.map(({ id }) => id),
		);
	});

	it('sends each event again when told to, byte for byte', async () => {
		await x.control('POST', 'activity', { duplicate: 2 });
		await say('echo');
		const all = await arrived();
		expect(all).toHaveLength(3);
		expect(new Set(all.map(({ raw }) => raw)).size).toBe(1);
		await x.control('POST', 'activity', { duplicate: 0 });
		await say('once');
		expect(await arrived()).toHaveLength(1);
	});

	it('holds events back and releases them together, newest first when told to', async () => {
		await x.control('POST', 'activity', { hold: true, outOfOrder: true });
		const ids = [await say('one'), await say('two'), await say('three')].map(({ id }) => id);
		expect(await events()).toEqual([]);
		expect((await log()).map(({ status }) => status as string)).toEqual(['held', 'held', 'held']);
		expect(await x.control('GET', 'activity')).toMatchObject({ held: 3, hold: true });
		await x.control('POST', 'activity', { release: true });
		expect((await events()).map(({ payload }) => payload.id as string)).toEqual(ids.reverse());
		const { id } = await say('flows again');
		expect(told(await events())).toEqual([`post.mention.create ${id}`]);
	});

	it('releases several messages as one event, which the shape of messages allows', async () => {
		await wish('dm.received');
		await x.control('POST', 'activity', { hold: true });
		for (const text of ['one', 'two']) {
			await x.control('POST', 'messages', { from: 'alice_m', text });
		}
		await say('not a message');
		await x.control('POST', 'activity', { release: true, batch: true });
		const list = await events();
		expect(list.map(({ event_type }) => event_type as string)).toEqual([
			'dm.received',
			'post.mention.create',
		]);
		const texts = (list[0].payload.direct_message_events as Json[]).map(
			(one) => one.message_create.message_data.text as string,
		);
		expect(texts).toEqual(['one', 'two']);
		expect((await log()).map(({ status }) => status as string)).toEqual([
			'delivered',
			'merged',
			'delivered',
		]);
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.025 });
	});

	it('spoils the signature of one event when told to, and of no other', async () => {
		await x.control('POST', 'activity', { malformedSignature: true });
		await x.control('POST', 'activity', { missingSignature: true });
		for (const text of ['wrong', 'missing', 'right']) await say(text);
		const signatures = (await arrived()).map(({ raw, headers }) => [
			headers['x-twitter-webhooks-signature'],
			sign(raw),
		]);
		expect(signatures[0][0]).toMatch(/^sha256=/);
		expect(signatures[0][0]).not.toBe(signatures[0][1]);
		expect(signatures[1][0]).toBeUndefined();
		expect(signatures[2][0]).toBe(signatures[2][1]);
	});

	it('can send an event of a kind nobody has heard of, free of charge', async () => {
		await x.control('POST', 'activity', { unknownEvent: 'post.sparkle.create' });
		const [{ event, raw, headers }] = await arrived();
		expect(event.event_type).toBe('post.sparkle.create');
		expect(headers['x-twitter-webhooks-signature']).toBe(sign(raw));
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0 });
	});

	it.each([
		{ hold: 'yes' },
		{ duplicate: -1 },
		{ duplicate: 101 },
		{ unknownEvent: 'DROP TABLE' },
		{ batch: true },
		{ sparkle: true },
	])('refuses the control request %j with a reason', async (body) => {
		await expect(x.control('POST', 'activity', body)).rejects.toThrow(/400 .*"fix":/);
	});
});

describe('what events cost', () => {
	const totalUsd = async () => {
		await x.control('POST', 'activity', { settle: true });
		return (await x.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;
	};

	it('bills a post once a day, however often and for whatever reason it is told', async () => {
		await wish('post.mention.create', 'post.reply.create');
		const ours = await x.post({ from: 'acmecare', text: 'Open.' });
		await x.control('POST', 'activity', { duplicate: 1 });
		await x.post({ from: 'alice_m', text: '@acmecare ok', inReplyTo: ours.id });
		expect(await totalUsd()).toBe(0.005);
		await callX(x, mentionsPath());
		expect(await totalUsd()).toBe(0.005);
		expect(await x.control('GET', 'ledger')).toMatchObject({
			entries: [
				{ request: 0, item: 'post event', units: 1 },
				{ request: 0, item: 'post event', units: 0, deduped: 1 },
				{},
				{},
				{ item: 'owned read', units: 0, deduped: 1 },
			],
		});
	});

	it('bills follows and received messages, not sent ones and deletions, and nothing undelivered', async () => {
		await wish('follow.follow', 'dm.received', 'dm.sent', 'post.delete', 'mute.mute');
		await x.control('POST', 'follows', { from: 'bob_travels', state: 'follow' });
		expect(await totalUsd()).toBe(0.01);
		await x.control('POST', 'messages', { from: 'alice_m', text: 'hi' });
		expect(await totalUsd()).toBe(0.02);
		await x.control('POST', 'messages', { from: 'acmecare', to: 'alice_m', text: 'hello' });
		const { id } = await x.post({ from: 'acmecare', text: 'typo' });
		await x.control('DELETE', `posts/${id}`);
		expect(await totalUsd()).toBe(0.02);
		receiver.answers = [500, 500, 500];
		await x.control('POST', 'follows', { from: 'dan_the_van', state: 'follow' });
		expect(await totalUsd()).toBe(0.02);
	});
});
