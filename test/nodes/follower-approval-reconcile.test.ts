import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	createFollowerApproval,
	findCalls,
	makeFollowers,
	seededFollowers,
	setFollowerCount,
	toJson,
} from '../support/follower-approval';
import { useSandbox } from '../support/use-sandbox';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => undefined,
}));

const sandbox = useSandbox();
let run: ReturnType<typeof createFollowerApproval>;
beforeEach(async () => {
	run = createFollowerApproval(sandbox);
	await setFollowerCount(sandbox, seededFollowers);
});

const companyId = '1402000000000000001';
const alice = '1402000000000000101';
const bob = '1402000000000000102';
const carla = '1402000000000000103';
const followersPath = `/2/users/${companyId}/followers`;

const register = [
	{ Name: 'Alice', Role: 'Operator', 'X Handle': 'alice_m', 'X User ID': alice },
	{ Name: 'Bob', Role: 'Press', 'X Handle': 'bob_travels' },
	{ Name: 'Kenji', 'X User ID': '1402000000000000106' },
];

const reconcile = async (
	inputs: Parameters<typeof run>[1],
	parameters: INodeParameters = {},
	more: Parameters<typeof run>[2] = {},
) => await run({ operation: 'reconcile', ...parameters }, inputs, more);

/** Of one who is there: status and action. */
function findStanding(people: IDataObject[], id: string): string | undefined {
	const found = people.filter(({ user }) => (user as IDataObject).id === id);
	expect(found.length).toBeLessThan(2);
	const { status, action } = Object(found[0]?.approval) as Record<string, string>;
	return status && `${status}: ${action}`;
}

