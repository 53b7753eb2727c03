/** Everything the gate looks at besides the action itself. Gathered before, so that judging needs no network and no clock. */
export interface PolicyFacts {
	/** Milliseconds since 1970. */
	nowMs: number;
	/** The account that acts. */
	account: { id: string; handle: string; protected?: boolean };
	/** Who wrote the text. */
	writtenBy: 'person' | 'template' | 'ai';
	/** Who approved it; absent: nobody. */
	approvedBy?: string;
	/** The post that is answered, reposted, hidden or deleted; `gone` when X no longer shows it; absent when there is none. */
	post?: PostFacts | 'gone';
	/** The person the action reaches; absent when it is for everybody. */
	person?: PersonFacts;
	/** Answers to different people may have the same words; absent: no. */
	allowsSameAnswer?: boolean;
	/** Our own posts of the last 48 hours. */
	recentPosts: OwnPost[];
	/** Outgoing actions of this UTC day so far, and how many there may be. */
	sentToday: number;
	dailyLimit: number;
}

export interface PostFacts {
	id: string;
	authorId: string;
	authorHandle?: string;
	text: string;
	/** Id of the post that started the conversation. */
	conversationId: string;
	/** Author of that first post, where known. */
	conversationAuthorId?: string;
	/** `explicit`: typed by the author; `implicit`: put there by X because it is a reply. */
	mentionsUs: 'explicit' | 'implicit' | 'none';
	quotesUs: boolean;
	inReplyToUserId?: string;
	/** Absent: everyone. */
	whoCanReply?: 'following' | 'mentionedUsers' | 'subscribers' | 'verified';
	/** The author shows posts to followers only. */
	authorIsProtected?: boolean;
}

export interface PersonFacts {
	id: string;
	handle?: string;
	/** Asked us to stop, in this interaction or before. */
	optedOut: boolean;
	/** Has written us a direct message (X shows the last 30 days), or the conversation has one from them. */
	wroteUs?: boolean;
}

export interface OwnPost {
	id: string;
	text: string;
	createdAtMs: number;
	inReplyToPostId?: string;
	/** The post this one repeats. */
	repostOf?: string;
}
