import { type EventMedia, replyCircles, type XEvent } from '../domain/event';
import { isId } from '../domain/post-id';
import type { Account } from './account';
import { toMentionsUs } from './mentions-us';
import type { RawMedia, RawPost, RawReference } from './raw-post';

/** What every post of one answer shares. */
export interface ParseContext {
	account: Account;
	source: XEvent['source'];
	/** ISO 8601, UTC. */
	receivedAt: string;
	/** US dollars for reading one post. */
	costUsd: number;
	media: ReadonlyMap<string, RawMedia>;
	/** X itself counts the posts among those that mention the account. */
	areMentions?: boolean;
}

/** Languages X names when it does not know one. */
const noLanguage = new Set(['und', 'zxx', 'qam', 'qct', 'qht', 'qme', 'qst', 'art']);

/** One post as an event. Throws an error that names what is missing when the post cannot be one. */
export function parsePost(value: unknown, context: ParseContext): XEvent {
	const post = toRawPost(value);
	const { account } = context;
	const references = post.referenced_tweets ?? post.referenced_posts ?? [];
	const quoted = references.find(({ type }) => type === 'quoted');
	const repliedTo = references.find(({ type }) => type === 'replied_to');
	const reposted = references.find(({ type }) => type === 'retweeted');
	const versions = post.edit_history_tweet_ids ?? post.edit_history_post_ids ?? [];
	const text = toWholeText(post);
	const missing = toMissing(post, text, references);
	const mentionsUs = toMentionsUs(post, account);
	const isMention = mentionsUs !== 'none' || context.areMentions;
	const whoCanReply = replyCircles.find((circle) => circle === post.reply_settings);
	return {
		id: post.id,
		kind: reposted
			? 'repost'
			: repliedTo
				? 'reply'
				: quoted
					? 'quote'
					: isMention
						? 'mention'
						: 'post',
		text,
		createdAt: post.created_at,
		conversationId: post.conversation_id ?? post.id,
		account,
		author: { id: post.author_id },
		mentionsUs,
		quotesUs: quoted !== undefined && linksTo(post, account.handle, quoted.id),
		...(repliedTo && {
			inReplyTo: {
				postId: repliedTo.id,
				...(post.in_reply_to_user_id && { authorId: post.in_reply_to_user_id }),
			},
		}),
		...(whoCanReply && { whoCanReply }),
		...(reposted && { aboutPostId: reposted.id }),
		...(versions.length > 1 && versions[0] !== post.id && { editOf: versions[0] }),
		media: (post.attachments?.media_keys ?? []).map((key) => toMedia(key, context.media.get(key))),
		...(post.lang && !noLanguage.has(post.lang) && { language: post.lang }),
		permalink: `https://x.com/i/status/${post.id}`,
		source: context.source,
		receivedAt: context.receivedAt,
		completeness: { complete: missing.length === 0, missing },
		costUsd: context.costUsd,
	};
}

type UsablePost = RawPost & { author_id: string; created_at: string };

function toRawPost(value: unknown): UsablePost {
	const post = (value ?? {}) as RawPost;
	if (!isId(post.id)) throw new Error(`a post without a readable id (${JSON.stringify(post.id)})`);
	if (!isId(post.author_id)) throw new Error(`post ${post.id} has no author_id`);
	if (typeof post.created_at !== 'string' || Number.isNaN(Date.parse(post.created_at))) {
		throw new Error(`post ${post.id} has no readable created_at (${String(post.created_at)})`);
	}
	return post as UsablePost;
}

/** The complete text, long posts included, X's escapes undone. */
export function toWholeText(post: RawPost): string {
	return unescapeText(post.note_tweet?.text ?? post.note_post?.text ?? post.text ?? '');
}

export function unescapeText(text: string): string {
	// X escapes these three and no others; the ampersand last, so that "&amp;lt;" stays "&lt;".
	return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function toMissing(post: RawPost, text: string, references: RawReference[]): string[] {
	const missing: string[] = [];
	if (text === '' && !post.attachments) missing.push('X sent the post without its text.');
	const hasNote = post.note_tweet !== undefined || post.note_post !== undefined;
	const isCut = /…(\s*https:\/\/t\.co\/\w+)?$/u.test(text) && text.length >= 139;
	if (isCut && !hasNote) missing.push('The text is cut off; X did not send the rest.');
	if (references.some(({ type }) => type === 'retweeted')) {
		missing.push('A repost: only the first 140 characters of the original are here.');
	}
	return missing;
}

/** A quote carries its original as a link; reading the original to learn its author would cost a post read. */
function linksTo(post: RawPost, handle: string, postId: string): boolean {
	const urls = [
		...(post.entities?.urls ?? []),
		...((post.note_tweet ?? post.note_post)?.entities?.urls ?? []),
	];
	const target = `/${handle.toLowerCase()}/status/${postId}`;
	return urls.some(({ expanded_url: url }) => {
		const match = /^https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com(\/[^?#]*)/i.exec(url ?? '');
		return match?.[1].toLowerCase() === target;
	});
}

function toMedia(key: string, media?: RawMedia): EventMedia {
	const url = media?.url ?? media?.preview_image_url;
	return {
		key,
		...(media?.type && { type: media.type }),
		...(url && { url }),
		...(media?.alt_text && { altText: media.alt_text }),
	};
}