describe('Reconcile', () => {
	it('gives one item per person with what to do, and the follower set to keep', async () => {
		await sandbox.control('PATCH', 'users/acmecare', { protected: true });
		await sandbox.control('POST', 'follows', { from: 'bob_travels', state: 'request' });
		const done = await reconcile([null, register]);
		expect(done.error).toBeUndefined();
		const [people, set] = toJson(done);
		expect(people).toHaveLength(4);
		expect(findStanding(people, alice)).toBe('following: fine');
		expect(findStanding(people, bob)).toBe('waiting: accept now');
		expect(findStanding(people, '1402000000000000106')).toBe('not following: invite');
		expect(findStanding(people, carla)).toBe('outsider: remove');
		expect(people.every(({ account }) => (account as IDataObject).id === companyId)).toBe(true);
		expect(set).toMatchObject([{ accountId: companyId, part: '1', parts: '1', change: '' }]);
		const calls = await findCalls(sandbox);
		expect(calls).toEqual(['/2/users/me', followersPath, '/2/users', '/2/users/by']);
		const told = done.hints.map(({ message }) => message).join(' ');
		expect(told).toContain('2 followers of @acmecare were read from X');
		expect(told).toContain('Estimated cost on X');
	});

	it('shows a card of everybody who needs somebody to act; those of outsiders come with their reminder', async () => {
		const [people] = toJson(await reconcile([[], register]));
		const cards = people.filter(({ card }) => card !== undefined);
		expect(cards).toHaveLength(2);
		const official = cards.find(({ user }) => (user as IDataObject).id === bob);
		expect(official?.card).toMatchObject({
			text: expect.stringContaining('bob_travels') as string,
			html: expect.stringContaining('bob_travels') as string,
		});
		expect(JSON.stringify(official?.card)).toContain(`user_id=${bob}`);
	});

	it('pairs people of the register with their row', async () => {
		const { outputs } = await reconcile([[], register]);
		const paired = outputs[0].map(({ json, pairedItem }) => [
			(json.user as IDataObject).id,
			pairedItem,
		]);
		expect(Object.fromEntries(paired)).toMatchObject({
			[alice]: { item: 0, input: 1 },
			[bob]: { item: 1, input: 1 },
		});
	});

	it('finds the row also by the address of a profile or an id with zeros before it', async () => {
		const rows = [
			{ 'X Handle': 'https://x.com/bob_travels/' },
			{ 'X User ID': `00${alice}` },
			...register.slice(2),
		];
		const { outputs } = await reconcile([[], rows]);
		const paired = outputs[0].map(({ json, pairedItem }) => [Object(json.user).id, pairedItem]);
		expect(Object.fromEntries(paired)).toMatchObject({
			[alice]: { item: 1, input: 1 },
			[bob]: { item: 0, input: 1 },
		});
	});

	it('leaves out who is fine when only differences are wanted', async () => {
		const [people] = toJson(
			await reconcile([[], register], { options: { onlyDifferences: true } }),
		);
		expect(findStanding(people, alice)).toBeUndefined();
		expect(people).toHaveLength(3);
	});

	it('finds who was renamed by the id, and says what the register should hold', async () => {
		await sandbox.control('PATCH', `users/${alice}`, { handle: 'alice_moved' });
		const [people] = toJson(await reconcile([[], register]));
		expect(findStanding(people, alice)).toBe('renamed: update handle');
		const found = people.find(({ user }) => (user as IDataObject).id === alice);
		expect(found?.approval).toMatchObject({ updates: { handle: 'alice_moved' } });
	});

	it('reads 1,500 followers in two calls and makes them into two rows', async () => {
		const handles = Array.from({ length: 1498 }, (_, at) => `crowd_${at}`);
		await makeFollowers(sandbox, handles);
		const [people, set] = toJson(await reconcile([[], register.slice(0, 1)]));
		expect(people).toHaveLength(1500);
		expect(set.map(({ parts }) => parts)).toEqual(['2', '2']);
		expect(await findCalls(sandbox)).toEqual(['/2/users/me', followersPath, followersPath]);
	});

	it('counts a fifth or less when the account owns the developer app', async () => {
		const owned = { connection: { ownsApp: true, addCosts: true } };
		const [people] = toJson(await reconcile([[], register.slice(0, 1)], owned));
		expect(people[0].costs).toMatchObject({ runUsd: 0.012 });
	});

	it('also says whom the account follows, where asked', async () => {
		await sandbox.control('POST', 'follows', { from: 'acmecare', to: 'carla_k', state: 'follow' });
		const options = { compareFollowing: true };
		const [people] = toJson(await reconcile([[], register], { options }));
		const found = people.find(({ user }) => (user as IDataObject).id === carla);
		expect(found?.approval).toMatchObject({ isFollowed: true });
	});

	it('asks X about nobody who does not follow when that is switched off', async () => {
		const options = { lookUp: false };
		const { outputs, error } = await reconcile([[], register], { options });
		expect(error).toBeUndefined();
		const people = outputs[0].map(({ json }) => json);
		expect(people).toHaveLength(4);
		expect(findStanding(people, '1402000000000000106')).toBe('not following: invite');
		expect(await findCalls(sandbox)).toEqual(['/2/users/me', followersPath]);
	});

	it('looks nobody up beyond the budget, and says so', async () => {
		const connection = { runBudget: 0.045 };
		const { outputs, hints, error } = await reconcile([[], register], { connection });
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(4);
		expect(hints.map(({ message }) => message).join()).toContain('budget');
		const people = outputs[0].map(({ json }) => json);
		const found = people.find(({ approval }) => Object(approval).official?.name === 'Bob');
		expect(Object(found?.approval).reason).toContain('nobody asked X whether they have asked to');
	});
});

