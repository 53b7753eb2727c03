import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { createFollowerApproval, setFollowerCount, toJson } from '../support/follower-approval';
import { useSandbox } from '../support/use-sandbox';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => undefined,
}));

const sandbox = useSandbox();
let run: ReturnType<typeof createFollowerApproval>;
beforeEach(async () => {
	run = createFollowerApproval(sandbox);
	await setFollowerCount(sandbox, 2);
});

const alice = '1402000000000000101';
const carla = '1402000000000000103';
const register = [{ Name: 'Alice', Role: 'Operator', 'X User ID': alice }];

/** What Reconcile hands on: Alice may follow, Carla may not. */
const reconcile = async (rows: IDataObject[] = register) =>
	toJson(await run({ operation: 'reconcile' }, [[], rows]))[0];

const plan = async (
	people: IDataObject[] | null,
	rows: IDataObject[] | null | undefined,
	parameters: INodeParameters = {},
	more: Parameters<typeof run>[2] = {},
) =>
	await run({ operation: 'planReminders', timeZone: 'UTC', ...parameters }, [people, rows], {
		credentials: {},
		...more,
	});

const toReminder = (item: IDataObject) => item.reminder as IDataObject & { row: IDataObject };

/** The row of a reminder that was due, as of an earlier day. */
const toEarlierRow = (item: IDataObject, day: string, state = 'told') => {
	const { row } = toReminder(item);
	return { ...row, day, state, key: String(row.key).replace(/\d{4}-\d\d-\d\d$/, day) };
};

