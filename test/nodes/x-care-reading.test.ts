import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { userLocator } from '../../nodes/XCare/fields/locators';
import { processedData } from '../support/processed-data';
import { type Sandbox, startSandbox } from '../support/sandbox';
import { createXCare, findWrites } from '../support/x-care';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => undefined,
}));

let sandbox: Sandbox;
let run: ReturnType<typeof createXCare>;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await sandbox.control('POST', 'reset', {});
	processedData.clear();
	run = createXCare(sandbox);
});

const read = async (parameters: INodeParameters) => {
	const { outputs, error } = await run(parameters);
	expect(error).toBeUndefined();
	expect(outputs).toHaveLength(1);
	return outputs[0].map(({ json }) => json);
};

const pick = (items: IDataObject[], key: string, field: string) =>
	items.map((item) => (item[key] as IDataObject | undefined)?.[field]);

/** Mentions, oldest first, and keyword hits in between. */
async function fill(count: number): Promise<string[]> {
	const ids = [];
	for (let at = 0; at < count; at++) {
		ids.push((await sandbox.post({ from: 'alice_m', text: `@acmecare number ${at}` })).id);
	}
	return ids;
}

const withId = (id: string) => ({ postId: { mode: 'id', value: id } });
const withHandle = (handle: string) => ({ userId: { mode: 'handle', value: handle } });

