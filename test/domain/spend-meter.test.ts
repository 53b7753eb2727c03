import fc from 'fast-check';

import type { Charge } from '../../src/domain/spend/charge';
import type { SpendState } from '../../src/domain/spend/meter';
import { addCharges, startRun, startSpend, toSpent } from '../../src/domain/spend/meter';
import { parseSpend } from '../../src/domain/spend/spend-parse';

const noon = Date.parse('2026-11-20T12:00:00Z');
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const midnight = noon + 12 * hour;
const posts = (...ids: number[]): Charge => ({
	item: 'postRead',
	unitUsd: 0.005,
	resources: ids.map((id) => `post ${id}`),
});
const reply: Charge = { item: 'summonedReply', unitUsd: 0.01 };
const spend = (steps: Array<[charges: Charge[], atMs: number]>) =>
	steps.reduce<SpendState>(
		(state, [charges, at]) => addCharges(state, charges, at).state,
		startSpend(noon),
	);

describe('the spend meter', () => {
	it('counts what X hands out again on the same day only once', () => {
		const { state, billedUsd } = addCharges(startSpend(noon), [posts(1, 2)], noon);
		expect(billedUsd).toBe(0.01);
		const again = addCharges(state, [posts(2, 3, 3)], noon + hour);
		expect(again).toMatchObject({ billedUsd: 0.005, estimateUsd: 0.015 });
		expect(toSpent(again.state, noon + hour).dayUsd).toBe(0.015);
	});

	it('counts every write', () => {
		expect(addCharges(startSpend(noon), [reply, reply], noon)).toMatchObject({
			billedUsd: 0.02,
			estimateUsd: 0.02,
		});
	});

	it('counts an answer without anything in it as free', () => {
		expect(addCharges(startSpend(noon), [posts()], noon).billedUsd).toBe(0);
	});

	it('tells the same post apart when it is read at another price: X may bill both', () => {
		const owned = { ...posts(1), item: 'ownedRead', unitUsd: 0.001 };
		expect(addCharges(startSpend(noon), [posts(1), owned], noon).billedUsd).toBe(0.006);
	});

	it('begins a new day at midnight UTC, and bills the same post again', () => {
		const state = spend([
			[[posts(1)], midnight - 1],
			[[posts(1)], midnight],
		]);
		expect(toSpent(state, midnight - 1).dayUsd).toBe(0.005);
		expect(toSpent(state, midnight)).toMatchObject({ dayUsd: 0.005, monthUsd: 0.01 });
		expect(toSpent(state, midnight + day).dayUsd).toBe(0);
	});

	it('begins a new month, and keeps the days of the last', () => {
		const december = Date.parse('2026-12-01T00:00:00Z');
		const state = spend([
			[[reply], december - 1],
			[[reply, reply], december],
		]);
		expect(toSpent(state, december - 1).monthUsd).toBe(0.01);
		expect(toSpent(state, december).monthUsd).toBe(0.02);
	});

	it('counts a run from its start', () => {
		const state = startRun(spend([[[reply], noon]]));
		expect(toSpent(state, noon)).toEqual({ runUsd: 0, dayUsd: 0.01, monthUsd: 0.01 });
		expect(toSpent(addCharges(state, [reply], noon).state, noon).runUsd).toBe(0.01);
	});

	it('loses and doubles nothing when the clock goes back, over midnight too', () => {
		const state = spend([
			[[posts(1), reply], midnight + minute],
			[[posts(1), reply], midnight - minute],
			[[posts(1), reply], midnight + minute],
		]);
		expect(toSpent(state, midnight - minute).dayUsd).toBe(0.015);
		// The post of that day was forgotten meanwhile: too much is counted, never too little.
		expect(toSpent(state, midnight + minute).dayUsd).toBe(0.03);
	});

	it('goes on with today after a clock that was years ahead or behind', () => {
		const decade = 3650 * day;
		const state = spend([
			[[reply], noon],
			[[reply], noon + decade],
			[[reply], noon - decade],
			[[reply], noon + minute],
		]);
		expect(toSpent(state, noon).dayUsd).toBe(0.02);
	});

	it('counts in full what is beyond what it can remember, and says so', () => {
		const first = addCharges(startSpend(noon), [posts(1, 2, 3)], noon, 2);
		expect(first).toMatchObject({ billedUsd: 0.015 });
		const second = addCharges(first.state, [posts(1, 3)], noon, 2);
		expect(second.billedUsd).toBe(0.005);
		expect(second.note).toContain('2 beyond that');
		expect(second.state.handedOut.resources).toHaveLength(2);
	});

	it('never grows beyond what it may, however long it runs', () => {
		let state = startSpend(noon);
		for (let at = 0; at < 400; at++) {
			state = addCharges(state, [posts(at, at + 1)], noon + at * day).state;
		}
		expect(Object.keys(state.days).length).toBeLessThanOrEqual(71);
		expect(state.handedOut.resources).toHaveLength(2);
	});

	it('leaves no floating-point dust', () => {
		const state = spend(
			Array.from({ length: 1000 }, () => [[{ item: 'x', unitUsd: 0.001 }], noon]),
		);
		expect(toSpent(state, noon)).toEqual({ runUsd: 1, dayUsd: 1, monthUsd: 1 });
	});

	it.each([NaN, -1, Infinity])('refuses a price of %p rather than count it', (unitUsd) => {
		const charge = { item: 'postRead', unitUsd };
		expect(() => addCharges(startSpend(noon), [charge], noon)).toThrow('unitUsd of postRead');
	});

	it('refuses a time that is none', () => {
		expect(() => startSpend(NaN)).toThrow("'nowMs'");
	});

	it('leaves what it was given as it was', () => {
		const state = spend([[[posts(1)], noon]]);
		const before = JSON.stringify(state);
		addCharges(state, [posts(2), reply], noon + day);
		expect(JSON.stringify(state)).toBe(before);
	});

	it('bills no more than the list price and never less than nothing, in steps or at once', () => {
		const charge = fc.oneof(
			fc.constant(reply),
			fc.array(fc.nat(9), { maxLength: 9 }).map((ids) => posts(...ids)),
		);
		fc.assert(
			fc.property(fc.array(charge, { maxLength: 9 }), (charges) => {
				const atOnce = addCharges(startSpend(noon), charges, noon);
				expect(atOnce.billedUsd).toBeGreaterThanOrEqual(0);
				expect(atOnce.billedUsd).toBeLessThanOrEqual(atOnce.estimateUsd);
				const inSteps = spend(charges.map((it) => [[it], noon]));
				expect(inSteps.runUsd).toBe(atOnce.billedUsd);
			}),
		);
	});
});

describe('a meter that was kept', () => {
	it('is the same again', () => {
		const state = spend([[[posts(1), reply], noon]]);
		expect(parseSpend(JSON.parse(JSON.stringify(state)), noon)).toEqual(state);
	});

	it.each([
		[undefined],
		[null],
		['text'],
		[[]],
		[{ days: { '2026-11-20': NaN, never: 5 }, handedOut: 7, sinceMs: -1, runUsd: '1' }],
		[{ days: { '2026-11-20': -5 }, handedOut: { day: 'x', resources: [1] } }],
	])('counts as nothing spent where it cannot be read: %j', (value) => {
		expect(parseSpend(value, noon)).toEqual(startSpend(noon));
	});
});