describe('Plan Reminders', () => {
	it('reminds of an outsider with a card for the operator, and of nobody else', async () => {
		const { outputs, error } = await plan(await reconcile(), [], { operator: 'Rosa Imre' });
		expect(error).toBeUndefined();
		const [remind, notToday, closed] = outputs;
		expect([notToday, closed]).toEqual([[], []]);
		expect(remind).toHaveLength(1);
		const { json, pairedItem } = remind[0];
		expect(pairedItem).toEqual({ item: expect.any(Number) as number, input: 0 });
		expect(json).toMatchObject({
			user: { id: carla },
			approval: { status: 'outsider' },
			reminder: {
				number: 1,
				channel: 'operator',
				row: { userId: carla, state: 'claimed' },
				text: expect.stringContaining('carla_k') as string,
				html: expect.stringContaining('carla_k') as string,
				message: expect.stringContaining('Rosa Imre') as string,
			},
		});
		expect(JSON.stringify(toReminder(json).links)).toContain('intent/user?user_id=');
	});

	it('reminds once a day, also when the run is repeated before anything was sent', async () => {
		const people = await reconcile();
		const [remind] = toJson(await plan(people, null));
		const { row } = toReminder(remind[0]);
		const again = toJson(await plan(people, [row]));
		expect(again.map((items) => items.length)).toEqual([0, 1, 0]);
		const next = toJson(await plan(people, [toEarlierRow(remind[0], '2026-03-01')]));
		expect(toReminder(next[0][0])).toMatchObject({ number: 2, since: '2026-03-01' });
	});

	it('closes who has gone and who was approved, without a request', async () => {
		const people = await reconcile();
		const [remind] = toJson(await plan(people, []));
		const rows = [toEarlierRow(remind[0], '2026-03-01'), {}];
		const gone = people.filter(({ user }) => (user as IDataObject).id === alice);
		const [, , left] = toJson(await plan(gone, rows));
		expect(left).toMatchObject([
			{
				user: { id: carla },
				account: { handle: 'acmecare' },
				reminder: { row: { state: 'gone' } },
			},
		]);
		expect(toReminder(left[0])).not.toHaveProperty('message');
		const welcome = await reconcile([...register, { Name: 'Carla', 'X User ID': carla }]);
		const [, , approved] = toJson(await plan(welcome, rows));
		expect(approved).toMatchObject([{ reminder: { row: { state: 'approved' } } }]);
	});

	it('words the request as it was told to', async () => {
		const message = 'Hi {name}, please leave {account}. {operator}';
		const [remind] = toJson(
			await plan(await reconcile(), [], { message, operator: 'Rosa', channel: 'message' }),
		);
		expect(toReminder(remind[0])).toMatchObject({
			channel: 'message',
			message: 'Hi Carla K, please leave @acmecare. Rosa',
		});
	});

	it.each<[string, IDataObject[] | null]>([
		['nothing came', null],
		['an empty item came', [{}]],
		['the error of Reconcile came', [{ error: 'The register is empty' }]],
	])('closes nobody when %s: the branch may not have run', async (_, people) => {
		const [remind] = toJson(await plan(await reconcile(), []));
		const rows = [toEarlierRow(remind[0], '2026-03-01')];
		const { error, outputs } = await plan(people, rows);
		expect(error?.message).toContain('People');
		expect(outputs.flat()).toEqual([]);
		const kept = await plan(people, rows, {}, { continueOnFail: true });
		expect(kept.outputs.map((items) => items.length)).toEqual([0, 1, 0]);
		expect(kept.outputs[1][0].json).toMatchObject({ error: error?.message });
	});

	it('is content with nobody at all when nobody is open', async () => {
		const { error, outputs } = await plan([{}], []);
		expect(error).toBeUndefined();
		expect(outputs.flat()).toEqual([]);
	});

	it('reminds nobody when the rows so far could not be read', async () => {
		const { error } = await plan(await reconcile(), [{ error: 'No such table' }]);
		expect(error?.message).toContain('Reminders So Far');
	});

	it.each([
		['approval.follows', { follows: 'false' }],
		['approval.verdict', { verdict: undefined }],
		['approval.verdict', { verdict: 'Outsider' }],
		['approval.official', { official: 'Rosa' }],
		['approval.official.roles', { official: { name: 'Rosa', roles: 'Press' } }],
		['approval.asOf', { asOf: 'yesterday' }],
	])('reminds nobody when a node in between changed %s, and names it', async (field, change) => {
		const people = await reconcile();
		const changed = people.map((it) => ({
			...it,
			approval: { ...(it.approval as IDataObject), ...change },
		}));
		const { error, outputs } = await plan(changed as IDataObject[], []);
		expect(error?.message).toMatch(new RegExp(`'People, item 0.*${field}'`));
		expect(outputs.flat()).toEqual([]);
	});

	it('names the part of a person that cannot be shown', async () => {
		const [person] = await reconcile();
		const user = { ...(person.user as IDataObject), description: 7 };
		const { error } = await plan([{ ...person, user }], []);
		expect(error?.message).toContain("'People, item 0, user.description'");
	});

	it('closes somebody who came twice with what is known best of them', async () => {
		const people = await reconcile();
		const [remind] = toJson(await plan(people, []));
		const rows = [toEarlierRow(remind[0], '2026-03-01')];
		const welcome = await reconcile([...register, { Name: 'Carla', 'X User ID': carla }]);
		const [, , closed] = toJson(await plan([...welcome, ...people], rows));
		expect(closed).toMatchObject([
			{ approval: { verdict: 'approved' }, reminder: { row: { state: 'approved' } } },
		]);
	});

	it('refuses a time zone that there is not, and Execute Once', async () => {
		const people = await reconcile();
		const { error } = await plan(people, [], { timeZone: 'Mars/Olympus' });
		expect(error?.message).toContain('Time Zone');
		const once = await plan(people, [], {}, { executeOnce: true });
		expect(once.error?.message).toContain('Execute Once');
	});

	it('handles the people of several accounts each by their own rows', async () => {
		const people = await reconcile();
		const other = people.map((it) => ({ ...it, account: { id: '77', handle: 'acmestaff' } }));
		const [remind] = toJson(await plan([...people, ...other], []));
		const keys = remind.map((it) => String(toReminder(it).row.accountId));
		expect(keys).toEqual(['1402000000000000001', '77']);
		const rows = [toReminder(remind[0]).row];
		const counts = toJson(await plan([...people, ...other], rows)).map((items) => items.length);
		expect(counts).toEqual([1, 1, 0]);
	});
});

