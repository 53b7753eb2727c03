import { learnPace, skipPace } from '../../src/domain/intake/pace';
import type { Pace } from '../../src/domain/intake/pace';
import {
	falseAlarmsAYear,
	judgeSilence,
	sensitivities,
	watchSilence,
} from '../../src/domain/intake/silence';
import type { Sensitivity, SilenceState } from '../../src/domain/intake/silence';
import { beginMs, drawTimes } from './intake-worlds';
import type { World } from './intake-worlds';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What is learned when each event is read as it comes. */
function learnAll(timesMs: number[], fromMs = beginMs): Pace | undefined {
	let pace: Pace | undefined;
	let readToMs = fromMs;
	for (const timeMs of timesMs) {
		pace = learnPace(pace, { fromMs: readToMs, toMs: timeMs, timesMs: [timeMs] });
		readToMs = timeMs;
	}
	return pace;
}

const judgeAt = (pace: Pace | undefined, quietSinceMs: number, atMs: number) =>
	judgeSilence(pace, { quietSinceMs, nowMs: atMs, provedToMs: atMs });

/** Whether a quiet that ends then would have raised the alarm. */
const alarms = (pace: Pace | undefined, fromMs: number, toMs: number, sensitivity: Sensitivity) =>
	watchSilence(undefined, judgeAt(pace, fromMs, toMs), sensitivity).isNew;

/** A source as it goes on: each quiet it had, with what was known when it began. */
function* live(world: World, days: number, seed: number) {
	let pace: Pace | undefined;
	let lastMs = beginMs;
	for (const timeMs of drawTimes(world, days, seed)) {
		yield { pace, fromMs: lastMs, toMs: timeMs };
		pace = learnPace(pace, { fromMs: lastMs, toMs: timeMs, timesMs: [timeMs] });
		lastMs = timeMs;
	}
}

/** Alarms a year of a source that never stops, learning from nothing, by sensitivity. */
function countFalseAlarms(world: World, years: number, seed: number): Record<Sensitivity, number> {
	const counts = { low: 0, normal: 0, high: 0 };
	for (let year = 0; year < years; year++) {
		for (const { pace, fromMs, toMs } of live(world, 379, seed + year)) {
			if (toMs - fromMs < 30 * minuteMs) continue;
			const judgement = judgeAt(pace, fromMs, toMs);
			for (const sensitivity of sensitivities) {
				if (watchSilence(undefined, judgement, sensitivity).isNew) counts[sensitivity] += 1 / years;
			}
		}
	}
	return counts;
}

/** Hours until a stop is noticed, the median of stops at all times of the week. */
function findNoticedAfter(world: World, sensitivity: Sensitivity, seed: number): number {
	const hours: number[] = [];
	let stopMs = beginMs + 50 * dayMs;
	for (const { pace, fromMs, toMs } of live(world, 100, seed)) {
		for (; stopMs > fromMs && stopMs < toMs; stopMs += 1.17 * dayMs) {
			let atMs = stopMs;
			while (!alarms(pace, fromMs, atMs, sensitivity)) atMs += 15 * minuteMs;
			hours.push((atMs - stopMs) / hourMs);
		}
	}
	return hours.sort((a, b) => a - b)[Math.floor(hours.length / 2)];
}

const worlds: Record<string, Omit<World, 'perDay'>> = {
	'that is steady': {},
	'with quiet nights and weekends': { rhythm: true },
	'whose days differ and that has public holidays': { rhythm: true, swing: 0.4, holidays: 10 },
	'that comes in bursts, with a storm now and then': {
		rhythm: true,
		cluster: 8,
		stormEveryDays: 45,
	},
};

describe('the silence alarm on sources that never stop', () => {
	const total = { low: 0, normal: 0, high: 0 };
	let cases = 0;

	describe.each(Object.entries(worlds))('on a source %s', (_, world) => {
		it.each([
			[4, 0.4],
			[3, 5],
			[1, 50],
		])('keeps to the promised false alarms in %i years of %d events a day', (years, perDay) => {
			const counts = countFalseAlarms({ perDay, ...world }, years, perDay * 1000);
			for (const sensitivity of sensitivities) {
				const promised = falseAlarmsAYear[sensitivity];
				// Chance alone brings more now and then: two standard deviations.
				expect(counts[sensitivity]).toBeLessThanOrEqual(
					promised + 2 * Math.sqrt(promised / years) + 0.1,
				);
				total[sensitivity] += counts[sensitivity];
			}
			cases++;
		});
	});

	it('keeps to them on average closely', () => {
		for (const sensitivity of sensitivities) {
			expect(total[sensitivity] / cases).toBeLessThan(falseAlarmsAYear[sensitivity] * 1.1);
		}
	});

	it('keeps to them at 500 events a day', () => {
		const counts = countFalseAlarms({ perDay: 500, rhythm: true, swing: 0.2 }, 1, 3);
		for (const sensitivity of sensitivities) {
			const promised = falseAlarmsAYear[sensitivity];
			expect(counts[sensitivity]).toBeLessThanOrEqual(promised + 2 * Math.sqrt(promised));
		}
	});
});

