import type { PolicyFacts, PostFacts } from './facts';
import { type Rule, askPerson, forbid, isOwn, toPost } from './finding';

/** Whoever asked to stop gets no answer and no message; our own threads reach nobody in particular. */
export const optedOut: Rule = (action, facts) => {
	if (action.kind !== 'reply' && action.kind !== 'sendMessage') return undefined;
	const { person, account } = facts;
	if (!person?.optedOut || person.id === account.id) return undefined;
	return forbid(
		'opted out',
		'The person asked the account to stop writing to them, so nothing is sent; take them off the opt-out list only when they ask for an answer again.',
	);
};

/**
 * X takes automatic replies only where the author typed the account's handle in this very post or quotes it; an implicit
 * mention (put there by X) was answered with 403.
 */
export const notSummoned: Rule = (action, facts) => {
	const post = toPost(facts);
	if (action.kind !== 'reply' || !post || isOwn(post, facts) || isSummoned(post)) return undefined;
	return askPerson('not summoned', toUnsummonedReason(post, facts));
};

function toUnsummonedReason(post: PostFacts, { account }: PolicyFacts): string {
	const handle = `@${account.handle}`;
	if (post.mentionsUs === 'implicit') {
		return `X put ${handle} into this post because it is a reply; the author did not type it, and X refuses automatic answers to that; answer by hand with the link, or ask the person to name ${handle} in each post.`;
	}
	if (post.inReplyToUserId === account.id) {
		return `The post answers ${handle} without naming it, and X takes automatic answers only to posts that name or quote the account; answer by hand with the link.`;
	}
	return `The author neither names nor quotes ${handle}, and people who did not address the company get no automatic answer; leave it, or let a person decide whether to answer by hand.`;
}

const isSummoned = (post: PostFacts) => post.mentionsUs === 'explicit' || post.quotesUs;

/**
 * A thread of our own may go on as often as we like: nobody is being answered. What a person wrote for this very post is no
 * automatic reply, however it gets to X.
 */
export const oneReply: Rule = (action, facts) => {
	if (action.kind !== 'reply' || facts.writtenBy === 'person') return undefined;
	const post = toPost(facts);
	if (post && isOwn(post, facts)) return undefined;
	const earlier = facts.recentPosts.find((it) => it.inReplyToPostId === action.toPostId);
	if (!earlier) return undefined;
	return askPerson(
		'one reply per interaction',
		'The account has answered this post already, and X allows one automatic reply per interaction; look at that answer, and add more by hand with the link.',
	);
};

/** Those whom a post names may answer it whatever its settings, and so may its author. */
export const replySettings: Rule = (action, facts) => {
	const post = toPost(facts);
	if (action.kind !== 'reply' || !post?.whoCanReply || isOwn(post, facts)) return undefined;
	if (post.mentionsUs === 'explicit') return undefined;
	return askPerson(
		'reply settings',
		`The author lets only ${whoCanReply[post.whoCanReply]} reply; open the post in X and answer by hand if X lets the account.`,
	);
};

const whoCanReply: Record<NonNullable<PostFacts['whoCanReply']>, string> = {
	following: 'accounts they follow or name',
	mentionedUsers: 'accounts they name',
	subscribers: 'their subscribers and accounts they name',
	verified: 'verified accounts and accounts they name',
};

export const protectedAccount: Rule = (action, facts) => {
	const post = toPost(facts);
	if (action.kind !== 'reply' || !facts.account.protected) return undefined;
	if (post && isOwn(post, facts)) return undefined;
	return askPerson(
		'protected account',
		`@${facts.account.handle} is protected, so only its approved followers would see the reply; answer from the public account, or switch the protection off in X.`,
	);
};

/** X allows messages only to people who wrote first; what nobody knows counts as no. */
export const didNotWriteFirst: Rule = (action, { person, account }) => {
	if (action.kind !== 'sendMessage' || person?.wroteUs === true) return undefined;
	return askPerson(
		'person did not write first',
		`No direct message from this person was found in the last 30 days, and X allows automatic messages only to people who wrote first; ask them to message @${account.handle}, or write by hand with the link.`,
	);
};
