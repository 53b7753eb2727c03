import { makeEvent } from '../support/events';
import { createFollowerApproval, findCalls, toJson } from '../support/follower-approval';
import { useSandbox } from '../support/use-sandbox';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => undefined,
}));

const sandbox = useSandbox();
let run: ReturnType<typeof createFollowerApproval>;
beforeEach(() => {
	run = createFollowerApproval(sandbox);
});

const alice = '1402000000000000101';
const bob = '1402000000000000102';
const register = [
	{ Name: 'Alice', Role: 'Operator', 'X Handle': '@alice_m', 'X User ID': alice },
	{ Name: 'Bob', 'X User ID': bob },
];
const from = (id: string, more: object = {}) => ({
	event: { ...makeEvent({ author: { id } }), ...more } as never,
	order: 4711,
});
const account = { id: '1402000000000000001', handle: 'acmecare' };
const check = { operation: 'checkAuthors' };

describe('Check Authors', () => {
	it('sends each person by the output of their status and keeps what the item held', async () => {
		const people = [from(alice), from('999', { author: { id: '999', handle: 'stranger' } })];
		const { outputs, error } = await run(check, [people, register]);
		expect(error).toBeUndefined();
		const [approved, waiting, outsiders, unknown] = outputs;
		expect(approved).toMatchObject([
			{
				json: { order: 4711, approval: { verdict: 'approved', matchedBy: 'id' } },
				pairedItem: { item: 0, input: 0 },
			},
		]);
		expect([waiting, unknown]).toEqual([[], []]);
		expect(outsiders).toMatchObject([
			{ json: { approval: { verdict: 'outsider' } }, pairedItem: { item: 1, input: 0 } },
		]);
		expect(await findCalls(sandbox)).toEqual([]);
	});

	it('needs no credential as long as X is not asked', async () => {
		const { error } = await run(check, [[from(alice)], register], { credentials: {} });
		expect(error).toBeUndefined();
	});

	it('makes no outsiders by a register in which nobody has an account', async () => {
		const mails = [{ Name: 'Alice', 'E-Mail': 'alice@acme.example', 'Twitter Name': 'alice_m' }];
		const people = [from(alice), from('999', { author: { id: '999', handle: 'stranger' } })];
		const [approved, waiting, outsiders, unknown] = toJson(await run(check, [people, mails]));
		expect([approved, waiting, outsiders]).toEqual([[], [], []]);
		for (const { approval } of unknown) {
			expect(Object(approval).reason).toContain('no X handle and no X user id');
		}
		expect(unknown).toHaveLength(2);
	});

	it('finds the same person by an id with leading zeros, on whichever side', async () => {
		const [approved] = toJson(
			await run(check, [[{ 'X User ID': `00${alice}` }], [{ 'X User ID': `0${alice}` }]]),
		);
		expect(approved).toHaveLength(1);
	});

	it.each([50, 100])('warns of a register of just %i rows, where tables stop', async (count) => {
		const rows = Array.from({ length: count }, (_, at) => ({ 'X User ID': String(at + 1) }));
		const { hints } = await run(check, [[from('1')], rows]);
		expect(hints.map(({ message }) => message).join()).toContain('Return All');
		const less = await run(check, [[from('1')], rows.slice(1)]);
		expect(less.hints).toEqual([]);
	});

	it('does not take a follower set from the future for young', async () => {
		const asOf = new Date(Date.now() + 400 * 86_400_000).toISOString();
		const row = { accountId: account.id, asOf, part: '1', parts: '1', change: '', entries: '[]' };
		const people = [from(alice, { account })];
		const options = { followerSet: [row] };
		const { outputs, hints } = await run({ ...check, options } as never, [people, register]);
		expect(outputs[0][0].json.approval).not.toHaveProperty('follows');
		expect(hints.map(({ message }) => message).join()).toContain('follower set');
	});

	it('gives everything in order by one output', async () => {
		const people = [from('999'), from(alice)];
		const single = { ...check, outputMode: 'single' };
		const done = toJson(await run(single, [people, register]));
		expect(done).toHaveLength(1);
		expect(done[0]).toMatchObject([
			{ approval: { verdict: 'outsider' } },
			{ approval: { verdict: 'approved' } },
		]);
	});

	it('takes users and rows of a table, and no row number for a person', async () => {
		const people = [
			{ user: { id: alice, handle: 'alice_m', name: 'Alice' } },
			{ id: 7, 'X User ID': bob },
			{ id: bob, username: 'bob_travels' },
			{ id: 7 },
		];
		const { outputs, error } = await run(check, [people, register], { continueOnFail: true });
		expect(error).toBeUndefined();
		expect(outputs.map((items) => items.length)).toEqual([3, 0, 0, 1]);
		expect(outputs[3][0].json.error).toContain('event');
	});

	it('takes a register that was typed in, with one input only', async () => {
		const typed = { ...check, registerFrom: 'typed', register: JSON.stringify(register) };
		const [approved] = toJson(await run(typed, [[from(bob)]]));
		expect(approved).toHaveLength(1);
	});

	it('hands notices and authors X did not name to a person, never to the outsiders', async () => {
		const people = [
			from(account.id, { id: 'gap-1', kind: 'gap', text: 'Nothing was read for an hour.' }),
			from('0', { id: 'm-1', kind: 'message' }),
		];
		const [, , outsiders, unknown] = toJson(await run(check, [people, register]));
		expect(outsiders).toEqual([]);
		expect(unknown).toHaveLength(2);
		expect(unknown[0]).toMatchObject({
			approval: { status: 'unknown', reason: expect.stringContaining('o person') as string },
		});
	});

	it('adds to who comes and goes the row that keeps the follower set up to date', async () => {
		const follow = from(alice, { id: `follow-${alice}`, kind: 'follow', text: '', account });
		const [approved] = toJson(await run(check, [[follow], register]));
		expect(approved).toMatchObject([
			{
				approval: { follows: true, status: 'following' },
				followerSetRow: { accountId: account.id, change: 'follow' },
			},
		]);
	});

	it('knows by the follower set who follows, without a call, as long as the set is young', async () => {
		const toSet = (asOf: string) => [
			...[{ accountId: account.id, asOf, part: '1', parts: '1', change: '' }].map((row) => ({
				...row,
				entries: JSON.stringify([[bob, 'bob_travels', 'Bob']]),
			})),
		];
		const byHandle = [...register, { Name: 'Bob', 'X Handle': 'bob_travels' }];
		const people = [from(alice), from(bob)].map(({ event, order }) => ({
			event: { ...(event as object), account } as never,
			order,
		}));
		const young = { options: { followerSet: JSON.stringify(toSet(new Date().toISOString())) } };
		const [approved] = toJson(await run({ ...check, ...young }, [people, byHandle]));
		expect(approved).toMatchObject([
			{ approval: { status: 'not following', follows: false } },
			{ approval: { status: 'following', follows: true } },
		]);
		const old = { options: { followerSet: toSet('2026-01-01T00:00:00.000Z'), maxAgeHours: 24 } };
		const late = await run({ ...check, ...old } as never, [people, byHandle]);
		expect(toJson(late)[0][0].approval).not.toHaveProperty('follows');
		expect(late.hints.map(({ message }) => message).join()).toContain('older than 24 h');
		expect(await findCalls(sandbox)).toEqual([]);
	});

	it.each<[string, Parameters<typeof run>[1]]>([
		['gives nothing', [[from(alice), from('999')], null]],
		['is not connected', [[from(alice), from('999')]]],
		['gives no rows', [[from(alice), from('999')], []]],
		['gives an empty item', [[from(alice), from('999')], [{}]]],
		['gives an error', [[from(alice), from('999')], [{ error: 'The table is gone' }]]],
		['gives rows about something else', [[from(alice), from('999')], [{ colour: 'blue' }]]],
	])('makes no outsiders when the register %s, also when told to go on', async (_, inputs) => {
		const { error } = await run(check, inputs);
		expect(error?.message).toContain('Register');
		const { outputs } = await run(check, inputs, { continueOnFail: true });
		const [approved, waiting, outsiders, unknown] = outputs;
		expect([approved, waiting, outsiders]).toEqual([[], [], []]);
		expect(unknown).toHaveLength(2);
		expect(unknown[0].json).toMatchObject({ order: 4711, error: error?.message });
		expect(unknown[0].json.approval).toBeUndefined();
	});

	it('fails one item that cannot be read, and checks the others', async () => {
		const people = [{ event: { id: 'broken' } }, from(alice)];
		const { error } = await run(check, [people, register]);
		expect(error?.message).toContain('1 of 2 items were not checked');
		const { outputs } = await run(check, [people, register], { continueOnFail: true });
		expect(outputs.map((items) => items.length)).toEqual([1, 0, 0, 1]);
	});

	it('approves nobody by a follower set that cannot be read, also when told to go on', async () => {
		const row = { accountId: account.id, asOf: 'yesterday', part: '1', parts: '1', entries: '[]' };
		const broken = { ...check, options: { followerSet: JSON.stringify([row]) } };
		const people = [from(alice, { account })];
		const { error } = await run(broken, [people, register]);
		expect(error?.message).toContain('asOf');
		const { outputs } = await run(broken, [people, register], { continueOnFail: true });
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 1]);
	});

	it('takes the account itself for nobody to be checked', async () => {
		const own = from(account.id, { account });
		const [, , outsiders, unknown] = toJson(await run(check, [[own], register]));
		expect([outsiders.length, unknown.length]).toEqual([0, 1]);
	});

	it('refuses Execute Once, which would leave one row of the register', async () => {
		const { error } = await run(check, [[from(bob)], register], { executeOnce: true });
		expect(error?.message).toContain('Execute Once');
	});
});