describe('the silence alarm on sources that stop', () => {
	it.each([
		[5, 48],
		[50, 9],
		[500, 3],
	])('notices it at %i events a day within %i hours in half of the cases', (perDay, hours) => {
		const world = { perDay, rhythm: true, swing: 0.2 };
		expect(findNoticedAfter(world, 'normal', 11)).toBeLessThan(hours);
	});

	it('does not take a source that has stopped for a slow one, however long nothing comes', () => {
		const times = drawTimes({ perDay: 50, rhythm: true }, 60, 1);
		let pace = learnAll(times);
		const lastMs = times.at(-1)!;
		const before = judgeAt(pace, lastMs, lastMs + 3 * dayMs);
		for (let hour = 0; hour < 72; hour++) {
			const fromMs = lastMs + hour * hourMs;
			pace = learnPace(pace, { fromMs, toMs: fromMs + hourMs, timesMs: [] });
		}
		expect(judgeAt(pace, lastMs, lastMs + 3 * dayMs)).toEqual(before);
		expect(before.probability).toBeLessThan(1e-6);
	});

	it('still notices a second stop after a long first one', () => {
		const world = { perDay: 50, rhythm: true };
		const before = drawTimes(world, 60, 2);
		const after = drawTimes(world, 14, 3).map((timeMs) => timeMs + 80 * dayMs);
		const times = [...before, ...after];
		const pace = learnAll(times);
		expect(alarms(pace, times.at(-1)!, times.at(-1)! + 2 * dayMs, 'normal')).toBe(true);
	});
});

describe('what the silence alarm needs', () => {
	it('stays silent on a source that has never had anything', () => {
		let pace: Pace | undefined;
		for (let day = 0; day < 200; day++) {
			const fromMs = beginMs + day * dayMs;
			pace = learnPace(pace, { fromMs, toMs: fromMs + dayMs, timesMs: [] });
		}
		const judgement = judgeAt(pace, beginMs, beginMs + 200 * dayMs);
		expect(judgement).toMatchObject({ probability: 1, expected: 0 });
		expect(judgement).not.toHaveProperty('timesAYear');
	});

	it('stays silent before about two weeks were watched, however busy they were', () => {
		const times = drawTimes({ perDay: 500 }, 10, 4);
		expect(alarms(learnAll(times), times.at(-1)!, times.at(-1)! + 9 * dayMs, 'high')).toBe(false);
		const more = drawTimes({ perDay: 500 }, 20, 4);
		expect(alarms(learnAll(more), more.at(-1)!, more.at(-1)! + dayMs, 'low')).toBe(true);
	});

	it('counts only time that was read: failing polls are no quiet', () => {
		const times = drawTimes({ perDay: 50 }, 60, 5);
		const lastMs = times.at(-1)!;
		const quiet = { quietSinceMs: lastMs, nowMs: lastMs + 5 * dayMs };
		const unread = judgeSilence(learnAll(times), { ...quiet, provedToMs: lastMs + hourMs });
		expect(unread.toMs - unread.fromMs).toBe(hourMs);
		expect(watchSilence(undefined, unread, 'high').isNew).toBe(false);
	});

	it('does not take a stretch that was lost for quiet, and notices a stop after it', () => {
		const times = drawTimes({ perDay: 50 }, 60, 6);
		const lastMs = times.at(-1)!;
		const lostToMs = lastMs + 3 * dayMs;
		const read = { fromMs: lostToMs, toMs: lostToMs + hourMs, timesMs: [] };
		const pace = learnPace(learnAll(times), read);
		expect(judgeAt(pace, lastMs, read.toMs)).toMatchObject({ fromMs: lostToMs, toMs: read.toMs });
		expect(alarms(pace, lastMs, read.toMs, 'high')).toBe(false);
		expect(alarms(pace, lastMs, lostToMs + dayMs, 'normal')).toBe(true);
	});

	it('does not take what came in a stretch read in part for quiet', () => {
		const times = drawTimes({ perDay: 50 }, 60, 7);
		const lastMs = times.at(-1)!;
		const skippedToMs = lastMs + 2 * dayMs;
		const skipped = skipPace(learnAll(times), skippedToMs);
		// The gap is read later, and the proof goes back to before it.
		const toMs = skippedToMs + hourMs;
		const pace = learnPace(skipped, { fromMs: lastMs, toMs, timesMs: [lastMs + hourMs] });
		expect(judgeAt(pace, beginMs, toMs).fromMs).toBe(skippedToMs);
		expect(skipPace(undefined, toMs)).toBeUndefined();
	});

	it('raises the alarm once for each quiet, and again when something came in between', () => {
		const times = drawTimes({ perDay: 50 }, 60, 8);
		const lastMs = times.at(-1)!;
		let pace = learnAll(times);
		let state: SilenceState | undefined;
		const raised: number[] = [];
		const comes = [lastMs + 3 * dayMs, lastMs + 3 * dayMs + hourMs];
		for (let atMs = lastMs; atMs < lastMs + 6 * dayMs; atMs += 10 * minuteMs) {
			const toMs = atMs + 10 * minuteMs;
			const timesMs = comes.filter((timeMs) => timeMs > atMs && timeMs <= toMs);
			pace = learnPace(pace, { fromMs: atMs, toMs, timesMs });
			const judgement = judgeAt(pace, beginMs, toMs);
			const watched = watchSilence(state, judgement, 'normal');
			// As n8n keeps it.
			state = JSON.parse(JSON.stringify(watched.state)) as SilenceState;
			if (watched.isNew) raised.push(judgement.fromMs);
		}
		expect(raised).toEqual([lastMs, comes[1]]);
	});
});
