import type { XEvent } from '../domain/event';
import type { Charge } from '../domain/spend/charge';
import { HttpFailure } from '../http';
import { readX } from './call';
import { toReadCharges } from './charges';
import type { XClient } from './client';
import { parseRows } from './envelope';
import { type EarlyStop, type PageRules, readPages } from './pages';
import { parsePosts, toPostIds } from './parse-posts';
import { type PostReading, toContext } from './posts';
import type { RateLimit } from './rate-limit';
import { postQuery } from './raw-post';
import { type SearchWindow, toReachable, toWindow } from './search-window';

/** X's limit for a query in self-serve plans, in characters. */
export const queryMaxLength = 512;

export interface SearchQuery extends PostReading, PageRules {
	/** In X's search language, at most 512 characters. */
	query: string;
	window?: SearchWindow;
	/** Newest first unless told. */
	sort?: 'recency' | 'relevancy';
}

export interface SearchResult {
	posts: XEvent[];
	/** X's own objects, by post id. */
	raw: Map<string, unknown>;
	/** Posts that could not be read, and why. */
	unreadable: string[];
	/** X searches seven days back; what was asked for begins before. */
	isCutOff: boolean;
	charges: Charge[];
	rateLimit: RateLimit;
	/** Absent when X has no more. */
	stoppedBy?: EarlyStop;
}

/**
 * Public posts of the last seven days. One post read ($0.005) each; X hands out ten at least, so a smaller limit saves
 * nothing. Throws `HttpFailure`.
 */
export async function searchRecent(client: XClient, search: SearchQuery): Promise<SearchResult> {
	const query = checkQuery(search.query);
	const { window, isCutOff } = toReachable(search.window, Date.parse(search.receivedAt));
	const raw = new Map<string, unknown>();
	const unreadable: string[] = [];
	const { items, charges, rateLimit, stoppedBy } = await readPages(async (token, wanted) => {
		const answer = await readX(client, 'searchRecent', {
			query: {
				query,
				max_results: Math.min(100, Math.max(10, wanted)),
				next_token: token,
				sort_order: search.sort,
				...toWindow(window),
				...postQuery,
			},
		});
		const { rows, media, nextToken } = parseRows(answer);
		const parsed = parsePosts(rows, toContext(search, media));
		for (const [id, post] of parsed.raw) raw.set(id, post);
		unreadable.push(...parsed.unreadable.map(({ why }) => why));
		return {
			items: parsed.events,
			...(nextToken && { nextToken }),
			charges: toReadCharges('postRead', 'post', toPostIds(rows)),
			rateLimit: answer.rateLimit,
		};
	}, search);
	return {
		posts: items,
		raw,
		unreadable,
		isCutOff,
		charges,
		rateLimit,
		...(stoppedBy && { stoppedBy }),
	};
}

/** Refuses what X would refuse, by its number. */
export function checkQuery(query: string): string {
	const trimmed = query.trim();
	const length = [...trimmed].length;
	if (length >= 1 && length <= queryMaxLength) return trimmed;
	const problem =
		length === 0
			? 'is empty'
			: `has ${length} characters, and X takes ${queryMaxLength} at most: "${trimmed.slice(0, 60)}…"`;
	throw new HttpFailure('misconfigured', `'Query' ${problem}`, {
		hint: 'Write what to look for in X\'s search language, e.g. ("acme bank" OR #acme) -from:acme; split a long query in two.',
	});
}
