import { iso } from './clock.mts';
import { type FieldRequest, renamePostKeys } from './fields.mts';
import {
	codePoints,
	cut,
	findCashtags,
	findHashtags,
	findLinks,
	findMentions,
	weightedLength,
	MAX_WEIGHTED_LENGTH,
} from './post-text.mts';
import { fullText, type Media, type Post, type User, type World } from './world.mts';

/** One post as JSON. Fields without a value are absent, never null. */
export function renderPost(world: World, post: Post, asked: FieldRequest): Record<string, unknown> {
	const whole = escapeText(fullText(post));
	const long = isLong(post);
	// X cuts what a long post shows; the rest is only in the note field.
	const text = long
		? escapeText(`${post.prefix}${cut(post.typed, MAX_WEIGHTED_LENGTH - 1)}…`)
		: whole;
	const fields: Record<string, () => unknown> = {
		attachments: () => renderAttachments(post),
		author_id: () => post.authorId,
		conversation_id: () => post.conversationId,
		created_at: () => iso(post.createdAtMs),
		display_text_range: () => [codePoints(post.prefix), codePoints(text)],
		edit_controls: () => ({
			edits_remaining: Math.max(0, 5 - (post.versions.length - 1)),
			is_edit_eligible: post.inReplyTo === undefined,
			editable_until: iso(world.posts.get(post.versions[0])!.createdAtMs + 3_600_000),
		}),
		edit_history_tweet_ids: () => [...post.versions],
		entities: () => renderEntities(world, text),
		in_reply_to_user_id: () => post.inReplyToUserId,
		lang: () => post.lang,
		note_tweet: () =>
			long ? { text: whole, ...withEntities(renderEntities(world, whole)) } : undefined,
		possibly_sensitive: () => false,
		public_metrics: () => ({
			// A repost shows the count of what it repeats.
			retweet_count: world.repostsOf(world.posts.get(post.repostOf ?? post.id)!).length,
			reply_count: world.tally.repliesTo(post.id),
			like_count: 0,
			quote_count: world.tally.quotesOf(post.id),
			bookmark_count: 0,
			impression_count: 0,
		}),
		referenced_tweets: () => references(post),
		reply_settings: () => post.replySettings ?? 'everyone',
	};
	const rendered: Record<string, unknown> = { id: post.id, text };
	for (const [name, value] of Object.entries(fields)) {
		if (asked.post.has(name)) rendered[name] = value();
	}
	return renamePostKeys(present(rendered), asked.dialect);
}

/** X hands texts out with these three characters escaped, and no others; positions count what is handed out. */
export function escapeText(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescapeText(text: string): string {
	return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** `viewerId` decides whether relations are known: an app without a user has none. */
export function renderUser(
	world: World,
	user: User,
	asked: FieldRequest,
	viewerId?: string,
): Record<string, unknown> {
	const fields: Record<string, () => unknown> = {
		connection_status: () =>
			viewerId === undefined ? undefined : filled(world.relations.connectionsOf(viewerId, user.id)),
		created_at: () => iso(user.createdAtMs),
		description: () => user.description,
		location: () => user.location,
		profile_image_url: () =>
			'https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png',
		protected: () => user.protected,
		// Still tweet_count in the new vocabulary: seen live in September 2026.
		public_metrics: () => ({
			followers_count: user.followers,
			following_count: user.following,
			tweet_count: world.tally.postsBy(user.id),
			listed_count: 0,
			like_count: 0,
			media_count: 0,
		}),
		receives_your_dm: () => (viewerId ? user.receivesYourDm : undefined),
		subscription_type: () => 'None',
		url: () => user.url,
		verified: () => user.verifiedType !== 'none',
		verified_type: () => user.verifiedType,
	};
	const rendered: Record<string, unknown> = {
		id: user.id,
		name: user.name,
		username: user.handle,
	};
	for (const [name, value] of Object.entries(fields)) {
		if (asked.user.has(name)) rendered[name] = value();
	}
	return present(rendered);
}

export function renderMedia(media: Media, asked: FieldRequest): Record<string, unknown> {
	const fields: Record<string, unknown> = {
		url: media.type === 'photo' ? media.url : undefined,
		preview_image_url: media.type === 'photo' ? undefined : media.url,
		alt_text: media.altText,
		width: media.width ?? 1200,
		height: media.height ?? 800,
	};
	const wanted = Object.entries(fields).filter(([name]) => asked.media.has(name));
	return present({ media_key: media.key, type: media.type, ...Object.fromEntries(wanted) });
}

function renderAttachments({ id, media, poll }: Post): Record<string, unknown> | undefined {
	if (media.length === 0 && !poll) return undefined;
	return {
		...(media.length > 0 ? { media_keys: media.map((item) => item.key) } : {}),
		...(poll ? { poll_ids: [id] } : {}),
	};
}

export const isLong = (post: Post): boolean => weightedLength(post.typed) > MAX_WEIGHTED_LENGTH;

export function references(post: Post): Array<{ type: string; id: string }> | undefined {
	const found = [
		...(post.inReplyTo ? [{ type: 'replied_to', id: post.inReplyTo }] : []),
		...(post.quoteOf ? [{ type: 'quoted', id: post.quoteOf }] : []),
		...(post.repostOf ? [{ type: 'retweeted', id: post.repostOf }] : []),
	];
	return found.length > 0 ? found : undefined;
}

/** What X recognises in a text as it hands it out; undefined when there is nothing. */
export function renderEntities(world: World, text: string): Record<string, unknown> | undefined {
	const mentions = findMentions(text).flatMap(({ start, end, value }) => {
		const user = world.userByHandle(value);
		return user ? [{ start, end, username: user.handle, id: user.id }] : [];
	});
	const tags = (found: ReturnType<typeof findHashtags>) =>
		found.map(({ start, end, value }) => ({ start, end, tag: value }));
	const urls = findLinks(text).map(({ start, end, value }) => {
		const address = unescapeText(value);
		const expanded = /^https?:/i.test(address) ? address : `http://${address}`;
		return {
			start,
			end,
			url: value,
			expanded_url: expanded,
			display_url: expanded.replace(/^https?:\/\//i, ''),
		};
	});
	const entities = {
		mentions,
		hashtags: tags(findHashtags(text)),
		cashtags: tags(findCashtags(text)),
		urls,
	};
	const filled = Object.entries(entities).filter(([, list]) => list.length > 0);
	return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

const withEntities = (entities: Record<string, unknown> | undefined) =>
	entities ? { entities } : {};

const filled = <T,>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

const present = (object: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
