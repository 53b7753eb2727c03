import fc from 'fast-check';

import type { Checkpoint, OpenGap, RangeRead } from '../../src/domain/intake/checkpoint';
import { gapCap } from '../../src/domain/intake/open-gaps';
import { noteRead, planReading } from '../../src/domain/intake/plan-reading';
import { toIdBefore } from '../../src/domain/post-id';
import { makeEvent } from '../support/events';
import { minutes, now, runStory, showsOf, story } from './intake-stories';

/** The id of a post made that many minutes before noon. */
const at = (minutesAgo: number) => String(BigInt(toIdBefore(now - minutesAgo * minutes)) + 1n);
const later = { sinceMs: now, rewindMs: 15 * minutes, isFirstSinceStart: false };
const afterStart = { ...later, isFirstSinceStart: true };
const next = (id: string) => String(BigInt(id) + 1n);
const before = (id: string) => String(BigInt(id) - 1n);

/** What was read, newest first. */
const read = (ids: string[], over: Partial<RangeRead> = {}): RangeRead => ({
	events: ids.map((id) => makeEvent({ id })),
	...(ids.length > 0 && { newestId: ids[0], oldestId: ids.at(-1) }),
	complete: true,
	pages: 1,
	...over,
});
const nothing = (over: Partial<RangeRead> = {}) => read([], over);
const bare = (newestId: string, over: Partial<Checkpoint> = {}): Checkpoint => ({
	newestId,
	gaps: [],
	handedOn: [],
	...over,
});
const toSpans = ({ gaps }: { gaps: OpenGap[] }) =>
	gaps.map(({ aboveId, belowId, rung }) => [aboveId, belowId, rung]);

describe('planReading', () => {
	it('starts a quarter of an hour back when nothing was read yet', () => {
		const plan = planReading(undefined, afterStart);
		expect(plan.head).toEqual({ aboveId: toIdBefore(now - 15 * minutes) });
		expect(plan.checkpoint).toEqual(bare(plan.head.aboveId));
	});

	it('reads what is new first, so that new posts do not wait for the end of a long gap', () => {
		const gap: OpenGap = { aboveId: at(900), belowId: at(600), rung: 'search' };
		const plan = planReading(bare(at(5), { gaps: [gap] }), later);
		expect(plan).toMatchObject({ head: { aboveId: at(5) }, gaps: [gap] });
	});

	it('goes back after a start, so that what a crash swallowed comes again', () => {
		const plan = planReading(bare(at(5)), afterStart);
		expect(plan.head).toEqual({ aboveId: toIdBefore(now - 20 * minutes) });
	});

	it('goes back to where the last hand-over began when that is further than the rewind', () => {
		const handedOn = [{ aboveId: at(300), belowId: next(at(5)), atMs: now }];
		const plan = planReading(bare(at(5), { handedOn }), afterStart);
		expect(plan.head).toEqual({ aboveId: at(300) });
	});

	it('measures the age of hand-overs from the last one: n8n may have been down for days', () => {
		const daysAgo = now - 3 * 24 * 60 * minutes;
		const handedOn = [
			{ aboveId: at(500), belowId: at(490), atMs: daysAgo - 16 * minutes },
			{ aboveId: at(400), belowId: at(390), atMs: daysAgo - 14 * minutes },
			{ aboveId: at(300), belowId: at(290), atMs: daysAgo },
		];
		const plan = planReading(bare(at(290), { handedOn }), afterStart);
		expect(plan.head).toEqual({ aboveId: at(400) });
	});

	it('reads again what came by search last, but goes on with the drain before that', () => {
		const gap: OpenGap = { aboveId: at(900), belowId: at(600), rung: 'search' };
		const handedOn = [
			{ aboveId: at(600), belowId: at(500), atMs: now, rung: 'search' as const },
			{ aboveId: at(500), belowId: at(400), atMs: now - 30 * minutes, rung: 'search' as const },
		];
		const plan = planReading(bare(at(5), { gaps: [gap], handedOn }), afterStart);
		expect(toSpans(plan)).toEqual([
			[at(900), at(600), 'search'],
			[at(600), at(500), 'search'],
		]);
	});

	it('does not begin a long drain anew, and keeps what is to be repeated when the first poll fails', () => {
		const gap: OpenGap = { aboveId: at(14), belowId: at(10), rung: 'search' };
		const handedOn = [{ aboveId: at(10), belowId: at(9), atMs: now, rung: 'search' as const }];
		const { checkpoint, head } = planReading(bare(at(5), { gaps: [gap], handedOn }), afterStart);
		// The head was cut off by X's cap right below the newest post.
		const noted = noteRead(checkpoint, head, read([at(4)], { complete: false }), {
			nowMs: now,
			nextRung: 'search',
		});
		expect(toSpans(noted)).toEqual([
			[at(14), at(10), 'search'],
			[at(10), at(9), 'search'],
			[at(5), at(4), 'search'],
		]);
	});
});

