/**
 * One thing that happened on X, in the one shape every node of the package speaks.
 * Whatever X left out is absent, never null.
 */
export interface XEvent {
	/** Post id (a 64-bit number as a string). */
	id: string;
	/** `post`: neither answers nor quotes, and does not name the account. */
	kind: 'mention' | 'reply' | 'quote' | 'post';
	/** The complete text, long posts included, HTML entities undone. */
	text: string;
	/** ISO 8601, UTC. */
	createdAt: string;
	/** Id of the post that started the conversation. */
	conversationId: string;
	/** The account of ours that was addressed. */
	account: { id: string; handle: string };
	author: EventAuthor;
	/** `explicit`: the person typed our handle; `implicit`: X put it there because this is a reply. */
	mentionsUs: 'explicit' | 'implicit' | 'none';
	quotesUs: boolean;
	inReplyTo?: { postId: string; authorId?: string };
	/** Whom the author lets reply; absent: everyone. */
	whoCanReply?: (typeof replyCircles)[number];
	/** First version's id when this post is an edit of an earlier one. */
	editOf?: string;
	media: EventMedia[];
	/** BCP 47, as X guessed it; absent when X did not say (`und`, `zxx`, …). */
	language?: string;
	permalink: string;
	source: 'poll' | 'push' | 'search' | 'reconcile';
	/** ISO 8601, UTC. */
	receivedAt: string;
	completeness: EventCompleteness;
	/** What reading this event cost, in US dollars (an estimate from X's price table). */
	costUsd: number;
}

/** Groups an author can keep replies to, in X's words. */
export const replyCircles = ['following', 'mentionedUsers', 'subscribers', 'verified'] as const;

export interface EventAuthor {
	id: string;
	/** Without "@". Absent when it was not looked up. */
	handle?: string;
	name?: string;
	followers?: number;
	verified?: boolean;
	protected?: boolean;
}

export interface EventMedia {
	/** X's media key, e.g. `3_1301573587187331074`. */
	key: string;
	type?: 'photo' | 'video' | 'animated_gif';
	url?: string;
	altText?: string;
}

export interface EventCompleteness {
	complete: boolean;
	/** What could not be read, and why; one sentence each. */
	missing: string[];
}

/** Every version of an edited post belongs to the conversation its first version started. */
export function toConversationId(event: Pick<XEvent, 'id' | 'conversationId' | 'editOf'>): string {
	return event.conversationId === event.id ? (event.editOf ?? event.id) : event.conversationId;
}
