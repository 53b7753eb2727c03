import type { XEvent } from '../domain/event';
import type { Charge } from '../domain/spend/charge';
import type { Account } from './account';
import { readX } from './call';
import { toReadCharges } from './charges';
import type { XClient } from './client';
import { toMalformed } from './failure';
import { isPossibleId, toImpossibleId } from './id-or-handle';
import { lookUpMany, lookUpOne, parsePortion } from './look-up';
import type { Missing } from './missing';
import type { EarlyStop, PageRules } from './pages';
import type { ParseContext } from './parse';
import { parsePosts, toPostIds } from './parse-posts';
import { pricesUsd } from './prices';
import type { RateLimit } from './rate-limit';
import { postQuery, type RawMedia } from './raw-post';

/** What posts are read for. */
export interface PostReading {
	/** Seen from this account: whether a post names it or quotes it. */
	account: Account;
	/** ISO 8601, UTC. */
	receivedAt: string;
	/** `search` unless told. */
	source?: XEvent['source'];
}

export interface PostsRead {
	/** In the order of the ids, each once. */
	posts: XEvent[];
	/** X's own objects, by post id. */
	raw: Map<string, unknown>;
	/** What was asked for and is not there, each with its reason. */
	missing: Missing[];
	charges: Charge[];
	rateLimit: RateLimit;
	/** Absent when all ids were asked for. */
	stoppedBy?: EarlyStop;
}

/** Any number of posts by id. One post read ($0.005) each, at most once a day. Throws `HttpFailure`. */
export async function fetchPosts(
	client: XClient,
	ids: readonly string[],
	reading: PostReading & Omit<PageRules, 'limit' | 'pageCap'>,
): Promise<PostsRead> {
	const raw = new Map<string, unknown>();
	const { items, missing, charges, rateLimit, stoppedBy } = await lookUpMany(
		ids.filter(isPossibleId),
		async (batch) => {
			const query = { ids: batch.join(','), ...postQuery };
			const answer = await readX(client, 'posts', { query });
			const { rows, media, errors } = parsePortion(answer);
			const parsed = parsePosts(rows, toContext(reading, media));
			for (const [id, post] of parsed.raw) raw.set(id, post);
			return {
				items: parsed.events,
				errors,
				unreadable: parsed.unreadable.map(toUnreadable),
				charges: toReadCharges('postRead', 'post', toPostIds(rows)),
				rateLimit: answer.rateLimit,
			};
		},
		({ id }) => [id],
		reading,
	);
	const byId = new Map(items.map((post) => [post.id, post]));
	const impossible = ids.filter((id) => !isPossibleId(id)).map(toImpossibleId);
	return {
		posts: [...new Set(ids)].map((id) => byId.get(id)).filter((post) => post !== undefined),
		raw,
		missing: [...impossible, ...missing],
		charges,
		rateLimit,
		...(stoppedBy && { stoppedBy }),
	};
}

export interface PostRead {
	/** Absent when it is missing. */
	post?: XEvent;
	/** X's own object. */
	raw?: unknown;
	missing?: Missing;
	charges: Charge[];
	rateLimit: RateLimit;
}

/** One post. One post read ($0.005). Throws `HttpFailure`. */
export async function fetchPost(
	client: XClient,
	id: string,
	reading: PostReading,
): Promise<PostRead> {
	if (!isPossibleId(id)) return { missing: toImpossibleId(id), charges: [], rateLimit: {} };
	const found = await lookUpOne(client, 'post', { path: { id }, query: postQuery }, id);
	if ('missing' in found) return { ...found, charges: [] };
	const { data, envelope, answer, rateLimit } = found;
	const { events, unreadable } = parsePosts([data], toContext(reading, envelope.media));
	const [post] = events;
	const charges = toReadCharges('postRead', 'post', [id]);
	if (post) return { post, raw: data, charges, rateLimit };
	if (unreadable[0].id === undefined) throw toMalformed(answer.call, answer.body);
	return { missing: toUnreadable(unreadable[0]), charges, rateLimit };
}

export function toContext(
	{ account, receivedAt, source = 'search' }: PostReading,
	media: ReadonlyMap<string, RawMedia>,
): ParseContext {
	return { account, receivedAt, source, media, costUsd: pricesUsd.postRead };
}

const toUnreadable = ({ id = '', why }: { id?: string; why: string }): Missing => ({
	asked: id,
	reason: 'unreadable',
	detail: `X sent ${why}`,
});
