import fc from 'fast-check';

import type { AccountFacts } from '../../../src/domain/approval/account-check';
import { checkAccount } from '../../../src/domain/approval/account-check';
import { findOperator } from '../../../src/domain/approval/operator';
import { parseRegister } from '../../../src/domain/register';
import type { XUser } from '../../../src/domain/user';

const user: XUser = {
	id: '1000',
	handle: 'acme_staff',
	name: 'Acme Staff',
	protected: true,
	followers: 12,
};
const ann = { name: 'Ann Lee', email: 'ann@acme.example' };
const at = (hour: number) => `2026-03-10T${String(hour).padStart(2, '0')}:00:00.000Z`;
const check = (over: Partial<AccountFacts> = {}) =>
	checkAccount({
		user,
		isStaffFeed: true,
		alsoAnswers: false,
		operator: ann,
		nowIso: at(12),
		...over,
	});
const open = { ...user, protected: false };
const silent: XUser = { ...user, protected: undefined };
const seen = (hour: number, isProtected: string, unprotectedSince = '') => ({
	accountId: '1000',
	handle: 'acme_staff',
	isProtected,
	unprotectedSince,
	checkedAt: at(hour),
	operator: 'Ann Lee',
});
const severities = ({ findings }: ReturnType<typeof check>) => findings.map((it) => it.severity);

describe('the check of a staff feed', () => {
	it('finds a protected account with one operator fine, and keeps that it was seen', () => {
		expect(check()).toMatchObject({
			account: { id: '1000', handle: 'acme_staff', name: 'Acme Staff', followers: 12 },
			isProtected: true,
			isAlarm: false,
			lastSeenProtected: at(12),
			operator: ann,
			row: {
				accountId: '1000',
				handle: 'acme_staff',
				isProtected: 'yes',
				unprotectedSince: '',
				checkedAt: at(12),
				operator: 'Ann Lee',
			},
		});
		expect(severities(check())).toEqual(['fine', 'fine', 'fine']);
	});

	it('raises the alarm when the account is public, and says between which checks it was opened', () => {
		const it = check({
			user: open,
			earlier: [seen(8, 'yes'), seen(9, 'yes'), seen(10, 'no', at(10))],
		});
		expect(it).toMatchObject({
			isAlarm: true,
			unprotectedSince: at(10),
			lastSeenProtected: at(9),
			row: { isProtected: 'no', unprotectedSince: at(10) },
		});
		expect(it.findings[0]).toMatchObject({
			severity: 'alarm',
			message: expect.stringContaining(
				'between 2026-03-10 09:00 UTC and 2026-03-10 10:00 UTC',
			) as string,
			fix: expect.stringContaining("'Protect your posts' on") as string,
		});
	});

	it('says so when no check has ever seen it protected', () => {
		expect(check({ user: open }).findings[0].message).toContain('no check has seen it protected');
		expect(check({ user: open }).unprotectedSince).toBe(at(12));
	});

	it('forgets an alarm that is over: the next one has its own beginning', () => {
		const earlier = [seen(7, 'no', at(6)), seen(8, 'yes')];
		expect(check({ earlier }).unprotectedSince).toBeUndefined();
		expect(check({ user: open, earlier }).unprotectedSince).toBe(at(12));
	});

	it('keeps since when, also when older rows were deleted or X was silent in between', () => {
		const earlier = [seen(10, 'unknown', at(6))];
		expect(check({ user: open, earlier }).unprotectedSince).toBe(at(6));
		expect(check({ user: silent, earlier: [seen(9, 'no')] }).row).toMatchObject({
			isProtected: 'unknown',
			unprotectedSince: at(9),
		});
	});

	it('raises the alarm when X does not say, and tells what was seen last', () => {
		const [finding] = check({ user: silent, earlier: [seen(9, 'yes')] }).findings;
		expect(finding.severity).toBe('alarm');
		expect(finding.message).toBe(
			'X did not say whether @acme_staff is protected. It was last seen protected on 2026-03-10 09:00 UTC.',
		);
		const [other] = check({ user: silent, earlier: [seen(9, 'no')] }).findings;
		expect(other.message).toContain('saw it public since 2026-03-10 09:00 UTC');
	});

	it.each([
		'acme_staff',
		'@ACME_Staff',
		'1000',
		'https://x.com/acme_staff/',
		'mobile.x.com/acme_staff?s=20',
		' ',
		undefined,
	])('knows the expected account as "%s"', (expected) => {
		expect(check({ expected }).isAlarm).toBe(false);
	});

	it('raises the alarm about another account, and says nothing of the one it cannot see', () => {
		const it = check({ user: open, expected: '@acme_feed' });
		expect(it.isAlarm).toBe(true);
		expect(it.findings[0].message).toContain('should be @acme_feed');
		expect(it.findings.filter(({ severity }) => severity === 'alarm')).toHaveLength(1);
	});

	it('warns of answers that customers could not see', () => {
		const it = check({ alsoAnswers: true });
		expect(it.isAlarm).toBe(false);
		expect(it.findings[0]).toMatchObject({ severity: 'warning' });
		expect(it.findings[0].message).toContain('customers could not see');
		expect(severities(check({ user: open, isStaffFeed: false, alsoAnswers: true }))).toEqual([
			'fine',
			'fine',
			'fine',
		]);
	});

	it('finds a public account fine that is no staff feed, and only warns when X does not say', () => {
		expect(check({ user: open, isStaffFeed: false }).isAlarm).toBe(false);
		expect(severities(check({ user: silent, isStaffFeed: false }))).toEqual([
			'warning',
			'fine',
			'fine',
		]);
	});

	it('wants one operator by name, and an address to reach them', () => {
		expect(check({ operator: undefined })).toMatchObject({ isAlarm: true, row: { operator: '' } });
		expect(check({ operator: { name: ' \u202e' } }).isAlarm).toBe(true);
		expect(check({ operator: { name: 'Ann Lee' } }).findings[0]).toMatchObject({
			severity: 'warning',
			message: expect.stringContaining('Ann Lee is the operator, but without') as string,
		});
		const problem = check({ operatorProblem: 'Two have the role: Ann, Bo.' });
		expect(problem.findings[0]).toMatchObject({
			severity: 'alarm',
			message: 'Two have the role: Ann, Bo.',
		});
		expect(problem.operator).toBeUndefined();
	});

	it('gives every finding that is not fine a way to put it right, the gravest first', () => {
		const it = check({ user: open, alsoAnswers: true, expected: 'other', operator: { name: 'A' } });
		expect(severities(it)).toEqual(['alarm', 'warning']);
		for (const { severity, fix } of it.findings) expect(severity === 'fine' || fix).toBeTruthy();
	});

	it('leaves out empty rows, those of other accounts and those from the future', () => {
		const earlier = [
			{},
			{ id: 3, accountId: null },
			{ accountId: '2000', isProtected: 'rubbish' },
			seen(9, 'yes'),
			seen(20, 'yes'),
		];
		expect(check({ user: open, earlier }).lastSeenProtected).toBe(at(9));
	});

	it.each([
		[{ ...seen(9, 'yes'), isProtected: 'perhaps' }, 'isProtected'],
		[{ ...seen(9, 'yes'), isProtected: '' }, 'isProtected'],
		[{ ...seen(9, 'yes'), checkedAt: 'noon' }, 'checkedAt'],
		[{ ...seen(9, 'yes'), accountId: 1000 }, 'accountId'],
		[{ ...seen(9, 'no'), unprotectedSince: 'noon' }, 'unprotectedSince'],
	])('refuses a row it cannot read, by row and column: %j', (row, column) => {
		expect(() => check({ earlier: [{}, row] })).toThrow(`'Earlier Checks, row 2.${column}'`);
	});

	it('tells the same whatever the order of the rows and however often they are there', () => {
		const rows = fc.array(
			fc.record({
				hour: fc.integer({ min: 0, max: 11 }),
				isProtected: fc.constantFrom('yes', 'no', 'unknown'),
			}),
			{ maxLength: 12 },
		);
		fc.assert(
			fc.property(rows, fc.constantFrom(user, open, silent), (drafts, now) => {
				const earlier = drafts.map(({ hour, isProtected }) => seen(hour, isProtected));
				const turned = [...earlier, ...earlier.slice(0, 3)].reverse();
				expect(check({ user: now, earlier: turned })).toEqual(check({ user: now, earlier }));
			}),
		);
	});

	it('dates an opening right when every check keeps its row', () => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), (states) => {
				const rows: unknown[] = [];
				states.forEach((isProtected, hour) => {
					const it = check({
						user: { ...user, protected: isProtected },
						earlier: rows,
						nowIso: at(hour),
					});
					rows.push(it.row);
					const from = states.slice(0, hour + 1).lastIndexOf(true) + 1;
					expect(it.unprotectedSince).toBe(isProtected ? undefined : at(from));
					expect(it.lastSeenProtected).toBe(from === 0 ? undefined : at(from - 1));
				});
			}),
		);
	});
});

