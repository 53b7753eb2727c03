import type { XEvent } from '../../domain/event';
import type { Range, RangeRead } from '../../domain/intake/checkpoint';
import { isWithin } from '../../domain/intake/span';
import { compareIds } from '../../domain/post-id';
import type { Charge } from '../../domain/spend/charge';
import { HttpFailure, toHttpFailure } from '../../http';
import type { RateLimit } from '../rate-limit';

/** One answer of X, newest first. */
export interface RangePage {
	events: XEvent[];
	/** Posts that could not be read as events, and why. */
	unreadable: string[];
	/** Of all posts X sent, readable or not. */
	postIds: string[];
	nextToken?: string;
	charges: Charge[];
	rateLimit: RateLimit;
}

export interface ScanRules {
	/** X takes no smaller pages, and no larger ones. */
	pageSize: { least: number; most: number };
	mostPages?: number;
	mostPosts?: number;
	/** So many posts of an answer may be out of place, because X sends one again now and then. */
	strays?: number;
	nowMs: () => number;
	/** No further page is started after this instant, milliseconds since 1970. */
	deadlineMs: number;
}

/** Why a scan ended although X has more. */
export interface ScanStop {
	reason: 'pages' | 'posts' | 'circle' | 'rate limit' | 'deadline' | 'failure';
	/** A clause for ops staff. */
	message: string;
	/** When it can go on, milliseconds since 1970, where X said so. */
	untilMs?: number;
}

export interface RangeScan extends RangeRead {
	unreadable: string[];
	charges: Charge[];
	/** As of the last page. */
	rateLimit: RateLimit;
	/** Absent when X has no more. */
	stop?: ScanStop;
}

/**
 * Reads a range, newest first, until X has no more or a rule says stop. Throws `HttpFailure` only when the first page fails; a
 * later failure ends the scan with what there is.
 */
export async function scanRange(
	fetchPage: (pageSize: number, token: string | undefined) => Promise<RangePage>,
	range: Range,
	rules: ScanRules,
): Promise<RangeScan> {
	const scan: Progress = { events: [], pages: 0, unreadable: [], charges: [] };
	const { least, most } = rules.pageSize;
	const ids = new Set<string>();
	const tokens = new Set<string>();
	let sent = 0;
	for (let token: string | undefined, rateLimit: RateLimit = {}; ; ) {
		const stop = scan.pages > 0 ? toStop(scan.pages, sent, rateLimit, rules) : undefined;
		if (stop) return close({ ...scan, rateLimit, stop }, ids, rules);
		const wanted = (rules.mostPosts ?? Infinity) - sent;
		const page = await fetchPage(Math.min(most, Math.max(least, wanted)), token).catch(
			toHttpFailure,
		);
		if (page instanceof HttpFailure) {
			if (scan.pages === 0) throw page;
			return close({ ...scan, rateLimit, stop: toFailed(page, rules.nowMs()) }, ids, rules);
		}
		scan.pages += 1;
		scan.events.push(...page.events);
		scan.unreadable.push(...page.unreadable);
		scan.charges.push(...page.charges);
		sent += page.postIds.length;
		for (const id of page.postIds) if (isWithin(id, range)) ids.add(id);
		({ rateLimit, nextToken: token } = page);
		// Some tokens lead in circles; without a single post, there is nothing to go on below.
		const isCircle = token !== undefined && tokens.has(token);
		if (token === undefined || (isCircle && ids.size === 0)) {
			return close({ ...scan, rateLimit }, ids, rules);
		}
		if (isCircle) return close({ ...scan, rateLimit, stop: circle }, ids, { ...rules, strays: 0 });
		tokens.add(token);
	}
}

type Progress = Pick<RangeScan, 'events' | 'pages' | 'unreadable' | 'charges'>;

/** How a failure ends a scan. */
export function toFailed({ kind, message, retryAfterMs }: HttpFailure, nowMs: number): ScanStop {
	const untilMs = retryAfterMs === undefined ? {} : { untilMs: nowMs + retryAfterMs };
	return { reason: kind === 'rate-limited' ? 'rate limit' : 'failure', message, ...untilMs };
}

function close(scan: Omit<RangeScan, 'complete'>, ids: Set<string>, rules: ScanRules): RangeScan {
	const complete = scan.stop === undefined;
	const oldestFirst = [...ids].sort(compareIds);
	if (oldestFirst.length === 0) return { ...scan, complete };
	// A stray far below would make the posts between look as if they had been read.
	const doubtful = complete ? 0 : Math.min(rules.strays ?? 0, Math.floor(ids.size / 2));
	return { ...scan, complete, oldestId: oldestFirst[doubtful], newestId: oldestFirst.at(-1) };
}

function toStop(
	pages: number,
	sent: number,
	rateLimit: RateLimit,
	{ mostPages = Infinity, mostPosts = Infinity, pageSize, nowMs, deadlineMs }: ScanRules,
): ScanStop | undefined {
	if (pages >= mostPages) return { reason: 'pages', message: `X shows ${mostPages} pages` };
	if (mostPosts - sent < pageSize.least) {
		return { reason: 'posts', message: `reading ends after ${sent} posts` };
	}
	if (rateLimit.remaining === 0) return toUsedUp(rateLimit);
	if (nowMs() < deadlineMs) return undefined;
	return { reason: 'deadline', message: 'the time for one poll is used up' };
}

export const toUsedUp = ({ resetsAtMs }: RateLimit): ScanStop => ({
	reason: 'rate limit',
	message: "X's limit of calls is used up",
	...(resetsAtMs !== undefined && { untilMs: resetsAtMs }),
});

const circle: ScanStop = { reason: 'circle', message: 'X sent the same page again' };
