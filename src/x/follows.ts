import type { Charge } from '../domain/spend/charge';
import type { XUser } from '../domain/user';
import { readX } from './call';
import { type Reader, toReadCharges, toReadItem } from './charges';
import type { XClient } from './client';
import { parseRows } from './envelope';
import { type EarlyStop, type PageRules, readPages } from './pages';
import { parseUsers } from './users';
import { userFields } from './parse-profile';
import { toUserIds } from './parse-user';
import type { RateLimit } from './rate-limit';

export interface FollowQuery extends Reader, PageRules {
	/** Not to keep X's own objects: of many thousands they take much memory. */
	dropsRaw?: boolean;
}

export interface FollowsRead {
	/** In X's order: who followed last comes first. */
	users: XUser[];
	/** X's own objects, by user id; empty where they were not to be kept. */
	raw: Map<string, unknown>;
	charges: Charge[];
	rateLimit: RateLimit;
	/** Absent when X has no more. */
	stoppedBy?: EarlyStop;
}

/** X takes up to a thousand per call. */
const usersPerPage = 1000;

/** Who follows the user. $0.010 each; $0.001 for the account's own when it owns the app. Throws `HttpFailure`. */
export async function fetchFollowers(
	client: XClient,
	userId: string,
	query: FollowQuery,
): Promise<FollowsRead> {
	return await readList(client, 'followers', userId, query);
}

/** Whom the user follows. $0.010 each; $0.001 for the account's own when it owns the app. Throws `HttpFailure`. */
export async function fetchFollowing(
	client: XClient,
	userId: string,
	query: FollowQuery,
): Promise<FollowsRead> {
	return await readList(client, 'following', userId, query);
}

async function readList(
	client: XClient,
	name: 'followers' | 'following',
	userId: string,
	query: FollowQuery,
): Promise<FollowsRead> {
	const raw = new Map<string, unknown>();
	const { items, charges, rateLimit, stoppedBy } = await readPages(async (token, wanted) => {
		const page = await fetchFollowPage(client, name, userId, {
			...query,
			size: Math.min(usersPerPage, wanted),
			token,
		});
		return { ...page, items: parseUsers(page.rows, query.dropsRaw ? new Map() : raw) };
	}, query);
	return { users: items, raw, charges, rateLimit, ...(stoppedBy && { stoppedBy }) };
}

export interface FollowPageQuery extends Reader {
	/** 1 to 1,000. */
	size: number;
	token?: string;
}

export interface FollowPage {
	/** X's own objects, in X's order: who followed last comes first. */
	rows: unknown[];
	nextToken?: string;
	charges: Charge[];
	rateLimit: RateLimit;
}

/** One answer of X's. Throws `HttpFailure`. */
export async function fetchFollowPage(
	client: XClient,
	name: 'followers' | 'following',
	userId: string,
	query: FollowPageQuery,
): Promise<FollowPage> {
	const answer = await readX(client, name, {
		path: { id: userId },
		query: {
			max_results: query.size,
			pagination_token: query.token,
			'user.fields': userFields,
		},
	});
	const { rows, nextToken } = parseRows(answer);
	return {
		rows,
		...(nextToken && { nextToken }),
		charges: toReadCharges(toReadItem(name, query, userId), name, toUserIds(rows)),
		rateLimit: answer.rateLimit,
	};
}
