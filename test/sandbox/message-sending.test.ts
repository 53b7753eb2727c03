import { startSandbox, type Sandbox } from '../support/sandbox';
import { logIn } from './log-in';
import { APP_TOKEN, callX, COMPANY_ID, type Json, type XAnswer } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
});

const ALICE_ID = '1402000000000000101';
const BOB_ID = '1402000000000000102';
const SPAMMER_ID = '1402000000000000501';
const WITH_ALICE = `${COMPANY_ID}-${ALICE_ID}`;

const post = async (path: string, body: unknown, authorization?: string): Promise<XAnswer> =>
	await callX(x, `/2/dm_conversations${path}`, { method: 'POST', body, authorization });
const sendTo = async (personId: string, body: unknown = { text: 'Hello' }, who?: string) =>
	await post(`/with/${personId}/messages`, body, who);
const said = async (): Promise<Json[]> => await x.control<Json[]>('GET', 'messages');

const NO_PERMISSION = {
	title: 'Forbidden',
	detail: 'You do not have permission to DM one or more participants.',
	type: 'about:blank',
	status: 403,
};

describe('sending a direct message', () => {
	it('to a person answers the conversation and the event, and costs $0.015', async () => {
		const answer = await sendTo(ALICE_ID, { text: 'We found your parcel 📦' });
		expect(answer.status).toBe(201);
		const [message] = await said();
		expect(answer.body).toEqual({
			data: { dm_conversation_id: WITH_ALICE, dm_event_id: message.id },
		});
		expect(message).toMatchObject({
			from: 'acmecare',
			to: ['alice_m'],
			text: 'We found your parcel 📦',
			isCompany: true,
		});
		const { entries } = await x.control<{ entries: Json[] }>('GET', 'ledger');
		expect(entries).toMatchObject([{ item: 'message create', usd: 0.015 }]);
	});

	it('into a conversation reaches the same place, and the other one can read it', async () => {
		expect((await post(`/${WITH_ALICE}/messages`, { text: 'Hello again' })).status).toBe(201);
		const authorization = await logIn(x, 'alice_m');
		const asAlice = await callX(x, `/2/dm_conversations/with/${COMPANY_ID}/dm_events`, {
			authorization,
		});
		expect(asAlice.body.data).toMatchObject([{ text: 'Hello again' }]);
	});

	it('twice with the same text makes two messages: X does not hold back duplicates', async () => {
		await sendTo(ALICE_ID);
		await sendTo(ALICE_ID);
		expect(await said()).toHaveLength(2);
	});

	it('that was done before the connection broke is there for a careful sender to find', async () => {
		await x.control('POST', 'faults', { path: '/2/dm_conversations', dropAfter: true });
		await expect(sendTo(ALICE_ID)).rejects.toThrow();
		const read = await callX(x, `/2/dm_conversations/with/${ALICE_ID}/dm_events`);
		expect(read.body.data).toMatchObject([{ text: 'Hello' }]);
	});
});

describe('X refuses, and nothing is sent,', () => {
	afterEach(async () => {
		expect(await said()).toEqual([]);
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0 });
	});

	it.each([
		['someone who does not receive the account’s messages', SPAMMER_ID],
		['nobody', '99'],
		['the account itself', COMPANY_ID],
	])('to write to %s', async (_name, personId) => {
		const answer = await sendTo(personId);
		expect(answer.status).toBe(403);
		expect(answer.body).toEqual(NO_PERMISSION);
	});

	it('to write to someone suspended', async () => {
		const { id } = await x.control<{ id: string }>('POST', 'users', {
			handle: 'gone_person',
			suspended: true,
		});
		expect((await sendTo(id)).body).toEqual(NO_PERMISSION);
	});

	it('everything while it throttles the account, in other words', async () => {
		await x.control('POST', 'settings', { dmThrottled: true });
		const answer = await sendTo(ALICE_ID);
		expect(answer.status).toBe(403);
		expect(answer.body).toEqual({
			title: 'Forbidden',
			detail: 'This operation is not permitted.',
			type: 'about:blank',
			status: 403,
		});
	});

	it.each([
		['an unknown group', '/1402000000000000999/messages', 404],
		['a conversation of others', `/${ALICE_ID}-${BOB_ID}/messages`, 403],
		['a conversation the wrong way round', `/${ALICE_ID}-${COMPANY_ID}/messages`, 404],
		['no conversation', '/hello/messages', 400],
		['no person', '/with/alice_m/messages', 400],
	])('to write into %s', async (_name, path, status) => {
		expect((await post(path, { text: 'Hello' })).status).toBe(status);
	});

	it.each([
		['neither text nor attachment', {}],
		['an empty text', { text: '  ' }],
		['a text that is none', { text: 5 }],
		['10,001 characters', { text: '漢'.repeat(10_001) }],
		['no attachment in the list', { text: 'hi', attachments: [] }],
		['two attachments', { attachments: [{ media_id: '1' }, { media_id: '2' }] }],
		['an attachment without an id', { attachments: [{}] }],
		['a picture nobody uploaded', { attachments: [{ media_id: '1402000000000000777' }] }],
		['a list', []],
		['a broken body', '{"text":'],
	])('a message with %s', async (_name, body) => {
		const answer = await sendTo(ALICE_ID, body);
		expect(answer.status).toBe(400);
		expect(answer.body.title).toBe('Invalid Request');
	});

	it.each([
		['another type', { conversation_type: 'Pair' }],
		['one participant', { participant_ids: [ALICE_ID] }],
		['the same participant twice', { participant_ids: [ALICE_ID, ALICE_ID] }],
		['50 participants', { participant_ids: Array.from({ length: 50 }, (_, n) => String(n + 1)) }],
		['participants that are numbers', { participant_ids: [1, 2] }],
		['no message', { message: undefined }],
		['an unknown field', { title: 'Us' }],
	])('a group with %s', async (_name, change) => {
		const group = {
			conversation_type: 'Group',
			participant_ids: [ALICE_ID, BOB_ID],
			message: { text: 'Hi all' },
		};
		expect((await post('', { ...group, ...change })).status).toBe(400);
	});

	it('a group with someone who does not receive the account’s messages', async () => {
		const answer = await post('', {
			conversation_type: 'Group',
			participant_ids: [ALICE_ID, SPAMMER_ID],
			message: { text: 'Hi all' },
		});
		expect(answer.body).toEqual(NO_PERMISSION);
	});

	it('the app alone, and a token without dm.write', async () => {
		const app = await sendTo(ALICE_ID, { text: 'hi' }, APP_TOKEN);
		expect(app.body.title).toBe('Unsupported Authentication');
		const reader = await logIn(x, 'acmecare', 'tweet.read users.read dm.read');
		expect((await sendTo(ALICE_ID, { text: 'hi' }, reader)).status).toBe(403);
	});
});

