import type { XEvent } from './event';
import { compareIds, toIdBefore, toIdTime, toNewestId, toOldestId } from './post-id';

/**
 * What a poll remembers. Everything up to `newestId` was handed on, except what lies inside `gap`.
 * Lives in n8n's static data, so it stays small and plain JSON.
 */
export interface Checkpoint {
	newestId: string;
	/** The posts last handed on were all above this id: a crash right after may have swallowed them. */
	handedOnAboveId?: string;
	/** Posts not read yet because a scan was cut short. */
	gap?: Required<Scan>;
}

/** Which posts to read next: newer than `aboveId` and, when given, older than `belowId`; neither is one of them. */
export interface Scan {
	aboveId: string;
	belowId?: string;
	/** Pages that earlier polls read above `belowId`: X shows only so many in all. */
	pagesRead?: number;
}

/** What came of a scan. X answers newest first, so an interrupted one has read the newest part. */
export interface ScanResult {
	events: XEvent[];
	/** Oldest post id seen, also of posts that could not be read as events. */
	oldestId?: string;
	newestId?: string;
	/** Whether X said that there is nothing more above `aboveId`. */
	complete: boolean;
	pages: number;
}

export interface PollPlan {
	/** Oldest first, each post once. */
	emit: XEvent[];
	next: Checkpoint;
}

/**
 * Chooses what to read. A gap comes before new posts, since it holds the older ones.
 * The first poll after a start goes back by `rewindMs`, and at least to where the last hand-over began.
 *
 * @param at.sinceMs when watching began, milliseconds since 1970; counts until something was read
 */
export function planScan(
	checkpoint: Checkpoint | undefined,
	at: { sinceMs: number; rewindMs: number; isFirstSinceStart: boolean },
): Scan {
	if (!checkpoint) return { aboveId: toIdBefore(at.sinceMs - at.rewindMs) };
	if (at.isFirstSinceStart) return { aboveId: toRewindId(checkpoint, at.rewindMs) };
	return checkpoint.gap ?? { aboveId: checkpoint.newestId };
}

/** Decides what to hand on and what to remember. Nothing is ever remembered as read that was not. */
export function planPoll(
	checkpoint: Checkpoint | undefined,
	scan: Scan,
	result: ScanResult,
): PollPlan {
	const emit = toOldestFirst(result.events);
	const newestId =
		toNewestId([checkpoint?.newestId, result.newestId, scan.aboveId]) ?? scan.aboveId;
	const handedOnAboveId = emit.length > 0 ? scan.aboveId : checkpoint?.handedOnAboveId;
	return {
		emit,
		next: {
			newestId,
			...(handedOnAboveId === undefined ? {} : { handedOnAboveId }),
			...toGap(scan, result, checkpoint),
		},
	};
}

function toRewindId({ newestId, handedOnAboveId, gap }: Checkpoint, rewindMs: number): string {
	const ids = [newestId, handedOnAboveId, gap?.aboveId, toIdBefore(toIdTime(newestId) - rewindMs)];
	return toOldestId(ids) ?? newestId;
}

function toGap(scan: Scan, result: ScanResult, checkpoint?: Checkpoint): Pick<Checkpoint, 'gap'> {
	if (result.complete) return {};
	const belowId = result.oldestId ?? scan.belowId;
	const pagesRead = (scan.pagesRead ?? 0) + result.pages;
	if (belowId !== undefined) return { gap: { aboveId: scan.aboveId, belowId, pagesRead } };
	// Nothing was read at all: what was open before stays open, and only that.
	return checkpoint?.gap ? { gap: checkpoint.gap } : {};
}

function toOldestFirst(events: XEvent[]): XEvent[] {
	const byId = new Map(events.map((event) => [event.id, event]));
	return [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
}
