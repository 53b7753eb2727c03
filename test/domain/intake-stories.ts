import fc from 'fast-check';

import type { Checkpoint, OpenGap, Range, RangeRead } from '../../src/domain/intake/checkpoint';
import { toReadingOrder } from '../../src/domain/intake/open-gaps';
import { noteRead, planReading } from '../../src/domain/intake/plan-reading';
import { compareIds, toIdBefore } from '../../src/domain/post-id';
import { makeEvent } from '../support/events';

export const minutes = 60_000;
export const now = Date.parse('2026-11-20T12:00:00Z');
const rewindMs = 15 * minutes;
const intervalMs = 2 * minutes;

/** X in small: so many posts a page, so many pages of the timeline. */
export const showsOf = { page: 2, pages: 8 };

export interface Step {
	arriving: number;
	/** So many of the posts there are get a new id. */
	edited: number;
	/** Pages that this poll may read before the limit of calls is used up. */
	pages: number;
	/**
	 * `failed`: X cannot be asked; `restarted`: n8n is stopped and started afterwards; `swallowed`: stored, but n8n is killed
	 * before it has worked on what the last polls handed on; `not stored`: worked on, but killed before it stored how far it
	 * was; `nothing kept`: neither.
	 */
	ends: 'well' | 'failed' | 'restarted' | 'swallowed' | 'not stored' | 'nothing kept';
}

export const story = fc.array(
	fc.record<Step>({
		arriving: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })),
		edited: fc.integer({ min: 0, max: 2 }),
		pages: fc.integer({ min: 1, max: 12 }),
		ends: fc.constantFrom<Step['ends']>(
			...(['well', 'well', 'well', 'failed', 'restarted', 'swallowed'] as const),
			...(['not stored', 'nothing kept'] as const),
		),
	}),
	{ maxLength: 40 },
);

/** Lives through the story, then through quiet polls, and says what never arrived. */
export function runStory(steps: Step[], { pagesAtEnd = 100_000, quietPolls = 4 } = {}) {
	const posts = new Timeline();
	const arrived = new Set<string>();
	/** Handed on, but not worked on yet: a kill loses it. */
	let waiting: Array<{ ids: string[]; atMs: number }> = [];
	let checkpoint: Checkpoint | undefined;
	let nowMs = now;
	let isFirstSinceStart = true;
	const end = {
		missing: [] as string[],
		pagesRead: 0,
		mostGaps: 0,
		mostHandOvers: 0,
		largestMemory: 0,
	};

	const poll = (step: Step) => {
		nowMs += intervalMs;
		posts.add(step.arriving, nowMs);
		posts.edit(step.edited, nowMs);
		if (step.ends === 'failed') return;
		const at = { sinceMs: now, rewindMs, isFirstSinceStart };
		const read = readAll(posts, checkpoint, { ...at, nowMs, pages: step.pages });
		end.pagesRead += read.pages;
		isFirstSinceStart = step.ends !== 'well';
		const isStored = step.ends !== 'not stored' && step.ends !== 'nothing kept';
		if (isStored) checkpoint = JSON.parse(JSON.stringify(read.checkpoint)) as Checkpoint;
		end.mostGaps = Math.max(end.mostGaps, read.checkpoint.gaps.length);
		end.mostHandOvers = Math.max(end.mostHandOvers, read.checkpoint.handedOn.length);
		end.largestMemory = Math.max(end.largestMemory, JSON.stringify(read.checkpoint).length);
		if (step.ends !== 'nothing kept' && read.ids.length > 0)
			waiting.push({ ids: read.ids, atMs: nowMs });
		const isKilled = step.ends === 'swallowed' || step.ends === 'nothing kept';
		const lastMs = waiting.at(-1)?.atMs ?? nowMs;
		const isDone = ({ atMs }: { atMs: number }) =>
			!isKilled && (step.ends !== 'well' || atMs <= lastMs - rewindMs);
		for (const { ids } of waiting.filter(
			(it) => isDone(it) || (isKilled && it.atMs <= lastMs - rewindMs),
		))
			for (const id of ids) arrived.add(id);
		waiting = isKilled ? [] : waiting.filter((it) => !isDone(it));
	};

	for (const step of steps) poll(step);
	const quiet = { arriving: 0, edited: 0, pages: pagesAtEnd, ends: 'well' as const };
	for (let n = 0; n < quietPolls; n++) poll(quiet);
	for (const { ids } of waiting) for (const id of ids) arrived.add(id);
	return { ...end, missing: posts.ids.filter((id) => !arrived.has(id)) };
}

