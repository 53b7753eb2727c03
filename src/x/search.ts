import type { XEvent } from '../domain/event';
import type { Charge } from '../domain/spend/charge';
import { HttpFailure } from '../http';
import { readX } from './call';
import { toReadCharges } from './charges';
import type { XClient } from './client';
import { parseRows } from './envelope';
import { type EarlyStop, type PageRules, readPages } from './pages';
import type { ParseContext } from './parse';
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
		const asked = {
			query,
			max_results: Math.min(searchPages.most, Math.max(searchPages.least, wanted)),
			next_token: token,
			sort_order: search.sort,
			...toWindow(window),
		};
		const page = await fetchSearchPage(client, asked, search);
		for (const [id, post] of page.raw) raw.set(id, post);
		unreadable.push(...page.unreadable);
		return { ...page, items: page.events };
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

/** X hands out so many posts at least and at most. */
export const searchPages = { least: 10, most: 100 };

export interface SearchPage {
	events: XEvent[];
	/** X's own objects, by post id. */
	raw: Map<string, unknown>;
	/** Posts that could not be read, and why. */
	unreadable: string[];
	/** Of all posts X sent, readable or not. */
	postIds: string[];
	nextToken?: string;
	charges: Charge[];
	rateLimit: RateLimit;
}

/**
 * One page of the search, with X's own parameters. Throws `HttpFailure`.
 *
 * @param reading.areMentions whether the query finds nothing but posts that mention the account
 */
export async function fetchSearchPage(
	client: XClient,
	asked: Record<string, string | number | undefined>,
	reading: PostReading & Pick<ParseContext, 'areMentions'>,
): Promise<SearchPage> {
	const answer = await readX(client, 'searchRecent', { query: { ...asked, ...postQuery } });
	const { rows, media, nextToken } = parseRows(answer);
	const { areMentions } = reading;
	const parsed = parsePosts(rows, { ...toContext(reading, media), areMentions });
	const postIds = toPostIds(rows);
	return {
		...parsed,
		unreadable: parsed.unreadable.map(({ why }) => why),
		postIds,
		...(nextToken && { nextToken }),
		charges: toReadCharges('postRead', 'post', postIds),
		rateLimit: answer.rateLimit,
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