describe('Check Authors that asks X', () => {
	const ask = { ...check, askX: true };

	it('tells who follows and who waits, with one call for all', async () => {
		await sandbox.control('PATCH', 'users/acmecare', { protected: true });
		await sandbox.control('POST', 'follows', { from: 'bob_travels', state: 'request' });
		const people = [from(alice), from(bob), from(bob)];
		const { outputs, hints } = await run(ask, [people, register]);
		const [approved, waiting] = outputs;
		expect(approved).toMatchObject([
			{ json: { approval: { status: 'following', follows: true } } },
		]);
		expect(waiting).toMatchObject([
			{ json: { approval: { action: 'accept now', hasAsked: true } } },
			{ json: { approval: { action: 'accept now' } } },
		]);
		expect(await findCalls(sandbox)).toEqual(['/2/users']);
		expect(hints.map(({ message }) => message).join()).toContain('$0.02');
	});

	it('finds the person behind a handle', async () => {
		const [approved] = toJson(await run(ask, [[{ 'X Handle': '@bob_travels' }], register]));
		expect(approved).toMatchObject([{ approval: { matchedBy: 'id' } }]);
	});

	it('says why it is not known whether somebody follows when the budget is used up', async () => {
		const poor = { ...ask, connection: { runBudget: 0.005 } };
		const [approved] = toJson(await run(poor, [[from(alice)], register]));
		expect(approved).toMatchObject([
			{ approval: { verdict: 'approved', reason: expect.stringContaining('budget') as string } },
		]);
		expect(approved[0].approval).not.toHaveProperty('follows');
		expect(await findCalls(sandbox)).toEqual([]);
	});

	it('approves nobody and excludes nobody when X does not answer', async () => {
		const broken = { path: '/2/users', status: 503, times: 50 };
		await sandbox.control('POST', 'faults', broken);
		const { error } = await run(ask, [[from(alice)], register]);
		expect(error).toBeDefined();
		const { outputs } = await run(ask, [[from(alice)], register], { continueOnFail: true });
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 1]);
		expect(outputs[3][0].json).toMatchObject({ order: 4711, error: expect.any(String) as string });
	});

	it('asks a hundred at a time', async () => {
		const people = Array.from({ length: 150 }, (_, at) => from(`90000000000000${1000 + at}`));
		await run(ask, [people, register]);
		expect(await findCalls(sandbox)).toEqual(['/2/users', '/2/users']);
	});
});
