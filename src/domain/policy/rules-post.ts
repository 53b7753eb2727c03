import { type Rule, askPerson, forbid, isOwn, toPost } from './finding';

/**
 * Deleting a post or taking a repost back is done when the post is gone, so both may be repeated; everything else needs a post
 * to act on.
 */
export const postGone: Rule = (action, { post }) => {
	if (post !== 'gone') return undefined;
	const doing = needsPost[action.kind];
	if (!doing) return undefined;
	return forbid(
		'post gone',
		`The post is deleted or hidden from the account, so ${doing}; close the case or write to the person another way.`,
	);
};

const needsPost: Partial<Record<Parameters<Rule>[0]['kind'], string>> = {
	reply: 'nothing can answer it',
	repost: 'there is nothing to repost',
	hideReply: 'there is nothing to hide',
	unhideReply: 'there is nothing to show again',
};

export const notOurPost: Rule = (action, facts) => {
	const post = toPost(facts);
	if (action.kind !== 'deletePost' || !post || isOwn(post, facts)) return undefined;
	return forbid(
		'not our post',
		`The post is not by @${facts.account.handle}, and X lets an account delete its own posts only; check the post id, or hide the reply instead.`,
	);
};

/** X lets the account that began a conversation hide the replies of others in it, and nobody else. */
export const notOurConversation: Rule = (action, facts) => {
	const post = toPost(facts);
	if ((action.kind !== 'hideReply' && action.kind !== 'unhideReply') || !post) return undefined;
	if (isOwn(post, facts) && action.kind === 'hideReply') {
		return forbid(
			'not our conversation',
			'The post is our own, and X hides only the replies of others; delete it instead.',
		);
	}
	const isFirst = post.conversationId === post.id;
	const beganBy = isFirst ? post.authorId : post.conversationAuthorId;
	if (beganBy === facts.account.id) return undefined;
	if (beganBy === undefined) {
		return askPerson(
			'not our conversation',
			'It is not known who began this conversation, and X lets only that account hide replies in it; open the post and hide it by hand if X offers to.',
		);
	}
	return forbid(
		'not our conversation',
		'Somebody else began this conversation, and X lets only them hide replies in it; mute the person, or report the post in X.',
	);
};

export const protectedPost: Rule = (action, facts) => {
	const post = toPost(facts);
	if (action.kind !== 'repost' || !post?.authorIsProtected || isOwn(post, facts)) return undefined;
	return forbid(
		'protected post',
		'The author shows posts to approved followers only, and X lets nobody repost them; ask the author if you want to tell others.',
	);
};

/** On a protected feed everything is seen by its approved followers alone; there and for own posts nobody has to approve. */
export const repostNotApproved: Rule = (action, facts) => {
	const post = toPost(facts);
	if (action.kind !== 'repost' || !post || isOwn(post, facts)) return undefined;
	if (facts.account.protected || isApproved(facts.approvedBy)) return undefined;
	return askPerson(
		'repost not approved',
		"Somebody else's post would appear under the company's name, and nobody has approved it; have a person look at it and enter who approved it under 'Approved By'.",
	);
};

/** An approval names somebody. */
export const isApproved = (approvedBy: string | undefined): boolean =>
	approvedBy !== undefined && approvedBy.trim() !== '';
