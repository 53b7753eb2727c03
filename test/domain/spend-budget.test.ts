import fc from 'fast-check';

import type { SpendingClass } from '../../src/domain/spend/budget';
import { affordableUnits, judgeSpending, spendingClasses } from '../../src/domain/spend/budget';

const budget = 10;
const goesOn = (spentUsd: number) =>
	spendingClasses.filter((it) => judgeSpending(it, spentUsd, budget, 0.01).allowed);

describe('a budget', () => {
	it.each<[spentUsd: number, first: SpendingClass]>([
		[0, 'profile look-ups'],
		[5.99, 'profile look-ups'],
		[6, 'keyword search'],
		[6.99, 'keyword search'],
		[7, 'lists of people'],
		[8, 'publishing'],
		[9, 'mentions and conversations'],
		[9.99, 'mentions and conversations'],
		[10, 'care'],
		[1000, 'care'],
	])(
		'gives up one thing after the other: with $%d of $10 spent the first that goes on is %s',
		(spent, first) => {
			expect(goesOn(spent)).toEqual(spendingClasses.slice(spendingClasses.indexOf(first)));
		},
	);

	it('says what was skipped, why, and what to do', () => {
		expect(judgeSpending('keyword search', 7.123, budget, 0.005).sentence).toBe(
			'The search for keywords was skipped: $7.123 of the daily budget of $10.00 is spent, and this may use up to 70 % of it: the rest is kept for people who address the account. Raise the budget, or wait for the next day (00:00 UTC).',
		);
	});

	it('says that care goes on beyond it', () => {
		expect(judgeSpending('care', 12, budget, 0.01, 'month')).toEqual({
			allowed: true,
			sentence: expect.stringContaining('monthly budget of $10.00 is used up'),
		});
		expect(judgeSpending('care', 2, budget, 0.01)).toEqual({ allowed: true });
	});

	it('of nothing leaves care alone', () => {
		const allowed = spendingClasses.filter((it) => judgeSpending(it, 0, 0, 0.001).allowed);
		expect(allowed).toEqual(['care']);
	});

	it('that is not set limits nothing', () => {
		for (const it of spendingClasses) {
			expect(judgeSpending(it, 1e6, undefined, 100)).toEqual({ allowed: true });
			expect(affordableUnits(it, 0.005, 1e6, undefined)).toBe(Infinity);
		}
	});

	it('lets pass what costs nothing', () => {
		expect(judgeSpending('profile look-ups', 99, budget, 0).allowed).toBe(true);
		expect(affordableUnits('profile look-ups', 0, 99, budget)).toBe(Infinity);
	});

	it('for one run stops all reading at its end, and nothing that is sent', () => {
		const stopped = spendingClasses.filter((it) => !judgeSpending(it, 1, 1, 0.01, 'run').allowed);
		expect(stopped).toEqual([
			'profile look-ups',
			'keyword search',
			'lists of people',
			'mentions and conversations',
		]);
		expect(judgeSpending('profile look-ups', 0.98, 1, 0.01, 'run').allowed).toBe(true);
	});

	it('is used to its last unit, without floating-point dust', () => {
		expect(judgeSpending('mentions and conversations', 0.1 + 0.2, 0.3, 0).allowed).toBe(true);
		expect(judgeSpending('mentions and conversations', 0.1, 0.3, 0.2).allowed).toBe(true);
		expect(affordableUnits('mentions and conversations', 0.1, 0, 0.3)).toBe(3);
		expect(affordableUnits('mentions and conversations', 0.005, 0.29, 0.3)).toBe(2);
		expect(affordableUnits('mentions and conversations', 0.005, 5, 0.3)).toBe(0);
	});

	it.each([NaN, -1, Infinity])('of %p is refused rather than taken for none', (amount) => {
		expect(() => judgeSpending('care', 0, amount, 0)).toThrow("'budgetUsd'");
		expect(() => judgeSpending('care', amount, 1, 0)).toThrow("'spentUsd'");
		expect(() => judgeSpending('care', 0, 1, amount)).toThrow("'nextUsd'");
		expect(() => affordableUnits('publishing', amount, 0, 1)).toThrow("'unitUsd'");
	});

	it('affords exactly as many units as it would let pass one after the other', () => {
		const cents = fc.integer({ min: 0, max: 500 });
		fc.assert(
			fc.property(
				fc.constantFrom(...spendingClasses.slice(0, 5)),
				fc.integer({ min: 1, max: 20 }),
				cents,
				cents,
				(spendingClass, unit, spent, limit) => {
					const unitUsd = unit / 1000;
					const units = affordableUnits(spendingClass, unitUsd, spent / 100, limit / 100);
					const fits = (count: number) =>
						judgeSpending(spendingClass, spent / 100, limit / 100, count * unitUsd).allowed;
					expect(fits(units)).toBe(true);
					expect(fits(units + 1)).toBe(false);
				},
			),
		);
	});
});