describe('Posts', () => {
	it('come in the shape of the trigger, or as X sends them', async () => {
		const [id] = await fill(1);
		const [simple] = await read({ operation: 'get', ...withId(id) });
		expect(simple).toMatchObject({ event: { id, mentionsUs: 'explicit', source: 'search' } });
		const [raw] = await read({ operation: 'get', ...withId(id), simplify: false });
		expect(raw).toMatchObject({ id, author_id: expect.stringMatching(/101$/) });
	});

	it('are found by the address of the post', async () => {
		const [id] = await fill(1);
		const value = `https://x.com/alice_m/status/${id}?s=20`;
		const url = {
			__rl: true,
			mode: 'url',
			value,
			__regex: 'https?://[^/]+/(?:[^?#]*/)?status/(\\d+)',
		};
		expect(await read({ operation: 'get', postId: url })).toMatchObject([{ event: { id } }]);
	});

	it('that are gone are an error when one is asked for, and an item that says why among many', async () => {
		const [id, gone] = await fill(2);
		await sandbox.control('DELETE', `posts/${gone}`);
		const { error } = await run({ operation: 'get', ...withId(gone) });
		expect(error?.message).toContain(gone);
		const hidden = await sandbox.post({ from: 'petra_private', text: 'psst' });
		const items = await read({ operation: 'getMany', postIds: [id, gone, hidden.id].join(', ') });
		expect(items).toMatchObject([
			{ event: { id } },
			{ missing: { asked: gone, reason: 'deleted or unknown' } },
			{ missing: { asked: hidden.id, reason: 'protected' } },
		]);
	});

	it.each([
		['getMentions', {}],
		['search', { query: 'number from:alice_m' }],
	])('%s hands out up to the limit, newest first, and all when told', async (operation, more) => {
		const ids = await fill(23);
		const newestFirst = [...ids].reverse();
		const some = await read({ operation, ...more, limit: 12 });
		expect(pick(some, 'event', 'id')).toEqual(newestFirst.slice(0, 12));
		const all = await read({ operation, ...more, returnAll: true });
		expect(pick(all, 'event', 'id')).toEqual(newestFirst);
	});

	it('of a conversation come oldest first, with the one that started it', async () => {
		const root = await sandbox.post({ from: 'alice_m', text: '@acmecare help' });
		const answer = await sandbox.post({ from: 'bob_travels', text: 'same', inReplyTo: root.id });
		const items = await read({ operation: 'getConversation', ...withId(answer.id) });
		expect(pick(items, 'event', 'id')).toEqual([root.id, answer.id]);
	});

	it('are counted without being read', async () => {
		await fill(3);
		const [{ counts }] = await read({ operation: 'count', query: 'number' });
		expect(counts).toMatchObject({ query: 'number', total: 3 });
		const { entries } = await sandbox.control<{ entries: Array<{ item: string }> }>(
			'GET',
			'ledger',
		);
		expect(entries.map(({ item }) => item)).toEqual(['count request']);
	});

	it.each([
		['search', { query: 'x'.repeat(513) }, /'Query' has 513 characters/],
		[
			'search',
			{ query: 'acme', filters: { sinceId: 'soon' } },
			/'Newer Than Post \(ID\)' .* "soon"/,
		],
		['getMany', { postIds: '12, twelve' }, /'Post IDs' .* "twelve"/],
		['getMentions', { limit: 0 }, /'Limit' .* 0/],
		['get', withId('={{ "abc" }}'), /'Post' .* "abc"/],
	])('%s refuses what cannot be right and names it (%j)', async (operation, more, message) => {
		const { error } = await run({ operation, ...(more as INodeParameters) });
		expect(error?.message).toMatch(message);
	});

	it('have the price the sandbox bills, added up in a hint', async () => {
		await fill(7);
		await read({ operation: 'getMentions', limit: 7, connection: { ownsApp: true } });
		const { totalUsd } = await sandbox.control<{ totalUsd: number }>('GET', 'ledger');
		// One look at the own profile, seven owned reads.
		expect(totalUsd).toBeCloseTo(0.017, 6);
	});

	it('carry the costs of run, day and month where that is wanted', async () => {
		await fill(2);
		const [first, second] = await read({
			operation: 'getMentions',
			connection: { ownsApp: true, addCosts: true },
		});
		expect(first.costs).toMatchObject({ runUsd: 0.012, todayUsd: 0.012, monthForecastUsd: 0.012 });
		expect(second.costs).toEqual(first.costs);
		// X bills the same posts and the same profile once a day.
		const [again] = await read({
			operation: 'getMentions',
			connection: { ownsApp: true, addCosts: true },
		});
		expect(again.costs).toMatchObject({ runUsd: 0, todayUsd: 0.012 });
	});

	it('leave by the error output with nothing but the error, also where costs are added', async () => {
		const { outputs } = await run(
			{
				operation: 'get',
				postId: { mode: 'id', value: '={{ "nonsense" }}' },
				connection: { addCosts: true },
			},
			undefined,
			{ onError: 'continueErrorOutput' },
		);
		expect(outputs[0]).toEqual([]);
		expect(outputs[1][0].json.error).toMatch(/'Post'/);
	});

	it('refuse an id that lost digits because it came as a number', async () => {
		const { error } = await run({
			operation: 'get',
			postId: { mode: 'id', value: '={{ 2124140774814646272 }}' },
		});
		expect(error?.message).toMatch(/digits/);
	});

	it('stop where the budget of a run ends, and say so', async () => {
		await fill(250);
		const items = await read({
			operation: 'getMentions',
			returnAll: true,
			connection: { runBudget: 0.6 },
		});
		// One look at the own profile ($0.010), 118 posts.
		expect(items).toHaveLength(118);
		const [skipped] = await read({
			operation: 'search',
			query: 'number',
			connection: { dayBudget: 0.5 },
		});
		expect(skipped.skipped).toMatch(
			/search for keywords was skipped: \$0\.\d+ of the daily budget/,
		);
	});
});

