import * as fc from 'fast-check';

import { learnPace } from '../../src/domain/intake/pace';
import type { Pace } from '../../src/domain/intake/pace';
import { judgeSilence } from '../../src/domain/intake/silence';
import { sum, toExpected, toHours, toSlot } from '../../src/domain/intake/rhythm';
import { beginMs, drawTimes } from './intake-worlds';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const between = (times: number[], fromMs: number, toMs: number) =>
	times.filter((timeMs) => timeMs > fromMs && timeMs <= toMs);

/** Polls at the given instants, each of which reads all since the last. */
function poll(times: number[], pollsMs: number[], fromMs = beginMs): Pace | undefined {
	let pace: Pace | undefined;
	let readToMs = fromMs;
	for (const toMs of pollsMs) {
		pace = learnPace(pace, { fromMs: readToMs, toMs, timesMs: between(times, readToMs, toMs) });
		readToMs = toMs;
	}
	return pace;
}

const every = (stepMs: number, toMs: number) =>
	Array.from(
		{ length: Math.floor((toMs - beginMs) / stepMs) },
		(_, i) => beginMs + (i + 1) * stepMs,
	);

describe('the hours of the week', () => {
	it('keep working days and weekends apart, in UTC', () => {
		expect(toSlot(Date.UTC(2026, 10, 20, 13, 59))).toBe(13);
		expect(toSlot(Date.UTC(2026, 10, 21, 0, 0))).toBe(24);
		expect(toSlot(Date.UTC(2026, 10, 22, 23, 59, 59, 999))).toBe(47);
		expect(toSlot(Date.UTC(2026, 10, 23, 0, 0))).toBe(0);
		expect(toSlot(-1)).toBe(23);
	});

	it('add up to the stretch, whatever it is', () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: 0, max: 1e12 }), (fromMs, lengthMs) => {
				expect(sum(toHours(fromMs, fromMs + lengthMs)) / (lengthMs / hourMs || 1)).toBeCloseTo(
					lengthMs === 0 ? 0 : 1,
					6,
				);
			}),
		);
	});
});

