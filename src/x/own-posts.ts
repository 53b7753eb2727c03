import { isId } from '../domain/post-id';
import type { OwnPost } from '../domain/policy/facts';
import type { Charge } from '../domain/spend/charge';
import type { Account } from './account';
import { readX } from './call';
import { toReadCharges, toReadItem } from './charges';
import type { XClient } from './client';
import { parseRows } from './envelope';
import { type EarlyStop, type PageRules, readPages } from './pages';
import { toPostIds } from './parse-posts';
import type { RateLimit } from './rate-limit';
import type { RawPost } from './raw-post';
import { toTypedText } from './typed-text';
import { toXTime } from './x-time';

export interface OwnPostQuery extends PageRules {
	/** Nothing older, in milliseconds since 1970. */
	sinceMs?: number;
	/** Only newer ones than this post. X takes it before `sinceMs`. */
	sinceId?: string;
	/** The account owns the developer app, so its own posts cost a fifth. */
	ownsApp?: boolean;
}

export interface OwnPostsRead {
	/** Newest first. Texts as they were typed: addresses in full, without handles that X filled in. */
	posts: OwnPost[];
	charges: Charge[];
	rateLimit: RateLimit;
	/** Absent when there are no more in the range; X shows the newest 3,200. */
	stoppedBy?: EarlyStop;
}

const fields = [
	'created_at',
	'display_text_range',
	'entities',
	'in_reply_to_user_id',
	'note_tweet',
	'referenced_tweets',
	'text',
].join(',');

/** What the account posted, at most 300 unless told. One post read each. Throws `HttpFailure`. */
export async function fetchOwnPosts(
	client: XClient,
	account: Account,
	query: OwnPostQuery = {},
): Promise<OwnPostsRead> {
	const item = toReadItem('userPosts', { account, ownsApp: query.ownsApp }, account.id);
	const { items, charges, rateLimit, stoppedBy } = await readPages(
		async (token, wanted) => {
			const answer = await readX(client, 'userPosts', {
				path: { id: account.id },
				query: {
					max_results: Math.min(100, Math.max(5, wanted)),
					pagination_token: token,
					...toLowerEnd(query),
					'tweet.fields': fields,
				},
			});
			const { rows, nextToken } = parseRows(answer);
			return {
				items: rows.map(parseOwnPost).filter((post) => post !== undefined),
				...(nextToken && { nextToken }),
				charges: toReadCharges(item, 'post', toPostIds(rows)),
				rateLimit: answer.rateLimit,
			};
		},
		{ ...query, limit: query.limit ?? 300 },
	);
	return { posts: items, charges, rateLimit, ...(stoppedBy && { stoppedBy }) };
}

function toLowerEnd({ sinceId, sinceMs }: OwnPostQuery): Record<string, string> {
	if (sinceId !== undefined) return { since_id: sinceId };
	return sinceMs === undefined ? {} : { start_time: toXTime(sinceMs) };
}

function parseOwnPost(value: unknown): OwnPost | undefined {
	const post = (value ?? {}) as RawPost;
	const createdAtMs = Date.parse(String(post.created_at));
	if (!isId(post.id) || Number.isNaN(createdAtMs)) return undefined;
	const references = post.referenced_tweets ?? post.referenced_posts ?? [];
	const parent = references.find(({ type }) => type === 'replied_to');
	const original = references.find(({ type }) => type === 'retweeted');
	return {
		id: post.id,
		text: toTypedText(post),
		createdAtMs,
		...(parent && { inReplyToPostId: parent.id }),
		...(original && { repostOf: original.id }),
	};
}