describe('Users', () => {
	const user = { resource: 'user' };

	it('are found by handle and by id', async () => {
		const [byHandle] = await read({ ...user, operation: 'get', ...withHandle('@nora_reports') });
		expect(byHandle).toMatchObject({
			user: { id: '1402000000000000301', handle: 'nora_reports', followers: 412000 },
		});
		const byId = { userId: { mode: 'id', value: '1402000000000000301' } };
		expect(await read({ ...user, operation: 'get', ...byId })).toEqual([byHandle]);
	});

	it.each([
		['https://x.com/nora_reports?lang=en', 'nora_reports'],
		['https://x.com/i/user/22', undefined],
		['https://x.com/intent/user?user_id=1402000000000000101', undefined],
		['https://x.com/nora_reports_and_many_more', undefined],
	])('are found by the address of a profile and of nothing else (%s)', async (value, handle) => {
		const { modes } = userLocator('');
		const url = modes?.find(({ name }) => name === 'url');
		const regex = (url?.extractValue as { regex: string }).regex;
		expect(new RegExp(regex).exec(value)?.[1]).toBe(handle);
		expect(url?.validation?.length).toBe(1);
	});

	it('that X does not know come out as items that say why', async () => {
		const users = 'alice_m, nobody_at_all';
		expect(await read({ ...user, operation: 'getMany', users })).toMatchObject([
			{ user: { handle: 'alice_m' } },
			{ missing: { asked: 'nobody_at_all', reason: 'deleted or unknown' } },
		]);
	});

	it('who follow the account are listed with their relation to it', async () => {
		const items = await read({ ...user, operation: 'getFollowers' });
		expect(pick(items, 'user', 'handle').sort()).toEqual(['alice_m', 'carla_k']);
		expect(pick(items, 'user', 'connection')).toEqual([['followed_by'], ['followed_by']]);
		expect(await read({ ...user, operation: 'getFollowing' })).toEqual([]);
	});
});

describe('Direct messages', () => {
	it('come newest first with their direction, of everybody or of one person', async () => {
		const write = async (from: string, to: string, text: string) =>
			await sandbox.control('POST', 'messages', { from, to, text });
		await write('alice_m', 'acmecare', 'Where is it?');
		await write('bob_travels', 'acmecare', 'Hello');
		await write('acmecare', 'alice_m', 'On its way');
		const all = await read({ resource: 'directMessage', operation: 'getMany' });
		expect(pick(all, 'message', 'text')).toEqual(['On its way', 'Hello', 'Where is it?']);
		expect(pick(all, 'message', 'direction')).toEqual(['sent', 'received', 'received']);
		const some = await read({
			resource: 'directMessage',
			operation: 'getMany',
			from: 'user',
			...withHandle('bob_travels'),
		});
		expect(pick(some, 'message', 'text')).toEqual(['Hello']);
	});
});

describe('Account check-up', () => {
	it('tells in one run whose the credential is and what to see to, one item per finding', async () => {
		const items = await read({ resource: 'account', operation: 'checkUp' });
		expect(items[0]).toMatchObject({ check: 'Overall', light: expect.any(String) });
		const byName = new Map(items.map((item) => [item.check, item]));
		expect(byName.get('Account')?.finding).toContain('@acmecare');
		for (const { light, finding } of items) {
			expect(['green', 'yellow', 'red', 'grey']).toContain(light);
			expect(finding).toMatch(/\w{3,}/);
		}
	});

	it('goes on when X refuses the credential, and says what to do', async () => {
		await sandbox.control('POST', 'faults', {
			path: '/2/',
			problem: 'credits-depleted',
			times: 50,
		});
		const items = await read({ resource: 'account', operation: 'checkUp' });
		expect(items[0].light).toBe('red');
		const red = items.filter(({ light, check }) => light === 'red' && check !== 'Overall');
		expect(red[0].whatToDo).toMatch(/credits/i);
	});
});

describe('Every reading operation', () => {
	it('changes nothing on X', async () => {
		const [id] = await fill(1);
		await read({ operation: 'get', ...withId(id) });
		await read({ operation: 'getConversation', ...withId(id) });
		await read({ resource: 'account', operation: 'checkUp' });
		expect(await findWrites(sandbox)).toEqual([]);
	});
});
