import type { Post, ReplySettings, User, World } from './world.mts';

/** What an author can allow besides everyone. */
export const REPLY_SETTINGS = ['following', 'mentionedUsers', 'subscribers', 'verified'] as const;

/** Whom besides the people the post names each setting lets in; the sandbox has no subscriptions. */
const LETS_IN: Record<ReplySettings, (world: World, author: string, replier: User) => boolean> = {
	following: (world, authorId, replier) => world.relations.has('follow', authorId, replier.id),
	mentionedUsers: () => false,
	subscribers: () => false,
	verified: (_world, _authorId, replier) => replier.verifiedType !== 'none',
};

/** Whether somebody may answer this post: the one that began the conversation decides for all of it. */
export function mayReply(world: World, post: Post, replierId: string): boolean {
	const deciders = [post, world.posts.get(post.conversationId) ?? post];
	return deciders.every(
		({ authorId, mentioned, replySettings }) =>
			replySettings === undefined ||
			authorId === replierId ||
			mentioned.has(replierId) ||
			LETS_IN[replySettings](world, authorId, world.users.get(replierId)!),
	);
}