describe('the operator of an account', () => {
	const register = parseRegister([
		{ name: 'Ann Lee', role: 'Operator', email: 'ann@acme.example', handle: 'ann_lee' },
		{ name: 'Bo Day', role: 'Press, Lead', email: 'bo@acme.example' },
		{ name: 'Cy Orr', role: 'Press' },
	]);

	it('is the one person with the role, however it is spelt', () => {
		expect(findOperator(register, '  OPERATOR ')).toEqual({
			operator: { ...ann, handle: 'ann_lee' },
		});
	});

	it.each([
		['Pilot', 'Nobody on the register has the role "Pilot".'],
		['press', '2 people on the register have the role "press", where one should: Bo Day, Cy Orr.'],
		[' ', 'No role is given by which to find the operator.'],
	])('is nobody by the role "%s", and the reason is said', (role, operatorProblem) => {
		expect(findOperator(register, role)).toEqual({ operatorProblem });
	});

	it('is never somebody who left', () => {
		const left = register.map((it) => ({ ...it, left: true as const }));
		expect(findOperator(left, 'Operator').operator).toBeUndefined();
	});

	it('is asked for by the first ten names when a whole department has the role', () => {
		const many = parseRegister(
			Array.from({ length: 500 }, (_, index) => ({
				name: `P${index}`,
				role: 'Op',
				xUserId: `${index}`,
			})),
		);
		expect(findOperator(many, 'Op').operatorProblem).toMatch(/P9 and 490 more\.$/);
	});
});
