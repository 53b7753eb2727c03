import type { XEvent } from '../domain/event';
import { compareIds } from '../domain/post-id';
import type { Charge } from '../domain/spend/charge';
import { HttpFailure } from '../http';
import type { XClient } from './client';
import { isPossibleId, toImpossibleId } from './id-or-handle';
import type { EarlyStop, PageRules } from './pages';
import { fetchPost, type PostRead, type PostReading } from './posts';
import type { RateLimit } from './rate-limit';
import { searchRecent } from './search';

export interface Conversation {
	conversationId: string;
	/** Oldest first, each once; the post that was asked for is among them where X shows it. */
	posts: XEvent[];
	/** X's own objects, by post id. */
	raw: Map<string, unknown>;
	/** What cannot be seen, or may be missing; one sentence each. */
	notShown: string[];
	charges: Charge[];
	rateLimit: RateLimit;
	/** Absent when X has no more. */
	stoppedBy?: EarlyStop;
}

/**
 * The post that started the conversation and all replies X's search still finds: those of the last seven days. One post
 * read ($0.005) each. Throws `HttpFailure`.
 *
 * @param postId any post of the conversation; when it is gone, it is taken for the one that started it
 */
export async function fetchConversation(
	client: XClient,
	postId: string,
	reading: PostReading & PageRules,
): Promise<Conversation> {
	if (!isPossibleId(postId)) {
		const { asked, detail } = toImpossibleId(postId);
		throw new HttpFailure('misconfigured', `'Post ID' is "${asked}". ${detail}`, {
			hint: "Take the digits at the end of the post's address.",
		});
	}
	const asked = await fetchPost(client, postId, reading);
	const conversationId = asked.post?.conversationId ?? postId;
	const looked =
		conversationId === postId ? [asked] : [asked, await fetchPost(client, conversationId, reading)];
	const found = await searchRecent(client, {
		...reading,
		query: `conversation_id:${conversationId}`,
	});
	const posts = new Map([...found.posts, ...toPosts(looked)].map((post) => [post.id, post]));
	return {
		conversationId,
		posts: [...posts.values()].sort((a, b) => compareIds(a.id, b.id)),
		raw: new Map([...found.raw, ...looked.flatMap(({ post, raw }) => toEntry(post, raw))]),
		notShown: [
			...looked.flatMap(({ missing }) =>
				missing
					? [`Post ${missing.asked} is not there (${missing.reason}): ${missing.detail}.`]
					: [],
			),
			...found.unreadable.map((why) => `One post could not be read: X sent ${why}.`),
			'Replies older than seven days, deleted ones and those of protected accounts are not found by X.',
			...(found.stoppedBy ? [found.stoppedBy.message] : []),
		],
		charges: [...looked.flatMap(({ charges }) => charges), ...found.charges],
		rateLimit: found.rateLimit,
		...(found.stoppedBy && { stoppedBy: found.stoppedBy }),
	};
}

const toPosts = (looked: PostRead[]) =>
	looked.map(({ post }) => post).filter((post) => post !== undefined);

const toEntry = (post: XEvent | undefined, raw: unknown): Array<[string, unknown]> =>
	post ? [[post.id, raw]] : [];
