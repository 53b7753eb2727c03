import type { IDataObject } from 'n8n-workflow';

import { learnPace, type Pace } from '../../src/domain/intake/pace';
import type { PolledNode } from '../support/poll-context';
import { useSandbox } from '../support/use-sandbox';
import { passTime, startTrigger, toEvents, toStored } from '../support/x-care-trigger';

const all = ['mentions', 'keywords', 'messages', 'followers'];
const hourMs = 3_600_000;

describe('X Care Trigger with several sources', () => {
	const sandbox = useSandbox();

	afterEach(() => jest.restoreAllMocks());

	const start = (parameters: IDataObject = {}, staticData?: IDataObject) =>
		startTrigger(sandbox, { sources: all, brandNames: 'Acme Bank', ...parameters }, { staticData });
	const poll = async (node: PolledNode) => toEvents(await node.poll());
	const kinds = async (node: PolledNode) => (await poll(node)).map(({ kind }) => kind);
	const message = async (text: string) =>
		await sandbox.control('POST', 'messages', { from: 'alice_m', text });
	const follow = async (from: string) =>
		await sandbox.control('POST', 'follows', { from, state: 'follow' });
	const fault = async (path: string, body: object) =>
		await sandbox.control('POST', 'faults', { path, ...body });
	const paths = async () => {
		const requests = (await sandbox.control('GET', 'requests')) as Array<{ path: string }>;
		return requests.map(({ path }) => path);
	};
	const wait = async (ms: number) => await passTime(sandbox, ms);

	it('hands on all of it as one kind of item, oldest first', async () => {
		const node = start();
		await poll(node);
		await wait(61 * 60_000);
		await sandbox.post({ from: 'alice_m', text: '@acmecare my card is gone' });
		await sandbox.post({ from: 'bob_travels', text: 'never again Acme Bank' });
		await message('my number is private');
		await sandbox.control('POST', 'users', { handle: 'newcomer' });
		await follow('newcomer');
		const events = await poll(node);
		expect(events.map(({ kind, source }) => `${kind} by ${source}`).sort()).toEqual([
			'follow by poll',
			'mention by poll',
			'message by poll',
			'post by search',
		]);
		const times = events.map(({ createdAt }) => Date.parse(createdAt));
		expect(times).toEqual([...times].sort((a, b) => a - b));
		for (const event of events) {
			expect(event.account).toMatchObject({ handle: 'acmecare' });
			expect(event.completeness).toEqual({ complete: true, missing: [] });
		}
	});

	it('hands a post on once that two sources find in the same poll', async () => {
		const keywordMode = { keywordMode: 'write', keywordQuery: '"acme bank" -is:retweet' };
		const node = start({ sources: ['mentions', 'keywords'], ...keywordMode });
		await sandbox.post({ from: 'alice_m', text: '@acmecare is this Acme Bank?' });
		const events = await poll(node);
		expect(events.map(({ kind, source }) => `${kind} by ${source}`)).toEqual(['mention by poll']);
	});

	it('reads each source at its own interval, and all of them after a start', async () => {
		const node = start({ messagesReading: { intervalMinutes: 10 } });
		await poll(node);
		const first = (await paths()).filter((path) => path.startsWith('/2/dm_events')).length;
		expect(first).toBe(1);
		await wait(3 * 60_000);
		await message('are you there?');
		expect(await kinds(node)).toEqual([]);
		await wait(7 * 60_000);
		expect(await kinds(node)).toEqual(['message']);
		const again = start({}, toStored(node));
		expect(await kinds(again)).toEqual(['message']);
	});

	it('lets no source hold back the others when it fails, and says which', async () => {
		const node = start();
		await poll(node);
		await wait(61 * 60_000);
		await fault('/2/users/\\d+/mentions', { status: 503, times: 9 });
		await message('still there?');
		expect(await kinds(node)).toEqual(['message']);
		expect(node.log.join('\n')).toContain('", mentions: nothing was read and nothing is lost. X');
		await sandbox.control('DELETE', 'faults');
		await sandbox.post({ from: 'alice_m', text: '@acmecare hello again' });
		expect(await kinds(node)).toContain('mention');
	});

	it('raises the failure that only a person can mend after what was read is safe', async () => {
		const node = start({
			sources: ['mentions', 'messages'],
			messagesReading: { intervalMinutes: 0 },
		});
		await poll(node);
		await fault('/2/dm_events', { status: 403, times: 9 });
		await wait(60_000);
		await sandbox.post({ from: 'alice_m', text: '@acmecare first' });
		expect(await kinds(node)).toEqual(['mention']);
		await expect(node.poll()).rejects.toThrow('X answered 403 to GET /2/dm_events');
	});

	it('gives up keywords before mentions when the budget is short, and reads on the next day', async () => {
		const options = { dailyBudget: 0.3 };
		const node = start({ sources: ['mentions', 'keywords'], countFirst: false, options });
		await poll(node);
		const post = (text: string) => ({ from: 'alice_m', text });
		const praise = Array.from({ length: 60 }, (_, at) => post(`Acme Bank news ${at}`));
		await wait(16 * 60_000);
		await sandbox.control('POST', 'posts', praise);
		await sandbox.post({ from: 'bob_travels', text: '@acmecare help' });
		const today = await kinds(node);
		// 40 % of 30 cents are 24 posts, and X hands out ten at least.
		expect(today.filter((kind) => kind === 'post').length).toBeLessThanOrEqual(24);
		expect(today).toContain('mention');
		await wait(24 * hourMs);
		const tomorrow = await kinds(node);
		await wait(48 * hourMs);
		const dayAfter = await kinds(node);
		const read = [...today, ...tomorrow, ...dayAfter].filter((kind) => kind === 'post');
		expect(read.length).toBeGreaterThanOrEqual(60);
	});

	it('says with every poll what it proved, as an item when told to', async () => {
		const node = start({ options: { coverageItems: true } });
		const [coverage] = await poll(node);
		expect(coverage).toMatchObject({ kind: 'coverage', source: 'poll' });
		for (const name of ['Mentions', 'Brand keywords', 'Direct messages', 'New followers']) {
			expect(coverage.text).toContain(`${name}: `);
		}
		const log = node.log.join('\n');
		for (const source of all) expect(log).toContain(`", ${source}: `);
	});

	it('states a stretch that nothing reaches once, and again after a crash that may have swallowed it', async () => {
		const sources = { sources: ['keywords'], countFirst: false };
		const before = start(sources);
		await sandbox.post({ from: 'alice_m', text: 'Acme Bank again' });
		expect(await kinds(before)).toEqual(['post']);
		await wait(9 * 24 * hourMs);
		const after = start(sources, toStored(before));
		const events = await poll(after);
		expect(events.map(({ kind }) => kind)).toContain('gap');
		const gap = events.find(({ kind }) => kind === 'gap');
		expect(gap?.text).toContain('Brand keywords of @acmecare');
		await wait(16 * 60_000);
		expect(await kinds(after)).not.toContain('gap');
		const crashed = start({ ...sources, options: { rewindMinutes: 60 } }, toStored(after));
		expect((await poll(crashed)).map(({ id }) => id)).toContain(gap?.id);
	});

	it('alarms once when a source is improbably quiet', async () => {
		const now = Date.now();
		const node = start({ sources: ['mentions'] });
		await poll(node);
		// Six weeks with a mention every twenty minutes, up to two days ago.
		const stoppedMs = now - 48 * hourMs;
		let pace: Pace | undefined;
		for (let fromMs = stoppedMs - 42 * 24 * hourMs; fromMs < stoppedMs; fromMs += hourMs) {
			const timesMs = [1, 2, 3].map((third) => fromMs + third * 20 * 60_000);
			pace = learnPace(pace, { fromMs, toMs: fromMs + hourMs, timesMs });
		}
		const memory = node.staticData['node:X mentions'] as { sources: { mentions: IDataObject } };
		const { mentions } = memory.sources;
		mentions.pace = { ...pace } as unknown as IDataObject;
		const checkpoint = { newestId: toId(stoppedMs), gaps: [], handedOn: [] };
		mentions.read = { checkpoint };
		mentions.watchingSinceMs = stoppedMs - 42 * 24 * hourMs;
		const [silence, ...more] = await poll(node);
		expect(silence).toMatchObject({
			kind: 'silence',
			id: expect.stringContaining('silence-mentions'),
		});
		expect(silence.text).toContain('No mention of @acmecare for 2 days');
		expect(more).toEqual([]);
		expect(await poll(node)).toEqual([]);
	});

	it.each([
		[{ sources: [] }, "'Watch' is empty"],
		[{ keywordMode: 'write', keywordQuery: 'acme (bank' }, "'Query Text'"],
		[{ brandNames: '', productNames: '' }, 'Brand Names'],
		[{ account: 'alice_m' }, 'belongs to @acmecare, not to @alice_m'],
	])('refuses settings that cannot be right at activation: %#', async (parameters, message) => {
		await expect(start(parameters).poll()).rejects.toThrow(message);
	});

	it('shows the newest of every source in a test, and moves nothing', async () => {
		const node = start();
		await sandbox.post({ from: 'alice_m', text: '@acmecare my card is gone' });
		await sandbox.post({ from: 'bob_travels', text: 'never again Acme Bank' });
		await message('my number is private');
		const sample = (await node.poll('manual')) ?? [];
		const shown = toEvents(sample).map(({ kind }) => kind);
		expect([...new Set(shown)].sort()).toEqual(['follow', 'mention', 'message', 'post']);
		expect(JSON.stringify(node.staticData['node:X mentions'] ?? {})).toBe('{}');
	});

	it('hands its first statement on when it has learned who follows, so that n8n stores it', async () => {
		const node = start({ sources: ['mentions', 'followers'] });
		const [statement, ...more] = await poll(node);
		expect(statement).toMatchObject({ kind: 'coverage' });
		expect(statement.text).toContain('taken as known');
		expect(more).toEqual([]);
		await wait(61 * 60_000);
		expect(await poll(node)).toEqual([]);
	});

	it('forgets a source that is switched off, and begins anew with it', async () => {
		const node = start();
		await poll(node);
		const off = start({ sources: ['mentions'] }, toStored(node));
		await poll(off);
		const memory = off.staticData['node:X mentions'] as { sources: IDataObject };
		expect(Object.keys(memory.sources)).toEqual(['mentions']);
	});

	it('remembers little, however much came', async () => {
		const node = start();
		await poll(node);
		await wait(61 * 60_000);
		const posts = Array.from({ length: 700 }, (_, at) => ({
			from: at % 2 ? 'alice_m' : 'bob_travels',
			text: at % 3 ? `@acmecare number ${at}` : `Acme Bank number ${at}`,
		}));
		await sandbox.control('POST', 'posts', posts);
		const users = Array.from({ length: 300 }, (_, at) => ({ handle: `fan_${at}` }));
		await sandbox.control('POST', 'users', users);
		for (const { handle } of users) await follow(handle);
		await poll(node);
		await poll(node);
		expect(Buffer.byteLength(JSON.stringify(node.staticData))).toBeLessThan(64 * 1024);
	});
});

/** An id of X's of that time. */
const toId = (ms: number) => String((BigInt(ms) - 1288834974657n) << 22n);
