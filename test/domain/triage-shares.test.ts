import * as fc from 'fast-check';

import { InvalidItem } from '../../src/domain/field';
import { toChances } from '../../src/domain/triage/shares/beta-binomial';
import { judgeShares } from '../../src/domain/triage/shares/judge-shares';
import type { ShareOptions, SharePost } from '../../src/domain/triage/shares/share-report';
import { findUsual, toPeriodChances } from '../../src/domain/triage/shares/usual';
import type { Tally } from '../../src/domain/triage/shares/usual';
import { toVerdict } from '../../src/domain/triage/shares/verdict';
import { toShare } from '../../src/domain/triage/shares/wilson';
import { categories } from '../../src/domain/triage/triage';
import type { Category } from '../../src/domain/triage/triage';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const options: ShareOptions = {
	period: 'day',
	timezone: 'UTC',
	now: '2026-03-03T09:00:00Z',
	minimumPosts: 10,
};

/** Posts spread over some minutes from a moment on. */
function postsAt(from: string | number, counts: Partial<Record<Category, number>>): SharePost[] {
	const startMs = new Date(from).getTime();
	let minute = 0;
	return Object.entries(counts).flatMap(([category, count]) =>
		Array.from({ length: count }, () => ({
			category: category as Category,
			at: new Date(startMs + (minute++ % 25) * 60_000).toISOString(),
		})),
	);
}

/** As many days up to (not with) 2 March 2026, oldest first, each with 40 posts of which 8 to 12 are complaints. */
function quietDays(days: number): SharePost[] {
	return Array.from({ length: days }, (_, i) => {
		const complaint = 8 + ((i * 3) % 5);
		return postsAt(Date.UTC(2026, 2, 2) - (days - i) * dayMs, {
			complaint,
			question: 40 - complaint,
		});
	}).flat();
}

// Looked up once: in tests every look at a global is slow.
const { imul } = Math;

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function toRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Draws periods whose true share varies as a beta distribution with that correlation does. */
function toWorld(seed: number) {
	const random = toRandom(seed);
	const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
	const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	const gamma = (shape: number): number => {
		if (shape < 1) return gamma(shape + 1) * (1 - random()) ** (1 / shape);
		const d = shape - 1 / 3;
		for (;;) {
			const x = normal();
			const v = (1 + x / Math.sqrt(9 * d)) ** 3;
			if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
		}
	};
	const toTrueShare = (mean: number, correlation: number) => {
		if (correlation === 0) return mean;
		const concentration = 1 / correlation - 1;
		const one = gamma(mean * concentration);
		return one / (one + gamma((1 - mean) * concentration));
	};
	const period = (forUs: number, mean: number, correlation = 0): Tally => {
		const share = toTrueShare(mean, correlation);
		let negative = 0;
		for (let i = 0; i < forUs; i++) if (random() < share) negative++;
		return { forUs, negative };
	};
	return { random, between, period };
}

/** Share of quiet periods of 5 to 60 posts that alarm at 1 in 1,000. */
function countFalseAlarms(seed: number, pasts: number, pastPeriods: number, correlation: number) {
	const { random, between, period } = toWorld(seed);
	let alarms = 0;
	for (let i = 0; i < pasts; i++) {
		const mean = 0.05 + random() * 0.45;
		const draw = () => period(between(5, 60), mean, correlation);
		const usual = findUsual(Array.from({ length: pastPeriods }, draw));
		for (let j = 0; j < 10; j++) {
			const { forUs, negative } = draw();
			if (toPeriodChances(usual, forUs).atLeast(negative) < 0.001) alarms++;
		}
	}
	return alarms / (pasts * 10);
}

/** Share of jumps from 20 to 50 % that are found. */
function countFound(limit: number, forUs: number, spikes = 0): number {
	const { period } = toWorld(7);
	let found = 0;
	for (let i = 0; i < 400; i++) {
		const past = Array.from({ length: 28 }, (_, day) => period(40, day < spikes ? 0.7 : 0.2));
		const { negative } = period(forUs, 0.5);
		if (toPeriodChances(findUsual(past), forUs).atLeast(negative) < limit) found++;
	}
	return found / 400;
}

