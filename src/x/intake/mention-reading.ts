import type { XEvent } from '../../domain/event';
import type { Checkpoint, OpenGap, Range, RangeRead, Rung } from '../../domain/intake/checkpoint';
import type { Gap } from '../../domain/intake/coverage';
import { noteRead } from '../../domain/intake/plan-reading';
import { toNextId } from '../../domain/intake/span';
import { isPointInTime, toIdTime, toOldestId } from '../../domain/post-id';
import type { Charge } from '../../domain/spend/charge';
import type { RangeScan } from './scan-range';
import type { Turn } from './turn';

/** What one poll has come to so far. */
export interface Reading {
	turn: Turn;
	checkpoint: Checkpoint;
	events: Map<string, XEvent>;
	/** Lowest end of what this poll proved read. */
	provedAboveId?: string;
	pages: number;
	charges: Charge[];
	unreadable: string[];
	notes: string[];
	lost: Gap[];
	/** Why a rung leads no further in this poll; a clause. */
	ended: Map<Rung, string>;
	/** Why a gap waits for another poll, by its upper end; a clause. */
	waiting: Map<string, string>;
	/** X takes no search before, milliseconds since 1970. */
	searchWaitsUntilMs?: number;
	/** X takes no call for the timeline before, milliseconds since 1970. */
	waitUntilMs?: number;
}

/** Hands on what was scanned, and remembers how far it went. */
export function take(
	reading: Reading,
	range: Range | OpenGap,
	{ complete, ...scan }: RangeScan,
	nextRung?: Rung,
): void {
	const result: RangeRead = { ...scan, complete: complete && nextRung === undefined };
	reading.checkpoint = noteRead(reading.checkpoint, range, result, {
		nowMs: reading.turn.startedMs,
		...(nextRung && { nextRung }),
	});
	for (const event of scan.events) {
		if (!reading.events.has(event.id)) reading.events.set(event.id, event);
	}
	reading.pages += scan.pages;
	reading.charges.push(...scan.charges);
	reading.unreadable.push(...scan.unreadable);
	const lower = result.complete ? range.aboveId : scan.oldestId;
	if (lower !== undefined) reading.provedAboveId = toOldestId([reading.provedAboveId, lower]);
}

/** What cannot be read and never will be: stated once, and forgotten. */
export function giveUp(reading: Reading, span: Required<Range>, reason: string): void {
	close(reading, span);
	reading.lost.push(toGap(span, 'lost', reason));
}

/** Nothing of it has to be read any more. */
export function close(reading: Reading, span: Required<Range>): void {
	const nothing = { events: [], complete: true, pages: 0 };
	reading.checkpoint = noteRead(reading.checkpoint, span, nothing, {
		nowMs: reading.turn.startedMs,
	});
}

/** Goes on with the whole gap on another rung. */
export function moveOn(reading: Reading, gap: OpenGap, nextRung: Rung): void {
	const nothing = { events: [], complete: false, pages: 0 };
	reading.checkpoint = noteRead(reading.checkpoint, gap, nothing, {
		nowMs: reading.turn.startedMs,
		nextRung,
	});
}

export const toGap = (
	{ aboveId, belowId }: Required<Range>,
	fate: Gap['fate'],
	reason: string,
): Gap => ({ from: toTime(aboveId), to: toTime(belowId), fate, reason });

/** The time of an id, ISO 8601; of one that stands for a point in time, that point. */
export const toTime = (id: string) =>
	new Date(toIdTime(isPointInTime(id) ? toNextId(id) : id)).toISOString();
