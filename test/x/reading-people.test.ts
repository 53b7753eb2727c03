import type { Charge } from '../../src/domain/spend/charge';
import { createXClient } from '../../src/x/client';
import { fetchFollowers, fetchFollowing } from '../../src/x/follows';
import { fetchMe, fetchUser, fetchUsers } from '../../src/x/users';
import { createCannedX } from '../support/canned-x';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

const account = { id: '1402000000000000001', handle: 'acmecare' };
const alice = '1402000000000000101';
const toUsd = (charges: Charge[]) =>
	charges.reduce((sum, { unitUsd, resources }) => sum + unitUsd * (resources?.length ?? 1), 0);

describe('reading people', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		await sandbox.control('POST', 'reset', {});
	});

	const client = (token = 'sandbox-user-token') =>
		createXClient(createFetchSend(sandbox.url, { authorization: `Bearer ${token}` }), Date.now);
	const spentUsd = async () =>
		(await sandbox.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;

	it('knows the account behind the credential', async () => {
		expect(await fetchMe(client())).toMatchObject({
			user: { ...account, name: 'Acme Care', verified: true, verifiedType: 'business' },
			raw: { username: 'acmecare' },
			charges: [{ item: 'userRead', resources: [`user ${account.id}`] }],
		});
	});

	it.each([{ id: alice }, { handle: '@Alice_M' }])(
		'brings one person by %j with the relation to us',
		async (name) => {
			const { user, missing, charges } = await fetchUser(client(), name);
			expect(missing).toBeUndefined();
			expect(user).toMatchObject({
				id: alice,
				handle: 'alice_m',
				followers: expect.any(Number) as unknown,
				following: expect.any(Number) as unknown,
				protected: false,
				verified: false,
				connection: ['followed_by'],
				receivesYourDm: true,
				createdAt: '2021-06-08T09:00:00.000Z',
			});
			expect(toUsd(charges)).toBeCloseTo(0.01, 6);
		},
	);

	it('knows no relation without an account', async () => {
		const { user } = await fetchUser(client('sandbox-app-token'), { id: alice });
		expect(user?.connection).toBeUndefined();
		expect(user?.receivesYourDm).toBeUndefined();
	});

	it.each([
		[{ handle: 'no_such_person' }, 'deleted or unknown'],
		[{ id: '1390000000000000001' }, 'deleted or unknown'],
		[{ handle: 'not a handle!' }, 'impossible'],
		[{ id: 'alice' }, 'impossible'],
	])('says why %j is not there, and pays nothing', async (name, reason) => {
		const read = await fetchUser(client(), name);
		expect(read).toMatchObject({ missing: { reason }, charges: [] });
		expect(read.user).toBeUndefined();
	});

	it('brings any number by handle, whatever the case, and says of each that is not there why', async () => {
		await sandbox.control('POST', 'users', { handle: 'gone_mad', suspended: true });
		const before = await spentUsd();
		const handles = ['ALICE_M', '@bob_travels', 'gone_mad', 'no_such_person', 'not a handle!'];
		const read = await fetchUsers(client(), { handles });
		expect(read.users.map(({ handle }) => handle)).toEqual(['alice_m', 'bob_travels']);
		expect(Object.fromEntries(read.missing.map((it) => [it.asked, it.reason]))).toEqual({
			gone_mad: 'suspended',
			no_such_person: 'deleted or unknown',
			'not a handle!': 'impossible',
		});
		expect(read.raw.get(alice)).toMatchObject({ username: 'alice_m' });
		expect((await spentUsd()) - before).toBeCloseTo(toUsd(read.charges), 6);
	});

	it('brings more by id than X takes in one call', async () => {
		const crowd = await sandbox.control<Array<{ id: string }>>(
			'POST',
			'users',
			Array.from({ length: 120 }, (_, i) => ({ handle: `crowd_${i}` })),
		);
		const ids = crowd.map(({ id }) => id);
		const { users, missing } = await fetchUsers(client(), { ids: [...ids, ids[3]] });
		expect(users.map(({ id }) => id)).toEqual(ids);
		expect(missing).toEqual([]);
	});

	it('does not take a person named like a state for one', async () => {
		const x = createCannedX({
			body: {
				errors: [
					{
						value: 'suspended',
						parameter: 'usernames',
						detail: 'Could not find user with usernames: [suspended].',
						type: 'https://api.x.com/2/problems/resource-not-found',
					},
				],
			},
		});
		const { missing } = await fetchUsers(x.client, { handles: ['suspended'] });
		expect(missing).toMatchObject([{ reason: 'deleted or unknown' }]);
	});

	describe('followers', () => {
		const follow = async (count: number) => {
			const crowd = Array.from({ length: count }, (_, i) => ({ handle: `fan_${i}` }));
			await sandbox.control('POST', 'users', crowd);
			for (const { handle } of crowd) {
				await sandbox.control('POST', 'follows', { from: handle, state: 'follow' });
			}
		};

		it('are cheap when they are our own and the app is ours too, and dear otherwise', async () => {
			await follow(12);
			const own = await fetchFollowers(client(), account.id, { account, ownsApp: true });
			const before = await spentUsd();
			const notOwner = await fetchFollowers(client(), account.id, { account });
			expect(await spentUsd()).toBe(before);
			expect(own.users.length).toBeGreaterThanOrEqual(12);
			expect(toUsd(own.charges)).toBeCloseTo(own.users.length * 0.001, 6);
			expect(before).toBeCloseTo(toUsd(own.charges), 6);
			expect(toUsd(notOwner.charges)).toBeCloseTo(own.users.length * 0.01, 6);
			expect(own.raw.size).toBe(own.users.length);
		});

		it('of somebody else are never owned reads', async () => {
			await sandbox.control('POST', 'follows', {
				from: 'bob_travels',
				to: 'alice_m',
				state: 'follow',
			});
			const read = await fetchFollowers(client(), alice, { account, ownsApp: true });
			expect(read.users.map(({ handle }) => handle)).toContain('bob_travels');
			expect(read.charges[0].unitUsd).toBe(0.01);
		});

		it('stop at the limit and say so', async () => {
			await follow(7);
			const read = await fetchFollowers(client(), account.id, { account, limit: 5 });
			expect(read.users).toHaveLength(5);
			expect(read.stoppedBy).toMatchObject({ reason: 'limit' });
		});

		it('of a protected account are its own business', async () => {
			const petra = '1402000000000000401';
			await expect(fetchFollowers(client(), petra, { account })).rejects.toMatchObject({
				kind: 'forbidden',
			});
		});

		it('are told from those followed', async () => {
			await sandbox.control('POST', 'follows', {
				from: 'acmecare',
				to: 'kenji_t',
				state: 'follow',
			});
			const { users } = await fetchFollowing(client(), account.id, { account });
			expect(users.map(({ handle }) => handle)).toContain('kenji_t');
			expect(users.map(({ handle }) => handle)).not.toContain('alice_m');
		});
	});
});