describe('noteRead', () => {
	it('keeps its place when there is nothing new', () => {
		const checkpoint = bare(at(9));
		const noted = noteRead(checkpoint, { aboveId: at(9) }, nothing(), { nowMs: now });
		expect(noted).toEqual(checkpoint);
	});

	it('remembers a head cut short as a gap below the oldest post read', () => {
		const cut = read([at(1), at(2)], { complete: false, pages: 3 });
		const noted = noteRead(bare(at(60)), { aboveId: at(60) }, cut, { nowMs: now });
		expect(noted).toEqual({
			newestId: at(1),
			gaps: [{ aboveId: at(60), belowId: at(2), rung: 'timeline', pagesRead: 3 }],
			handedOn: [{ aboveId: before(at(2)), belowId: next(at(1)), atMs: now }],
		});
	});

	it('goes on with a gap where it was cut, and forgets it when it was read', () => {
		const gap: OpenGap = { aboveId: at(60), belowId: at(20), rung: 'search' };
		const half = noteRead(bare(at(1), { gaps: [gap] }), gap, read([at(30)], { complete: false }), {
			nowMs: now,
		});
		expect(toSpans(half)).toEqual([[at(60), at(30), 'search']]);
		const rest = { ...gap, belowId: at(30) };
		expect(noteRead(half, rest, read([at(50)]), { nowMs: now }).gaps).toEqual([]);
	});

	it('never goes back, also when a gap held only older posts', () => {
		const gap: OpenGap = { aboveId: at(60), belowId: at(20), rung: 'search' };
		const noted = noteRead(bare(at(1), { gaps: [gap] }), gap, read([at(30)]), { nowMs: now });
		expect(noted.newestId).toBe(at(1));
	});

	it('passes a post over that could not be read, and does not read it for ever', () => {
		const unreadable = nothing({ oldestId: at(1), newestId: at(1) });
		const noted = noteRead(bare(at(9)), { aboveId: at(9) }, unreadable, { nowMs: now });
		expect(noted).toEqual(bare(at(1)));
	});

	it('moves what the timeline shows no more to the search, older timeline gaps with it', () => {
		const gaps: OpenGap[] = [
			{ aboveId: at(90), belowId: at(80), rung: 'timeline', pagesRead: 3 },
			{ aboveId: at(60), belowId: at(20), rung: 'timeline', pagesRead: 3 },
		];
		const capped = nothing({ complete: false });
		const noted = noteRead(bare(at(1), { gaps }), gaps[1], capped, {
			nowMs: now,
			nextRung: 'search',
		});
		expect(noted.gaps).toEqual([
			{ aboveId: at(90), belowId: at(80), rung: 'search' },
			{ aboveId: at(60), belowId: at(20), rung: 'search' },
		]);
	});

	it('counts the pages above a timeline gap, since X counts what it shows from the newest post', () => {
		const gaps: OpenGap[] = [{ aboveId: at(60), belowId: at(20), rung: 'timeline', pagesRead: 3 }];
		const noted = noteRead(bare(at(9), { gaps }), { aboveId: at(9) }, read([at(1)], { pages: 4 }), {
			nowMs: now,
		});
		expect(noted.gaps).toEqual([{ ...gaps[0], pagesRead: 7 }]);
	});

	it('takes out of the middle of a gap what is given up, and keeps both sides', () => {
		const gap: OpenGap = { aboveId: at(60), belowId: at(20), rung: 'search' };
		const middle = { aboveId: at(50), belowId: at(40) };
		const noted = noteRead(bare(at(1), { gaps: [gap] }), middle, nothing(), { nowMs: now });
		expect(toSpans(noted)).toEqual([
			[at(60), next(at(50)), 'search'],
			[before(at(40)), at(20), 'search'],
		]);
	});

	it('makes one of two neighbours when there would be too many gaps, and drops none', () => {
		let checkpoint = bare(at(10_000));
		for (let n = 0; n < 100; n++) {
			const posts = [at(9000 - n * 10), at(9001 - n * 10)];
			const { newestId } = checkpoint;
			const cut = read(posts, { complete: false });
			checkpoint = noteRead(checkpoint, { aboveId: newestId }, cut, { nowMs: now + n });
		}
		expect(checkpoint.gaps).toHaveLength(gapCap);
		expect(checkpoint.gaps[0].aboveId).toBe(at(10_000));
		expect(checkpoint.gaps.at(-1)?.belowId).toBe(at(8011));
		expect(checkpoint.handedOn.length).toBeLessThanOrEqual(20);
		const spanned = checkpoint.handedOn.map(({ aboveId }) => aboveId).sort()[0];
		expect(spanned).toBe(before(at(9001)));
	});

	it('does not take an older hand-over for the last one after the clock was set back', () => {
		const ahead = noteRead(bare(at(9)), { aboveId: at(9) }, read([at(8)]), {
			nowMs: now + 24 * 60 * minutes,
		});
		const back = noteRead(ahead, { aboveId: at(8) }, read([at(1)]), { nowMs: now });
		const { head } = planReading(back, { ...afterStart, rewindMs: 0 });
		expect(BigInt(head.aboveId)).toBeLessThan(BigInt(at(8)));
	});
});

