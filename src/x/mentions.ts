import type { XEvent } from '../domain/event';
import type { Range } from '../domain/intake/checkpoint';
import { compareIds, isPointInTime, toIdTime, toNewestId, toOldestId } from '../domain/post-id';
import type { Account } from './account';
import { type CallAnswer, readX } from './call';
import type { XClient } from './client';
import { parseRows } from './envelope';
import { parsePosts, toPostIds } from './parse-posts';
import type { RateLimit } from './rate-limit';
import { postQuery } from './raw-post';
import { toXTime } from './x-time';

/** One answer of X's mentions timeline, newest first. */
export interface MentionPage {
	events: XEvent[];
	/** X's own objects, by post id. */
	raw: Map<string, unknown>;
	/** Posts that could not be read as events, and why; the page goes on without them. */
	unreadable: string[];
	/** Of all posts X sent, readable or not, as they came. */
	postIds: string[];
	newestId?: string;
	oldestId?: string;
	nextToken?: string;
	rateLimit: RateLimit;
}

export interface MentionQuery {
	account: Account;
	scan?: Range;
	/** 5 to 100. */
	pageSize: number;
	pageToken?: string;
	receivedAt: string;
	/** US dollars X charges for one of these posts. */
	postPriceUsd: number;
}

/** Fetches one page of the posts that mention the account. Throws `HttpFailure`. */
export async function fetchMentions(client: XClient, query: MentionQuery): Promise<MentionPage> {
	const answer = await readX(client, 'mentions', {
		path: { id: query.account.id },
		query: {
			max_results: query.pageSize,
			pagination_token: query.pageToken,
			...toBounds(query.scan),
			...postQuery,
		},
	});
	return { ...parsePage(answer, query), rateLimit: answer.rateLimit };
}

/** X takes either an id or a time as the lower end, and an id we made up from a time is not one of X's. */
function toBounds(scan?: Range): Record<string, string> {
	if (!scan) return {};
	const lower: Record<string, string> = isPointInTime(scan.aboveId)
		? { start_time: toXTime(toIdTime(scan.aboveId)) }
		: { since_id: scan.aboveId };
	return scan.belowId === undefined ? lower : { ...lower, until_id: scan.belowId };
}

function parsePage(answer: CallAnswer, query: MentionQuery): Omit<MentionPage, 'rateLimit'> {
	const { rows, media, nextToken } = parseRows(answer);
	const { events, raw, unreadable } = parsePosts(rows, {
		account: query.account,
		source: 'poll',
		receivedAt: query.receivedAt,
		costUsd: query.postPriceUsd,
		media,
		areMentions: true,
	});
	// A post that X delivers a second time may lie outside of what was asked for; it says nothing about the progress.
	const postIds = toPostIds(rows);
	const ids = postIds.filter((id) => compareIds(id, query.scan?.aboveId ?? '0') > 0);
	return {
		events,
		raw,
		postIds,
		unreadable: unreadable.map(({ why }) => why),
		...(ids.length > 0 && { oldestId: toOldestId(ids), newestId: toNewestId(ids) }),
		...(nextToken && { nextToken }),
	};
}
