import fc from 'fast-check';

import type { Reconciled } from '../../../src/domain/approval/approval';
import { type DoubtFacts, findDoubt } from '../../../src/domain/approval/doubt';
import type { FollowerSet } from '../../../src/domain/approval/follower-set';
import { reconcile } from '../../../src/domain/approval/reconcile';
import { openRegister } from '../../../src/domain/register-index';

const users = (count: number) =>
	Array.from({ length: count }, (_, at) => ({
		id: `${at + 2}`,
		handle: `h${at}`,
		name: `N ${at}`,
	}));
const toRegister = (count: number) =>
	openRegister(
		[{ id: '999999', name: 'Boss' }, ...users(count)].map((it) => ({ ...it, xUserId: it.id })),
	);
const asOf = '2026-03-01T00:00:00.000Z';
const account = { id: '1', handle: 'care' };
const approved = (count: number): FollowerSet => ({
	...{ accountId: '1', asOf },
	followers: users(count).map((it) => ({ ...it, standing: 'approved' })),
});
const toFacts = (facts: Partial<DoubtFacts> & { officials?: number } = {}): DoubtFacts => {
	const { officials = 10, followers = users(10), before } = facts;
	const register = facts.register ?? toRegister(officials);
	const reconciled: Reconciled[] = reconcile({
		...{ register, followers, lookedUp: [], missing: [], asOf, account },
		...(before && { before }),
	});
	return { leastShare: 90, mostNewOutsiders: 50, ...facts, register, followers, reconciled };
};

describe('what speaks against a comparison', () => {
	it('is nothing when all was read', () => {
		expect(findDoubt(toFacts({ statedFollowers: 10, before: approved(10) }))).toBeUndefined();
		expect(findDoubt(toFacts())).toBeUndefined();
		expect(findDoubt(toFacts({ followers: [], before: approved(4) }))).toBeUndefined();
	});

	it('is a list that was not read to its end, however much of it was', () => {
		const stoppedBy = { reason: 'rate limit', message: 'X wants a pause of 9 minutes.' };
		expect(findDoubt(toFacts({ stoppedBy, statedFollowers: 10 }))).toEqual({
			problem: expect.stringMatching(
				/not read to its end: after 10 .*rate limit.*9 minutes/,
			) as string,
			hint: expect.stringMatching(/^Nobody was made an outsider\. Run it again later/) as string,
		});
	});

	it('is a register without any account', () => {
		const register = openRegister([{ name: 'Ann', email: 'ann@acme.example' }]);
		expect(findDoubt(toFacts({ register }))?.problem).toMatch(/1 official, but no X handle/);
	});

	it('is the first register that knows none of the followers, until a person has said that it is right', () => {
		const strangers = users(10).map((it) => ({ ...it, id: `77${it.id}`, handle: `s${it.handle}` }));
		const facts = { followers: strangers, officials: 0 };
		expect(findDoubt(toFacts(facts))).toEqual({
			problem: 'Of 10 followers not one is on the register',
			hint: expect.stringMatching(/register of another account.*to 100 for one run/) as string,
		});
		expect(findDoubt(toFacts({ ...facts, mostNewOutsiders: 100 }))).toBeUndefined();
		const followers = strangers.map((it) => ({ ...it, standing: 'outsider' as const }));
		const before = { ...approved(0), followers };
		expect(findDoubt(toFacts({ ...facts, before }))).toBeUndefined();
		expect(findDoubt(toFacts({ ...facts, followers: strangers.slice(0, 4) }))).toBeUndefined();
	});

	it('is an empty list of an account that has followers, or had some', () => {
		expect(findDoubt(toFacts({ followers: [], statedFollowers: 1 }))?.problem).toMatch(
			/none of them/,
		);
		expect(findDoubt(toFacts({ followers: [], before: approved(5) }))?.problem).toMatch(
			/last time 5/,
		);
	});

	it('is a list cut short, of whatever size, and doubles do not make up for it', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 3000 }),
				fc.integer({ min: 0, max: 3000 }),
				fc.integer({ min: 1, max: 100 }),
				(stated, read, leastShare) => {
					const followers = [...users(read), ...users(read)];
					const facts = { ...toFacts({ followers: [] }), followers, leastShare };
					const doubt = findDoubt({ ...facts, reconciled: [], statedFollowers: stated });
					const isCut = read < (stated * leastShare) / 100 && stated - read > 5;
					expect(doubt !== undefined).toBe(isCut || (read === 0 && stated > 0));
				},
			),
		);
	});

	it('is that more of those approved last time would be out than may be, when they were five or more', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 60 }),
				fc.integer({ min: 0, max: 60 }),
				fc.integer({ min: 0, max: 100 }),
				(count, kept, mostNewOutsiders) => {
					const officials = Math.min(count, kept);
					const facts = { followers: users(count), before: approved(count), officials };
					const doubt = findDoubt(toFacts({ ...facts, mostNewOutsiders }));
					const out = count - officials;
					expect(doubt !== undefined).toBe(count >= 5 && out * 100 > count * mostNewOutsiders);
				},
			),
		);
		const doubt = findDoubt(toFacts({ officials: 2, before: approved(10) }));
		expect(doubt?.problem).toMatch(
			/^Of 10 followers who were approved last time, 8 would be outsiders/,
		);
		expect(doubt?.hint).toMatch(/"Return All"/);
	});

	it('is not that strangers follow who never were approved, as long as an official does', () => {
		expect(findDoubt(toFacts({ officials: 1, before: { ...approved(0) } }))).toBeUndefined();
	});
});
