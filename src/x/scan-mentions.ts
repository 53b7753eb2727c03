import type { Scan, ScanResult } from '../domain/poll-plan';
import { compareIds } from '../domain/post-id';
import { HttpFailure } from '../http';
import type { Account } from './account';
import type { XClient } from './client';
import { fetchMentions, type MentionPage } from './mentions';

/** X shows no more than this many of the newest mentions. */
export const mentionCap = 800;

/** A page can be empty and have successors, where posts were deleted; but some page tokens lead in circles. */
const stalePagesAllowed = 3;

export interface MentionScan extends ScanResult {
	/** API calls made. */
	calls: number;
	/** Posts that could not be read as events, and why. */
	unreadable: string[];
	/** Why the scan ended early; its first page had been read by then. */
	stoppedBy?: HttpFailure;
	/** X showed as many as it ever does: what lies between here and the scan's lower end is out of reach. */
	reachedCap: boolean;
}

export interface ScanOptions {
	account: Account;
	scan: Scan;
	receivedAt: string;
	/** US dollars X charges for one of these posts. */
	postPriceUsd: number;
	nowMs: () => number;
	/** No further page is started after this instant (milliseconds since 1970). */
	deadlineMs: number;
}

/**
 * Reads all mentions of the scan's range, newest first, until X has no more, its limit is used up, or time is over.
 * Throws `HttpFailure` only when nothing was read; a later failure ends the scan with what there is.
 */
export async function scanMentions(client: XClient, options: ScanOptions): Promise<MentionScan> {
	const result: MentionScan = {
		events: [],
		calls: 0,
		unreadable: [],
		complete: false,
		reachedCap: false,
	};
	let page: MentionPage | undefined;
	let stalePages = 0;
	do {
		const stop = page && toStop(page, options);
		if (stop) return { ...result, stoppedBy: stop };
		const answer = await fetchMentions(client, {
			account: options.account,
			scan: options.scan,
			pageSize: 100,
			pageToken: page?.nextToken,
			receivedAt: options.receivedAt,
			postPriceUsd: options.postPriceUsd,
		}).catch(toFailure);
		if (answer instanceof HttpFailure) {
			if (result.calls === 0) throw answer;
			return { ...result, stoppedBy: answer };
		}
		page = answer;
		result.calls += 1;
		stalePages = take(page, result) ? 0 : stalePages + 1;
	} while (page.nextToken !== undefined && stalePages < stalePagesAllowed);
	const read = result.events.length + result.unreadable.length;
	return { ...result, complete: true, reachedCap: read >= mentionCap };
}

function toFailure(error: unknown): HttpFailure {
	if (error instanceof HttpFailure) return error;
	throw error;
}

/** Adds the page to the result; false when it reaches no older post than the pages before. */
function take(page: MentionPage, result: MentionScan): boolean {
	result.events.push(...page.events);
	result.unreadable.push(...page.unreadable);
	result.newestId ??= page.newestId;
	const { oldestId } = page;
	const isOlder =
		oldestId !== undefined &&
		(result.oldestId === undefined || compareIds(oldestId, result.oldestId) < 0);
	if (isOlder) result.oldestId = oldestId;
	return isOlder;
}

function toStop({ rateLimit }: MentionPage, options: ScanOptions): HttpFailure | undefined {
	const nowMs = options.nowMs();
	if (rateLimit.remaining === 0) {
		return new HttpFailure('rate-limited', "X's limit for this quarter of an hour is used up", {
			retryAfterMs: Math.max(1000, (rateLimit.resetsAtMs ?? nowMs + 15 * 60_000) - nowMs),
		});
	}
	if (nowMs < options.deadlineMs) return undefined;
	return new HttpFailure('temporarily-unavailable', 'the time n8n gives one poll is used up', {
		retryAfterMs: 0,
	});
}