describe('the share of each class', () => {
	it('counts the last complete day in the account’s zone, and the running one apart', () => {
		const report = judgeShares(
			[
				...postsAt('2026-03-02T10:00:00Z', {
					complaint: 3,
					question: 2,
					praise: 1,
					comment: 1,
					not_for_us: 2,
					unsure: 1,
				}),
				...postsAt('2026-03-01T22:59:00Z', { praise: 1 }),
				...postsAt('2026-03-02T23:00:00Z', { complaint: 4, not_for_us: 1 }),
			],
			{ ...options, timezone: 'Europe/Berlin' },
		);
		expect(report).toMatchObject({
			period: { from: '2026-03-02T00:00:00+01:00', to: '2026-03-03T00:00:00+01:00' },
			total: 10,
			forUs: 8,
			counts: { complaint: 3, question: 2, praise: 1, comment: 1, not_for_us: 2, unsure: 1 },
			shares: { complaint: { count: 3, share: 0.3 }, not_for_us: { share: 0.2 } },
			negative: { count: 3, share: 3 / 8 },
			soFar: {
				period: { from: '2026-03-03T00:00:00+01:00', to: '2026-03-03T10:00:00+01:00' },
				total: 5,
				forUs: 4,
				negative: { count: 4, share: 1 },
			},
			history: [{ from: '2026-03-01T00:00:00+01:00', total: 1, forUs: 1, negative: 0, share: 0 }],
		});
		expect(report.basis).toBe(
			'Of 10 posts, 2 not for us are left out; 1 unsure one counts as a post, but not as a complaint.',
		);
	});

	it('gives the interval of Wilson, which never leaves 0 to 1 and always holds the share', () => {
		expect(toShare(8, 40)).toMatchObject({
			low: expect.closeTo(0.105, 3) as number,
			high: expect.closeTo(0.3476, 3) as number,
		});
		expect(toShare(0, 0)).toEqual({ count: 0, share: 0, low: 0, high: 1 });
		fc.assert(
			fc.property(fc.nat(2000), fc.nat(2000), (a, b) => {
				const { share, low, high } = toShare(Math.min(a, b), Math.max(a, b, 1));
				expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true);
			}),
		);
	});

	it('adds up whatever comes in, in whatever order', () => {
		const post = fc.record({
			category: fc.constantFrom(...categories),
			at: fc
				.date({
					min: new Date('2026-01-01T00:00:00Z'),
					max: new Date('2026-03-04T00:00:00Z'),
					noInvalidDate: true,
				})
				.map((date) => date.toISOString()),
		});
		const any = fc.record({
			period: fc.constantFrom('hour' as const, 'day' as const, 'week' as const),
			timezone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe'),
		});
		fc.assert(
			fc.property(fc.array(post, { maxLength: 200 }), any, (posts, chosen) => {
				const report = judgeShares(posts, { ...options, ...chosen, minimumPosts: 1 });
				const { counts, total, forUs, negative, usual, state, alarm } = report;
				expect(categories.reduce((sum, category) => sum + counts[category], 0)).toBe(total);
				expect(forUs).toBe(total - counts.not_for_us);
				expect(alarm).toBe(state === 'more negative than usual');
				if (usual) {
					expect(usual.low <= usual.expected && usual.expected <= usual.high).toBe(true);
					const isWithin = negative.share >= usual.low && negative.share <= usual.high;
					expect(isWithin).toBe(state === 'usual');
				}
				expect(
					judgeShares([...posts].reverse(), { ...options, ...chosen, minimumPosts: 1 }),
				).toEqual(report);
			}),
			{ numRuns: 100 },
		);
	});

	it('reads 100,000 posts', () => {
		const posts = Array.from({ length: 100_000 }, (_, i) => ({
			category: categories[i % categories.length],
			at: new Date(Date.UTC(2026, 2, 3, 8) - ((i * 7919) % 100_000) * 60_000).toISOString(),
		}));
		const report = judgeShares(posts, options);
		expect(report).toMatchObject({ state: 'usual', total: 1440 });
		expect(report.history).toHaveLength(60);
	});
});

