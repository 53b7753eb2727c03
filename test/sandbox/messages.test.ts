import { startSandbox, type Sandbox } from '../support/sandbox';
import { logIn } from './log-in';
import { APP_TOKEN, callX, COMPANY_ID, idsOf, type Json, type XAnswer } from './x-call';

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
const WITH_ALICE = `${COMPANY_ID}-${ALICE_ID}`;

interface Written {
	id: string;
	conversationId: string;
	delivered: boolean;
}

const write = async (draft: object): Promise<Written> =>
	await x.control<Written>('POST', 'messages', draft);
const read = async (query: Record<string, string> = {}, path = '/2/dm_events') =>
	await callX(x, `${path}?${new URLSearchParams(query).toString()}`);
const textsOf = (answer: XAnswer): string[] =>
	((answer.body.data ?? []) as Json[]).map((event: Json) => event.text);
const ledger = async () => {
	const { entries } = await x.control<{ entries: Json[] }>('GET', 'ledger');
	return entries.map(({ item, units, deduped }: Json) => ({ item, units, deduped }));
};

describe('the list of direct messages', () => {
	it('shows id, type and text, newest first, and no data key when there is nothing', async () => {
		expect((await read()).body).toEqual({ meta: { result_count: 0 } });
		const first = await write({ from: 'alice_m', text: 'Hello' });
		const second = await write({ from: 'bob_travels', text: 'Is anybody there?' });
		expect((await read()).body).toEqual({
			data: [
				{ id: second.id, event_type: 'MessageCreate', text: 'Is anybody there?' },
				{ id: first.id, event_type: 'MessageCreate', text: 'Hello' },
			],
			meta: { result_count: 2 },
		});
		expect(first.conversationId).toBe(WITH_ALICE);
	});

	it('gives the fields that were asked for, and drops unknown ones without a word', async () => {
		const { id } = await write({
			from: 'alice_m',
			text: 'a < b & see https://acme.example/x #late @acmecare',
		});
		const answer = await read({
			'dm_event.fields':
				'sender_id,dm_conversation_id,created_at,entities,attachments,participant_ids,mood',
		});
		expect(answer.body.data).toEqual([
			{
				id,
				event_type: 'MessageCreate',
				text: 'a &lt; b &amp; see https://acme.example/x #late @acmecare',
				sender_id: ALICE_ID,
				dm_conversation_id: WITH_ALICE,
				created_at: '2026-11-21T09:00:00.000Z',
				entities: {
					mentions: [{ start: 48, end: 57, username: 'acmecare', id: COMPANY_ID }],
					hashtags: [{ start: 42, end: 47, tag: 'late' }],
					urls: [
						{
							start: 19,
							end: 41,
							url: 'https://acme.example/x',
							expanded_url: 'https://acme.example/x',
							display_url: 'acme.example/x',
						},
					],
				},
			},
		]);
	});

	it('contains what the account itself said, in the app or by API, so that readers must tell them apart', async () => {
		await write({ from: 'alice_m', text: 'Help' });
		await write({ from: 'acmecare', to: 'alice_m', text: 'By hand' });
		await callX(x, `/2/dm_conversations/with/${ALICE_ID}/messages`, {
			method: 'POST',
			body: { text: 'By API' },
		});
		const answer = await read({ 'dm_event.fields': 'sender_id' });
		expect(answer.body.data.map((event: Json) => [event.sender_id, event.text])).toEqual([
			[COMPANY_ID, 'By API'],
			[COMPANY_ID, 'By hand'],
			[ALICE_ID, 'Help'],
		]);
	});

	it('forgets what is older than 30 days by its own clock', async () => {
		const old = await write({
			from: 'alice_m',
			text: 'long ago',
			createdAt: '2026-10-22T08:59:59Z',
		});
		await write({ from: 'alice_m', text: 'just in', createdAt: '2026-10-22T09:00:00Z' });
		expect(textsOf(await read())).toEqual(['just in']);
		expect((await read({}, `/2/dm_events/${old.id}`)).status).toBe(404);
		await x.control('POST', 'clock', { advanceMs: 1 });
		expect(textsOf(await read())).toEqual([]);
	});

	it('does not show encrypted conversations, nor those of other people', async () => {
		const secret = await write({ from: 'alice_m', text: 'secret', encrypted: true });
		await write({ from: 'alice_m', to: 'bob_travels', text: 'between us' });
		await write({ from: 'alice_m', text: 'open' });
		expect(textsOf(await read())).toEqual(['open']);
		expect(secret.conversationId).toBe(`${COMPANY_ID}:${ALICE_ID}`);
		expect((await read({}, `/2/dm_events/${secret.id}`)).status).toBe(404);
		const asBob = await callX(x, '/2/dm_events', { authorization: await logIn(x, 'bob_travels') });
		expect(textsOf(asBob)).toEqual(['between us']);
	});

	it('puts a message that arrives late where its time says', async () => {
		await write({ from: 'alice_m', text: 'two', createdAt: '2026-11-20T12:00:00Z' });
		await write({ from: 'alice_m', text: 'one', createdAt: '2026-11-20T11:00:00Z' });
		await write({ from: 'alice_m', text: 'three' });
		expect(textsOf(await read())).toEqual(['three', 'two', 'one']);
	});
});

