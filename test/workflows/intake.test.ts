import type { XEvent } from '../../src/domain/event';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { useSandbox } from '../support/use-sandbox';
import { createXCare } from '../support/x-care';
import {
	createIntake,
	dayMs,
	deletion,
	type Intake,
	minuteMs,
	pick,
	readTemplate,
	tableNames,
	toItem,
	toItems,
	toNotice,
} from './intake-world';

const template = readTemplate('10-intake.json');
describe('template 10, intake of all sources', () => {
	const sandbox = useSandbox();
	let tracker: RequestTrackerFake;
	let intake: Intake;

	beforeEach(async () => {
		tracker = await startRequestTrackerFake();
		intake = await createIntake(template, sandbox, tracker, 'Everything on X');
	});

	afterEach(async () => await tracker.stop());

	const entries = () => tracker.tickets().map(({ messages }) => messages.length);
	const history = () => intake.rows('history');
	const verify = async () =>
		(
			await createXCare(sandbox)(
				{ resource: 'ledger', operation: 'verify', seals: intake.rows('seals') as never },
				history().map((row) => ({ json: row as never })),
			)
		).outputs[0][0].json;

	it('creates the three tables of the ledger with one click, and again without harm', async () => {
		const again = await intake.run('Set up once');
		expect(again.error).toBeUndefined();
		for (const name of Object.values(tableNames)) expect(intake.tables.has(name)).toBe(true);
	});

	it.each<[XEvent['kind'], Partial<XEvent>]>([
		['mention', {}],
		['reply', { inReplyTo: { postId: '1800000000000000001' } }],
		['quote', { quotesUs: true }],
		['post', { mentionsUs: 'none' }],
		['message', { conversationId: '1000000000000000001-2000000000000000002' }],
		['unreadable_message', { id: 'chat-77', conversationId: '1-2', text: '' }],
	])('makes a case of a %s', async (kind, more) => {
		const outcome = await intake.deliver(toItem({ kind, ...more }));
		expect(outcome.error).toBeUndefined();
		expect(entries()).toEqual([1]);
		expect(pick(history(), 'kind', 'decision', 'desk', 'outcome')).toEqual([
			[kind, 'case', 'requestTracker', 'created'],
		]);
		expect(pick(intake.rows('open'), 'state', 'item')).toEqual([['done', '']]);
	});

	it.each<[string, XEvent['kind'], string]>([
		['follow-77', 'follow', 'noted'],
		['unfollow-77', 'unfollow', 'noted'],
		['1900000000000000077', 'repost', 'noted'],
		['silence-mentions-1795341600000', 'silence', 'alarm'],
		['gap-mentions-1795341600000-1795345200000', 'gap', 'alarm'],
		['revoked-1795341600000', 'access_revoked', 'alarm'],
	])('notes %s and forwards nothing', async (id, kind, decision) => {
		const outcome = await intake.deliver(toNotice(id, kind, { text: 'What the notice says.' }));
		expect(outcome.error).toBeUndefined();
		expect(tracker.tickets()).toEqual([]);
		expect(pick(history(), 'eventId', 'kind', 'decision')).toEqual([[id, kind, decision]]);
		expect(history()[0].reason).toMatch(/\w{3,}.*[.]$/);
		expect(history()[0].content).toContain('What the notice says.');
		expect(intake.unfinished()).toEqual([]);
	});

	it('makes no row of a coverage statement', async () => {
		await intake.deliver(toNotice('coverage-1795341600000', 'coverage'));
		expect([intake.rows('open'), history()]).toEqual([[], []]);
	});

	it('reads mentions, messages and followers from X, and does with each what is due', async () => {
		await intake.pollAndRun();
		await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is two weeks late!' });
		await sandbox.control('POST', 'messages', { from: 'carla_k', text: 'you charged me twice' });
		await sandbox.control('POST', 'follows', { from: 'kenji_t', state: 'follow' });
		await sandbox.control('POST', 'clock', { advanceMs: dayMs });
		jest.useFakeTimers({ now: Date.now() + dayMs, doNotFake: allButDate });
		const outcome = await intake.pollAndRun();
		jest.useRealTimers();
		expect(outcome?.error).toBeUndefined();
		expect(
			pick(history(), 'kind', 'decision')
				.map((row) => row.join(' '))
				.sort(),
		).toEqual(['follow noted', 'mention case', 'message case']);
		expect(entries()).toEqual([1, 1]);
	});

	it('parks spam with its reason, and makes no case of it', async () => {
		const text =
			'@acmecare FREE crypto airdrop!!! Claim 5000 USDT now, follow us and DM to win #giveaway';
		await intake.deliver(toItem({ text }));
		expect(tracker.tickets()).toEqual([]);
		expect(history()).toEqual([
			expect.objectContaining({
				...{ category: 'not_for_us', decision: 'parked' },
				reason: expect.stringMatching(/\w{3,}/),
			}),
		]);
	});

	it('does nothing about what is delivered again within a day, and writes no second row', async () => {
		await intake.deliver(...toItems(2));
		const again = await intake.deliver(...toItems(2));
		expect(again.order.at(-1)).toBe('Not in the ledger yet');
		expect(entries()).toEqual([1, 1]);
		expect(history()).toHaveLength(2);
	});

	it('makes one case and one row of what X tells several times in the same instant', async () => {
		const all = Array.from({ length: 5 }, async () => await intake.deliver(...toItems(2)));
		for (const { error } of await Promise.all(all)) expect(error).toBeUndefined();
		expect(entries()).toEqual([1, 1]);
		expect(history()).toHaveLength(2);
		expect(intake.unfinished()).toEqual([]);
	});

	it('drops a row that another run wrote after the first run had closed its own', async () => {
		await intake.deliver(toItem());
		const [row] = intake.rows('open');
		const item = JSON.stringify(toItem().json);
		intake.rows('open').push({ ...row, id: Number(row.id) + 100, state: 'open', item } as never);
		intake.letRowsGrowOld('open');
		await intake.sweep();
		expect(entries()).toEqual([1]);
		expect(history()).toHaveLength(1);
		expect(pick(intake.rows('open'), 'state')).toEqual([['done']]);
	});

	it('forgets after a day what was done, so that the table stays small', async () => {
		await intake.deliver(...toItems(2));
		intake.letRowsGrowOld('open', 23 * 60 * minuteMs);
		await intake.sweep();
		expect(intake.rows('open')).toHaveLength(2);
		intake.letRowsGrowOld('open', 27 * 60 * minuteMs);
		await intake.sweep();
		expect(intake.rows('open')).toEqual([]);
		expect(history()).toHaveLength(2);
	});

	describe('when a post was deleted', () => {
		it('replaces what was kept of it, keeps the case, notes it, and the seal stays whole', async () => {
			await intake.deliver(...toItems(3), toItem());
			intake.letRowsGrowOld('history');
			await intake.run('Every 15 minutes');
			const outcome = await intake.deliver(deletion);
			expect(outcome.error).toBeUndefined();

			const row = history().find(({ eventId }) => eventId === '1900000000000000001');
			expect(row?.content).toMatch(/"redacted":true/);
			expect(JSON.stringify(row)).not.toContain('parcel');
			expect(row).toMatchObject({ decision: 'case', caseId: expect.stringMatching(/\d/) });
			expect(history().filter(({ content }) => /redacted/.test(String(content)))).toHaveLength(1);
			expect(pick(history().slice(4), 'eventId', 'decision')).toEqual([
				['deleted-1900000000000000001', 'redacted'],
			]);
			expect(entries()).toEqual([1, 1, 1, 1]);
			expect(await verify()).toMatchObject({ ok: true, redacted: 1 });
		});

		it('notes it also when nothing was kept of the post', async () => {
			await intake.deliver(deletion);
			expect(pick(history(), 'eventId', 'decision')).toEqual([
				['deleted-1900000000000000001', 'redacted'],
			]);
			expect(intake.unfinished()).toEqual([]);
		});

		it('redacts every row there is of the post, and goes on with the next event', async () => {
			await intake.deliver(toItem());
			history().push({ ...history()[0], id: 9_000 });
			await intake.deliver(deletion, ...toItems(1));
			expect(history().filter(({ content }) => /redacted/.test(String(content)))).toHaveLength(2);
			expect(history()).toHaveLength(4);
		});
	});

	it('keeps an event open with the reason when the helpdesk refuses it, lets the others through, and fails', async () => {
		tracker.failNext(/^POST \/ticket$/, { status: 500 });
		const outcome = await intake.deliver(...toItems(3), toNotice('follow-77', 'follow'));
		expect(tracker.tickets()).toHaveLength(2);
		expect(intake.unfinished()).toEqual([
			expect.objectContaining({ state: 'open', lastError: expect.stringMatching(/500.* \w+.*\./) }),
		]);
		expect(history()).toHaveLength(3);
		expect(outcome.error?.message).toMatch(/^Events not dealt with: 1\. .*500/);

		intake.letRowsGrowOld('open');
		expect((await intake.sweep()).error).toBeUndefined();
		expect(tracker.tickets()).toHaveLength(3);
		expect(intake.unfinished()).toEqual([]);
	});

	it('creates no second ticket when the helpdesk stored the first and its answer was lost', async () => {
		tracker.failNext(/^POST \/ticket$/, { status: 502, body: '', after: true });
		await intake.deliver(toItem());
		intake.letRowsGrowOld('open');
		await intake.sweep();
		expect(entries()).toEqual([1]);
		expect(intake.unfinished()).toEqual([]);
	});

	it('goes on with the others when a row of the ledger is broken, and says which', async () => {
		intake.death.plan('Claim');
		await intake.deliver(...toItems(2)).catch(() => undefined);
		intake.death.cancel();
		intake.rows('open')[0].item = 'not JSON';
		intake.letRowsGrowOld('open');
		const outcome = await intake.sweep();
		expect(tracker.tickets()).toHaveLength(1);
		expect(outcome.error?.message).toContain('Events not dealt with: 1.');
		expect(intake.unfinished()).toHaveLength(1);
	});

	it('makes the cases although nobody ran the set-up, and says what is missing', async () => {
		Object.assign(intake.tables, { tables: [] });
		const outcome = await intake.deliver(...toItems(3));
		expect(tracker.tickets()).toHaveLength(3);
		expect(outcome.error?.message).toMatch(
			/^Events not dealt with: 3\. .*Data table with name ".*" not found/,
		);
	});

	it('costs the same per event however long the history is', async () => {
		const cost = async (id: string) => {
			const before = intake.tables.rowsScanned - 0;
			await intake.deliver(toItem({ id, conversationId: id }));
			const scanned = intake.tables.rowsScanned - before;
			// What is done is forgotten after a day.
			intake.letRowsGrowOld('open', 2 * dayMs);
			await intake.sweep();
			return scanned;
		};
		const first = await cost('1900000000000000001');
		for (let i = 10; i < 30; i++) await cost(`19000000000000000${i}`);
		expect(history()).toHaveLength(21);
		expect(await cost('1900000000000000099')).toBe(first);
	});

	describe('the seal', () => {
		const seal = async () => await intake.run('Every 15 minutes');

		it('covers what was written, again and again, and each seal carries on the one before', async () => {
			expect((await seal()).order).not.toContain('Seal');
			await intake.deliver(...toItems(3));
			intake.letRowsGrowOld('history');
			await seal();
			await intake.deliver(toItem());
			intake.letRowsGrowOld('history');
			await seal();
			expect((await seal()).error).toBeUndefined();
			const [first, second, ...more] = intake.rows('seals');
			expect(more).toEqual([]);
			expect([first.rows, second.rows, second.previousSeal]).toEqual([3, 1, first.sealHash]);
			expect(await verify()).toMatchObject({ ok: true, rows: 4, unsealedRows: 0 });
		});

		it('notices a changed decision', async () => {
			await intake.deliver(...toItems(3));
			intake.letRowsGrowOld('history');
			await seal();
			history()[1].decision = 'parked';
			expect(await verify()).toMatchObject({ ok: false });
		});

		it('catches up on thousands of rows', async () => {
			await intake.deliver(toItem());
			const [{ id, ...row }] = history();
			for (let at = 1; at < 6_500; at++) history().push({ ...row, id: Number(id) + at } as never);
			intake.letRowsGrowOld('history');
			expect((await seal()).error).toBeUndefined();
			const sealed = intake.rows('seals').map(({ rows }) => Number(rows));
			expect(Math.max(...sealed)).toBe(1_000);
			expect(sealed.reduce((sum, rows) => sum + rows)).toBe(6_500);
			expect(await verify()).toMatchObject({ ok: true, rows: 6_500 });
		}, 20_000);
	});
});

const allButDate = [
	...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const),
	...(['clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];
