import type { XEvent } from '../domain/event';
import type { Account } from './account';
import type { RawEntities, RawPost } from './raw-post';

/**
 * Whether the person typed our handle. X puts the handles of everyone in a conversation before a reply's own text;
 * `display_text_range` starts after them, so a mention from there on was typed.
 */
export function toMentionsUs(post: RawPost, account: Account): XEvent['mentionsUs'] {
	const note = post.note_tweet ?? post.note_post;
	const ownTextStart = isReply(post) ? (post.display_text_range?.[0] ?? 0) : 0;
	const starts = [...toStarts(post.entities, account), ...toStarts(note?.entities, account)];
	if (starts.some((start) => start >= ownTextStart)) return 'explicit';
	if (starts.length > 0) return 'implicit';
	return hasHandle(note?.text ?? post.text ?? '', account.handle) ? 'explicit' : 'none';
}

function isReply(post: RawPost): boolean {
	const references = post.referenced_tweets ?? post.referenced_posts ?? [];
	return references.some(({ type }) => type === 'replied_to');
}

function toStarts(entities: RawEntities | undefined, account: Account): number[] {
	return (entities?.mentions ?? [])
		.filter(
			({ id, username }) =>
				id === account.id || username?.toLowerCase() === account.handle.toLowerCase(),
		)
		.map(({ start }) => start);
}

/** For posts that came without entities. */
function hasHandle(text: string, handle: string): boolean {
	return new RegExp(`(^|[^\\w@])@${handle}(?!\\w)`, 'i').test(text);
}