describe('pages', () => {
	const makeFive = async (): Promise<Written[]> =>
		await x.control(
			'POST',
			'messages',
			[1, 2, 3, 4, 5].map((n) => ({ from: 'alice_m', text: String(n) })),
		);

	it('lead through everything once, forth and back, also when messages come and go meanwhile', async () => {
		const [, second] = await makeFive();
		const first = await read({ max_results: '2' });
		expect(textsOf(first)).toEqual(['5', '4']);
		await write({ from: 'bob_travels', text: '6' });
		await callX(x, `/2/dm_events/${second.id}`, { method: 'DELETE' });
		const { next_token: next } = first.body.meta!;
		const rest = await read({ max_results: '2', pagination_token: next! });
		expect(textsOf(rest)).toEqual(['3', '1']);
		expect(rest.body.meta!.next_token).toBeUndefined();
		const back = await read({ pagination_token: rest.body.meta!.previous_token! });
		expect(textsOf(back)).toEqual(['6', '5', '4']);
	});

	it('take tokens only where and for whom they were issued', async () => {
		await makeFive();
		const { next_token: token } = (await read({ max_results: '1' })).body.meta!;
		const query = `?pagination_token=${token}`;
		const elsewhere = await callX(x, `/2/dm_conversations/${WITH_ALICE}/dm_events${query}`);
		expect(elsewhere.status).toBe(400);
		const authorization = await logIn(x, 'alice_m');
		expect((await callX(x, `/2/dm_events${query}`, { authorization })).status).toBe(400);
		expect((await read({ pagination_token: 'made-up' })).status).toBe(400);
	});

	it.each([
		['max_results', '0'],
		['max_results', '101'],
		['max_results', 'ten'],
		['event_types', 'MessageCreate,Wink'],
		['event_types', ''],
		['since_id', '1'],
		['start_time', '2026-11-01T00:00:00Z'],
	])('are refused with %s=%s, which X does not know here', async (name, value) => {
		const answer = await read({ [name]: value });
		expect(answer.status).toBe(400);
		expect(answer.body.title).toBe('Invalid Request');
		expect(Object.keys(answer.body.errors![0].parameters)).toEqual([name]);
	});

	it('hold 100 events unless told otherwise', async () => {
		const drafts = Array.from({ length: 101 }, (_, n) => ({ from: 'alice_m', text: `${n}` }));
		await x.control('POST', 'messages', drafts);
		const answer = await read();
		expect(answer.body.meta).toMatchObject({ result_count: 100, next_token: expect.any(String) });
	});
});

describe('one conversation and one event', () => {
	it('are found by person, by conversation and by id', async () => {
		const hello = await write({ from: 'alice_m', text: 'Hello' });
		await write({ from: 'bob_travels', text: 'Other matter' });
		expect(textsOf(await read({}, `/2/dm_conversations/with/${ALICE_ID}/dm_events`))).toEqual([
			'Hello',
		]);
		expect(textsOf(await read({}, `/2/dm_conversations/${WITH_ALICE}/dm_events`))).toEqual([
			'Hello',
		]);
		expect((await read({}, `/2/dm_events/${hello.id}`)).body).toEqual({
			data: { id: hello.id, event_type: 'MessageCreate', text: 'Hello' },
		});
	});

	it('are empty between people who never wrote, and closed to others', async () => {
		const empty = await read({}, `/2/dm_conversations/with/${BOB_ID}/dm_events`);
		expect(empty.body).toEqual({ meta: { result_count: 0 } });
		const status = async (path: string) => (await read({}, path)).status;
		expect(await status(`/2/dm_conversations/${ALICE_ID}-${BOB_ID}/dm_events`)).toBe(403);
		expect(await status(`/2/dm_conversations/${ALICE_ID}-${COMPANY_ID}/dm_events`)).toBe(404);
		expect(await status('/2/dm_conversations/1402000000000000999/dm_events')).toBe(404);
		expect(await status('/2/dm_conversations/nobody/dm_events')).toBe(400);
		expect(await status('/2/dm_conversations/with/nobody/dm_events')).toBe(400);
		expect(await status('/2/dm_events/12345')).toBe(404);
		expect(await status('/2/dm_events/nothing')).toBe(400);
	});

	it('show who joined a group, and event_types keeps joins and messages apart', async () => {
		const made = await callX(x, '/2/dm_conversations', {
			method: 'POST',
			body: {
				conversation_type: 'Group',
				participant_ids: [ALICE_ID, BOB_ID],
				message: { text: 'Meet each other' },
			},
		});
		const group: string = made.body.data.dm_conversation_id;
		await write({ from: 'bob_travels', conversationId: group, text: 'Hi Alice' });
		const path = `/2/dm_conversations/${group}/dm_events`;
		expect(textsOf(await read({ event_types: 'MessageCreate' }, path))).toEqual([
			'Hi Alice',
			'Meet each other',
		]);
		const joins = await read({
			event_types: 'ParticipantsJoin,ParticipantsLeave',
			'dm_event.fields': 'participant_ids',
			expansions: 'participant_ids',
		});
		expect(joins.body.data).toEqual([
			{
				id: expect.any(String),
				event_type: 'ParticipantsJoin',
				participant_ids: [ALICE_ID, BOB_ID],
			},
		]);
		expect(joins.body.includes.users.map((user: Json) => user.username)).toEqual([
			'alice_m',
			'bob_travels',
		]);
		const asAlice = await callX(x, path, { authorization: await logIn(x, 'alice_m') });
		expect(asAlice.body.meta!.result_count).toBe(3);
		const asCarla = await callX(x, path, { authorization: await logIn(x, 'carla_k') });
		expect(asCarla.status).toBe(403);
	});
});

