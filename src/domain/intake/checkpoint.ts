import type { XEvent } from '../event';

/**
 * What the polls of a source with growing ids remember. Everything up to `newestId` was handed on, except what lies inside
 * `gaps`. Lives in n8n's static data, so it stays small and plain JSON.
 */
export interface Checkpoint {
	newestId: string;
	/** Not read yet, oldest first, not overlapping; a bounded number. */
	gaps: OpenGap[];
	/** What was handed on a short time ago: a crash may have swallowed it. */
	handedOn: HandOver[];
}

/** Which ids to read: newer than `aboveId` and, when given, older than `belowId`; neither is one of them. */
export interface Range {
	aboveId: string;
	belowId?: string;
}

export interface OpenGap {
	aboveId: string;
	belowId: string;
	rung: Rung;
	/** Of the timeline: pages read above it and of it since it opened. X shows only so many in all, counted from the newest. */
	pagesRead?: number;
	/** Was handed on shortly before a restart, which may have swallowed it: nothing is missing for sure, so it can wait. */
	isRepeat?: true;
}

/**
 * The ways to what was missed, in the order in which they are tried: the account's own timeline (X shows 800), the search of the
 * last seven days, the activity of the last 24 hours told once more. What none of them reaches is a stated gap.
 */
export type Rung = 'timeline' | 'search' | 'replay';

export interface HandOver {
	aboveId: string;
	/** Absent: up to the newest. */
	belowId?: string;
	/** When the poll began that handed it on; milliseconds since 1970. */
	atMs: number;
	/** How it was read; absent: by the timeline. */
	rung?: Rung;
}

/** What came of reading a range. X answers newest first, so an interrupted reading has the newest part. */
export interface RangeRead {
	events: XEvent[];
	/** Of all posts seen, also of those that could not be read as events. */
	oldestId?: string;
	newestId?: string;
	/** Whether X said that there is nothing more above `aboveId`. */
	complete: boolean;
	pages: number;
}
