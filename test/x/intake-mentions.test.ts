import type { Gap } from '../../src/domain/intake/coverage';
import { toIdTime } from '../../src/domain/post-id';
import type { HttpSend } from '../../src/http';
import type { Account } from '../../src/x/account';
import { fetchOwnAccount } from '../../src/x/account';
import { createXClient } from '../../src/x/client';
import { createMentionsSource, type MentionsMemory } from '../../src/x/intake/mentions';
import { pollMentionsSource } from '../../src/x/intake/mentions';
import { postsPerPoll } from '../../src/x/intake/search-rung';
import type { Turn, TurnResult } from '../../src/x/intake/turn';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;
const noon = Date.parse('2026-11-20T12:00:00Z');

describe('polling mentions', () => {
	let sandbox: Sandbox;
	let account: Account;
	/** The sandbox's clock and ours. */
	let nowMs: number;
	let memory: MentionsMemory | undefined;
	let arrived: string[];

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		nowMs = noon;
		memory = undefined;
		arrived = [];
		await sandbox.control('POST', 'reset', { now: new Date(noon).toISOString() });
		account = await fetchOwnAccount(createXClient(send(), () => nowMs));
		await sandbox.control('DELETE', 'requests');
	});

	const send = (token = 'sandbox-user-token') =>
		createFetchSend(sandbox.url, { authorization: `Bearer ${token}` });
	const settings = async (body: object) => await sandbox.control('POST', 'settings', body);

	const wait = async (ms: number) => {
		nowMs += ms;
		await sandbox.control('POST', 'clock', { now: new Date(nowMs).toISOString() });
	};

	/** Somebody posts that often, the last post `newestAgoMs` ago and one every `everyMs` before. */
	const postMany = async (count: number, { newestAgoMs = minutes, everyMs = 20 } = {}) =>
		(
			await sandbox.control<Array<{ id: string }>>(
				'POST',
				'posts',
				Array.from({ length: count }, (_, n) => ({
					from: 'alice_m',
					text: `@acmecare order ${n} is late`,
					createdAt: new Date(nowMs - newestAgoMs - (count - n) * everyMs).toISOString(),
				})),
			)
		).map(({ id }) => id);

	const turn = (over: Partial<Turn> = {}): Turn => ({
		client: createXClient(send(), () => nowMs),
		account,
		nowMs: () => nowMs,
		startedMs: nowMs,
		deadlineMs: nowMs + minutes,
		isFirstSinceStart: false,
		rewindMs: 15 * minutes,
		watchingSinceMs: noon,
		ownsApp: true,
		affordable: () => Infinity,
		...over,
	});

	/** One poll, its memory carried on as n8n does. */
	const poll = async (
		over: Partial<Turn> = {},
		source = pollMentionsSource,
	): Promise<TurnResult<MentionsMemory>> => {
		const result = await source(turn(over), memory);
		memory = JSON.parse(JSON.stringify(result.memory)) as MentionsMemory;
		arrived.push(...result.events.map(({ id }) => id));
		return result;
	};

	const countCalls = async (path: string) => {
		const log = await sandbox.control<Array<{ path: string }>>('GET', 'requests');
		return log.filter((request) => request.path.includes(path)).length;
	};

	const expectAll = (ids: string[]) =>
		expect([...new Set(arrived)].sort()).toEqual([...ids].sort());

	/** A client whose answers to some calls are others. */
	const withAnswers = (
		answers: (url: string, call: number) => { status: number; body?: unknown } | undefined,
	) => {
		let call = 0;
		const real = send();
		const faulty: HttpSend = async (request) => {
			call += 1;
			const answer = answers(request.url, call);
			return answer ? { headers: {}, body: '', ...answer } : await real(request);
		};
		return createXClient(faulty, () => nowMs);
	};

	it('hands on what is new, once, and says which stretch is proved read', async () => {
		await poll();
		const ids = await postMany(3, { newestAgoMs: 0 });
		await wait(minutes);
		const { coverage, events } = await poll();
		expectAll(ids);
		expect(events[0]).toMatchObject({ kind: 'mention', source: 'poll', costUsd: 0.001 });
		expect(coverage).toEqual({
			source: 'mentions',
			state: 'complete',
			proved: {
				from: '2026-11-20T11:45:00.000Z',
				to: '2026-11-20T12:01:00.000Z',
				aboveId: expect.any(String),
				newestId: ids[2],
			},
			pages: 1,
			found: 3,
			gaps: [],
			unreadable: [],
			notes: [],
			costUsd: 0.003,
		});
		expect((await poll()).events).toEqual([]);
	});

	it('reads posts of the account itself, and does not hand them on', async () => {
		await sandbox.post({ from: 'acmecare', text: 'hello @acmecare' });
		const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare hello' });
		await poll();
		expectAll([id]);
	});

	it('reads 801 and more: what the timeline does not show comes by search, in the same poll', async () => {
		const ids = await postMany(1250);
		const { coverage, events, charges } = await poll();
		expectAll(ids);
		expect(coverage).toMatchObject({ state: 'complete', gaps: [], found: 1250 });
		expect(events.filter(({ source }) => source === 'search').length).toBeGreaterThanOrEqual(450);
		expect(new Set(charges.map(({ item }) => item))).toEqual(new Set(['ownedRead', 'postRead']));
	});

	it('knows a reply, a quote and an explicit mention found by search for what they are', async () => {
		const { id: ours } = await sandbox.post({
			from: 'acmecare',
			text: 'News',
			createdAt: new Date(nowMs - 50 * minutes).toISOString(),
		});
		const createdAt = new Date(nowMs - 10 * minutes).toISOString();
		const reply = await sandbox.post({
			from: 'bob_travels',
			text: 'ah',
			inReplyTo: ours,
			createdAt,
		});
		const quote = await sandbox.post({ from: 'carla_k', text: 'look', quote: ours, createdAt });
		const ids = await postMany(810);
		const { events } = await poll();
		expectAll([reply.id, quote.id, ...ids]);
		const kinds = new Map(events.map(({ id, kind, source }) => [id, [kind, source]]));
		expect(kinds.get(reply.id)).toEqual(['reply', 'search']);
		expect(kinds.get(quote.id)).toEqual(['quote', 'search']);
		expect(kinds.get(ids[0])).toEqual(['mention', 'search']);
	});

	it('waits until the search can know what the timeline shows no more', async () => {
		await postMany(900, { newestAgoMs: 0, everyMs: 1 });
		const first = await poll();
		expect(first.coverage.gaps).toEqual([
			expect.objectContaining({ fate: 'pending', reason: expect.stringContaining('30 seconds') }),
		]);
		await wait(minutes);
		expect((await poll()).coverage.state).toBe('complete');
		expect(new Set(arrived).size).toBe(900);
	});

	it('drains a long backlog over several polls, with new posts first, and goes on after a restart where it was', async () => {
		const old = await postMany(5000, { newestAgoMs: 2 * hours, everyMs: 100 });
		await poll({ watchingSinceMs: noon - 12 * hours });
		expect(arrived.length).toBeLessThanOrEqual(postsPerPoll);
		const [fresh] = await postMany(1, { newestAgoMs: 0 });
		await wait(minutes);
		const second = await poll();
		expect(second.events.map(({ id }) => id)).toContain(fresh);
		await wait(minutes);
		await sandbox.control('DELETE', 'requests');
		const third = await poll({ isFirstSinceStart: true });
		// The last two hand-overs come again, but nothing begins anew.
		expect(third.events.map(({ id }) => id)).toContain(old[0]);
		for (let n = 0; n < 4; n++) await poll();
		expectAll([...old, fresh]);
		expect(await countCalls('search')).toBeLessThan(60);
	});

	it('hands on again what a crash swallowed of a drain, also when the posts are days old', async () => {
		const ids = await postMany(3000, { newestAgoMs: 2 * days });
		await poll({ watchingSinceMs: noon - 3 * days });
		await poll();
		arrived = arrived.slice(0, -900);
		await wait(hours);
		await poll({ isFirstSinceStart: true });
		await poll();
		expectAll(ids);
	});

	it('buys by search no more than the budget allows, and goes on when there is more', async () => {
		const ids = await postMany(1200);
		const first = await poll({ affordable: () => 300 });
		const bought = first.charges.filter(({ item }) => item === 'postRead');
		const spentUsd = first.coverage.costUsd;
		expect(bought.length).toBeGreaterThan(0);
		expect(spentUsd).toBeLessThanOrEqual(1.5);
		expect(first.coverage.gaps).toEqual([
			expect.objectContaining({ fate: 'pending', reason: expect.stringContaining('budget') }),
		]);
		const broke = await poll({ affordable: () => 3 });
		expect(broke.charges.filter(({ item }) => item === 'postRead')).toEqual([]);
		await poll();
		expectAll(ids);
	});

	it('states what lies before the seven days of the search as lost, with times and once', async () => {
		await poll({ watchingSinceMs: noon - 30 * days });
		await postMany(1, { newestAgoMs: 29 * days });
		const older = await postMany(100, { newestAgoMs: 8 * days });
		const younger = await postMany(900, { newestAgoMs: 5 * days });
		await wait(minutes);
		const { coverage } = await poll();
		const [gap] = coverage.gaps;
		expect(coverage).toMatchObject({ state: 'partial', gaps: [{ fate: 'lost' }] });
		expect(gap.from).toBe(new Date(noon - 30 * days - 15 * minutes).toISOString());
		expect(Date.parse(gap.to) - (nowMs - 7 * days)).toBeLessThan(2 * minutes);
		expectAll(younger);
		expect(arrived).not.toContain(older[0]);
		expect((await poll()).coverage).toMatchObject({ state: 'complete', gaps: [] });
	});

	describe('when X refuses the search', () => {
		const refuse = (status = 403) =>
			withAnswers((url) =>
				url.includes('search/recent')
					? { status, body: { title: 'Forbidden', detail: 'No.' } }
					: undefined,
			);

		it('states the gap as lost when there is no webhook either', async () => {
			await postMany(900);
			const { coverage, events } = await poll({ client: refuse() });
			expect(events).toHaveLength(800);
			expect(coverage.gaps).toEqual([
				expect.objectContaining({ fate: 'lost', reason: expect.stringContaining('no webhook') }),
			]);
			expect((await poll({ client: refuse() })).coverage.gaps).toEqual([]);
		});

		it('asks X once to tell the last 24 hours again, and states what lies before as lost', async () => {
			await postMany(100, { newestAgoMs: 2 * days });
			await postMany(900, { everyMs: 60_000 });
			const asked: number[][] = [];
			const source = createMentionsSource(async (_, fromMs, toMs) => {
				asked.push([fromMs, toMs]);
				return await Promise.resolve('asked');
			});
			const over = { client: refuse(), watchingSinceMs: noon - 3 * days };
			await wait(2 * hours);
			const { coverage } = await poll(over, source);
			expect(coverage.gaps).toEqual([
				expect.objectContaining<Partial<Gap>>({
					fate: 'lost',
					from: new Date(noon - 3 * days - 15 * minutes).toISOString(),
					reason: expect.stringContaining('24 hours') as string,
				}),
			]);
			expect(coverage.notes.join()).toMatch(/come by the X Activity Trigger/);
			expect(asked).toHaveLength(1);
			expect(nowMs - asked[0][0]).toBeLessThanOrEqual(24 * hours);
			expect(nowMs - asked[0][0]).toBeGreaterThan(23.9 * hours);
			await poll(over, source);
			expect(asked).toHaveLength(1);
		});

		it('keeps the gap when X cannot take the request for now', async () => {
			await postMany(900);
			const app = withAnswers(() => ({ status: 503 }));
			const first = await poll({ client: refuse(), appClient: app });
			expect(first.coverage.gaps).toEqual([expect.objectContaining({ fate: 'pending' })]);
			const none = await poll({
				client: refuse(),
				appClient: createXClient(send('sandbox-app-token'), () => nowMs),
			});
			expect(none.coverage.gaps).toEqual([expect.objectContaining({ fate: 'lost' })]);
		});

		it.each([402, 429, 503])('keeps the gap when a %i may pass by itself', async (status) => {
			const ids = await postMany(900);
			const first = await poll({ client: refuse(status) });
			expect(first.coverage.gaps).toEqual([expect.objectContaining({ fate: 'pending' })]);
			await wait(16 * minutes);
			await poll();
			expectAll(ids);
		});
	});

	it('goes on below where the limit of calls ended it, after the wait that X asks for', async () => {
		const ids = await postMany(450);
		await settings({ limits: { mentions: 2 } });
		const first = await poll();
		expect(first.events).toHaveLength(200);
		expect(first.waitUntilMs).toBeGreaterThan(nowMs);
		expect(first.coverage.gaps).toEqual([
			expect.objectContaining({ fate: 'pending', reason: expect.stringContaining('limit') }),
		]);
		await expect(poll()).rejects.toMatchObject({ kind: 'rate-limited' });
		await wait(16 * minutes);
		await settings({ limits: { mentions: 300 } });
		await poll();
		expectAll(ids);
		expect(await countCalls('search')).toBe(0);
	});

	it('does not take the end of what X shows for the end of a gap that newer posts have pushed down', async () => {
		const early = await postMany(700, { newestAgoMs: 30 * minutes });
		await settings({ limits: { mentions: 2 } });
		await poll({ watchingSinceMs: noon - hours });
		const late = await postMany(600);
		await settings({ limits: { mentions: 300 } });
		await wait(minutes);
		await poll();
		expectAll([...early, ...late]);
	});

	it('does not let an old post that X delivers again hide the posts of a poll that was cut short', async () => {
		await poll();
		const [old] = await postMany(1, { newestAgoMs: 2 * minutes });
		await poll();
		const ids = await postMany(150);
		await sandbox.control('POST', 'duplicate', { postId: old });
		await settings({ limits: { mentions: 1 } });
		await poll({ isFirstSinceStart: true });
		await settings({ limits: { mentions: 300 } });
		await wait(minutes);
		await poll();
		expectAll([old, ...ids]);
	});

	it('hands on what was read when a later page fails, and keeps its place when the first does', async () => {
		const ids = await postMany(150);
		await expect(poll({ client: withAnswers(() => ({ status: 503 })) })).rejects.toMatchObject({
			kind: 'temporarily-unavailable',
		});
		const half = withAnswers((_, call) => (call > 1 ? { status: 503 } : undefined));
		const { events, coverage } = await poll({ client: half });
		expect(events).toHaveLength(100);
		expect(coverage.state).toBe('partial');
		await poll();
		expectAll(ids);
	});

	it('starts no page after the deadline, and goes on with the next poll', async () => {
		const ids = await postMany(250);
		const { events, pages } = await poll({ deadlineMs: 0 }).then(({ events: all, coverage }) => ({
			events: all,
			pages: coverage.pages,
		}));
		expect([events.length, pages]).toEqual([100, 1]);
		await poll();
		expectAll(ids);
	});

	it('is not held up by page tokens that lead in circles', async () => {
		const ids = await postMany(3);
		const real = send();
		const circling = createXClient(
			async (request) => {
				const answer = await real({
					...request,
					query: { ...request.query, pagination_token: undefined },
				});
				const body = answer.body as { meta: object };
				return { ...answer, body: { ...body, meta: { ...body.meta, next_token: 'again' } } };
			},
			() => nowMs,
		);
		const { coverage } = await poll({ client: circling });
		expectAll(ids);
		expect(coverage).toMatchObject({ state: 'complete', gaps: [] });
	});

	it('goes on past pages that deletions have emptied', async () => {
		const ids = await postMany(600);
		for (const id of ids.slice(100, 500)) await sandbox.control('DELETE', `posts/${id}`);
		await poll();
		expectAll([...ids.slice(0, 100), ...ids.slice(500)]);
	});

	it('says which posts it could not read, and goes on without them', async () => {
		await postMany(2);
		const real = send();
		const client = createXClient(
			async (request) => {
				const answer = await real(request);
				const body = answer.body as { data?: Array<{ author_id?: string }> };
				delete body.data?.[0].author_id;
				return answer;
			},
			() => nowMs,
		);
		const { coverage, events } = await poll({ client });
		expect(events).toHaveLength(1);
		expect(coverage.unreadable).toEqual([expect.stringContaining('author_id')]);
		expect((await poll()).events).toEqual([]);
	});

	it('remembers little, whatever there is to read', async () => {
		await postMany(4000, { newestAgoMs: hours });
		for (let n = 0; n < 6; n++) {
			await poll({ watchingSinceMs: noon - days, isFirstSinceStart: n % 2 === 1 });
			expect(JSON.stringify(memory).length).toBeLessThan(4000);
			await wait(minutes);
		}
		expect(toIdTime(memory?.checkpoint.newestId ?? '0')).toBeLessThan(nowMs);
		expect(new Set(arrived).size).toBe(4000);
	});
});
