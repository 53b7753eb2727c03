import fc from 'fast-check';

import {
	planLookUps,
	reconcile,
	type ReconcileFacts,
	toFollowerSet,
} from '../../../src/domain/approval/reconcile';
import type { FollowerSet, KnownFollower } from '../../../src/domain/approval/follower-set';
import { openRegister } from '../../../src/domain/register-index';
import { shuffle, world, type World } from './reconcile-worlds';

const asOf = '2026-03-01T09:00:00.000Z';
const account = { id: '1', handle: 'care' };
const ann = { name: 'Ann Lee', xUserId: '2', handle: 'ann' };
const bo = { name: 'Bo', handle: 'bo' };
const user = (id: string, handle: string) => ({ id, handle, name: `N ${id}` });
const run = (rows: unknown, facts: Partial<ReconcileFacts> = {}) =>
	reconcile({
		...{ register: openRegister(rows), followers: [], lookedUp: [], missing: [], asOf, account },
		...facts,
	});
const tell = (...args: Parameters<typeof run>) =>
	run(...args).map(
		(it) => `${it.user.id ?? it.user.name}: ${it.approval.status}, ${it.approval.action}`,
	);
const toBefore = (...followers: KnownFollower[]): FollowerSet => ({
	...{ accountId: '1', asOf: '2026-02-28T09:00:00.000Z', followers },
});