describe('the alarm for a negative share', () => {
	it('goes off when a day is far more negative than the days before, and says what is usual', () => {
		const report = judgeShares(
			[...quietDays(28), ...postsAt('2026-03-02T12:00:00Z', { complaint: 31, praise: 23 })],
			options,
		);
		expect(report).toMatchObject({ alarm: true, state: 'more negative than usual' });
		expect(report.probability).toBeLessThan(0.001);
		expect(report.usual).toMatchObject({ periods: 28, leftOut: 0, comparedWith: 'all' });
		expect(report.sentence).toMatch(
			/^31 of 54 posts were complaints yesterday \(57 %\); between \d+ and \d\d % is usual\.$/,
		);
	});

	it('stays silent on a usual day', () => {
		const report = judgeShares(
			[...quietDays(28), ...postsAt('2026-03-02T12:00:00Z', { complaint: 12, praise: 28 })],
			options,
		);
		expect(report).toMatchObject({ alarm: false, state: 'usual' });
		expect(report.sentence).toMatch(
			/^12 of 40 posts were complaints yesterday \(30 %\), which is usual: between \d+ and \d+ %\.$/,
		);
	});

	it('only mentions a day with far fewer complaints', () => {
		const report = judgeShares(
			[...quietDays(28), ...postsAt('2026-03-02T12:00:00Z', { complaint: 1, praise: 79 })],
			options,
		);
		expect(report).toMatchObject({ alarm: false, state: 'fewer than usual' });
		expect(report.probability).toBeLessThan(0.001);
		expect(report.sentence).toMatch(/^1 of 80 posts was a complaint yesterday \(1 %\); between/);
	});

	it('says nothing of fewer posts than asked for, be they all complaints', () => {
		const report = judgeShares(
			[...quietDays(28), ...postsAt('2026-03-02T12:00:00Z', { complaint: 9, not_for_us: 50 })],
			options,
		);
		expect(report).toMatchObject({ alarm: false, state: 'too few posts', total: 59, forUs: 9 });
		expect(report.sentence).toBe(
			'9 of 9 posts were complaints yesterday (100 %); fewer than 10 posts say too little to judge.',
		);
	});

	it('says nothing before five earlier periods had posts', () => {
		const today = postsAt('2026-03-02T12:00:00Z', { complaint: 40 });
		const report = judgeShares([...quietDays(4), ...today], options);
		expect(report).toMatchObject({ alarm: false, state: 'too little past' });
		expect(report.usual).toBeUndefined();
		expect(report.sentence).toContain('only 4 earlier days with posts, 5 are needed');
		expect(judgeShares([...quietDays(5), ...today], options).alarm).toBe(true);
	});

	it('does not take posts of long ago for what is usual now', () => {
		const longAgo = quietDays(20).map(({ category, at }) => ({
			category,
			at: new Date(Date.parse(at) - 90 * dayMs).toISOString(),
		}));
		const report = judgeShares(
			[...longAgo, ...postsAt('2026-03-02T12:00:00Z', { complaint: 40 })],
			options,
		);
		expect(report.state).toBe('too little past');
		expect(report.history).toHaveLength(20);
	});

	it('counts posts from ahead of the clock nowhere, and says how many', () => {
		const report = judgeShares(postsAt('2026-03-05T00:00:00Z', { complaint: 3 }), options);
		expect(report).toMatchObject({ total: 0, ahead: 3, history: [] });
		expect(report.soFar).toBeUndefined();
	});

	it('has a plain answer for no posts at all', () => {
		const report = judgeShares([], options);
		expect(report).toMatchObject({ total: 0, state: 'too few posts', alarm: false, history: [] });
		expect(report.sentence).toBe(
			'No posts for us came in yesterday, so there is no share to judge.',
		);
	});

	it('compares Sundays with Sundays when they are worse than other days, so that not every Sunday alarms', () => {
		const posts = Array.from({ length: 55 }, (_, i) => {
			const startMs = Date.UTC(2026, 2, 1) - (i + 1) * dayMs;
			const isSunday = new Date(startMs).getUTCDay() === 0;
			return postsAt(
				startMs,
				isSunday ? { complaint: 20, praise: 20 } : { complaint: 6, praise: 34 },
			);
		}).flat();
		const sunday = postsAt('2026-03-01T12:00:00Z', { complaint: 20, praise: 20 });
		const report = judgeShares([...posts, ...sunday], { ...options, now: '2026-03-02T09:00:00Z' });
		expect(report).toMatchObject({ state: 'usual', usual: { comparedWith: 'same weekday' } });
		expect(report.sentence).toContain('which is usual on a Sunday');
		const monday = postsAt('2026-03-02T12:00:00Z', { complaint: 20, praise: 20 });
		expect(judgeShares([...posts, ...sunday, ...monday], options).alarm).toBe(true);
	});

	it('compares nights with nights, of hours', () => {
		const posts = Array.from({ length: 20 * 24 }, (_, i) => {
			const startMs = Date.UTC(2026, 2, 3, 2) - (i + 1) * hourMs;
			const isNight = new Date(startMs).getUTCHours() < 4;
			return postsAt(startMs, isNight ? { complaint: 8, praise: 4 } : { complaint: 2, praise: 10 });
		}).flat();
		const night = postsAt('2026-03-03T02:00:00Z', { complaint: 9, praise: 3 });
		const report = judgeShares([...posts, ...night], {
			...options,
			period: 'hour',
			now: '2026-03-03T03:05:00Z',
		});
		expect(report).toMatchObject({ state: 'usual', usual: { comparedWith: 'same hour' } });
		expect(report.sentence).toContain(
			'between 02:00 and 03:00 (75 %), which is usual at this hour',
		);
	});
});

