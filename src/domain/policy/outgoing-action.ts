/** Something the account is about to do on X that others can see or feel. Every kind is judged before it is done. */
export type OutgoingAction =
	| ReplyAction
	| PublishAction
	| PostAction
	| MessageAction
	| PersonAction;

export type ActionKind = OutgoingAction['kind'];

export interface ReplyAction {
	kind: 'reply';
	/** The post that is answered. */
	toPostId: string;
	/** One text per post; from the second on, each answers the one before (a thread of our own). */
	texts: string[];
	media: MediaFile[];
}

export interface PublishAction {
	kind: 'publish';
	/** One text per post; from the second on, each answers the one before (a thread of our own). */
	texts: string[];
	media: MediaFile[];
	/** Who may answer; absent: everyone. */
	whoCanReply?: 'following' | 'mentionedUsers' | 'subscribers' | 'verified';
}

/** What happens to a post that exists. */
export interface PostAction {
	kind: 'repost' | 'undoRepost' | 'hideReply' | 'unhideReply' | 'deletePost';
	postId: string;
}

export interface MessageAction {
	kind: 'sendMessage';
	to: MessageAddress;
	text: string;
	media: MediaFile[];
}

/** A direct message goes to one person, or into a conversation that exists. */
export type MessageAddress = { userId: string } | { conversationId: string };

/** What a person is allowed to do towards the account. */
export interface PersonAction {
	kind: 'blockMessages' | 'unblockMessages' | 'mute' | 'unmute';
	userId: string;
}

/** A picture or film that goes along with a post or a message (at most 4 pictures, or one of the others). */
export interface MediaFile {
	/** Bytes in base64. */
	base64: string;
	/** e.g. `image/png`. */
	mimeType: string;
	fileName?: string;
	altText?: string;
}
