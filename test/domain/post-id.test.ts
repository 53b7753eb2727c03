import fc from 'fast-check';

import { compareIds, isId, isPointInTime, toIdBefore, toIdTime } from '../../src/domain/post-id';

describe('post ids', () => {
	it("reads the time out of one of X's own ids", () => {
		// The example id of X's documentation.
		expect(new Date(toIdTime('1301573587187331074')).toISOString()).toMatch(/^2020-09-03T17:31:39/);
	});

	it('puts the point in time right before the first post of that millisecond', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1288834974658, max: 4102444800000 }), (timeMs) => {
				expect(toIdTime(toIdBefore(timeMs))).toBe(timeMs - 1);
				expect(toIdTime(String(BigInt(toIdBefore(timeMs)) + 1n))).toBe(timeMs);
			}),
		);
	});

	it('orders ids that a number could not tell apart', () => {
		expect(compareIds('1301573587187331074', '1301573587187331075')).toBeLessThan(0);
		expect(compareIds('999', '1000')).toBeLessThan(0);
		expect(compareIds('1000', '1000')).toBe(0);
	});

	it('tells a made-up lower end from a real id, so that X is asked by time and not by an id it never gave', () => {
		expect(isPointInTime(toIdBefore(1700000000000))).toBe(true);
		expect(isPointInTime('1301573587187331074')).toBe(false);
	});

	it('gives times before X existed the smallest id', () => {
		expect(toIdBefore(0)).toBe('0');
	});

	it.each([['1'], ['1301573587187331074']])('takes %s for an id', (value) => {
		expect(isId(value)).toBe(true);
	});

	it.each([[''], ['-1'], ['1e3'], [' 1'], [1], [null], ['123456789012345678901']])(
		'does not take %p for an id',
		(value) => {
			expect(isId(value)).toBe(false);
		},
	);
});
