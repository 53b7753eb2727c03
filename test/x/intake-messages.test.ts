import type { XEvent } from '../../src/domain/event';
import { toIdBefore } from '../../src/domain/post-id';
import { createXClient } from '../../src/x/client';
import { type MessagesMemory, pollMessagesSource } from '../../src/x/intake/messages';
import type { Turn, TurnResult } from '../../src/x/intake/turn';
import { createCannedX } from '../support/canned-x';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const account = { id: '1402000000000000001', handle: 'acmecare' };
const alice = '1402000000000000101';
const minute = 60_000;
const day = 1440 * minute;
const noon = Date.parse('2026-11-20T12:00:00Z');

/** Ids of messages written five minutes before noon. */
const toId = (n: number) => String(BigInt(toIdBefore(noon - 5 * minute)) + BigInt(10 + n));

interface Written {
	id: string;
	conversationId: string;
}

describe('polling direct messages', () => {
	let sandbox: Sandbox;
	let nowMs: number;
	let memory: MessagesMemory | undefined;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		nowMs = noon;
		memory = undefined;
		await sandbox.control('POST', 'reset', { now: new Date(noon).toISOString() });
	});

	const client = () =>
		createXClient(
			createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' }),
			() => nowMs,
		);

	const toTurn = (over: Partial<Turn> = {}): Turn => ({
		client: client(),
		account,
		nowMs: () => nowMs,
		startedMs: nowMs,
		deadlineMs: nowMs + minute,
		isFirstSinceStart: false,
		rewindMs: 15 * minute,
		watchingSinceMs: noon,
		ownsApp: true,
		affordable: () => Infinity,
		...over,
	});

	/** One poll; what it remembers goes through JSON, as in n8n. */
	const poll = async (over: Partial<Turn> = {}): Promise<TurnResult<MessagesMemory>> => {
		const result = await pollMessagesSource(toTurn(over), memory);
		memory = JSON.parse(JSON.stringify(result.memory)) as MessagesMemory;
		return result;
	};

	const pass = async (ms: number) => {
		nowMs += ms;
		await sandbox.control('POST', 'clock', { now: new Date(nowMs).toISOString() });
	};
	const write = async (text: string, more: object = {}) =>
		await sandbox.control<Written>('POST', 'messages', { from: 'alice_m', text, ...more });
	const writeMany = async (count: number, name = 'message', more: object = {}) =>
		await sandbox.control<Written[]>(
			'POST',
			'messages',
			Array.from({ length: count }, (_, i) => ({ from: 'alice_m', text: `${name} ${i}`, ...more })),
		);
	const limitTo = async (calls: number) =>
		await sandbox.control('POST', 'settings', { limits: { messages: calls } });
	const countCalls = async () => (await sandbox.control<unknown[]>('GET', 'requests')).length;
	const forget = async () => await sandbox.control('DELETE', 'requests');
	const spentUsd = async () =>
		(await sandbox.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;
	const toTexts = (events: XEvent[]) => events.map(({ text }) => text).sort();
	/** The page after the first is in trouble. */
	const failPage = async (page: number, fault: object) => {
		const broken = createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' });
		let calls = 0;
		return createXClient(
			async (request) => {
				calls += 1;
				if (calls === page) {
					await sandbox.control('POST', 'faults', { path: '/2/dm_events', ...fault });
				}
				return await broken(request);
			},
			() => nowMs,
		);
	};

	it('hands on what was written to the account, in the one shape of all events', async () => {
		await poll();
		const { id } = await write('Where is order <7>?');
		await write('We look', { from: 'acmecare', to: 'alice_m' });
		await pass(2 * minute);
		const { events, coverage, charges } = await poll();
		const conversationId = `${account.id}-${alice}`;
		expect(events).toEqual([
			{
				id,
				kind: 'message',
				text: 'Where is order <7>?',
				createdAt: '2026-11-20T12:00:00.000Z',
				conversationId,
				account,
				author: { id: alice },
				mentionsUs: 'none',
				quotesUs: false,
				media: [],
				permalink: `https://x.com/messages/${conversationId}`,
				source: 'poll',
				receivedAt: '2026-11-20T12:02:00.000Z',
				completeness: { complete: true, missing: [] },
				costUsd: 0.01,
			},
		]);
		expect(coverage).toMatchObject({
			source: 'messages',
			state: 'complete',
			pages: 1,
			found: 1,
			gaps: [],
			costUsd: 0.02,
			proved: { from: '2026-11-20T12:00:00.000Z', to: '2026-11-20T12:02:00.000Z' },
		});
		expect(charges).toHaveLength(1);
	});

	it('says once that encrypted chats are not shown, and does not see them', async () => {
		await write('a secret', { encrypted: true });
		const first = await poll();
		expect(first.events).toEqual([]);
		expect(first.coverage.notes.join()).toMatch(/Encrypted chats are not shown/);
		expect((await poll()).coverage.notes).toEqual([]);
	});

	it('leaves alone what was written long before watching began', async () => {
		await write('old', { createdAt: new Date(noon - day).toISOString() });
		await write('just before', { createdAt: new Date(noon - 5 * minute).toISOString() });
		expect(toTexts((await poll()).events)).toEqual(['just before']);
	});

	it('hands on each message once, however often it is polled', async () => {
		await poll();
		const handedOn: string[] = [];
		for (let i = 0; i < 8; i++) {
			await writeMany(i * 3, `round ${i}`);
			await pass(15 * minute);
			handedOn.push(...(await poll()).events.map(({ id }) => id));
		}
		expect(handedOn).toHaveLength(84);
		expect(new Set(handedOn).size).toBe(84);
	});

	it('hands on a message that comes late, below what is known, once', async () => {
		await writeMany(3);
		await poll();
		await pass(5 * minute);
		await write('late', { createdAt: new Date(noon - 10 * minute).toISOString() });
		await write('too late', { createdAt: new Date(noon - 60 * minute).toISOString() });
		expect(toTexts((await poll()).events)).toEqual(['late']);
		expect((await poll()).events).toEqual([]);
		await write('new');
		expect(toTexts((await poll()).events)).toEqual(['new']);
	});

	it('brings messages of groups, with their pictures by key, and none of its own', async () => {
		await poll();
		const made = await fetch(`${sandbox.url}/2/dm_conversations`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				authorization: 'Bearer sandbox-user-token',
			},
			body: JSON.stringify({
				conversation_type: 'Group',
				participant_ids: [alice, '1402000000000000102'],
				message: { text: 'Hello both' },
			}),
		});
		const { data } = (await made.json()) as { data: { dm_conversation_id: string } };
		await sandbox.control('POST', 'messages', {
			from: 'bob_travels',
			conversationId: data.dm_conversation_id,
			media: [{ type: 'photo', url: 'https://example.com/a.jpg' }],
		});
		const { events } = await poll();
		expect(events).toMatchObject([
			{
				kind: 'message',
				text: '',
				conversationId: data.dm_conversation_id,
				media: [{ key: expect.stringMatching(/^3_/) as unknown }],
				completeness: { complete: false },
			},
		]);
	});

	it('pays on a quiet day for the ten newest, once, whatever the interval', async () => {
		await writeMany(40, 'old');
		await poll();
		await pass(day - 12 * 60 * minute);
		const before = await spentUsd();
		await forget();
		for (let i = 0; i < 48; i++) {
			expect((await poll()).events).toEqual([]);
			await pass(25 * minute);
		}
		expect(await countCalls()).toBe(48);
		expect((await spentUsd()) - before).toBeCloseTo(0.1, 6);
	});

	it('pays for a burst at most twice', async () => {
		await writeMany(100, 'old');
		await poll();
		await pass(day);
		await writeMany(37);
		const before = await spentUsd();
		expect((await poll()).events).toHaveLength(37);
		expect((await spentUsd()) - before).toBeLessThanOrEqual(0.74);
	});

	it('waits for the limit, and goes on where it was interrupted until nothing is missing', async () => {
		await poll();
		const written = await writeMany(400);
		await limitTo(3);
		const handedOn = new Set<string>();
		let polls = 0;
		for (; handedOn.size < 400 && polls < 10; polls++) {
			await pass(15 * minute);
			if (polls === 2) written.push(await write('meanwhile'));
			const { events, waitUntilMs, coverage } = await poll();
			for (const { id } of events) {
				expect(handedOn).not.toContain(id);
				handedOn.add(id);
			}
			if (polls === 0) {
				expect(coverage.state).toBe('partial');
				expect(coverage.gaps).toMatchObject([{ fate: 'pending' }]);
				expect(waitUntilMs).toBeGreaterThan(nowMs);
			}
			expect(JSON.stringify(memory).length).toBeLessThan(16_000);
		}
		await pass(15 * minute);
		for (const { id } of (await poll()).events) handedOn.add(id);
		expect([...handedOn].sort()).toEqual(written.map(({ id }) => id).sort());
		await pass(15 * minute);
		const last = await poll();
		expect(last.coverage).toMatchObject({ state: 'complete', pages: 1, gaps: [] });
		expect(last.events).toEqual([]);
	});

	it('survives a restart in the middle of catching up', async () => {
		await poll();
		const written = await writeMany(300);
		await limitTo(4);
		const handedOn = new Set<string>();
		for (let i = 0; i < 12; i++) {
			await pass(15 * minute);
			const { events } = await poll({ isFirstSinceStart: i % 3 === 0 });
			for (const { id } of events) handedOn.add(id);
		}
		expect(handedOn.size).toBe(written.length);
		expect((await poll()).coverage.state).toBe('complete');
	});

	it.each([
		['a 429', { status: 429, retryAfter: 60 }],
		['a 503', { status: 503 }],
		['an HTML page', { html: true, status: 200 }],
		['half an answer', { malformed: true }],
		['a closed connection', { dropBefore: true }],
		['trouble told inside a 200', { body: { errors: [{ title: 'Internal Server Error' }] } }],
	])('loses nothing to %s on the second page', async (_, fault) => {
		await poll();
		await writeMany(30);
		const first = await poll({ client: await failPage(2, fault) });
		expect(first.events).toHaveLength(10);
		expect(first.coverage).toMatchObject({ state: 'partial', gaps: [{ fate: 'pending' }] });
		await pass(2 * minute);
		const second = await poll();
		expect(second.events).toHaveLength(20);
		expect(second.coverage).toMatchObject({ state: 'complete', gaps: [] });
		expect(new Set([...first.events, ...second.events].map(({ id }) => id)).size).toBe(30);
	});

	it.each([{ status: 429 }, { status: 500 }, { html: true }, { body: 'no' }])(
		'throws when nothing was read (%j), and remembers what it did before',
		async (fault) => {
			await poll();
			await write('hello');
			await sandbox.control('POST', 'faults', { path: '/2/dm_events', ...fault });
			await expect(poll()).rejects.toThrow('dm_events');
			expect(toTexts((await poll()).events)).toEqual(['hello']);
		},
	);

	it('hands on once more, after a restart, what a crash may have swallowed', async () => {
		await poll();
		await write('long ago');
		await poll();
		await pass(60 * minute);
		await write('a while ago');
		await poll();
		await pass(10 * minute);
		await writeMany(25, 'just now');
		await poll();
		await pass(3 * day);
		const { events, coverage } = await poll({ isFirstSinceStart: true });
		expect(events).toHaveLength(26);
		expect(toTexts(events)).toContain('a while ago');
		expect(coverage.state).toBe('complete');
		expect((await poll()).events).toEqual([]);
	});

	it('hands on once more all of a hand-over that is larger than what it remembers', async () => {
		await poll();
		await writeMany(600);
		await poll();
		expect(JSON.stringify(memory).length).toBeLessThan(16_000);
		await pass(15 * minute);
		expect((await poll()).events).toEqual([]);
		await pass(15 * minute);
		expect((await poll({ isFirstSinceStart: true })).events).toHaveLength(600);
	});

	it('goes on from the newest message when X has forgotten its page token', async () => {
		await poll();
		await writeMany(40);
		await poll({ client: await failPage(2, { status: 500 }) });
		memory!.open[0].token = 'expired';
		const refused = await poll();
		expect(refused.events).toEqual([]);
		expect(refused.coverage.notes.join()).toMatch(/newest message/);
		const after = await poll();
		expect(after.events).toHaveLength(30);
		expect(after.coverage.state).toBe('complete');
	});

	it('states what stays out of reach as lost, once, instead of asking for ever', async () => {
		await poll();
		await writeMany(60);
		await limitTo(2);
		const lost = [];
		for (let i = 0; i < 12; i++) {
			await pass(15 * minute);
			const { coverage } = await poll();
			lost.push(...coverage.gaps.filter(({ fate }) => fate === 'lost'));
			for (const it of memory!.open) it.token &&= 'expired';
		}
		expect(lost).toHaveLength(1);
		expect(memory!.open).toEqual([]);
	});

	it('states what X no longer shows after a very long outage', async () => {
		await poll();
		await pass(35 * day);
		await write('recent');
		const { events, coverage } = await poll();
		expect(toTexts(events)).toEqual(['recent']);
		expect(coverage.gaps).toMatchObject([
			{
				fate: 'lost',
				from: new Date(noon).toISOString(),
				to: new Date(noon + 5 * day).toISOString(),
			},
		]);
		expect((await poll()).coverage.gaps).toEqual([]);
	});

	it('buys no more than it may, and reads the rest another day', async () => {
		await poll();
		await writeMany(30);
		const before = await spentUsd();
		const poor = await poll({ affordable: () => 12 });
		expect(poor.events).toHaveLength(12);
		expect((await spentUsd()) - before).toBeCloseTo(0.12, 6);
		expect(poor.coverage.gaps[0].reason).toMatch(/budget/);
		const none = await poll({ affordable: () => 0 });
		expect(none).toMatchObject({ events: [], coverage: { state: 'skipped', pages: 0 } });
		await pass(day);
		expect((await poll()).events).toHaveLength(18);
	});

	it('starts no call after its time is up', async () => {
		await forget();
		const { coverage } = await poll({ deadlineMs: nowMs });
		expect(coverage.state).toBe('skipped');
		expect(await countCalls()).toBe(0);
	});

	it('hands on what cannot be read as such, so that a person looks', async () => {
		const good = {
			id: toId(5),
			event_type: 'MessageCreate',
			sender_id: alice,
			dm_conversation_id: `${account.id}-${alice}`,
			created_at: '2026-11-20T11:59:00.000Z',
			text: 'hi',
		};
		const rows = [
			good,
			{ ...good, id: toId(4), sender_id: undefined },
			{ ...good, id: toId(3), created_at: 'soon', dm_conversation_id: 7 },
			{ ...good, id: toId(2), text: undefined },
			{ ...good, id: toId(1), sender_id: account.id, created_at: 'x' },
			{ ...good, id: toId(0), event_type: 'ParticipantsJoin', text: undefined },
			good,
			null,
			'a message',
			{ id: 7 },
		];
		const x = createCannedX({ body: { data: rows } });
		const turn = { ...toTurn(), client: x.client };
		const { events, coverage, memory: next } = await pollMessagesSource(turn, undefined);
		expect(events.map(({ id, kind }) => [id, kind])).toEqual([
			[toId(5), 'message'],
			[toId(4), 'unreadable_message'],
			[toId(3), 'unreadable_message'],
			[toId(2), 'unreadable_message'],
		]);
		expect(events[1]).toMatchObject({ author: { id: '0' }, completeness: { complete: false } });
		expect(events[1].completeness.missing.join()).toMatch(/Who sent it is not known/);
		expect(events[2]).toMatchObject({
			conversationId: toId(3),
			author: { id: alice },
			permalink: 'https://x.com/messages',
		});
		expect(coverage.unreadable).toHaveLength(3);
		const again = await pollMessagesSource({ ...turn, client: x.client }, next);
		expect(again.events).toEqual([]);
	});

	it('hands on huge and hostile texts as they are', async () => {
		await poll();
		const texts = [
			'x'.repeat(10_000),
			'\u202e{{ $json }} <script> __proto__ &amp;lt; \ud83d\ude00',
		];
		for (const text of texts) await write(text);
		expect(toTexts((await poll()).events)).toEqual([...texts].sort());
	});

	it('keeps what is missing when X suddenly shows nothing at all', async () => {
		await poll();
		await writeMany(30);
		await poll({ client: await failPage(2, { status: 500 }) });
		memory!.open[0].token = undefined;
		await sandbox.control('POST', 'faults', {
			path: '/2/dm_events',
			body: { meta: { result_count: 0 } },
		});
		expect((await poll()).coverage.state).toBe('partial');
		expect((await poll()).events).toHaveLength(20);
	});

	it('hands on the messages of people who are suspended by now', async () => {
		await poll();
		await write('before they went');
		await sandbox.control('PATCH', 'users/alice_m', { suspended: true });
		expect(toTexts((await poll()).events)).toEqual(['before they went']);
	});

	it('ends when X sends one page again and again, and does not ask for ever', async () => {
		const row = (n: number) => ({
			id: toId(n),
			event_type: 'MessageCreate',
			sender_id: alice,
			dm_conversation_id: '1-2',
			created_at: '2026-11-20T11:59:00.000Z',
			text: 'hi',
		});
		const x = createCannedX({ body: { data: [row(1), row(2)], meta: { next_token: 'again' } } });
		const turn = toTurn({ client: x.client });
		let next: MessagesMemory | undefined;
		const states: string[] = [];
		for (let i = 0; i < 6; i++) {
			const result = await pollMessagesSource(turn, next);
			expect(result.events).toHaveLength(i === 0 ? 2 : 0);
			next = result.memory;
			states.push(result.coverage.state);
		}
		expect(states.at(-1)).toBe('complete');
		expect(x.requests.length).toBeLessThan(15);
	});
});