describe('polling over time', () => {
	it('hands on every post in spite of cut readings, failures, edits, and crashes before and after storing', () => {
		fc.assert(
			fc.property(story, (steps) => {
				const end = runStory(steps);
				expect(end.missing).toEqual([]);
				expect(end.mostGaps).toBeLessThanOrEqual(gapCap);
				expect(end.mostHandOvers).toBeLessThanOrEqual(2 * 20);
				expect(end.largestMemory).toBeLessThan(8_000);
			}),
			{ numRuns: 1500 },
		);
	});

	it.each([[100], [400], [1600]])(
		'drains %i pages for a number of pages that grows with them, restarts included',
		(pages) => {
			const backlog = pages * showsOf.page;
			const steps = Array.from({ length: 40 }, (_, n) => ({
				arriving: n === 0 ? backlog : 1,
				edited: 0,
				pages: 20,
				ends: n % 4 === 3 ? ('swallowed' as const) : ('well' as const),
			}));
			const end = runStory(steps, { pagesAtEnd: 20, quietPolls: 200 });
			expect(end.missing).toEqual([]);
			// What the last polls before each of ten restarts handed on is read once more.
			expect(end.pagesRead).toBeLessThan(1.5 * pages + 10 * 8 * 21 + 200);
		},
	);

	it('gets to the end of a drain although every single poll is followed by a restart', () => {
		const steps = Array.from({ length: 120 }, (_, n) => ({
			arriving: n === 0 ? 400 * showsOf.page : 0,
			edited: 0,
			pages: 20,
			ends: 'restarted' as const,
		}));
		expect(runStory(steps, { quietPolls: 0 }).missing).toEqual([]);
	});
});
