import type { XEvent } from '../../src/domain/event';
import { createXClient } from '../../src/x/client';
import { type FollowersMemory, pollFollowersSource } from '../../src/x/intake/followers';
import type { Turn, TurnResult } from '../../src/x/intake/turn';
import { createCannedX } from '../support/canned-x';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const account = { id: '1402000000000000001', handle: 'acmecare' };
const minute = 60_000;
const day = 1440 * minute;
const noon = Date.parse('2026-11-20T12:00:00Z');

describe('polling followers', () => {
	let sandbox: Sandbox;
	let nowMs: number;
	let memory: FollowersMemory | undefined;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		nowMs = noon;
		memory = undefined;
		await sandbox.control('POST', 'reset', { now: new Date(noon).toISOString() });
	});

	const send = () => createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' });
	const toTurn = (over: Partial<Turn> = {}): Turn => ({
		client: createXClient(send(), () => nowMs),
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
	const poll = async (over: Partial<Turn> = {}): Promise<TurnResult<FollowersMemory>> => {
		const result = await pollFollowersSource(toTurn(over), memory);
		memory = JSON.parse(JSON.stringify(result.memory)) as FollowersMemory;
		expect(JSON.stringify(memory).length).toBeLessThan(16_000);
		return result;
	};
	const pass = async (ms: number) => {
		nowMs += ms;
		await sandbox.control('POST', 'clock', { now: new Date(nowMs).toISOString() });
	};
	/** New people, who follow the account in this order. */
	const join = async (count: number, name: string) =>
		await sandbox.control<Array<{ id: string; handle: string }>>(
			'POST',
			'users',
			Array.from({ length: count }, (_, i) => ({
				handle: `${name}_${i}`,
				connection: ['followed_by'],
			})),
		);
	const setFollow = async (from: string, state: 'follow' | 'unfollow') =>
		await sandbox.control('POST', 'follows', { from, state });
	const spentUsd = async () =>
		(await sandbox.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;
	const countCalls = async () => (await sandbox.control<unknown[]>('GET', 'requests')).length;
	const forget = async () => await sandbox.control('DELETE', 'requests');
	const toIds = (events: XEvent[]) => events.map(({ author }) => author.id).sort();
	const idsOf = (people: Array<{ id: string }>) => people.map(({ id }) => id).sort();
	/** From this page on, the next answer is in trouble. */
	const failPage = (page: number, fault: object) => {
		let calls = 0;
		const whole = send();
		return createXClient(
			async (request) => {
				calls += 1;
				if (calls === page) {
					const path = `/2/users/${account.id}/followers`;
					await sandbox.control('POST', 'faults', { path, ...fault });
				}
				return await whole(request);
			},
			() => nowMs,
		);
	};

	it('takes those who follow when watching begins as known, and says so', async () => {
		await join(150, 'early');
		const { events, coverage } = await poll();
		expect(events).toEqual([]);
		expect(coverage).toMatchObject({ source: 'followers', state: 'complete', pages: 1 });
		expect(coverage.notes.join()).toMatch(/100 followers are taken as known/);
		expect((await poll()).coverage).toMatchObject({ notes: [], found: 0 });
	});

	it('hands on who follows since, with the whole profile, in the one shape of all events', async () => {
		await poll();
		const [{ id }] = await sandbox.control<Array<{ id: string }>>('POST', 'users', [
			{
				handle: 'nina_new',
				name: 'Nina',
				followers: 52_000,
				description: 'Writes',
				connection: ['followed_by'],
			},
		]);
		await pass(15 * minute);
		const { events, charges, coverage } = await poll();
		expect(events).toMatchObject([
			{
				id: `follow-${id}`,
				kind: 'follow',
				text: '',
				createdAt: '2026-11-20T12:15:00.000Z',
				conversationId: `follow-${id}`,
				author: { id, handle: 'nina_new', name: 'Nina', followers: 52_000, description: 'Writes' },
				permalink: `https://x.com/i/user/${id}`,
				source: 'poll',
				completeness: { complete: true },
				costUsd: 0.001,
			},
		]);
		expect(charges).toMatchObject([{ item: 'ownedRead', unitUsd: 0.001 }]);
		expect(coverage).toMatchObject({
			state: 'complete',
			proved: { from: '2026-11-20T12:00:00.000Z', to: '2026-11-20T12:15:00.000Z' },
		});
		expect((await poll()).events).toEqual([]);
	});

	it('prices the list in full for those who do not own the app', async () => {
		await poll();
		await join(1, 'new');
		expect((await poll({ ownsApp: false })).events[0].costUsd).toBe(0.01);
	});

	it('pays on a quiet day for twenty people, once, whatever the interval', async () => {
		await join(60, 'early');
		await poll();
		await pass(day - 12 * 60 * minute);
		const before = await spentUsd();
		await forget();
		for (let i = 0; i < 48; i++) {
			expect((await poll()).events).toEqual([]);
			await pass(25 * minute);
		}
		expect(await countCalls()).toBe(48);
		expect((await spentUsd()) - before).toBeCloseTo(0.02, 6);
	});

	it('reads page after page until those who are known, and pays at most twice', async () => {
		await join(300, 'early');
		await poll();
		await pass(day);
		const before = await spentUsd();
		const people = await join(130, 'new');
		const { events, coverage } = await poll();
		expect(toIds(events)).toEqual(idsOf(people));
		expect(coverage.state).toBe('complete');
		expect((await spentUsd()) - before).toBeLessThanOrEqual(0.26);
	});

	it('finds its place although known people have left, are suspended, or came back', async () => {
		const early = await join(90, 'early');
		await poll();
		for (const { handle } of early.slice(-25)) await setFollow(handle, 'unfollow');
		await sandbox.control('PATCH', `users/${early[64].handle}`, { suspended: true });
		await setFollow(early[2].handle, 'unfollow');
		await setFollow(early[2].handle, 'follow');
		const people = await join(30, 'new');
		await setFollow(early[3].handle, 'unfollow');
		await setFollow(early[3].handle, 'follow');
		const { events, coverage } = await poll();
		expect(toIds(events)).toEqual(idsOf(people));
		expect(coverage.state).toBe('complete');
	});

	it('does not take old followers for new ones when the newer ones have left', async () => {
		await join(300, 'old');
		const early = await join(90, 'early');
		await poll();
		for (const { handle } of early.slice(-80)) await setFollow(handle, 'unfollow');
		expect((await poll()).events).toEqual([]);
	});

	it('hands on the very first followers of an account that had none', async () => {
		for (const from of ['alice_m', 'bob_travels', 'carla_k', 'dan_the_van', 'mona_ar', 'kenji_t']) {
			await setFollow(from, 'unfollow');
		}
		await sandbox.control('POST', 'follows', { from: 'petra_private', state: 'unfollow' });
		await poll();
		const people = await join(4, 'new');
		expect(toIds((await poll()).events)).toEqual(idsOf(people));
		expect((await poll()).events).toEqual([]);
	});

	it.each([
		['empty', { meta: { result_count: 0 } }],
		['short', { data: [{ id: '77', name: 'Old', username: 'old' }], meta: { result_count: 1 } }],
	])('keeps all it knows when the list comes back %s', async (_, body) => {
		await join(150, 'early');
		await poll();
		const path = `/2/users/${account.id}/followers`;
		await sandbox.control('POST', 'faults', { path, body, times: 3 });
		for (let i = 0; i < 3; i++) {
			const { coverage } = await poll();
			expect(coverage).toMatchObject({ state: 'partial', gaps: [{ fate: 'pending' }] });
		}
		const people = await join(2, 'new');
		const { events, coverage } = await poll();
		expect(toIds(events)).toEqual(idsOf(people));
		expect(coverage).toMatchObject({ state: 'complete', gaps: [] });
	});

	it('does not take everybody for new when X showed nobody at the beginning', async () => {
		await join(150, 'early');
		const path = `/2/users/${account.id}/followers`;
		await sandbox.control('POST', 'faults', { path, body: { meta: { result_count: 0 } } });
		await poll();
		const { events, coverage } = await poll();
		expect(events).toEqual([]);
		expect(coverage).toMatchObject({ state: 'partial', gaps: [{ fate: 'lost' }] });
		const people = await join(2, 'new');
		expect(toIds((await poll()).events)).toEqual(idsOf(people));
	});

	it.each([
		['a 429', { status: 429, retryAfter: 60 }],
		['a 503', { status: 503 }],
		['an HTML page', { html: true, status: 200 }],
		['half an answer', { malformed: true }],
		['a closed connection', { dropAfter: true }],
	])('loses nobody to %s on the second page', async (_, fault) => {
		await join(100, 'early');
		await poll();
		const people = await join(50, 'new');
		const first = await poll({ client: failPage(2, fault) });
		expect(first.events).toHaveLength(20);
		expect(first.coverage).toMatchObject({ state: 'partial', gaps: [{ fate: 'pending' }] });
		people.push(...(await join(1, 'later')));
		await pass(15 * minute);
		const second = await poll();
		expect(toIds([...first.events, ...second.events])).toEqual(idsOf(people));
		expect(second.coverage).toMatchObject({ state: 'complete', gaps: [] });
		expect((await poll()).events).toEqual([]);
	});

	it('says when X takes calls again', async () => {
		await join(100, 'early');
		await poll();
		await sandbox.control('POST', 'settings', { limits: { followers: 1 } });
		const people = await join(50, 'new');
		const first = await poll();
		expect(first.waitUntilMs).toBeGreaterThan(nowMs);
		await expect(poll()).rejects.toThrow('followers');
		await sandbox.control('POST', 'settings', { limits: { followers: 300 } });
		const second = await poll();
		expect(toIds([...first.events, ...second.events])).toEqual(idsOf(people));
	});

	it.each([{ status: 429 }, { status: 500 }, { html: true }, { body: 'no' }])(
		'throws when nothing was read (%j), and remembers what it did before',
		async (fault) => {
			await poll();
			const people = await join(1, 'new');
			const path = `/2/users/${account.id}/followers`;
			await sandbox.control('POST', 'faults', { path, ...fault });
			await expect(poll()).rejects.toThrow('followers');
			expect(toIds((await poll()).events)).toEqual(idsOf(people));
		},
	);

	it('hands on once more, after a restart, whom a crash may have swallowed', async () => {
		await join(100, 'early');
		await poll();
		await join(3, 'past');
		await poll();
		await pass(60 * minute);
		const people = await join(2, 'lately');
		await poll();
		await pass(10 * minute);
		people.push(...(await join(25, 'now')));
		await poll();
		await pass(3 * day);
		const { events, coverage } = await poll({ isFirstSinceStart: true });
		expect(toIds(events)).toEqual(idsOf(people));
		expect(coverage.state).toBe('complete');
		expect((await poll()).events).toEqual([]);
	});

	it('hands on once more a hand-over that is larger than what it remembers', async () => {
		await join(100, 'early');
		await poll();
		const people = await join(700, 'new');
		expect((await poll()).events).toHaveLength(700);
		expect((await poll()).events).toEqual([]);
		await pass(5 * minute);
		expect(toIds((await poll({ isFirstSinceStart: true })).events)).toEqual(idsOf(people));
	});

	it('states what it cannot compare when ten thousand follow at once, and goes on from there', async () => {
		await join(100, 'early');
		await poll();
		await join(10_000, 'rush');
		const { events, coverage } = await poll();
		expect(coverage).toMatchObject({ state: 'partial', pages: 8, gaps: [{ fate: 'lost' }] });
		expect(coverage.gaps[0].reason).toMatch(/more new followers than could be compared/);
		expect(new Set(events.map(({ id }) => id)).size).toBe(coverage.found);
		expect(events.length).toBeGreaterThan(2000);
		const people = await join(2, 'after');
		const next = await poll();
		expect(toIds(next.events)).toEqual(idsOf(people));
		expect(next.coverage).toMatchObject({ state: 'complete', pages: 1 });
	}, 30_000);

	it('buys no more than it may', async () => {
		await join(100, 'early');
		await poll();
		await pass(day);
		await join(60, 'new');
		const before = await spentUsd();
		const poor = await poll({ affordable: () => 30 });
		expect(poor.events).toHaveLength(30);
		expect((await spentUsd()) - before).toBeCloseTo(0.03, 6);
		expect(poor.coverage.gaps).toMatchObject([{ fate: 'lost' }]);
		const none = await poll({ affordable: () => 0 });
		expect(none).toMatchObject({ events: [], coverage: { state: 'skipped', pages: 0, gaps: [] } });
		expect(none.memory).toEqual(memory);
	});

	it('still begins with a baseline when there was no money at first', async () => {
		await join(10, 'early');
		expect((await poll({ affordable: () => 0 })).coverage.state).toBe('skipped');
		expect((await poll()).events).toEqual([]);
		expect((await poll({ deadlineMs: nowMs })).coverage.state).toBe('skipped');
	});

	it('hands nobody on twice, whatever order X shows people in', async () => {
		const people = Array.from({ length: 15 }, (_, i) => ({
			id: String(500 + i),
			name: `Person ${i}`,
			username: `person_${i}`,
		}));
		const shuffled = (shift: number) =>
			people.map((_, i) => people[(i * 7 + shift * 4) % people.length]);
		const orders = [people.slice(0, 8), ...[1, 2, 3, 4, 5].map(shuffled)];
		const x = createCannedX(...orders.map((data) => ({ body: { data } })));
		const seen: string[] = [];
		while (x.requests.length < orders.length) {
			seen.push(...(await poll({ client: x.client })).events.map(({ id }) => id));
		}
		expect(seen.sort()).toEqual(people.slice(8).map(({ id }) => `follow-${id}`));
	});

	it('hands on a person X describes badly, and names those without an id', async () => {
		const known = [1, 2, 3].map((n) => ({ id: `${n}`, name: 'Known', username: `known_${n}` }));
		const hostile = { id: '9', name: '\u202e<script>{{ $json }}', username: 'ok_name' };
		const rows = [{ id: '8' }, hostile, hostile, null, { id: 7 }, 'person', ...known];
		const x = createCannedX({ body: { data: known } }, { body: { data: rows } });
		await poll({ client: x.client });
		const { events, coverage } = await poll({ client: x.client });
		expect(events).toMatchObject([
			{ id: 'follow-8', author: { id: '8' }, completeness: { complete: false } },
			{ id: 'follow-9', author: { name: hostile.name }, completeness: { complete: true } },
		]);
		expect(coverage.unreadable).toEqual(['followers without a readable id: 3']);
	});

	it('does not see the suspended and the deleted, and goes on across the short pages they leave', async () => {
		await join(100, 'early');
		await poll();
		const people = await join(60, 'new');
		for (const { handle } of people.slice(35)) {
			await sandbox.control('PATCH', `users/${handle}`, { suspended: true });
		}
		expect(toIds((await poll()).events)).toEqual(idsOf(people.slice(0, 35)));
	});
});
