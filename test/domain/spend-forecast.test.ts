import { forecastMonth } from '../../src/domain/spend/forecast';
import type { SpendState } from '../../src/domain/spend/meter';
import { addCharges, startSpend } from '../../src/domain/spend/meter';

const hour = 3_600_000;
const day = 24 * hour;
const at = (time: string) => Date.parse(time);
/** Spends an amount every hour from one time to just before another. */
function spendHourly(fromMs: number, toMs: number, usd: number): SpendState {
	let state = startSpend(fromMs);
	for (let now = fromMs; now < toMs; now += hour) {
		state = addCharges(state, [{ item: 'x', unitUsd: usd }], now).state;
	}
	return state;
}

describe('the forecast for the month', () => {
	it('does not extrapolate from less than an hour', () => {
		const start = at('2026-11-10T00:00:00Z');
		const { state } = addCharges(startSpend(start), [{ item: 'x', unitUsd: 0.2 }], start);
		expect(forecastMonth(state, start + 0.9 * hour)).toMatchObject({ usd: 0.2, fromHours: 0 });
	});

	it('says from how few hours it extrapolates', () => {
		const start = at('2026-11-10T00:00:00Z');
		const state = spendHourly(start, start + 5 * hour, 0.01);
		const { usd, fromHours, basis } = forecastMonth(state, start + 5 * hour);
		expect(usd).toBeCloseTo(21 * 24 * 0.01, 6);
		expect(fromHours).toBe(5);
		expect(basis).toContain('only 5 hours');
	});

	it('goes on as in the last four weeks, on the first of a month too', () => {
		const start = at('2026-10-01T00:00:00Z');
		const now = at('2026-11-01T12:00:00Z');
		const { usd, basis } = forecastMonth(spendHourly(start, now, 0.01), now);
		expect(usd).toBeCloseTo(30 * 24 * 0.01, 2);
		expect(basis).toBe('Extrapolated from 27 days.');
	});

	it('says that a weekend is missing in the first days', () => {
		const start = at('2026-11-10T00:00:00Z');
		const { basis } = forecastMonth(spendHourly(start, start + 3 * day, 0.01), start + 3 * day);
		expect(basis).toContain('3 days, not yet a whole week');
	});

	it('falls when hours are quiet', () => {
		const start = at('2026-11-10T00:00:00Z');
		const busy = spendHourly(start, start + 2 * hour, 1);
		const early = forecastMonth(busy, start + 2 * hour).usd;
		expect(forecastMonth(busy, start + 20 * hour).usd).toBeLessThan(early);
	});

	it('is what was spent at the very end of the month', () => {
		const start = at('2026-11-01T00:00:00Z');
		const end = at('2026-12-01T00:00:00Z');
		expect(forecastMonth(spendHourly(start, end, 0.01), end - 1).usd).toBeCloseTo(7.2, 4);
	});

	it('is what was spent when the clock stands before the beginning', () => {
		const start = at('2026-11-10T00:00:00Z');
		const state = spendHourly(start, start + 5 * hour, 0.01);
		expect(forecastMonth(state, start - day)).toMatchObject({ usd: 0.05, fromHours: 0 });
	});

	it('is nothing when nothing was spent', () => {
		const start = at('2026-11-10T00:00:00Z');
		expect(forecastMonth(startSpend(start), start + 2 * day).usd).toBe(0);
	});
});
