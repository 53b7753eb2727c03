import fc from 'fast-check';

import type { Checkpoint, Scan } from '../../src/domain/poll-plan';
import { planPoll, planScan } from '../../src/domain/poll-plan';
import { compareIds, toIdBefore } from '../../src/domain/post-id';
import { makeEvent } from '../support/events';

const minutes = 60_000;
const now = Date.parse('2026-11-20T12:00:00Z');
/** The id of a post made that many minutes before noon; `sequence` tells posts of one millisecond apart. */
const at = (minutesAgo: number, sequence = 1) =>
	String(BigInt(toIdBefore(now - minutesAgo * minutes)) + BigInt(sequence));
const later = { sinceMs: now, rewindMs: 15 * minutes, isFirstSinceStart: false };
const afterStart = { ...later, isFirstSinceStart: true };
const events = (...ids: string[]) => ids.map((id) => makeEvent({ id }));

describe('planScan', () => {
	it('starts a quarter of an hour back when nothing was read yet', () => {
		expect(planScan(undefined, afterStart)).toEqual({ aboveId: toIdBefore(now - 15 * minutes) });
	});

	it('goes on above the newest post read', () => {
		expect(planScan({ newestId: at(5) }, later)).toEqual({ aboveId: at(5) });
	});

	it('reads the gap of an interrupted scan before anything new, since it holds the older posts', () => {
		const gap = { aboveId: at(60), belowId: at(30), pagesRead: 1 };
		expect(planScan({ newestId: at(5), gap }, later)).toEqual(gap);
	});

	it('goes back after a start, so that what a crash swallowed comes again', () => {
		const scan = planScan({ newestId: at(5) }, afterStart);
		expect(scan).toEqual({ aboveId: toIdBefore(now - 20 * minutes) });
	});

	it('goes back to where the last hand-over began when that is further than the rewind', () => {
		const checkpoint = { newestId: at(5), handedOnAboveId: at(300) };
		expect(planScan(checkpoint, afterStart)).toEqual({ aboveId: at(300) });
	});

	it('covers an open gap with the rewind, in one scan', () => {
		const checkpoint = {
			newestId: at(5),
			gap: { aboveId: at(900), belowId: at(600), pagesRead: 2 },
		};
		expect(planScan(checkpoint, afterStart)).toEqual({ aboveId: at(900) });
	});
});

describe('planPoll', () => {
	it('hands on oldest first and each post once, whatever order and duplicates X sent', () => {
		const result = {
			events: events(at(1), at(3), at(2), at(3)),
			oldestId: at(3),
			newestId: at(1),
			complete: true,
			pages: 1,
		};
		const plan = planPoll({ newestId: at(9) }, { aboveId: at(9) }, result);
		expect(plan.emit.map(({ id }) => id)).toEqual([at(3), at(2), at(1)]);
		expect(plan.next).toEqual({ newestId: at(1), handedOnAboveId: at(9) });
	});

	it('keeps its place when there is nothing new', () => {
		const checkpoint = { newestId: at(9), handedOnAboveId: at(20) };
		const plan = planPoll(checkpoint, { aboveId: at(9) }, { events: [], complete: true, pages: 1 });
		expect(plan).toEqual({ emit: [], next: checkpoint });
	});

	it('remembers where it started when the very first scan found nothing', () => {
		const scan = { aboveId: toIdBefore(now - 15 * minutes) };
		const plan = planPoll(undefined, scan, { events: [], complete: true, pages: 1 });
		expect(plan.next).toEqual({ newestId: scan.aboveId });
	});

	it('resumes below the oldest post when the rate limit cut the scan short', () => {
		const result = {
			events: events(at(1), at(2)),
			oldestId: at(2),
			newestId: at(1),
			complete: false,
			pages: 1,
		};
		const plan = planPoll({ newestId: at(60) }, { aboveId: at(60) }, result);
		expect(plan.next).toEqual({
			newestId: at(1),
			handedOnAboveId: at(60),
			gap: { aboveId: at(60), belowId: at(2), pagesRead: 1 },
		});
		expect(planScan(plan.next, later)).toEqual({ aboveId: at(60), belowId: at(2), pagesRead: 1 });
	});

	it('passes a post over that could not be read, and does not read it for ever', () => {
		const result = { events: [], oldestId: at(1), newestId: at(1), complete: true, pages: 1 };
		const plan = planPoll({ newestId: at(9) }, { aboveId: at(9) }, result);
		expect(plan.next.newestId).toBe(at(1));
	});

	it('never goes back, also when a gap held only older posts', () => {
		const checkpoint = { newestId: at(1), gap: { aboveId: at(60), belowId: at(20), pagesRead: 1 } };
		const result = {
			events: events(at(30)),
			oldestId: at(30),
			newestId: at(30),
			complete: true,
			pages: 1,
		};
		const plan = planPoll(checkpoint, checkpoint.gap, result);
		expect(plan.next).toEqual({ newestId: at(1), handedOnAboveId: at(60) });
	});
});

/** X's side of a scan: newest first, and cut off after `limit` posts. */
function readTimeline(posts: string[], scan: Scan, limit: number) {
	const inRange = posts
		.filter((id) => compareIds(id, scan.aboveId) > 0)
		.filter((id) => scan.belowId === undefined || compareIds(id, scan.belowId) < 0)
		.sort((a, b) => compareIds(b, a));
	const read = inRange.slice(0, limit);
	return {
		events: events(...read),
		...(read.length > 0 && { newestId: read[0], oldestId: read.at(-1) }),
		complete: read.length === inRange.length,
		pages: 1,
	};
}

type Step = {
	arriving: number;
	limit: number;
	ends: 'well' | 'failed' | 'items lost' | 'nothing stored';
};

const steps = fc.array(
	fc.record<Step>({
		arriving: fc.integer({ min: 0, max: 6 }),
		limit: fc.integer({ min: 1, max: 5 }),
		ends: fc.constantFrom('well', 'well', 'well', 'failed', 'items lost', 'nothing stored'),
	}),
	{ maxLength: 30 },
);

describe('polling over time', () => {
	it('hands on every post in spite of cut scans and of crashes that swallow what was just handed on', () => {
		fc.assert(
			fc.property(steps, (story) => {
				const posts: string[] = [];
				const arrived = new Set<string>();
				let checkpoint: Checkpoint | undefined;
				let nowMs = now;
				let isFirstSinceStart = true;

				const poll = (step: Step) => {
					nowMs += 2 * minutes;
					for (let i = 0; i < step.arriving; i++)
						posts.push(String(BigInt(toIdBefore(nowMs - 1000 + i)) + 7n));
					if (step.ends === 'failed') return;
					const scan = planScan(checkpoint, {
						sinceMs: nowMs,
						rewindMs: 15 * minutes,
						isFirstSinceStart,
					});
					const plan = planPoll(checkpoint, scan, readTimeline(posts, scan, step.limit));
					isFirstSinceStart = step.ends !== 'well';
					// The first poll belongs to the activation, and n8n stores what that one remembers.
					if (step.ends === 'nothing stored' && checkpoint) return;
					checkpoint = plan.next;
					if (step.ends === 'well') for (const { id } of plan.emit) arrived.add(id);
				};

				for (const step of story) poll(step);
				// A quiet end: enough whole scans to close what is open.
				for (let i = 0; i < 3; i++) poll({ arriving: 0, limit: 1000, ends: 'well' });
				expect(posts.filter((id) => !arrived.has(id))).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});
});
