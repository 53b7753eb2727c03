import type { Post } from './classify';

/** Reads what is to be judged out of an item's `event`, or says which field stands in the way. */
export function toPost(event: unknown): { post: Post } | { field: string; value: unknown } {
	if (!isRecord(event)) return { field: 'event', value: event };
	const { text = '', language, media, inReplyTo, kind, mentionsUs } = event;
	if (typeof text !== 'string') return { field: 'event.text', value: text };
	return {
		post: {
			text,
			...(typeof language === 'string' ? { language } : {}),
			hasMedia: Array.isArray(media) && media.length > 0,
			isReply: kind === 'reply' || isRecord(inReplyTo),
			...(isMention(mentionsUs) ? { mentionsUs } : {}),
		},
	};
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMention(value: unknown): value is Post['mentionsUs'] {
	return value === 'explicit' || value === 'implicit' || value === 'none';
}