describe('the statistics of the alarm', () => {
	it('gives the chances of a beta-binomial exactly, down to no posts', () => {
		// Uniform shares: every number is equally likely.
		const even = toChances(9, 0.5, 1 / 3);
		for (let k = 0; k <= 9; k++) expect(even.atLeast(k)).toBeCloseTo((10 - k) / 10, 12);
		// Nearly no correlation: the binomial; 17 or more of 40 at 20 %.
		expect(toChances(40, 0.2, 1e-9).atLeast(17)).toBeCloseTo(0.00103, 4);
		expect(toChances(0, 0.2, 0.1).atLeast(0)).toBe(1);
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 3000 }),
				fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
				fc.double({ min: 1e-6, max: 0.9, noNaN: true }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(of, mean, correlation, part) => {
					const chances = toChances(of, mean, correlation);
					const k = Math.round(of * part);
					const next = k < of ? chances.atLeast(k + 1) : 0;
					expect(chances.atMost(k) + next).toBeCloseTo(1, 9);
					const { low, high } = chances.range(0.001);
					expect(0 <= low && low <= high && high <= of).toBe(true);
				},
			),
		);
	});

	it('keeps to fewer than twice the promised false alarms, with 5 to 60 posts', () => {
		expect(countFalseAlarms(1, 1000, 28, 0)).toBeLessThan(0.002);
		expect(countFalseAlarms(2, 500, 8, 0)).toBeLessThan(0.002);
		expect(countFalseAlarms(3, 500, 5, 0)).toBeLessThan(0.002);
	});

	it('keeps to it also where it may choose to compare with the same weekday', () => {
		const { between, period } = toWorld(8);
		const draw = (day: number) => ({ ...period(between(5, 60), 0.25), rhythm: day % 7 });
		const states = Array.from({ length: 3000 }, (_, i) => {
			const past = Array.from({ length: 42 }, (__, day) => draw(day));
			return toVerdict(draw(i), past, 'day', { minimumPosts: 5, sureness: 0.999 }).state;
		});
		const alarms = states.filter((state) => state === 'more negative than usual');
		expect(alarms.length).toBeLessThan(6);
	});

	it('does not alarm all the time where shares vary from day to day', () => {
		// At 0.05 and a mean of 25 % two days in three lie between 16 and 34 %.
		expect(countFalseAlarms(5, 500, 28, 0.05)).toBeLessThan(0.006);
		expect(countFalseAlarms(6, 300, 56, 0.1)).toBeLessThan(0.006);
		expect(countFalseAlarms(7, 500, 8, 0.05)).toBeLessThan(0.015);
	});

	it('finds a jump from 20 to 50 %', () => {
		// Of 40 posts 87 % is the most that 1 in 1,000 leaves, if the 20 % were known for certain.
		expect(countFound(0.001, 40)).toBeGreaterThan(0.7);
		expect(countFound(0.01, 40)).toBeGreaterThan(0.9);
		expect(countFound(0.001, 60)).toBeGreaterThan(0.9);
	});

	it('finds the next spike after one, and after three', () => {
		expect(countFound(0.001, 60, 1)).toBeGreaterThan(0.85);
		expect(countFound(0.001, 60, 3)).toBeGreaterThan(0.85);
	});

	it('takes what happens every fourth day for usual, not for spikes', () => {
		const past = Array.from({ length: 28 }, (_, day) => ({
			forUs: 40,
			negative: day % 4 === 0 ? 24 : 8,
		}));
		const usual = findUsual(past);
		expect(usual.leftOut).toBeLessThanOrEqual(3);
		expect(toPeriodChances(usual, 40).atLeast(24)).toBeGreaterThan(0.001);
	});

	it('is not led by one huge day', () => {
		const days = Array.from({ length: 20 }, (_, i) => ({ forUs: 20, negative: 3 + (i % 3) }));
		const usual = findUsual([...days, { forUs: 50_000, negative: 40_000 }]);
		expect(usual.mean).toBeCloseTo(0.2, 1);
		expect(usual.leftOut).toBe(1);
	});
});

