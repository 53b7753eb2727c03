/**
 * One thing that happened on X, in the one shape every node of the package speaks.
 * Whatever X left out is absent, never null.
 */
export interface XEvent {
	/**
	 * Of a post or message X's own id (a 64-bit number as a string); of anything else a name made from the ids in it, e.g.
	 * `follow-2222`. `[A-Za-z0-9._-]`, at most 60 characters; the same whichever way the event came.
	 */
	id: string;
	kind: EventKind;
	/** The complete text, long posts included, HTML entities undone; of a notice its sentence; else empty. */
	text: string;
	/** ISO 8601, UTC. */
	createdAt: string;
	/** Id of the post that started the conversation, or of the message conversation; else the event's own id. */
	conversationId: string;
	/** The account of ours that was addressed. */
	account: { id: string; handle: string };
	/** Who did it; of a notice the account itself. */
	author: EventAuthor;
	/** `explicit`: the person typed our handle; `implicit`: X put it there because this is a reply. */
	mentionsUs: 'explicit' | 'implicit' | 'none';
	quotesUs: boolean;
	inReplyTo?: { postId: string; authorId?: string };
	/** Whom the author lets reply; absent: everyone. */
	whoCanReply?: (typeof replyCircles)[number];
	/** The post that was deleted, or reposted. */
	aboutPostId?: string;
	/** First version's id when this post is an edit of an earlier one. */
	editOf?: string;
	media: EventMedia[];
	/** BCP 47, as X guessed it; absent when X did not say (`und`, `zxx`, …). */
	language?: string;
	permalink: string;
	/** How it came: asked for, told by X, found by a search for keywords or for what was missed, found missing in the ledger. */
	source: (typeof eventSources)[number];
	/** ISO 8601, UTC. */
	receivedAt: string;
	completeness: EventCompleteness;
	/** What reading this event cost, in US dollars (an estimate from X's price table). */
	costUsd: number;
}

/** Posts; what is said in private; people; what X says about posts and the app; what the trigger says about its own watch. */
export const eventKinds = [
	'mention',
	'reply',
	'quote',
	/** Neither answers nor quotes, and does not name the account. */
	'post',
	/** Somebody reposted a post of ours; `aboutPostId` says which. */
	'repost',
	/** A direct message to the account. */
	'message',
	/** A private message that cannot be read: encrypted, or not in a form we know. A person has to look. */
	'unreadable_message',
	'follow',
	'unfollow',
	/** `aboutPostId` is gone: what was kept of it has to go too. */
	'post_deleted',
	/** The account took the developer app's access away: nothing is read any more. */
	'access_revoked',
	/** Improbably quiet. */
	'silence',
	/** A stretch of time that could not be read and will not be. */
	'gap',
	/** What one poll proved read. */
	'coverage',
] as const;

export type EventKind = (typeof eventKinds)[number];

export const eventSources = ['poll', 'push', 'search', 'reconcile'] as const;

/** What each kind of event is about, which decides what can be done with it. */
const natures: Record<EventKind, 'post' | 'message' | 'person' | 'notice'> = {
	mention: 'post',
	reply: 'post',
	quote: 'post',
	post: 'post',
	repost: 'post',
	message: 'message',
	unreadable_message: 'message',
	follow: 'person',
	unfollow: 'person',
	post_deleted: 'notice',
	access_revoked: 'notice',
	silence: 'notice',
	gap: 'notice',
	coverage: 'notice',
};

export const toNature = (kind: EventKind) => natures[kind];

/** What is to be said of an event that is no post. */
export type BareEvent = Pick<XEvent, 'id' | 'kind' | 'author' | 'createdAt' | 'permalink'> &
	Partial<XEvent>;

/** An event that is no post: what only posts have is empty, and it is a conversation of its own unless it says otherwise. */
export const toBareEvent = (
	bare: BareEvent & Pick<XEvent, 'account' | 'receivedAt' | 'source'>,
): XEvent => ({
	text: '',
	conversationId: bare.id,
	mentionsUs: 'none',
	quotesUs: false,
	media: [],
	completeness: { complete: true, missing: [] },
	costUsd: 0,
	...bare,
});

/** Groups an author can keep replies to, in X's words. */
export const replyCircles = ['following', 'mentionedUsers', 'subscribers', 'verified'] as const;

/** Nobody has this id: it stands for an author X did not name. */
export const unknownAuthorId = '0';

export interface EventAuthor {
	/** X's user id, or `unknownAuthorId`. */
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