describe('Check Account', () => {
	const check = async (
		inputs: Parameters<typeof run>[1],
		parameters: INodeParameters = {},
		more: Parameters<typeof run>[2] = {},
	) => await run({ operation: 'checkAccount', ...parameters }, inputs, more);
	const protect = async (isProtected: boolean) =>
		await sandbox.control('PATCH', 'users/acmecare', { protected: isProtected });
	const trigger = [{ timestamp: '2026-11-20T06:00:00Z' }];

	it('finds a protected account with an operator fine', async () => {
		await protect(true);
		const [fine, alarm] = toJson(await check([trigger, register]));
		expect(alarm).toEqual([]);
		expect(fine).toMatchObject([
			{ check: { isProtected: true, isAlarm: false, operator: { name: 'Alice' } } },
		]);
	});

	it('raises the alarm the moment the account is public, and says since when', async () => {
		await protect(true);
		const [fine] = toJson(await check([trigger, register]));
		await protect(false);
		const { row } = fine[0].check as IDataObject & { row: IDataObject };
		const earlier = { ...row, checkedAt: '2026-03-01T09:12:00.000Z' };
		const [, alarm] = toJson(await check([[earlier], register]));
		expect(alarm).toMatchObject([
			{ check: { isProtected: false, lastSeenProtected: '2026-03-01T09:12:00.000Z' } },
		]);
		expect((alarm[0].check as IDataObject).unprotectedSince).toBeDefined();
	});

	it('names what is wrong with the register, and checks the account all the same', async () => {
		await protect(true);
		const [fine, alarm] = toJson(await check([trigger]));
		expect(JSON.stringify([fine, alarm])).toContain('register cannot be used');
	});

	it('takes an operator who was typed in, and needs no register', async () => {
		await protect(true);
		const typed = {
			operatorFrom: 'typed',
			operatorName: 'Rosa Imre',
			operatorEmail: 'r@acme.example',
		};
		const [fine] = toJson(await check([trigger], typed));
		expect(fine).toMatchObject([{ check: { operator: { name: 'Rosa Imre' } } }]);
	});

	it.each<[string, INodeParameters[string], boolean]>([
		['its handle', { __rl: true, mode: 'handle', value: '@acmecare' }, false],
		['its id', { __rl: true, mode: 'id', value: '1402000000000000001' }, false],
		['its address', { __rl: true, mode: 'url', value: 'https://x.com/acmecare' }, false],
		['plain text', 'acmecare', false],
		['nothing', { __rl: true, mode: 'handle', value: '' }, false],
		['another handle', { __rl: true, mode: 'handle', value: 'zenith_help' }, true],
	])('knows the account it should be by %s', async (_, account, isAlarm) => {
		await protect(true);
		const outputs = toJson(await check([trigger, register], { account }));
		expect(outputs.map((items) => items.length)).toEqual(isAlarm ? [0, 1] : [1, 0]);
	});

	it('warns when customers are answered from a protected account', async () => {
		await protect(true);
		const outputs = toJson(await check([trigger, register], { alsoAnswers: true }));
		expect(JSON.stringify(outputs)).toContain('"severity":"warning"');
	});

	it('answers a language model by its one output, alarm or not', async () => {
		const { outputs, error } = await check([trigger], { operatorFrom: 'typed' }, { asTool: true });
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ json: { check: { isAlarm: true } } }]);
	});

	it('leaves by Alarm when X does not say', async () => {
		await sandbox.control('POST', 'faults', { path: '/2/users/me', status: 503, times: 50 });
		const { outputs } = await check([trigger, register], {}, { continueOnFail: true });
		expect(outputs.map((items) => items.length)).toEqual([0, 1]);
		expect(outputs[1][0].json.error).toBeDefined();
	});
});
