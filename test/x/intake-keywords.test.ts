import fc from 'fast-check';

import type { XEvent } from '../../src/domain/event';
import { toIdBefore } from '../../src/domain/post-id';
import type { Charge } from '../../src/domain/spend/charge';
import type { HttpSend } from '../../src/http';
import { createXClient } from '../../src/x/client';
import {
	createKeywordSource,
	type KeywordSettings,
	type KeywordsMemory,
} from '../../src/x/intake/keywords';
import type { Turn, TurnResult } from '../../src/x/intake/turn';
import { createCannedX } from '../support/canned-x';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const account = { id: '1402000000000000001', handle: 'acmecare' };
const begun = Date.parse('2026-11-20T10:00:00.000Z');
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const toUsd = (charges: Charge[]) =>
	charges.reduce((sum, { unitUsd, resources }) => sum + unitUsd * (resources?.length ?? 1), 0);
const idsOf = (events: XEvent[]) => events.map(({ id }) => id).sort();

describe('watching for keywords', () => {
	let sandbox: Sandbox;
	/** The time that both the sandbox and the source go by. */
	let nowMs: number;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		await sandbox.control('POST', 'reset', { now: new Date(begun).toISOString() });
		nowMs = begun;
	});

	const send = () => createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' });
	const wait = async (ms: number) => {
		nowMs += ms;
		await sandbox.control('POST', 'clock', { now: new Date(nowMs).toISOString() });
	};
	const publish = async (
		count: number,
		more: { text?: string; from?: string; overMs?: number } = {},
	) => {
		const { text = 'acme bank is slow', from = 'alice_m', overMs = minuteMs } = more;
		const drafts = Array.from({ length: count }, (_, i) => ({
			from,
			text: `${text} ${i}`,
			createdAt: new Date(
				nowMs - overMs + Math.ceil(((i + 1) * overMs) / (count + 1)),
			).toISOString(),
		}));
		const posts = await sandbox.control<Array<{ id: string }>>('POST', 'posts', drafts);
		return posts.map(({ id }) => id).sort();
	};
	/** Calls to X, `search` or `counts`. */
	const takeCalls = async () => {
		const log = await sandbox.control<
			Array<{ path: string }> | { requests: Array<{ path: string }> }
		>('GET', 'requests');
		await sandbox.control('DELETE', 'requests');
		const requests = Array.isArray(log) ? log : log.requests;
		return requests.map(({ path }) => /\/2\/tweets\/(\w+)/.exec(path)?.[1] ?? path);
	};
	const spentUsd = async () =>
		(await sandbox.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;

	/** A trigger over several polls, with a budget in posts that is used up. */
	function watch(more: Partial<KeywordSettings> = {}, budgetUsd = Infinity) {
		const settings = {
			query: '"acme bank" -from:acmecare',
			countsFirst: true,
			postsPerPoll: 100,
			...more,
		};
		let left = budgetUsd;
		const trigger = {
			memory: undefined as KeywordsMemory | undefined,
			isFirst: true,
			results: [] as Array<TurnResult<KeywordsMemory>>,
			addBudget(usd: number) {
				left += usd;
			},
			async poll(over: Partial<Turn> & { send?: HttpSend; query?: string } = {}) {
				const { send: ownSend = send(), query = settings.query, ...rest } = over;
				const result = await createKeywordSource({ ...settings, query })(
					{
						client: createXClient(ownSend, () => nowMs),
						account,
						nowMs: () => nowMs,
						startedMs: nowMs,
						deadlineMs: nowMs + minuteMs,
						isFirstSinceStart: trigger.isFirst,
						rewindMs: 15 * minuteMs,
						watchingSinceMs: begun,
						ownsApp: true,
						affordable: (unitUsd) =>
							Math.max(0, Math.floor(Math.round(left * 1e6) / (unitUsd * 1e6))),
						...rest,
					},
					// As n8n keeps it.
					trigger.memory && (JSON.parse(JSON.stringify(trigger.memory)) as KeywordsMemory),
				);
				trigger.memory = result.memory;
				trigger.isFirst = false;
				left -= toUsd(result.charges);
				trigger.results.push(result);
				return result;
			},
			seen: () => trigger.results.flatMap(({ events }) => events),
		};
		return trigger;
	}

	it('hands on what was found since the last poll, each post once, and says what it cost', async () => {
		const trigger = watch();
		const first = await publish(3);
		const { events, coverage, charges } = await trigger.poll();
		expect(idsOf(events)).toEqual(first);
		expect(events[0]).toMatchObject({ kind: 'post', source: 'search', account, costUsd: 0.005 });
		expect(coverage).toMatchObject({
			source: 'keywords',
			state: 'complete',
			pages: 2,
			found: 3,
			gaps: [],
			notes: ['X counted 3 posts that are new.'],
			costUsd: 0.02,
			proved: { from: '2026-11-20T09:44:59.999Z', to: '2026-11-20T10:00:00.000Z' },
		});
		expect(toUsd(charges)).toBeCloseTo(await spentUsd(), 6);
		await wait(15 * minuteMs);
		const second = await publish(2);
		expect(idsOf((await trigger.poll()).events)).toEqual(second);
	});

	it.each([true, false])(
		'finds a post that search knows only after a newer one, and repeats none for it (counting: %s)',
		async (countsFirst) => {
			const trigger = watch({ countsFirst });
			await trigger.poll();
			await wait(15 * minuteMs);
			const [newer] = await publish(1, { overMs: 10_000 });
			expect(idsOf((await trigger.poll()).events)).toEqual([newer]);
			await wait(20_000);
			const [late] = await publish(1, { text: 'acme bank, but late', overMs: 60_000 });
			expect(BigInt(late)).toBeLessThan(BigInt(newer));
			expect(idsOf((await trigger.poll()).events)).toEqual([late]);
			await wait(15 * minuteMs);
			expect((await trigger.poll()).events).toEqual([]);
		},
	);

	it('pays for one count and nothing else when there is nothing', async () => {
		const trigger = watch();
		await takeCalls();
		const { events, coverage } = await trigger.poll();
		expect(events).toEqual([]);
		expect(coverage).toMatchObject({ state: 'complete', pages: 1, found: 0, costUsd: 0.005 });
		expect(await takeCalls()).toEqual(['counts']);
		expect(await spentUsd()).toBeCloseTo(0.005, 6);
	});

	it('searches at once when told not to count, and pays for nothing when there is nothing', async () => {
		const trigger = watch({ countsFirst: false });
		await takeCalls();
		const { coverage } = await trigger.poll();
		expect(coverage).toMatchObject({ state: 'complete', pages: 1, costUsd: 0, notes: [] });
		expect(await takeCalls()).toEqual(['search']);
		expect(await spentUsd()).toBe(0);
	});

	it('stays within seven days however long nothing comes', async () => {
		const trigger = watch();
		for (let day = 0; day < 10; day++) {
			await trigger.poll();
			await wait(dayMs);
		}
		const late = await publish(1);
		const { events, coverage } = await trigger.poll();
		expect(idsOf(events)).toEqual(late);
		expect(coverage).toMatchObject({ state: 'complete', gaps: [] });
	});

	it('leaves out what the account itself says', async () => {
		const trigger = watch({ query: '"acme bank"' });
		await publish(2, { from: 'acmecare' });
		const ids = await publish(1);
		const { events, coverage } = await trigger.poll();
		expect(idsOf(events)).toEqual(ids);
		expect(coverage).toMatchObject({ state: 'complete', found: 1, costUsd: 0.02 });
	});

	it('reads a spike of a thousand posts a hundred at a time, newest first, and loses none', async () => {
		const trigger = watch();
		const ids = await publish(1000, { overMs: 10 * minuteMs });
		const { events, coverage, memory } = await trigger.poll();
		expect(idsOf(events)).toEqual(ids.slice(900));
		expect(coverage).toMatchObject({
			state: 'partial',
			found: 100,
			notes: ['X counted 1000 posts that are new.'],
		});
		expect(coverage.gaps).toMatchObject([
			{ fate: 'pending', reason: expect.stringContaining('about 900 posts') },
		]);
		expect(coverage.costUsd).toBeCloseTo(101 * 0.005, 6);
		expect(JSON.stringify(memory).length).toBeLessThan(1000);
		const fresh: string[] = [];
		for (let poll = 0; poll < 11; poll++) {
			await wait(15 * minuteMs);
			fresh.push(...(await publish(5)));
			await trigger.poll();
		}
		expect(idsOf(trigger.seen())).toEqual([...ids, ...fresh].sort());
		expect(trigger.results.at(-1)?.coverage).toMatchObject({ state: 'complete', gaps: [] });
		for (const { charges } of trigger.results)
			expect(toUsd(charges)).toBeLessThanOrEqual(101 * 0.005 + 1e-9);
	});

	it('never spends more than the budget on a spike, reads on when there is more, and states what X forgot meanwhile once', async () => {
		const trigger = watch({}, 0.3);
		const ids = await publish(1000, { overMs: 10 * minuteMs });
		const first = await trigger.poll();
		expect(first.events).toHaveLength(59);
		await takeCalls();
		await wait(hourMs);
		const second = await trigger.poll();
		expect(second.coverage).toMatchObject({ state: 'skipped', pages: 0, found: 0, costUsd: 0 });
		expect(second.coverage.notes).toEqual([
			expect.stringMatching(/pays for 0 posts and X hands out 10 at least/),
		]);
		expect(second.coverage.gaps).toMatchObject([
			{ fate: 'pending', reason: expect.stringContaining('about 941 posts') },
		]);
		expect(await takeCalls()).toEqual([]);
		expect(await spentUsd()).toBeLessThanOrEqual(0.3 + 1e-9);

		await wait(dayMs);
		trigger.addBudget(1);
		await trigger.poll();
		expect(idsOf(trigger.seen())).toEqual(ids.slice(1000 - 59 - 100));

		const lost = [];
		for (let day = 0; day < 9; day++) {
			await wait(dayMs);
			const { coverage } = await trigger.poll({ affordable: () => 0 });
			lost.push(...coverage.gaps.filter(({ fate }) => fate === 'lost'));
		}
		expect(lost[0].reason).toContain("X's search goes back seven days");
		expect(lost[0].reason).toContain('about 841 posts counted');
		expect(Date.parse(lost[0].to)).toBeLessThanOrEqual(begun);
		for (const [at, { from }] of lost.slice(1).entries()) {
			expect(Date.parse(from)).toBeGreaterThanOrEqual(Date.parse(lost[at].to));
		}
		const lostBefore = lost.length;
		for (let poll = 0; poll < 20; poll++) {
			await wait(15 * minuteMs);
			const { coverage } = await trigger.poll({ affordable: () => 0 });
			lost.push(...coverage.gaps.filter(({ fate }) => fate === 'lost'));
		}
		expect(lost.length - lostBefore).toBeLessThanOrEqual(1);
	});

	it('never asks for a page that cannot be paid, and says so', async () => {
		await publish(40);
		const trigger = watch({}, 9 * 0.005);
		await takeCalls();
		expect((await trigger.poll()).coverage).toMatchObject({ state: 'skipped', costUsd: 0 });
		expect(await takeCalls()).toEqual([]);
		trigger.addBudget(0.005);
		const { coverage } = await trigger.poll({ isFirstSinceStart: true });
		expect(coverage).toMatchObject({ state: 'partial', found: 10, costUsd: 0.05 });
		expect(coverage.notes.join()).toContain('Not counted');
		expect(await takeCalls()).toEqual(['search']);
		expect(await spentUsd()).toBeCloseTo(0.05, 6);
	});

	it.each([100, 105, 109, 115, 203])(
		'pays for %i posts at most when so many may be read',
		async (postsPerPoll) => {
			const ids = await publish(400);
			for (const id of ids.slice(330, 335)) await sandbox.control('DELETE', `posts/${id}`);
			const trigger = watch({ postsPerPoll, countsFirst: false });
			const { events, charges } = await trigger.poll();
			expect(toUsd(charges)).toBeLessThanOrEqual(postsPerPoll * 0.005 + 1e-9);
			expect(await spentUsd()).toBeLessThanOrEqual(postsPerPoll * 0.005 + 1e-9);
			expect(events.length).toBe(Math.round(toUsd(charges) / 0.005));
			const there = ids.filter((id) => !ids.slice(330, 335).includes(id));
			for (let poll = 0; poll < 5; poll++) await trigger.poll();
			expect(idsOf(trigger.seen())).toEqual(there);
		},
	);

	it('goes back to what was handed on before a restart, also in a gap', async () => {
		const trigger = watch();
		const ids = await publish(250);
		await trigger.poll();
		await trigger.poll();
		const handedOn = idsOf(trigger.seen());
		expect(handedOn).toEqual(ids.slice(50));
		trigger.isFirst = true;
		for (let poll = 0; poll < 6; poll++) await trigger.poll();
		const again = trigger.results.slice(2).flatMap(({ events }) => events);
		expect([...new Set(idsOf(again))]).toEqual(ids);
		expect(trigger.results.at(-1)?.coverage.state).toBe('complete');
	});

	it('catches up after an outage of days, and states what lies behind the seventh', async () => {
		const trigger = watch();
		await trigger.poll();
		await wait(5 * dayMs);
		const missed = await publish(20, { overMs: 4 * dayMs });
		expect(idsOf((await trigger.poll()).events)).toEqual(missed);
		const newest = nowMs;
		await wait(9 * dayMs);
		const ids = await publish(6, { overMs: 8.5 * dayMs });
		const { events, coverage } = await trigger.poll();
		expect(idsOf(events)).toEqual(ids.slice(1));
		expect(coverage.state).toBe('partial');
		expect(coverage.gaps).toMatchObject([{ fate: 'lost' }]);
		const [{ from, to }] = coverage.gaps;
		expect(Math.abs(Date.parse(from) - newest)).toBeLessThan(2 * minuteMs);
		expect(Math.abs(Date.parse(to) - (nowMs - 7 * dayMs))).toBeLessThan(10 * minuteMs);
		expect((await trigger.poll()).coverage.gaps).toEqual([]);
	});

	it('goes on with another query where the last one was, and states what of the last one is not read', async () => {
		const trigger = watch();
		await publish(150);
		await trigger.poll();
		await wait(20 * minuteMs);
		const other = await publish(3, { text: 'acme pay is broken' });
		const { events, coverage, memory } = await trigger.poll({ query: '"acme pay"' });
		expect(idsOf(events)).toEqual(other);
		expect(coverage.gaps).toMatchObject([
			{ fate: 'lost', reason: expect.stringMatching(/query was changed.*about 50 posts/) },
		]);
		expect(memory.checkpoint.gaps).toEqual([]);
		expect((await trigger.poll({ query: '"acme pay"' })).coverage.gaps).toEqual([]);
	});

	it('keeps what it has when X’s limit runs out between pages, and says until when to wait', async () => {
		await sandbox.control('POST', 'settings', { limits: { search: 1 } });
		const ids = await publish(250);
		const trigger = watch({ postsPerPoll: 1000 });
		const { events, coverage, waitUntilMs } = await trigger.poll();
		expect(idsOf(events)).toEqual(ids.slice(150));
		expect(coverage).toMatchObject({ state: 'partial', pages: 2 });
		expect(coverage.notes.join()).toContain("X's limit of calls is used up");
		expect(waitUntilMs).toBeGreaterThan(nowMs);
		const blocked = await trigger.poll();
		expect(blocked).toMatchObject({ events: [], coverage: { state: 'partial', pages: 1 } });
		expect(blocked.waitUntilMs).toBeGreaterThan(nowMs);
		await wait(minuteMs);
		const fresh = await publish(1, { overMs: 1000 });
		await expect(trigger.poll()).rejects.toMatchObject({ kind: 'rate-limited' });
		await wait(20 * minuteMs);
		await sandbox.control('POST', 'settings', { limits: { search: 100 } });
		await trigger.poll();
		expect(idsOf(trigger.seen())).toEqual([...ids, ...fresh].sort());
	});

	it('keeps what is new when a gap cannot be read, and goes on later', async () => {
		const trigger = watch();
		const ids = await publish(150);
		await trigger.poll();
		await wait(15 * minuteMs);
		const fresh = await publish(2);
		let searches = 0;
		const failing: HttpSend = async (request) => {
			if (request.url.includes('search/recent') && ++searches === 2)
				return { status: 503, headers: {}, body: '' };
			return await send()(request);
		};
		const { events, coverage } = await trigger.poll({ send: failing });
		expect(idsOf(events)).toEqual(fresh);
		expect(coverage).toMatchObject({ state: 'partial', gaps: [{ fate: 'pending' }] });
		expect(coverage.notes.join()).toContain('503');
		await trigger.poll();
		expect(idsOf(trigger.seen())).toEqual([...ids, ...fresh].sort());
	});

	it('reads without the count when counting fails, and says so', async () => {
		await sandbox.control('POST', 'faults', { path: '/2/tweets/counts', status: 503 });
		const ids = await publish(3);
		const { events, coverage } = await watch().poll();
		expect(idsOf(events)).toEqual(ids);
		expect(coverage).toMatchObject({ state: 'complete', pages: 1, costUsd: 0.015 });
		expect(coverage.notes).toEqual([
			expect.stringMatching(/could not be counted and were read without.*503/),
		]);
	});

	it('forgets nothing and remembers nothing when X is down', async () => {
		await sandbox.control('POST', 'faults', { path: '/2/tweets', status: 503, times: 2 });
		const ids = await publish(3);
		const trigger = watch();
		await expect(trigger.poll()).rejects.toMatchObject({ kind: 'temporarily-unavailable' });
		expect(trigger.memory).toBeUndefined();
		await wait(2 * dayMs);
		expect(idsOf((await trigger.poll()).events)).toEqual(ids);
	});

	it('loses nothing and pays for no more than allowed, whatever goes wrong in between', async () => {
		await sandbox.control('POST', 'settings', { limits: { search: 1_000_000, counts: 1_000_000 } });
		const step = fc.record({
			posts: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(180)),
			waitMinutes: fc.integer({ min: 1, max: 600 }),
			/** Which call of the poll gets which answer. */
			fault: fc.option(fc.record({ at: fc.nat(3), status: fc.constantFrom(503, 429, 200) })),
			restarts: fc.boolean(),
			budget: fc.oneof(fc.constant(Infinity), fc.nat(60)),
		});
		const settings = fc.record({
			countsFirst: fc.boolean(),
			postsPerPoll: fc.constantFrom(10, 37, 100, 105, 1000),
		});
		await fc.assert(
			fc.asyncProperty(settings, fc.array(step, { maxLength: 8 }), async (how, steps) => {
				nowMs = begun;
				await sandbox.control('POST', 'reset', { now: new Date(begun).toISOString() });
				await sandbox.control('POST', 'settings', {
					limits: { search: 1_000_000, counts: 1_000_000 },
				});
				const trigger = watch(how);
				const truth: string[] = [];
				for (const { posts, waitMinutes, fault, restarts, budget } of steps) {
					await wait(waitMinutes * minuteMs);
					if (posts > 0) truth.push(...(await publish(posts)));
					let calls = 0;
					const result = await trigger
						.poll({
							affordable: () => budget,
							send: async (request) => {
								if (fault && calls++ === fault.at)
									return { status: fault.status, headers: {}, body: 'trouble' };
								return await send()(request);
							},
						})
						.catch(() => undefined);
					const allowed = Math.min(budget, how.postsPerPoll + 1);
					expect(toUsd(result?.charges ?? [])).toBeLessThanOrEqual(allowed * 0.005 + 1e-9);
					trigger.isFirst = restarts || (trigger.isFirst && result === undefined);
				}
				trigger.isFirst = false;
				for (let poll = 0; poll < 200; poll++) {
					await wait(minuteMs);
					if ((await trigger.poll()).coverage.state === 'complete') break;
				}
				expect([...new Set(idsOf(trigger.seen()))]).toEqual([...truth].sort());
				expect(JSON.stringify(trigger.memory).length).toBeLessThan(6000);
				if (steps.some(({ restarts }) => restarts)) return;
				expect(trigger.seen()).toHaveLength(truth.length);
			}),
			{ numRuns: 40 },
		);
	}, 120_000);

	it('starts no call after its deadline', async () => {
		await publish(3);
		const trigger = watch();
		await takeCalls();
		const { coverage } = await trigger.poll({ deadlineMs: nowMs });
		expect(coverage).toMatchObject({ state: 'skipped', pages: 0 });
		expect(await takeCalls()).toEqual([]);
	});

	it('calls a query that X does not take a wrong setting, in X’s words', async () => {
		await expect(watch({ query: 'acme min_faves:10' }).poll()).rejects.toMatchObject({
			kind: 'misconfigured',
			message: expect.stringContaining("invalid operator 'min_faves'") as unknown,
			hint: expect.stringContaining('acme min_faves:10') as unknown,
		});
		await expect(
			watch({ query: 'acme min_faves:10', countsFirst: false }).poll(),
		).rejects.toMatchObject({ kind: 'misconfigured' });
	});

	it('does not blame the query for what X says about something else', async () => {
		const body = {
			errors: [{ parameters: { max_results: ['5'] }, message: 'no' }],
			title: 'Invalid Request',
		};
		const x = createCannedX({ status: 400, body });
		await expect(watch().poll({ client: x.client })).rejects.toMatchObject({ kind: 'refused' });
	});

	it('hands on nothing that X sends from outside of what was asked for, and passes over what it cannot read', async () => {
		const post = (id: string, more: object = { author_id: '7' }) => ({
			id,
			text: 'acme bank',
			created_at: new Date(nowMs).toISOString(),
			...more,
		});
		const inside = String(BigInt(toIdBefore(nowMs)) + 5n);
		const x = createCannedX({
			body: { data: [post(inside), post('5'), post(String(BigInt(inside) - 1n), {})] },
		});
		const { events, coverage, memory } = await watch({ countsFirst: false }).poll({
			client: x.client,
		});
		expect(idsOf(events)).toEqual([inside]);
		expect(coverage.unreadable).toEqual([expect.stringMatching(/has no author_id/)]);
		expect(memory.checkpoint.newestId).toBe(inside);
	});
});
