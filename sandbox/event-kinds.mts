import type { Charge } from './ledger.mts';

/** What X's Activity API can be asked to tell, who may ask, and what one delivered event costs. */
export interface EventKind {
	/** Private ones need the token of the user they are about. */
	privacy: 'public' | 'private' | 'enterprise' | 'app';
	/** What an OAuth2 user token must be allowed to do. */
	scope?: string;
	/** Absent: X does not bill it. */
	price?: Charge['item'];
	/** Whether `filter.direction` means something. */
	directed?: boolean;
}

const privately = (scope: string, price?: Charge['item']): EventKind => ({
	privacy: 'private',
	scope,
	...(price ? { price } : {}),
});
const publicly = (price?: Charge['item']): EventKind => ({
	privacy: 'public',
	scope: 'tweet.read',
	...(price ? { price } : {}),
});
const PROFILE = publicly('profile event');

/**
 * X does not say whether follows are public, nor which of a line's events "not billed" means: here follows are private,
 * and what the user did alone (deleted, sent, read, typed) is free.
 */
export const EVENT_KINDS: Record<string, EventKind> = {
	'post.create': publicly('post event'),
	'post.delete': publicly(),
	'post.mention.create': privately('tweet.read', 'post event'),
	'post.reply.create': privately('tweet.read', 'post event'),
	'post.quote.create': privately('tweet.read', 'post event'),
	'post.repost.create': privately('tweet.read', 'post event'),
	'follow.follow': privately('tweet.read', 'follow event'),
	'follow.unfollow': privately('tweet.read', 'follow event'),
	'dm.received': privately('dm.read', 'message event'),
	'dm.sent': privately('dm.read'),
	'dm.read': privately('dm.read'),
	'dm.indicate_typing': privately('dm.read'),
	'chat.received': privately('dm.read', 'message event'),
	'chat.sent': privately('dm.read'),
	'chat.conversation_join': privately('dm.read'),
	'chat.conversation.join': privately('dm.read'),
	'like.create': { ...privately('like.read', 'relation event'), directed: true },
	'mute.mute': privately('mute.read', 'relation event'),
	'mute.unmute': privately('mute.read', 'relation event'),
	'block.block': privately('block.read', 'relation event'),
	'block.unblock': privately('block.read', 'relation event'),
	'profile.update.bio': PROFILE,
	'profile.update.profile_picture': PROFILE,
	'profile.update.banner_picture': PROFILE,
	'profile.update.screenname': PROFILE,
	'profile.update.handle': PROFILE,
	'profile.update.geo': PROFILE,
	'profile.update.url': PROFILE,
	'profile.update.verified_badge': PROFILE,
	'profile.update.affiliate_badge': PROFILE,
	'spaces.start': publicly(),
	'spaces.end': publicly(),
	'oauth.revoke': { privacy: 'app' },
	'news.new': { privacy: 'enterprise' },
};
