import type { Post } from './world.mts';

/** Counts that X shows with a post or a person, kept as posts come and go: counting anew takes too long in a big world. */
export function createTally() {
	const replies = new Map<string, number>();
	const quotes = new Map<string, number>();
	const posts = new Map<string, number>();
	const bump = (counts: Map<string, number>, key: string | undefined, by: 1 | -1) => {
		if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + by);
	};

	return {
		/** An edited post counts once: call it for the first version only. */
		count(post: Post, by: 1 | -1): void {
			bump(replies, post.inReplyTo, by);
			bump(quotes, post.quoteOf, by);
			bump(posts, post.authorId, by);
		},
		repliesTo: (postId: string): number => replies.get(postId) ?? 0,
		quotesOf: (postId: string): number => quotes.get(postId) ?? 0,
		postsBy: (userId: string): number => posts.get(userId) ?? 0,
	};
}