describe('what messages bring along', () => {
	it('are their authors, pictures and shared posts; a post that is gone is an error beside the data', async () => {
		const post = await x.post({ from: 'nora_reports', text: 'Acme late again' });
		const address = `https://x.com/nora_reports/status/${post.id}`;
		const picture = { type: 'photo', url: 'https://pictures.example/1.jpg', altText: 'a dent' };
		await write({ from: 'alice_m', text: `${address} x.com/a/status/77`, media: [picture] });
		const answer = await read({
			expansions: 'sender_id,attachments.media_keys,referenced_tweets.id',
			'user.fields': 'verified',
			'media.fields': 'url,alt_text',
			'tweet.fields': 'author_id',
		});
		const [event] = answer.body.data;
		expect(event).toMatchObject({
			sender_id: ALICE_ID,
			referenced_tweets: [{ id: post.id }, { id: '77' }],
		});
		expect(answer.body.includes).toEqual({
			users: [{ id: ALICE_ID, name: 'Alice M', username: 'alice_m', verified: false }],
			tweets: [expect.objectContaining({ id: post.id, text: 'Acme late again' })],
			media: [
				{
					media_key: event.attachments.media_keys[0],
					type: 'photo',
					url: 'https://pictures.example/1.jpg',
					alt_text: 'a dent',
				},
			],
		});
		expect(answer.body.errors).toMatchObject([
			{ resource_id: '77', parameter: 'referenced_tweets.id' },
		]);
		expect(await ledger()).toEqual([
			{ item: 'message read', units: 1, deduped: 0 },
			{ item: 'post read', units: 1, deduped: 0 },
			{ item: 'user read', units: 1, deduped: 0 },
		]);
	});

	it('cost a cent per event and UTC day, however often and however they are read', async () => {
		const { id } = await write({ from: 'alice_m', text: 'one' });
		await write({ from: 'alice_m', text: 'two' });
		await read();
		await read();
		await read({}, `/2/dm_events/${id}`);
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.02 });
		await x.control('POST', 'clock', { now: '2026-11-22T00:00:00Z' });
		await read();
		expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.04, todayUsd: 0.02 });
	});
});

describe('who may read', () => {
	it('is a user with dm.read, never the app alone', async () => {
		for (const path of [
			'/2/dm_events',
			'/2/dm_events/1',
			`/2/dm_conversations/with/${ALICE_ID}/dm_events`,
			`/2/dm_conversations/${WITH_ALICE}/dm_events`,
		]) {
			const app = await callX(x, path, { authorization: APP_TOKEN });
			expect([app.status, app.body.title]).toEqual([403, 'Unsupported Authentication']);
		}
		const authorization = await logIn(x, 'acmecare', 'tweet.read users.read dm.write');
		expect((await callX(x, '/2/dm_events', { authorization })).status).toBe(403);
	});

	it('may ask 15 times in 15 minutes, each path by itself', async () => {
		for (let n = 0; n < 15; n++) expect((await read()).status).toBe(200);
		const refused = await read();
		expect(refused.status).toBe(429);
		expect(refused.headers.get('x-rate-limit-limit')).toBe('15');
		expect((await read({}, `/2/dm_conversations/${WITH_ALICE}/dm_events`)).status).toBe(200);
		await x.control('POST', 'clock', { advanceMs: 15 * 60_000 });
		expect((await read()).status).toBe(200);
	});
});