describe('learning the pace of a source', () => {
	const world = { perDay: 48, rhythm: true };
	const times = drawTimes(world, 84, 1);
	const endMs = beginMs + 84 * dayMs;

	it('finds out how much comes at which time of the week', () => {
		const pace = poll(times, every(5 * minuteMs, endMs))!;
		const expected = (fromMs: number, hours: number) =>
			toExpected(pace.rhythm, 'events', fromMs, fromMs + hours * hourMs);
		// 12 weeks, of which the latest count most.
		expect(Math.abs(expected(endMs, 24) / 48 - 1)).toBeLessThan(0.2);
		expect(Math.abs(expected(endMs + 5 * dayMs, 24) / (48 * 0.3) - 1)).toBeLessThan(0.2);
		expect(expected(endMs + 9 * hourMs, 4)).toBeGreaterThan(20 * expected(endMs, 4));
	});

	it('learns the same from regular polls as from one after each week of downtime', () => {
		const often = poll(times, every(5 * minuteMs, endMs))!;
		const seldom = poll(times, every(7 * dayMs, endMs))!;
		expect(seldom).toEqual(often);
	});

	it('counts nothing twice when a restart has it read again, in any order', () => {
		let pace: Pace | undefined;
		for (const toMs of every(hourMs, beginMs + 20 * dayMs)) {
			const fromMs = Math.max(beginMs, toMs - 3 * hourMs);
			const read = between(times, fromMs, toMs).reverse();
			pace = learnPace(pace, { fromMs, toMs, timesMs: read });
		}
		expect(pace).toEqual(poll(times, every(hourMs, beginMs + 20 * dayMs)));
	});

	it('counts a post that X showed late', () => {
		const first = learnPace(undefined, { fromMs: beginMs, toMs: beginMs + hourMs, timesMs: [] });
		const late = beginMs + hourMs - 20_000;
		const read = { fromMs: beginMs + hourMs, toMs: beginMs + 2 * hourMs, timesMs: [late] };
		expect(sum(learnPace(first, read).rhythm.events)).toBe(1);
	});

	it('changes nothing it was given', () => {
		const pace = poll(times, every(hourMs, beginMs + 20 * dayMs))!;
		const before = structuredClone(pace);
		const toMs = beginMs + 21 * dayMs;
		learnPace(pace, { fromMs: beginMs + 20 * dayMs, toMs, timesMs: [toMs - 5, toMs] });
		expect(pace).toEqual(before);
	});

	it('forgets slowly: after some months of another pace it expects that', () => {
		const faster = drawTimes({ perDay: 480, rhythm: true }, 120, 2).map((it) => it + 84 * dayMs);
		const pace = poll([...times, ...faster], every(hourMs, endMs + 120 * dayMs))!;
		const aDay = toExpected(pace.rhythm, 'events', endMs, endMs + dayMs);
		expect(aDay).toBeGreaterThan(400);
		expect(aDay).toBeLessThan(500);
	});

	it('stays below 2 kB, also of a source with 50,000 events a day', () => {
		const size = (pace: Pace | undefined) => JSON.stringify(pace).length;
		expect(size(poll(times, every(hourMs, endMs)))).toBeLessThan(2_000);
		let pace: Pace | undefined;
		const step = hourMs / 2_083;
		for (const toMs of every(hourMs, beginMs + 15 * dayMs)) {
			const fromMs = toMs - hourMs;
			const timesMs = Array.from({ length: 2_083 }, (_, i) => Math.floor(fromMs + (i + 1) * step));
			pace = learnPace(pace, { fromMs, toMs, timesMs });
		}
		expect(size(pace)).toBeLessThan(2_000);
	});

	it('outlives a clock that jumped ahead by a year and was set right again', () => {
		const at = beginMs + 60 * dayMs;
		const yearMs = 365 * dayMs;
		let pace = poll(times, every(hourMs, at));
		pace = learnPace(pace, { fromMs: at, toMs: at + yearMs, timesMs: [] });
		pace = learnPace(pace, { fromMs: at + yearMs, toMs: at + yearMs + hourMs, timesMs: [] });
		const rest = every(hourMs, endMs).filter((toMs) => toMs > at);
		for (const toMs of rest) {
			const fromMs = toMs - hourMs;
			pace = learnPace(pace, { fromMs, toMs, timesMs: between(times, fromMs, toMs) });
		}
		const aDay = toExpected(pace!.rhythm, 'events', endMs, endMs + dayMs);
		expect(Math.abs(aDay / 48 - 1)).toBeLessThan(0.2);
		const lastMs = times.at(-1)!;
		const toMs = lastMs + 2 * dayMs;
		const quiet = { quietSinceMs: lastMs, nowMs: toMs, provedToMs: toMs };
		expect(judgeSilence(pace, quiet).timesAYear).toBeLessThan(1);
	});

	it('takes no harm from what is no time', () => {
		const pace = poll(times, every(hourMs, beginMs + 20 * dayMs))!;
		const toMs = beginMs + 21 * dayMs;
		const fromMs = toMs - dayMs;
		const junk = [NaN, Infinity, -Infinity, -1, 0, 8.64e15, toMs + 2 * dayMs];
		const quiet = learnPace(pace, { fromMs, toMs, timesMs: [] });
		expect(learnPace(pace, { fromMs, toMs, timesMs: junk })).toEqual(quiet);
		expect(learnPace(pace, { fromMs: NaN, toMs, timesMs: [toMs] })).toEqual(pace);
		expect(learnPace(pace, { fromMs: toMs, toMs: fromMs, timesMs: [] })).toEqual(pace);
		expect(learnPace(undefined, { fromMs: NaN, toMs: NaN, timesMs: [] }).provedToMs).toBe(0);
	});

	it('keeps finite numbers whatever the polls were like', () => {
		const stretch = fc.record({
			fromMs: fc.integer({ min: 0, max: 1e13 }),
			lengthMs: fc.integer({ min: 0, max: 1e11 }),
			parts: fc.array(fc.double({ min: -0.5, max: 1.5, noNaN: true }), { maxLength: 30 }),
		});
		fc.assert(
			fc.property(fc.array(stretch, { maxLength: 30 }), (stretches) => {
				let pace: Pace | undefined;
				for (const { fromMs, lengthMs, parts } of stretches) {
					const timesMs = parts.map((part) => Math.floor(fromMs + part * lengthMs));
					pace = learnPace(pace, { fromMs, toMs: fromMs + lengthMs, timesMs });
					const quiet = { quietSinceMs: fromMs, nowMs: 1e13, provedToMs: fromMs + lengthMs };
					const judgement = judgeSilence(pace, quiet);
					expect(judgement.probability).toBeGreaterThanOrEqual(0);
					expect(judgement.probability).toBeLessThanOrEqual(1);
				}
				expect(JSON.parse(JSON.stringify(pace ?? {}))).toEqual(structuredClone(pace ?? {}));
				expect(JSON.stringify(pace ?? {})).not.toContain('null');
			}),
		);
	});
});
