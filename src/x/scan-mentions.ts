import type { Scan, ScanResult } from '../domain/poll-plan';
import { toNewestId, toOldestId } from '../domain/post-id';
import { HttpFailure } from '../http';
import type { Account } from './account';
import type { XClient } from './client';
import { fetchMentions, type MentionPage } from './mentions';

/** X shows no more than this many of the newest mentions. */
export const mentionCap = 800;

const postsPerPage = 100;
/** Pages can come short or empty, where posts are gone or hidden, and still have successors. */
const pageCap = mentionCap / postsPerPage;

export interface MentionScan extends ScanResult {
	/** Pages read, each an API call. */
	pages: number;
	/** Posts that could not be read as events, and why. */
	unreadable: string[];
	/** Why the scan ended early; its first page had been read by then. */
	stoppedBy?: HttpFailure;
	/** X showed as many pages as it ever does: if there is more above the scan's lower end, it is out of reach. */
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
		pages: 0,
		unreadable: [],
		complete: false,
		reachedCap: false,
	};
	let page: MentionPage | undefined;
	// Some page tokens lead in circles.
	const tokens = new Set<string>();
	do {
		const stop = page && toStop(page, options);
		if (stop) return { ...result, stoppedBy: stop };
		const answer = await fetchMentions(client, {
			account: options.account,
			scan: options.scan,
			pageSize: postsPerPage,
			pageToken: page?.nextToken,
			receivedAt: options.receivedAt,
			postPriceUsd: options.postPriceUsd,
		}).catch(toFailure);
		if (answer instanceof HttpFailure) {
			if (result.pages === 0) throw answer;
			return { ...result, stoppedBy: answer };
		}
		page = answer;
		take(page, result);
		if (page.nextToken === undefined || tokens.has(page.nextToken)) break;
		tokens.add(page.nextToken);
	} while (result.pages < pageCap);
	const pages = (options.scan.pagesRead ?? 0) + result.pages;
	return { ...result, complete: true, reachedCap: pages >= pageCap };
}

function toFailure(error: unknown): HttpFailure {
	if (error instanceof HttpFailure) return error;
	throw error;
}

function take(page: MentionPage, result: MentionScan): void {
	result.pages += 1;
	result.events.push(...page.events);
	result.unreadable.push(...page.unreadable);
	result.newestId = toNewestId([result.newestId, page.newestId]);
	result.oldestId = toOldestId([result.oldestId, page.oldestId]);
}

function toStop({ rateLimit }: MentionPage, options: ScanOptions): HttpFailure | undefined {
	const nowMs = options.nowMs();
	if (rateLimit.remaining === 0) {
		return new HttpFailure('rate-limited', "X's limit of calls is used up for now", {
			retryAfterMs: Math.max(1000, (rateLimit.resetsAtMs ?? nowMs + 15 * 60_000) - nowMs),
		});
	}
	if (nowMs < options.deadlineMs) return undefined;
	return new HttpFailure('temporarily-unavailable', 'the time n8n gives one poll is used up', {
		retryAfterMs: 0,
	});
}