describe('register and followers, reconciled', () => {
	it("lists officials in the register's order, then the others in that of the followers", () => {
		const followers = [user('9', 'eve'), user('3', 'BO'), user('8', 'mal'), user('2', 'ann')];
		const found = run([ann, bo], { followers });
		expect(found.map((it) => [it.user.id, it.approval.status])).toEqual([
			['2', 'following'],
			['3', 'following'],
			['9', 'outsider'],
			['8', 'outsider'],
		]);
		expect(found[1].approval).toMatchObject({
			...{ matchedBy: 'handle', updates: { xUserId: '3' }, follows: true, asOf },
			reason: 'Bo (@BO) is on the register and follows @care: there is nothing to do.',
		});
		expect(found[2].approval.reason).toBe(
			'@eve is not on the register, and follows @care: open the followers of @care on X and choose "Remove this follower" in the menu of @eve.',
		);
	});

	it('knows a renamed official by id and says what the register should', () => {
		const [found] = run([ann], { followers: [user('2', 'ann_lee')] });
		expect(found.approval).toMatchObject({
			...{ status: 'renamed', action: 'update handle', updates: { handle: 'ann_lee' } },
			reason:
				'Ann Lee is on the register and follows @care, but they are called @ann_lee on X now: put this handle into the register in place of @ann.',
		});
		const lookedUp = [
			{ ...user('2', 'ann_lee'), connection: ['follow_request_received' as const] },
		];
		expect(run([ann], { lookedUp })[0].approval).toMatchObject({
			...{
				status: 'waiting',
				action: 'accept now',
				updates: { handle: 'ann_lee' },
				hasAsked: true,
			},
		});
		expect(run([ann], { lookedUp: [user('2', 'ann_lee')] })[0].approval).toMatchObject({
			...{ status: 'not following', action: 'invite', updates: { handle: 'ann_lee' } },
		});
	});

	it("calls a stranger under an official's former handle an outsider, and says whose it was", () => {
		const followers = [user('2', 'ann_lee'), user('9', 'Ann')];
		const [first, second] = run([ann], { followers });
		expect(first.approval.status).toBe('renamed');
		expect(second.approval).toMatchObject({ status: 'outsider', action: 'remove' });
		expect(second.approval.reason).toMatch(
			/the handle is there for Ann Lee, but with another X user id/,
		);
	});

	it('makes one person of two entries that turn out to be one account', () => {
		const rows = [
			{ ...bo, role: 'Legal' },
			{ name: 'Bo B.', xUserId: '3', role: 'Press' },
		];
		for (const register of [rows, [...rows].reverse()]) {
			const found = run(register, { followers: [user('3', 'bo')] });
			expect(found).toHaveLength(1);
			expect(found[0].approval).toMatchObject({ status: 'following', matchedBy: 'id' });
			expect(found[0].approval.official).toMatchObject({ xUserId: '3', roles: ['Press', 'Legal'] });
		}
		expect(run(rows, { lookedUp: [user('3', 'bo')] })).toHaveLength(1);
	});

	it('asks X about those only whom the followers do not show, and trusts what it says of following', () => {
		const rows = [
			ann,
			bo,
			{ name: 'Cy', xUserId: '4' },
			{ name: 'Di', handle: 'di' },
			{ name: 'Ed' },
		];
		const register = openRegister(rows);
		expect(planLookUps(register, [user('4', 'cy'), user('5', 'DI')])).toEqual({
			...{ ids: ['2'], handles: ['bo'] },
		});
		const lookedUp = [{ ...user('2', 'ann'), connection: ['followed_by' as const] }];
		const found = run([ann], { lookedUp });
		expect(found[0].approval).toMatchObject({ status: 'following', follows: true });
		expect(toFollowerSet(account, asOf, [], found).followers).toMatchObject([{ id: '2' }]);
	});

	it('says that nobody asked X when nobody did', () => {
		const missing = [{ asked: '2', reason: 'not asked', detail: 'switched off' }];
		for (const facts of [{}, { missing }]) {
			const [{ approval }] = run([ann], facts);
			expect(approval).toMatchObject({ status: 'not following', action: 'invite' });
			expect(approval.reason).toMatch(/nobody asked X whether they have asked to/);
		}
	});

	it.each([
		['suspended', 'look', /\(suspended, "User has been 'suspended'."\): look at their account/],
		['not answered', 'look', /\(not answered, .*: run it again/],
		['impossible', 'complete the register', /\(impossible, /],
	])('leaves open what X could not say: %s', (reason, action, said) => {
		const missing = [{ asked: 'BO', reason, detail: 'User has been "suspended".' }];
		const [{ approval }] = run([bo], { missing });
		expect(approval).toMatchObject({ status: 'unknown', verdict: 'unknown', action });
		expect(approval).not.toHaveProperty('follows');
		expect(approval.reason).toMatch(said);
	});

	it('wants an entry completed that names no account', () => {
		const [{ user: person, approval }] = run([{ name: 'Ed', email: 'ed@acme.example' }]);
		expect(person).toEqual({ name: 'Ed' });
		expect(approval).toMatchObject({ status: 'unknown', action: 'complete the register' });
	});

	it('has followers who left removed, and says nothing of those who left and are gone', () => {
		const left = [
			{ ...ann, status: 'left' },
			{ ...bo, 'left on': '2026-01-01' },
			{ name: 'Cy', xUserId: '4' },
		];
		const followers = [user('2', 'new'), user('4', 'cy')];
		expect(tell(left, { followers })).toEqual(['4: following, fine', '2: left, remove']);
		const before = toBefore({ ...user('7', 'gil'), standing: 'approved' });
		expect(tell([bo], { followers: [user('7', 'gil')], before })).toEqual([
			'Bo: not following, invite',
			'7: left, remove',
		]);
	});

	it('keeps who has left as such on later days, and forgets an outsider who gets on the register', () => {
		const followers = [user('7', 'gil'), user('8', 'hal')];
		const before = toBefore(
			{ ...followers[0], standing: 'left' },
			{ ...followers[1], standing: 'outsider' },
		);
		const rows = [{ name: 'Hal', handle: 'hal' }];
		const found = run(rows, { followers, before });
		expect(found.map((it) => it.approval.status)).toEqual(['following', 'left']);
		expect(toFollowerSet(account, asOf, followers, found)).toEqual({
			...{ accountId: '1', asOf },
			followers: [
				{ ...followers[0], standing: 'left' },
				{ ...followers[1], standing: 'approved' },
			],
		});
	});

	describe('an entry with a handle only', () => {
		const before = toBefore({ ...user('3', 'bo'), standing: 'approved' });

		it('follows the person to their new handle when they were approved last time', () => {
			const [{ approval }] = run([bo], { before, followers: [user('3', 'bobby')] });
			expect(approval).toMatchObject({
				...{ status: 'renamed', updates: { xUserId: '3', handle: 'bobby' } },
			});
		});

		it('does not let a stranger in who took the handle', () => {
			const followers = [user('3', 'bobby'), user('9', 'bo')];
			expect(tell([bo], { before, followers })).toEqual([
				'3: renamed, update handle',
				'9: outsider, remove',
			]);
			const lookedUp = [{ ...user('9', 'bo'), connection: ['follow_request_received' as const] }];
			const [{ approval }] = run([bo], { before, lookedUp });
			expect(approval).toMatchObject({ status: 'unknown', action: 'look', hasAsked: true });
			expect(approval.reason).toMatch(
				/belongs to another account \(id 9\) than last time \(id 3\)/,
			);
		});

		it('makes an outsider of none of two accounts seen with the handle', () => {
			const followers = [user('3', 'bo'), user('9', 'bo')];
			expect(planLookUps(openRegister([bo]), followers)).toEqual({ ids: [], handles: ['bo'] });
			for (const list of [followers, [...followers].reverse()]) {
				expect(tell([bo], { followers: list })).toEqual(['3: unknown, look', '9: unknown, look']);
			}
			const lookedUp = [user('9', 'bo'), user('3', 'bobby')];
			expect(tell([bo], { followers, lookedUp })).toEqual([
				'9: following, fine',
				'3: outsider, remove',
			]);
		});

		it('keeps open who a follower without a handle is, as long as it may be them', () => {
			const followers = [{ id: '5' }];
			expect(tell([bo], { followers })).toEqual(['Bo: not following, invite', '5: unknown, look']);
			expect(tell([bo], { followers, lookedUp: [user('3', 'bo')] })[1]).toBe('5: outsider, remove');
		});
	});

	it('says whether the account follows them, where that is known', () => {
		const followers = [user('2', 'ann'), user('9', 'eve')];
		const following = new Set(['9']);
		const found = run([ann], { followers, following });
		expect(found.map((it) => it.approval.isFollowed)).toEqual([false, true]);
		expect(run([ann], { followers })[0].approval).not.toHaveProperty('isFollowed');
	});

	it('never calls the account itself an outsider', () => {
		const own = { name: 'Care', handle: 'CARE' };
		expect(tell([ann, own], { followers: [user('1', 'care')] })).toEqual([
			'2: not following, invite',
			'1: approved, fine',
		]);
		expect(tell([own])).toEqual(['Care: approved, fine']);
		expect(tell([ann], { followers: [user('1', 'care')] })[1]).toBe('1: approved, fine');
	});

	it("does not let a stranger's name into the sentence an operator acts on", () => {
		const followers = [{ id: '9', handle: 'eve', name: 'Ann Lee (@ann): accept at evil.example' }];
		expect(run([ann], { followers })[1].approval.reason).not.toMatch(/evil/);
	});
});

describe('any register and any followers', () => {
	const compare = ({ rows, followers, ask }: World, before?: FollowerSet) => {
		const register = openRegister(rows);
		const facts = { register, followers, ...ask(planLookUps(register, followers)) };
		return reconcile({ ...facts, ...(before && { before }), asOf, account });
	};
	/** Who could not be looked up by handle has no id here. */
	const toStatuses = (found: ReturnType<typeof compare>) =>
		new Map(
			found.map((it) => [it.user.id ?? it.user.handle?.replace(/\D+/, ''), it.approval.status]),
		);

	it('give each person exactly one status, the true one', () => {
		fc.assert(
			fc.property(world, (it) => {
				const found = compare(it);
				const ids = found.flatMap(({ user: { id } }) => id ?? []);
				expect(new Set(ids).size).toBe(ids.length);
				const byId = new Map(found.map((one) => [one.user.id, one.approval.status]));
				for (const [id, statuses] of it.truth) {
					const named = byId.get(id) ?? found.find((one) => toId(one) === id)?.approval.status;
					expect(statuses.map((status) => `${id} ${status}`)).toContain(`${id} ${named}`);
				}
				for (const id of ids) expect([...it.truth.keys()]).toContain(id);
			}),
			{ numRuns: 400 },
		);
	});

	const toId = ({ user: { id }, approval }: ReturnType<typeof compare>[number]) =>
		id ?? /\d+/.exec(approval.official?.name ?? '')?.[0];

	it('give the same in any order, and when all is said twice', () => {
		fc.assert(
			fc.property(world, fc.infiniteStream(fc.nat()), (it, chance) => {
				const twice = <T>(list: T[]) => shuffle([...list, ...list], chance);
				const { ask } = it;
				const mixed: World = {
					...it,
					rows: twice(it.rows),
					followers: twice(it.followers),
					ask: (names) => {
						const { lookedUp, missing } = ask(names);
						return { lookedUp: twice(lookedUp), missing: twice(missing) };
					},
				};
				expect(toStatuses(compare(mixed))).toEqual(toStatuses(compare(it)));
			}),
			{ numRuns: 400 },
		);
	});

	it('lose no follower from the set, and stay as they are when compared with it', () => {
		fc.assert(
			fc.property(world, (it) => {
				const found = compare(it);
				const set = toFollowerSet(account, asOf, it.followers, found);
				expect(new Set(set.followers.map(({ id }) => id))).toEqual(
					new Set(it.followers.map(({ id }) => id)),
				);
				expect(toStatuses(compare(it, set))).toEqual(toStatuses(found));
				const again = compare({ ...it, followers: set.followers }, set);
				const settled = (status?: string) => (status === 'renamed' ? 'following' : status);
				for (const [id, status] of toStatuses(found)) {
					expect(settled(toStatuses(again).get(id))).toBe(settled(status));
				}
			}),
		);
	});

	it('are compared without delay: 10,000 followers, 1,000 officials', () => {
		const followers = Array.from({ length: 10_000 }, (_, at) => user(`${at + 10}`, `h${at}`));
		const rows = followers
			.slice(0, 1000)
			.map(({ id, handle, name }, at) => (at % 2 ? { name, handle } : { name, xUserId: id }));
		const started = performance.now();
		const register = openRegister(rows);
		planLookUps(register, followers);
		const found = run(rows, { followers });
		toFollowerSet(account, asOf, followers, found);
		expect(performance.now() - started).toBeLessThan(1500);
		expect(found.filter((it) => it.approval.status === 'following')).toHaveLength(1000);
		expect(found).toHaveLength(10_000);
	});
});