describe('Reconcile with followers that came in', () => {
	const keep = async (rows = register) => toJson(await reconcile([[], rows]))[1];

	it('takes the set of last time without asking X for the list', async () => {
		const set = await keep();
		await sandbox.control('DELETE', 'requests');
		const done = await reconcile([set, register], { followersFrom: 'input' });
		const [people, rows] = toJson(done);
		expect(findStanding(people, alice)).toBe('following: fine');
		expect(findStanding(people, carla)).toBe('outsider: remove');
		expect(rows).toEqual([]);
		expect(await findCalls(sandbox)).not.toContain(followersPath);
		expect(done.hints.map(({ message }) => message).join()).toContain('follower set of');
	});

	it('asks X about outsiders of a set that was kept, so that nobody is reminded who has left', async () => {
		const made = await makeFollowers(sandbox, ['gone_gil', 'shut_sue', 'still_sam']);
		const set = await keep();
		await sandbox.control('POST', 'follows', { from: 'gone_gil', state: 'unfollow' });
		await sandbox.control('PATCH', 'users/shut_sue', { suspended: true });
		await sandbox.control('DELETE', 'requests');
		const done = await reconcile([set, register], { followersFrom: 'input' });
		const [people] = toJson(done);
		const outsiders = people.filter(({ approval }) => Object(approval).status === 'outsider');
		expect(outsiders.map(({ user }) => Object(user).handle as string).sort()).toEqual([
			'carla_k',
			'still_sam',
		]);
		expect(made).toHaveLength(3);
		expect((await findCalls(sandbox)).filter((path) => path === '/2/users')).toHaveLength(1);
		const options = { lookUp: false };
		const [all] = toJson(await reconcile([set, register], { followersFrom: 'input', options }));
		expect(all.filter(({ approval }) => Object(approval).status === 'outsider')).toHaveLength(4);
	});

	it('reads the list anew where that is cheaper than asking X about each outsider of a fresh set', async () => {
		await makeFollowers(sandbox, ['one_gil', 'two_sue', 'three_sam']);
		const connection = { ownsApp: true };
		const set = await keep();
		await sandbox.control('DELETE', 'requests');
		await reconcile([set, register], { followersFrom: 'fresh', connection });
		expect(await findCalls(sandbox)).toContain(followersPath);
		await sandbox.control('DELETE', 'requests');
		const { hints } = await reconcile([set, register], { followersFrom: 'input', connection });
		expect(await findCalls(sandbox)).not.toContain(followersPath);
		expect(hints.map(({ message }) => message).join()).toContain('4 outsiders among them');
	});

	it('takes a fresh set, and reads X once it is older than it may be', async () => {
		const set = await keep();
		await sandbox.control('DELETE', 'requests');
		await reconcile([set, register], { followersFrom: 'fresh' });
		expect(await findCalls(sandbox)).not.toContain(followersPath);
		const old = set.map((row) => ({ ...row, asOf: '2026-01-05T08:00:00.000Z' }));
		const options = { maxAge: 24 };
		const [, rows] = toJson(await reconcile([old, register], { followersFrom: 'fresh', options }));
		expect(await findCalls(sandbox)).toContain(followersPath);
		expect(rows).toHaveLength(1);
	});

	it('reads X when a fresh set is far from what X counts', async () => {
		const set = await keep();
		await makeFollowers(
			sandbox,
			Array.from({ length: 20 }, (_, at) => `newcomer_${at}`),
		);
		await sandbox.control('DELETE', 'requests');
		const [people] = toJson(await reconcile([set, register], { followersFrom: 'fresh' }));
		expect(await findCalls(sandbox)).toContain(followersPath);
		expect(people).toHaveLength(24);
	});

	it('takes who came and went since the set', async () => {
		const set = await keep();
		const change = (id: string, handle: string, what: string) => ({
			...{ accountId: companyId, asOf: new Date().toISOString(), part: '1', parts: '1' },
			...{ entries: JSON.stringify([[id, handle, handle]]), change: what },
		});
		const rows = [
			change(bob, 'bob_travels', 'follow'),
			...set,
			change(carla, 'carla_k', 'unfollow'),
		];
		const done = await reconcile([rows, register], { followersFrom: 'input' });
		expect(done.error?.message).toBeUndefined();
		const [people] = toJson(done);
		expect(findStanding(people, bob)).toBe('following: fine');
		expect(findStanding(people, carla)).toBeUndefined();
	});

	it('keeps what a user of X Care is verified as, for the card', async () => {
		const users = [alice, carla].map((id) => ({
			user: { id, handle: `h${id.slice(-3)}`, verified: true, verifiedType: 'business' },
		}));
		const options = { lookUp: false };
		const parameters = { followersFrom: 'input', options };
		const [people] = toJson(await reconcile([users, register], parameters));
		const found = people.find(({ user }) => (user as IDataObject).id === carla);
		expect(found?.user).toMatchObject({ verifiedType: 'business' });
	});

	it('takes users of X Care, each once, and pairs them', async () => {
		const users = [alice, carla, carla].map((id) => ({ user: { id, handle: `h${id.slice(-3)}` } }));
		const { outputs } = await reconcile([users, register], { followersFrom: 'input' });
		const people = outputs[0].map(({ json }) => json);
		expect(findStanding(people, carla)).toBe('outsider: remove');
		const found = outputs[0].find(({ json }) => (json.user as IDataObject).id === carla);
		expect(found?.pairedItem).toEqual({ item: 1, input: 0 });
	});

	it.each([
		['nothing came', []],
		['only what a trigger says came', [{ timestamp: '2026-11-20T06:00:00Z' }]],
		[
			'half a set came',
			[
				{
					accountId: companyId,
					asOf: '2026-11-20T06:00:00.000Z',
					part: '1',
					parts: '2',
					entries: '[]',
					change: '',
				},
			],
		],
		['the table could not be read', [{ error: 'No such table' }]],
		['one user cannot be read', [{ user: { id: alice, handle: 'alice_m' } }, { error: 'Gone' }]],
	])('fails when %s, rather than to compare with nobody', async (_, rows) => {
		const { error, outputs } = await reconcile([rows, register], { followersFrom: 'input' });
		expect(error?.message).toContain('People');
		expect(outputs.flat()).toEqual([]);
	});

	it('stops when the set of last time could not be read, also when X is: it guards against a broken register', async () => {
		const { error, outputs } = await reconcile([[{ error: 'No such table' }], register]);
		expect(error?.message).toMatch(/People, item 0.*No such table/);
		expect(outputs.flat()).toEqual([]);
	});

	it('does not take a set from the future for fresh', async () => {
		const set = await keep();
		const ahead = set.map((row) => ({ ...row, asOf: '2099-01-05T08:00:00.000Z' }));
		await sandbox.control('DELETE', 'requests');
		const { error } = await reconcile([ahead, register], { followersFrom: 'fresh' });
		expect(error).toBeUndefined();
		expect(await findCalls(sandbox)).toContain(followersPath);
	});

	it('does not mind what a trigger says when X is read', async () => {
		const { error } = await reconcile([[{ timestamp: '2026-11-20T06:00:00Z' }], register]);
		expect(error).toBeUndefined();
	});
});

