import type { IDataObject } from 'n8n-workflow';

import { toXCredential } from '../support/credentials-helper';
import type { PolledNode } from '../support/poll-context';
import { useSandbox } from '../support/use-sandbox';
import { passTime, startTrigger, toEvents, toStored } from '../support/x-care-trigger';

const minuteMs = 60_000;
const name = 'node:X mentions';

describe('X Care Trigger in trouble with one of its sources', () => {
	const sandbox = useSandbox();

	afterEach(() => jest.restoreAllMocks());

	const start = (parameters: IDataObject, staticData?: IDataObject, credentials?: object) =>
		startTrigger(sandbox, { brandNames: 'Acme Bank', ...parameters }, { staticData, credentials });
	const poll = async (node: PolledNode) => toEvents(await node.poll());
	const texts = async (node: PolledNode) => (await poll(node)).map(({ text }) => text);
	const mention = async (text: string, from = 'alice_m') =>
		await sandbox.post({ from, text: `@acmecare ${text}` });
	const fault = async (path: string, body: object) =>
		await sandbox.control('POST', 'faults', { path, ...body });
	const requests = async () =>
		(await sandbox.control('GET', 'requests')) as Array<{ path: string }>;
	const wait = async (ms: number) => await passTime(sandbox, ms);

	const withMessages = {
		sources: ['mentions', 'messages'],
		messagesReading: { intervalMinutes: 0 },
	};

	it('is heard within minutes on an account so busy that no poll is without events', async () => {
		const node = start(withMessages);
		await poll(node);
		await fault('/2/dm_events', { status: 403, times: 99 });
		for (let minute = 0; minute < 30; minute++) {
			await wait(minuteMs);
			await mention(`number ${minute}`);
			expect(await texts(node)).toEqual([`@acmecare number ${minute}`]);
			if (minute === 5) expect(node.failed).toEqual([]);
		}
		expect(node.failed).toEqual([expect.stringContaining('X answered 403 to GET /2/dm_events')]);
	});

	it('is heard although every poll hands its coverage on', async () => {
		const node = start({ ...withMessages, options: { coverageItems: true } });
		await poll(node);
		await fault('/2/dm_events', { status: 403, times: 99 });
		for (let minute = 0; minute < 15; minute++) {
			await wait(minuteMs);
			expect((await poll(node)).map(({ kind }) => kind)).toEqual(['coverage']);
		}
		expect(node.failed).toHaveLength(1);
	});

	const withKeywords = { sources: ['mentions', 'keywords'], countFirst: false };
	const refusal = {
		status: 400,
		body: { errors: [{ parameters: { query: ['x'] }, message: 'no such operator' }] },
	};

	it('reads mentions after a start although X takes the query no more that it took before', async () => {
		const before = start(withKeywords);
		await poll(before);
		const after = start(withKeywords, toStored(before));
		await fault('/2/tweets/search/recent', { ...refusal, times: 9 });
		await mention('still there?');
		expect(await texts(after)).toEqual(['@acmecare still there?']);
		await wait(20 * minuteMs);
		await expect(after.poll()).rejects.toThrow('X does not take the query');
	});

	it('hands on again what a crash may have swallowed, also when the first poll after it could not end', async () => {
		const before = start({ sources: ['mentions'] });
		await mention('swallowed');
		expect(await texts(before)).toEqual(['@acmecare swallowed']);
		await wait(60 * minuteMs);
		const after = start(withKeywords, toStored(before));
		await fault('/2/tweets/search/recent', { ...refusal, times: 1 });
		await expect(after.poll()).rejects.toThrow('X does not take the query');
		expect(await texts(after)).toEqual(['@acmecare swallowed']);
	});

	it('reads on when the app-only credential, which it hardly needs, cannot be opened', async () => {
		const broken = { ...toXCredential(sandbox.url), xCareAppOnlyApi: {} };
		const node = start({ sources: ['mentions'] }, undefined, broken);
		Object.defineProperty(broken, 'xCareAppOnlyApi', {
			get() {
				throw new Error('Credential with ID "7" does not exist');
			},
		});
		await mention('hello');
		expect(await texts(node)).toEqual(['@acmecare hello']);
		expect(node.log.join('\n')).toContain('the app-only credential cannot be used');
	});

	it('looks up no more authors than the budget pays for, and says so in the others', async () => {
		const options = { dailyBudget: 0.05 };
		const node = start({ sources: ['mentions'], authorDetails: 'lookUp', options });
		await poll(node);
		for (const handle of ['one', 'two', 'three', 'four']) {
			await sandbox.control('POST', 'users', { handle: `fan_${handle}` });
			await mention('hello', `fan_${handle}`);
		}
		const events = await poll(node);
		expect(events.map(({ author }) => author.handle !== undefined)).toEqual([
			...[true, true, true, false],
		]);
		expect(events[3].completeness.missing).toEqual([
			"The author's name and handle: today's budget is used up.",
		]);
		const memory = node.staticData[name] as { spent: { usd: IDataObject } };
		expect(memory.spent.usd).toEqual({ mentions: 0.02, authors: 0.03 });
	});

	it('looks whose messages they are when another credential is chosen', async () => {
		const watched = { account: 'acmecare', sources: ['messages'] };
		const before = start(watched);
		await poll(before);
		await sandbox.control('DELETE', 'requests');
		await poll(start(watched, toStored(before)));
		expect((await requests()).map(({ path }) => path)).not.toContainEqual(
			expect.stringContaining('/2/users/me'),
		);
		const memory = toStored(before);
		const { account } = memory[name] as { account: { foundBy: string } };
		account.foundBy = account.foundBy.replace('xCareOAuth2Api', 'another');
		await poll(start(watched, memory));
		expect((await requests()).map(({ path }) => path)).toContainEqual(
			expect.stringContaining('/2/users/me'),
		);
	});

	it('reads on when the clock of the machine was set back by a year', async () => {
		const now = Date.now();
		jest.spyOn(Date, 'now').mockImplementation(() => now + 365 * 1440 * minuteMs);
		const node = start({ sources: ['messages'] });
		await poll(node);
		jest.restoreAllMocks();
		await sandbox.control('DELETE', 'requests');
		await poll(node);
		expect(await requests()).not.toEqual([]);
	});

	it('goes on where the version left off that read mentions only', async () => {
		const { id } = await mention('read by then');
		const missed = await mention('came during the update');
		await wait(60 * minuteMs);
		const old = {
			watchingSinceMs: Date.now() - 10 * 1440 * minuteMs,
			checkpoint: { newestId: id, handedOnAboveId: String(BigInt(id) - 1n) },
		};
		const node = start({ sources: ['mentions'] }, { [name]: old });
		expect((await poll(node)).map((event) => event.id)).toEqual([id, missed.id]);
		expect(node.staticData[name]).not.toHaveProperty('checkpoint');
	});

	it('tells a lost stretch again after a stop of some hours, and no more after one of days', async () => {
		const watched = { sources: ['keywords'], countFirst: false };
		const before = start(watched);
		await sandbox.post({ from: 'alice_m', text: 'Acme Bank again' });
		await poll(before);
		await wait(9 * 1440 * minuteMs);
		const after = start(watched, toStored(before));
		const gap = (await poll(after)).find(({ kind }) => kind === 'gap');
		expect(gap).toBeDefined();
		const memory = toStored(after);
		await wait(3 * 60 * minuteMs);
		expect((await poll(start(watched, memory))).map(({ id }) => id)).toContain(gap?.id);
		await wait(2 * 1440 * minuteMs);
		expect((await poll(start(watched, memory))).map(({ id }) => id)).not.toContain(gap?.id);
	});
});
