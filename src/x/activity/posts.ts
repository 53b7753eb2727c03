import type { XEvent } from '../../domain/event';
import { isId } from '../../domain/post-id';
import { isRecord } from '../envelope';
import { parsePost } from '../parse';
import { pricesUsd } from '../prices';
import type { RawMedia } from '../raw-post';
import { type ActivityEvent, type Family, toFinder } from './activity-event';

/** Mentions, replies, quotes and reposts: posts in X's older field names, or the newer ones. */
export const readPost: Family = (event, context) => {
	const { eventType, includes } = event;
	const post = parsePost(withReference(event), {
		account: context.account,
		source: 'push',
		receivedAt: context.receivedAt,
		costUsd: pricesUsd.postRead,
		media: toMedia(includes.media),
		areMentions: eventType === 'post.mention.create',
	});
	if (post.author.id === context.account.id) return { ignored: [`${post.id} is our own post`] };
	const author = toFinder(includes.users)(post.author.id);
	return { events: [{ ...post, ...toToldKind(eventType, post), author, source: 'push' }] };
};

/** X was seen to leave out what a reply answers but for the id. */
function withReference({ eventType, payload }: ActivityEvent): unknown {
	const given = payload.referenced_tweets ?? payload.referenced_posts;
	const id = payload.in_reply_to_tweet_id ?? payload.in_reply_to_post_id;
	if (eventType !== 'post.reply.create' || Array.isArray(given) || !isId(id)) return payload;
	return { ...payload, referenced_tweets: [{ type: 'replied_to', id }] };
}

/** What X says by the kind of event, where the post itself does not. */
function toToldKind(eventType: string, { kind }: XEvent): Partial<XEvent> {
	if (eventType === 'post.repost.create') return { kind: 'repost' };
	if (eventType === 'post.reply.create' && kind !== 'repost') return { kind: 'reply' };
	if (eventType !== 'post.quote.create') return {};
	return { quotesUs: true, kind: kind === 'reply' || kind === 'repost' ? kind : 'quote' };
}

function toMedia(media: unknown): Map<string, RawMedia> {
	const list: unknown[] = Array.isArray(media) ? media : [];
	return new Map(
		list
			.filter((it): it is RawMedia & object => isRecord(it) && typeof it.media_key === 'string')
			.map((it) => [it.media_key, it]),
	);
}