/** X's side: what it shows, newest first. */
class Timeline {
	/** Oldest first. */
	ids: string[] = [];

	add(count: number, nowMs: number): void {
		for (let n = 0; n < count; n++) {
			this.ids.push(String(BigInt(toIdBefore(nowMs - 1000 + (n % 900))) + 7n + BigInt(n)));
		}
		this.ids.sort(compareIds);
	}

	/** An edit is a new post; the old one is not shown any more. */
	edit(count: number, nowMs: number): void {
		for (let n = 0; n < count && this.ids.length > 0; n++) {
			const at = (n * 7 + this.ids.length) % this.ids.length;
			this.ids.splice(at, 1);
			this.ids.push(String(BigInt(toIdBefore(nowMs)) + 1_000n + BigInt(n)));
		}
	}

	/** Reads page after page, at most so many. */
	read(
		range: Range,
		rung: 'timeline' | 'search',
		mostPages: number,
	): RangeRead & { isCut: boolean } {
		const most = showsOf.page * showsOf.pages;
		const shown = rung === 'timeline' ? this.ids.slice(-most) : this.ids;
		const inRange = shown
			.filter((id) => compareIds(id, range.aboveId) > 0)
			.filter((id) => range.belowId === undefined || compareIds(id, range.belowId) < 0)
			.reverse();
		const wholePages = Math.max(1, Math.ceil(inRange.length / showsOf.page));
		const pages = Math.min(mostPages, wholePages);
		const ids = inRange.slice(0, pages * showsOf.page);
		return {
			events: ids.map((id) => makeEvent({ id })),
			...(ids.length > 0 && { newestId: ids[0], oldestId: ids.at(-1) }),
			complete: pages === wholePages,
			isCut: pages < wholePages,
			pages,
		};
	}
}

/** One poll: the head, then gaps as long as there are pages left. */
function readAll(
	posts: Timeline,
	before: Checkpoint | undefined,
	at: {
		sinceMs: number;
		rewindMs: number;
		isFirstSinceStart: boolean;
		nowMs: number;
		pages: number;
	},
) {
	const plan = planReading(before, at);
	let { checkpoint } = plan;
	let pages = 0;
	const ids = new Set<string>();
	const read = (range: Range | OpenGap, rung: 'timeline' | 'search') => {
		const { isCut, ...result } = posts.read(range, rung, at.pages - pages);
		pages += result.pages;
		for (const { id } of result.events) ids.add(id);
		const earlier = 'pagesRead' in range ? (range.pagesRead ?? 0) : 0;
		const isCapped = rung === 'timeline' && !isCut && earlier + result.pages >= showsOf.pages;
		checkpoint = noteRead(
			checkpoint,
			range,
			{ ...result, complete: result.complete && !isCapped },
			{ nowMs: at.nowMs, ...(isCapped && { nextRung: 'search' as const }) },
		);
	};
	read(plan.head, 'timeline');
	for (let gap = toReadingOrder(checkpoint.gaps)[0]; gap && pages < at.pages; ) {
		read(gap, gap.rung === 'timeline' ? 'timeline' : 'search');
		gap = toReadingOrder(checkpoint.gaps)[0];
	}
	return { checkpoint, pages, ids: [...ids] };
}