describe('deleting and blocking', () => {
	it('takes a message out of the own view only, once', async () => {
		const { id } = await write({ from: 'alice_m', text: 'oops' });
		const gone = await callX(x, `/2/dm_events/${id}`, { method: 'DELETE' });
		expect(gone.body).toEqual({ data: { deleted: true } });
		expect(textsOf(await read())).toEqual([]);
		expect((await callX(x, `/2/dm_events/${id}`, { method: 'DELETE' })).status).toBe(404);
		const asAlice = await callX(x, '/2/dm_events', { authorization: await logIn(x, 'alice_m') });
		expect(idsOf(asAlice)).toEqual([id]);
		expect(await x.control('GET', 'messages')).toMatchObject([{ deletedBy: ['acmecare'] }]);
		expect(await ledger()).toContainEqual({ item: 'message delete', units: 1, deduped: 0 });
	});

	it('stops the messages of a blocked person until they are unblocked', async () => {
		const set = async (what: string, id = ALICE_ID) =>
			await callX(x, `/2/users/${id}/dm/${what}`, { method: 'POST' });
		expect((await set('block')).body).toEqual({ data: { blocked: true } });
		expect(await write({ from: 'alice_m', text: 'let me in' })).toEqual({
			delivered: false,
			conversationId: WITH_ALICE,
			why: '@acmecare blocked @alice_m',
		});
		await write({ from: 'bob_travels', text: 'hello' });
		expect(textsOf(await read())).toEqual(['hello']);
		expect((await set('unblock')).body).toEqual({ data: { blocked: false } });
		await write({ from: 'alice_m', text: 'thanks' });
		expect(textsOf(await read())).toEqual(['thanks', 'hello']);
		expect(await ledger()).toContainEqual({ item: 'privacy update', units: 1, deduped: 0 });
		expect((await set('block', COMPANY_ID)).status).toBe(400);
		expect((await set('block', '99')).status).toBe(404);
		expect((await set('block', 'nobody')).status).toBe(400);
	});
});

describe('messages on order', () => {
	it.each([
		['nobody’s handle', { from: 'nobody_here', text: 'hi' }, 'from'],
		['a writer who writes to themselves', { from: 'acmecare', text: 'hi' }, 'to'],
		['no text', { from: 'alice_m' }, 'text'],
		['10,001 characters', { from: 'alice_m', text: 'x'.repeat(10_001) }, 'text'],
		['a field with a typo', { from: 'alice_m', text: 'hi', encryptd: true }, 'encryptd'],
		[
			'two pictures',
			{
				from: 'alice_m',
				text: 'hi',
				media: [{ url: 'https://p.example/1' }, { url: 'https://p.example/2' }],
			},
			'media',
		],
		[
			'a conversation of others',
			{ from: 'carla_k', text: 'hi', conversationId: WITH_ALICE },
			'conversationId',
		],
		[
			'two ways to say to whom',
			{ from: 'alice_m', text: 'hi', conversationId: WITH_ALICE, to: 'acmecare' },
			'to',
		],
		['a time before X', { from: 'alice_m', text: 'hi', createdAt: '1999-01-01' }, 'createdAt'],
	])('refuse %s, and a list with it makes none', async (_name, draft, field) => {
		const order = async (body: unknown) => {
			const response = await fetch(`${x.url}/control/messages`, {
				method: 'POST',
				body: JSON.stringify(body),
			});
			return { status: response.status, body: (await response.json()) as Json };
		};
		expect(await order(draft)).toMatchObject({ status: 400, body: { field } });
		const list = await order([{ from: 'bob_travels', text: 'fine' }, draft]);
		expect(list).toMatchObject({ status: 400, body: { field: `[1].${field}` } });
		expect(await x.control('GET', 'messages')).toEqual([]);
	});

	it('tell tests everything that was said, encrypted or not, until a reset', async () => {
		await write({ from: 'alice_m', text: 'plain' });
		await write({ from: 'alice_m', text: 'secret', encrypted: true });
		expect(await x.control('GET', 'messages')).toMatchObject([
			{ from: 'alice_m', to: ['acmecare'], text: 'plain', encrypted: false, isCompany: false },
			{ from: 'alice_m', to: ['acmecare'], text: 'secret', encrypted: true, isCompany: false },
		]);
		expect(await x.control('GET', 'messages?limit=1')).toMatchObject([{ text: 'secret' }]);
		await x.control('POST', 'reset');
		expect(await x.control('GET', 'messages')).toEqual([]);
	});
});
