/** What the X Activity Trigger can listen to, with X's name for it. */
export const listenings = {
	chats: { eventType: 'chat.received', says: 'encrypted chats' },
	deletions: { eventType: 'post.delete', says: 'deletions of own posts' },
	follows: { eventType: 'follow.follow', says: 'new followers' },
	mentions: { eventType: 'post.mention.create', says: 'mentions' },
	messages: { eventType: 'dm.received', says: 'direct messages' },
	quotes: { eventType: 'post.quote.create', says: 'quotes' },
	replies: { eventType: 'post.reply.create', says: 'replies' },
	reposts: { eventType: 'post.repost.create', says: 'reposts' },
	revocations: { eventType: 'oauth.revoke', says: 'the withdrawal of access' },
	unfollows: { eventType: 'follow.unfollow', says: 'followers who left' },
} as const;

export type ListeningName = keyof typeof listenings;

/** Reposts are many and nobody waits for an answer; who left is rarely anybody's business. */
export const usualListenings: ListeningName[] = [
	'mentions',
	'replies',
	'quotes',
	'messages',
	'chats',
	'follows',
	'deletions',
	'revocations',
];

/** Events about the app itself, not about one of its users. */
const aboutApp = new Set<string>(['oauth.revoke']);

export interface Wish {
	eventType: string;
	/** Absent: about the app. */
	userId?: string;
}

/** What to subscribe for an account; names that are none of ours are left out. */
export function toWishes(names: readonly unknown[], userId: string): Wish[] {
	const known = Object.entries(listenings).filter(([name]) => names.includes(name));
	return known.map(([, { eventType }]) =>
		aboutApp.has(eventType) ? { eventType } : { eventType, userId },
	);
}

/** X's name for an event in our words, e.g. `direct messages`. */
export function toSaid(eventType: string): string {
	const known = Object.values(listenings).find((it) => it.eventType === eventType);
	return known?.says ?? eventType;
}