describe('someone who blocked the account', () => {
	it.each([
		['messages only, themselves', `/2/users/${COMPANY_ID}/dm/block`],
		['messages only, as the test wants it', undefined],
	])('(%s) gets nothing until they unblock it', async (_name, path) => {
		const authorization = await logIn(x, 'alice_m');
		const set = async (blocked: boolean) =>
			path
				? await callX(x, blocked ? path : path.replace('block', 'unblock'), {
						method: 'POST',
						authorization,
					})
				: await x.control('POST', 'message-blocks', { by: 'alice_m', blocked });
		await set(true);
		expect((await sendTo(ALICE_ID)).body).toEqual(NO_PERMISSION);
		expect((await post(`/${WITH_ALICE}/messages`, { text: 'Hello' })).body).toEqual(NO_PERMISSION);
		const log = await x.control<Json[]>('GET', 'requests');
		expect(log.at(-1)!.note).toContain('@alice_m blocked @acmecare');
		await set(false);
		expect((await sendTo(ALICE_ID)).status).toBe(201);
		expect(await said()).toHaveLength(1);
	});
});

describe('an uploaded picture', () => {
	const PIXEL =
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
	const upload = async (category: string): Promise<Json> =>
		(
			await callX(x, '/2/media/upload', {
				method: 'POST',
				body: { media: PIXEL, media_category: category, media_type: 'image/png' },
			})
		).body.data;

	it('goes along with a message, with words or without, and both sides can read what it is', async () => {
		const { id, media_key: key } = await upload('dm_image');
		expect((await sendTo(ALICE_ID, { attachments: [{ media_id: id }] })).status).toBe(201);
		const { body } = await callX(
			x,
			'/2/dm_events?expansions=attachments.media_keys&media.fields=type',
			{ authorization: await logIn(x, 'alice_m') },
		);
		expect(body.data).toMatchObject([{ attachments: { media_keys: [key] } }]);
		expect(body.data[0]).not.toHaveProperty('text');
		expect(body.includes.media).toMatchObject([{ media_key: key, type: 'photo' }]);
	});

	it('that was made for a post, belongs to somebody else or is a day old is refused', async () => {
		const forPost = await upload('tweet_image');
		const forMessage = await upload('dm_image');
		const status = async (id: string, who?: string) =>
			(await sendTo(BOB_ID, { attachments: [{ media_id: id }] }, who)).status;
		expect(await status(forPost.id)).toBe(400);
		expect(await status(forMessage.id, await logIn(x, 'alice_m'))).toBe(400);
		await x.control('POST', 'clock', { advanceMs: 24 * 3_600_000 });
		expect(await status(forMessage.id)).toBe(400);
		expect(await said()).toEqual([]);
	});
});

describe('a text of 10,000 characters', () => {
	it('passes whole, counted as a reader counts', async () => {
		const text = '👍'.repeat(10_000);
		expect((await sendTo(ALICE_ID, { text })).status).toBe(201);
		expect((await said())[0].text).toBe(text);
	});
});

describe('limits', () => {
	it('allow 15 messages in 15 minutes and say so', async () => {
		for (let n = 0; n < 15; n++) expect((await sendTo(ALICE_ID)).status).toBe(201);
		const refused = await sendTo(ALICE_ID);
		expect(refused.status).toBe(429);
		expect(refused.headers.get('x-rate-limit-remaining')).toBe('0');
		expect(refused.headers.get('x-user-limit-24hour-limit')).toBe('1440');
		expect(refused.headers.get('x-app-limit-24hour-limit')).toBe('1440');
		expect(await said()).toHaveLength(15);
	});

	it('count a day for each user and for the whole app', async () => {
		await x.control('POST', 'settings', {
			limits: { 'send-message-with': { userDay: 2, appDay: 3 } },
		});
		const alice = await logIn(x, 'alice_m');
		const status = async (personId: string, who?: string) =>
			(await sendTo(personId, { text: 'hi' }, who)).status;
		expect([await status(ALICE_ID), await status(ALICE_ID)]).toEqual([201, 201]);
		const third = await sendTo(ALICE_ID);
		expect(third.status).toBe(429);
		expect(third.headers.get('x-user-limit-24hour-remaining')).toBe('0');
		expect(third.headers.get('x-app-limit-24hour-remaining')).not.toBe('0');
		expect(await status(BOB_ID, alice)).toBe(201);
		expect(await status(BOB_ID, alice)).toBe(429);
		await x.control('POST', 'clock', { advanceMs: 24 * 3_600_000 });
		expect(await status(ALICE_ID)).toBe(201);
	});
});