describe('periods by the account’s clock', () => {
	const berlin = (now: string, period: ShareOptions['period'] = 'day') =>
		judgeShares([], { ...options, now, period, timezone: 'Europe/Berlin' }).period;

	it('has days of 23 and 25 hours where the clock changes', () => {
		expect(berlin('2026-03-30T08:00:00Z')).toEqual({
			from: '2026-03-29T00:00:00+01:00',
			to: '2026-03-30T00:00:00+02:00',
		});
		expect(berlin('2026-10-26T08:00:00Z')).toEqual({
			from: '2026-10-25T00:00:00+02:00',
			to: '2026-10-26T00:00:00+01:00',
		});
	});

	it('keeps the hour that comes twice apart', () => {
		expect(berlin('2026-10-25T01:10:00Z', 'hour')).toEqual({
			from: '2026-10-25T02:00:00+02:00',
			to: '2026-10-25T02:00:00+01:00',
		});
		const twice = [
			...postsAt('2026-10-25T00:30:00Z', { praise: 1 }),
			...postsAt('2026-10-25T01:30:00Z', { praise: 1 }),
		];
		const { history } = judgeShares(twice, {
			...options,
			period: 'hour',
			now: '2026-10-25T04:10:00Z',
			timezone: 'Europe/Berlin',
		});
		expect(history).toHaveLength(2);
	});

	it('begins weeks on Monday, and a period that ends just now is complete', () => {
		expect(berlin('2026-03-01T23:00:00Z', 'week')).toEqual({
			from: '2026-02-23T00:00:00+01:00',
			to: '2026-03-02T00:00:00+01:00',
		});
		expect(berlin('2026-03-01T22:59:59Z', 'week').to).toBe('2026-02-23T00:00:00+01:00');
	});

	it('begins a day without midnight at its first moment', () => {
		const { period } = judgeShares([], {
			...options,
			now: '2018-11-05T12:00:00Z',
			timezone: 'America/Sao_Paulo',
		});
		expect(period).toEqual({ from: '2018-11-04T01:00:00-02:00', to: '2018-11-05T00:00:00-02:00' });
	});

	it.each(['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kathmandu'])(
		'never counts a period twice in %s',
		(timezone) => {
			const posts = Array.from({ length: 120 * 12 }, (_, i) => ({
				category: 'praise' as const,
				at: new Date(Date.UTC(2017, 11, 31, 23) - i * 2 * hourMs).toISOString(),
			}));
			const now = '2018-01-01T00:00:00Z';
			for (const period of ['hour', 'day', 'week'] as const) {
				const report = judgeShares(posts, { ...options, period, now, timezone });
				const froms = report.history.map(({ from }) => Date.parse(from));
				expect(new Set(froms).size).toBe(froms.length);
				expect([...froms].sort((a, b) => a - b)).toEqual(froms);
			}
		},
	);
});

describe('what cannot be read', () => {
	it.each([
		['posts[1].at', { category: 'praise', at: 'yesterday' }],
		['posts[1].at', { category: 'praise', at: '2026-03-01T10:00:00' }],
		['posts[1].at', { category: 'praise', at: '2026-02-30T10:00:00Z' }],
		['posts[1].at', { category: 'praise', at: '2026-03-01T25:00:00Z' }],
		['posts[1].at', { category: 'praise', at: 1_772_000_000_000 }],
		['posts[1].at', { category: 'praise' }],
		['posts[1].category', { category: 'rant', at: '2026-03-01T10:00:00Z' }],
		['posts[1].category', { category: '__proto__', at: '2026-03-01T10:00:00Z' }],
		['posts[1]', null],
	])('is refused by the name of the field and its value: %s %j', (field, post) => {
		const posts = [...postsAt('2026-03-01T10:00:00Z', { praise: 1 }), post as unknown as SharePost];
		const judge = () => judgeShares(posts, options);
		expect(judge).toThrow(InvalidItem);
		expect(judge).toThrow(`'${field}'`);
	});

	it.each([
		['timezone', { timezone: 'Mars/Olympus' }],
		['timezone', { timezone: 'local' }],
		['now', { now: 'today' }],
		['period', { period: 'month' }],
		['minimumPosts', { minimumPosts: 0 }],
		['minimumPosts', { minimumPosts: NaN }],
		['sureness', { sureness: 1 }],
		['sureness', { sureness: 99.9 }],
	])('is refused in the options too: %s %j', (field, wrong) => {
		const judge = () => judgeShares([], { ...options, ...wrong } as ShareOptions);
		expect(judge).toThrow(InvalidItem);
		expect(judge).toThrow(`'${field}'`);
	});
});
