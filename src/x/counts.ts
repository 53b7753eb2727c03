import type { Charge } from '../domain/spend/charge';
import { readX } from './call';
import type { XClient } from './client';
import { isRecord, parseRows } from './envelope';
import { toMalformed } from './failure';
import { type EarlyStop, type PageRules, readPages } from './pages';
import { pricesUsd } from './prices';
import type { RateLimit } from './rate-limit';
import { checkQuery } from './search';
import { type SearchWindow, toWindow } from './search-window';

export interface CountQuery extends Omit<PageRules, 'limit'> {
	/** In X's search language, at most 512 characters. */
	query: string;
	/** X counts by the hour unless told. */
	granularity?: 'minute' | 'hour' | 'day';
	window?: SearchWindow;
}

/** Posts in a stretch of time. */
export interface CountBucket {
	/** ISO 8601, UTC. */
	start: string;
	end: string;
	count: number;
}

export interface Counts {
	total: number;
	/** Oldest first. */
	buckets: CountBucket[];
	charges: Charge[];
	rateLimit: RateLimit;
	/** Absent when all was counted. */
	stoppedBy?: EarlyStop;
}

/** How many public posts of the last seven days fit. $0.005 per call, whatever the number. Throws `HttpFailure`. */
export async function countRecent(client: XClient, counting: CountQuery): Promise<Counts> {
	const query = checkQuery(counting.query);
	const { granularity, window } = counting;
	const { items, charges, rateLimit, stoppedBy } = await readPages(async (token) => {
		const answer = await readX(client, 'countRecent', {
			query: { query, granularity, next_token: token, ...toWindow(window) },
		});
		const { rows, nextToken } = parseRows(answer);
		const buckets = rows.map(parseBucket);
		if (!buckets.every((bucket) => bucket !== undefined)) {
			throw toMalformed(answer.call, answer.body);
		}
		return {
			items: buckets,
			...(nextToken && { nextToken }),
			charges: [{ item: 'countRequest', unitUsd: pricesUsd.countRequest }],
			rateLimit: answer.rateLimit,
		};
	}, counting);
	const buckets = items
		.map(({ start, end, count }) => ({ start, end, count }))
		.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
	return {
		total: buckets.reduce((sum, { count }) => sum + count, 0),
		buckets,
		charges,
		rateLimit,
		...(stoppedBy && { stoppedBy }),
	};
}

/** X calls the number `tweet_count` or `post_count`, by the words it is asked in. */
function parseBucket(value: unknown): (CountBucket & { id: string }) | undefined {
	if (!isRecord(value)) return undefined;
	const { start, end } = value;
	const count = value.tweet_count ?? value.post_count;
	if (!isTime(start) || !isTime(end) || typeof count !== 'number') return undefined;
	return { id: start, start, end, count };
}

const isTime = (value: unknown): value is string =>
	typeof value === 'string' && !Number.isNaN(Date.parse(value));