describe('Reconcile that cannot be right', () => {
	/** Fails with the reason, and hands on nobody, whatever On Error says. */
	async function expectRefusal(
		inputs: Parameters<typeof run>[1],
		reason: RegExp,
		parameters: INodeParameters = {},
	) {
		const { error, outputs } = await reconcile(inputs, parameters);
		expect(error?.message).toMatch(reason);
		expect(outputs.flat()).toEqual([]);
		const kept = await reconcile(inputs, parameters, { continueOnFail: true });
		expect(kept.error).toBeUndefined();
		const [people, set] = toJson(kept);
		expect(people).toHaveLength(1);
		expect(people[0]).not.toHaveProperty('user');
		expect(people[0].error).toMatch(reason);
		expect(set).toEqual([]);
		const parted = await reconcile(inputs, parameters, { onError: 'continueErrorOutput' });
		expect(parted.outputs.map((items) => items?.length ?? 0)).toEqual([0, 0, 1]);
	}

	it.each([
		['no rows', []],
		['nothing at all', null],
		['no connection', undefined],
		['an empty item', [{}]],
		['an error', [{ error: 'The sheet could not be read' }]],
		['other columns', [{ colour: 'blue' }, { colour: 'red' }]],
	])('refuses a register of %s before X is asked anything', async (_, rows) => {
		await expectRefusal([[{ timestamp: 1 }], rows], /Register/);
		expect(await findCalls(sandbox)).toEqual([]);
	});

	it('refuses a list that is much shorter than X counts, before it looks anybody up', async () => {
		await setFollowerCount(sandbox, 400);
		await expectRefusal([[], register], /follower/);
		expect(await findCalls(sandbox)).not.toContain('/2/users/by');
	});

	it('hands on nothing when the limit of calls ends the list before its last page', async () => {
		await makeFollowers(
			sandbox,
			Array.from({ length: 1200 }, (_, at) => `crowd_${at}`),
		);
		await sandbox.control('POST', 'settings', { limits: { followers: { user: 1 } } });
		const connection = { waitAtMost: 0 };
		const { error, outputs } = await reconcile([[], register], { connection });
		expect(error?.message).toContain('not read to its end');
		expect(outputs.flat()).toEqual([]);
	});

	it('hands on nothing when the second page fails', async () => {
		const page = {
			data: [{ id: alice, username: 'alice_m', name: 'Alice' }],
			meta: { result_count: 1, next_token: 'more' },
		};
		await sandbox.control('POST', 'faults', { path: followersPath, status: 200, body: page });
		await sandbox.control('POST', 'faults', { path: followersPath, status: 503, times: 50 });
		const { error, outputs } = await reconcile([[], register]);
		expect(error?.message).toContain('The list of followers broke off after 1 people');
		expect(outputs.flat()).toEqual([]);
	});

	it('does not believe that nobody follows an account that X counts followers of', async () => {
		const page = { meta: { result_count: 0 } };
		await sandbox.control('POST', 'faults', {
			path: followersPath,
			status: 200,
			body: page,
			times: 9,
		});
		await expectRefusal([[], register], /none of them could be read/);
	});

	it('refuses a register without a single handle or id before it spends anything', async () => {
		await expectRefusal([[], [{ Name: 'Rosa', 'E-Mail': 'rosa@acme.example' }]], /register/);
		expect(await findCalls(sandbox)).toEqual([]);
	});

	it('hands on nothing when the limit of calls ends the look-ups: who waits would be invited', async () => {
		await sandbox.control('POST', 'settings', { limits: { users: { user: 1 } } });
		const many = Array.from({ length: 150 }, (_, at) => ({ 'X User ID': String(9000 + at) }));
		const { error, outputs } = await reconcile([[], [...register, ...many]], {
			connection: { waitAtMost: 0 },
		});
		expect(error?.message).toMatch(/X did not answer for all people/);
		expect(outputs.flat()).toEqual([]);
	});

	it('hands on nothing when X does not answer the look-ups', async () => {
		await sandbox.control('POST', 'faults', { path: '/2/users/by', status: 503, times: 200 });
		await expectRefusal([[], register], /.+/);
	});

	it('hands on nothing when the list cannot be read', async () => {
		await sandbox.control('POST', 'faults', { path: followersPath, status: 403, times: 20 });
		await expectRefusal([[], register], /.+/);
	});

	it('spends nothing on a list that the budget would cut', async () => {
		await setFollowerCount(sandbox, 9000);
		await expectRefusal([[], register], /budget/, { connection: { runBudget: 20 } });
		expect(await findCalls(sandbox)).not.toContain(followersPath);
	});

	it('does not believe a register that makes outsiders of those approved last time', async () => {
		const people = await makeFollowers(
			sandbox,
			Array.from({ length: 8 }, (_, at) => `staff_${at}`),
		);
		const rows = people.map(({ id, handle }) => ({ Name: handle, 'X User ID': id }));
		const [, before] = toJson(await reconcile([[], [...register, ...rows]]));
		await expectRefusal([before, register], /.+/);
		const options = { mostNewOutsiders: 100 };
		const { error } = await reconcile([before, register], { options });
		expect(error).toBeUndefined();
	});
});
