import { createXClient } from '../../src/x/client';
import { fetchMessages } from '../../src/x/messages';
import { createCannedX } from '../support/canned-x';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const account = { id: '1402000000000000001', handle: 'acmecare' };
const alice = '1402000000000000101';
const bob = '1402000000000000102';
const withAlice = `${account.id}-${alice}`;

describe('reading direct messages', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		await sandbox.control('POST', 'reset', {});
	});

	const client = () =>
		createXClient(
			createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' }),
			Date.now,
		);
	const write = async (from: string, text: string, to = 'acmecare') =>
		await sandbox.control<{ id: string }>('POST', 'messages', { from, to, text });
	const spentUsd = async () =>
		(await sandbox.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;

	it('brings received and sent ones, newest first, as they were typed, and says what was paid', async () => {
		await write('alice_m', 'Order <7> & 8?');
		await write('acmecare', 'We look', 'alice_m');
		const before = await spentUsd();
		const read = await fetchMessages(client(), { account });
		expect(read.messages).toMatchObject([
			{ direction: 'sent', text: 'We look', senderId: account.id, conversationId: withAlice },
			{ direction: 'received', text: 'Order <7> & 8?', senderId: alice, mediaKeys: [] },
		]);
		expect(read.raw.get(read.messages[1].id)).toMatchObject({ sender_id: alice });
		expect((await spentUsd()) - before).toBeCloseTo(0.02, 6);
		expect(read.charges).toEqual([
			{
				item: 'messageRead',
				unitUsd: 0.01,
				resources: read.messages.map(({ id }) => `message ${id}`),
			},
		]);
	});

	it('keeps to one person, or one conversation', async () => {
		await write('alice_m', 'from alice');
		await write('bob_travels', 'from bob');
		const texts = async (address: { userId: string } | { conversationId: string }) =>
			(await fetchMessages(client(), { account, in: address })).messages.map(({ text }) => text);
		expect(await texts({ userId: bob })).toEqual(['from bob']);
		expect(await texts({ conversationId: withAlice })).toEqual(['from alice']);
	});

	it('asks for no more than is wanted: each message costs', async () => {
		for (const text of ['one', 'two', 'three', 'four']) await write('alice_m', text);
		const { messages, stoppedBy } = await fetchMessages(client(), { account, limit: 2 });
		expect(messages.map(({ text }) => text)).toEqual(['four', 'three']);
		expect(stoppedBy).toMatchObject({ reason: 'limit' });
		expect(await spentUsd()).toBeCloseTo(0.02, 6);
	});

	it('stops at the message that is known, and pays for one small page', async () => {
		const sent = [];
		for (let i = 0; i < 25; i++) sent.push(await write('alice_m', `message ${i}`));
		const { messages, stoppedBy } = await fetchMessages(client(), {
			account,
			newerThanId: sent[22].id,
		});
		expect(messages.map(({ text }) => text)).toEqual(['message 24', 'message 23']);
		expect(stoppedBy).toBeUndefined();
		expect(await spentUsd()).toBeCloseTo(0.1, 6);
	});

	it('says when it can go on after the fifteen calls of a quarter of an hour', async () => {
		const x = createCannedX({
			body: { data: [], meta: { result_count: 0, next_token: 'more' } },
			headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1800000000' },
		});
		const { stoppedBy } = await fetchMessages(x.client, { account });
		expect(stoppedBy).toMatchObject({
			reason: 'rate limit',
			resumesAtMs: 1_800_000_000_000,
		});
	});

	it('passes over what cannot be read, by name, and charges for it', async () => {
		const good = {
			id: '5',
			event_type: 'MessageCreate',
			sender_id: alice,
			dm_conversation_id: withAlice,
			created_at: '2026-11-20T09:00:00.000Z',
			attachments: { media_keys: ['3_1', 7] },
		};
		const x = createCannedX({
			body: {
				data: [
					good,
					{ ...good, id: '6', sender_id: undefined },
					{ ...good, id: '7', created_at: 'soon' },
					{ ...good, id: '8', dm_conversation_id: 9 },
					null,
				],
			},
		});
		const { messages, unreadable, charges } = await fetchMessages(x.client, { account });
		expect(messages).toMatchObject([{ id: '5', text: '', mediaKeys: ['3_1'] }]);
		expect(unreadable).toEqual([
			'message 6 without its sender',
			'message 7 without a readable time',
			'message 8 without its conversation',
			'a message without a readable id',
		]);
		expect(charges[0].resources).toHaveLength(4);
	});

	it.each([
		[{ userId: '../users/me' }, /'User ID' is "\.\.\/users\/me"/],
		[{ conversationId: '1-2-3' }, /'Conversation ID' is "1-2-3"/],
	])('refuses %j before anything is sent', async (address, message) => {
		const x = createCannedX(new Error('must not be called'));
		await expect(fetchMessages(x.client, { account, in: address })).rejects.toThrow(message);
		expect(x.requests).toEqual([]);
	});
});
