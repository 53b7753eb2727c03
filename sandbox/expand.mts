import type { FieldRequest } from './fields.mts';
import { hiddenResource, missingResource } from './problems.mts';
import { references, renderMedia, renderPost, renderUser } from './render.mts';
import type { Post, World } from './world.mts';

/** What a list of posts brings along: `includes`, partial errors, and which extra resources X bills. */
export interface Expanded {
	includes?: Record<string, unknown[]>;
	errors: unknown[];
	userIds: string[];
	postIds: string[];
}

export function expandPosts(
	world: World,
	posts: Post[],
	asked: FieldRequest,
	viewerId?: string,
): Expanded {
	const userIds = new Set<string>();
	const referenced = new Map<string, Post>();
	const errors: unknown[] = [];
	const postsKey = asked.dialect === 'new' ? 'posts' : 'tweets';
	const referenceParameter =
		asked.dialect === 'new' ? 'referenced_posts.id' : 'referenced_tweets.id';

	if (has(asked, 'referenced_tweets.id') || has(asked, 'referenced_tweets.id.author_id')) {
		for (const { id } of posts.flatMap((post) => references(post) ?? [])) {
			const target = world.posts.get(id);
			if (!target || target.deleted) {
				errors.push(missingResource('tweet', referenceParameter, id));
			} else if (!world.canSee(viewerId, world.users.get(target.authorId)!)) {
				errors.push(hiddenResource('tweet', referenceParameter, id));
			} else {
				referenced.set(id, target);
			}
		}
	}
	if (has(asked, 'edit_history_tweet_ids')) {
		for (const id of posts.flatMap((post) => post.versions)) {
			referenced.set(id, world.posts.get(id)!);
		}
	}
	for (const post of posts) {
		if (has(asked, 'author_id')) userIds.add(post.authorId);
		if (has(asked, 'in_reply_to_user_id') && post.inReplyToUserId) {
			userIds.add(post.inReplyToUserId);
		}
		if (has(asked, 'entities.mentions.username')) {
			for (const id of post.mentioned) userIds.add(id);
		}
	}
	if (has(asked, 'referenced_tweets.id.author_id')) {
		for (const post of referenced.values()) userIds.add(post.authorId);
	}
	const media = has(asked, 'attachments.media_keys') ? posts.flatMap((post) => post.media) : [];

	const includes: Record<string, unknown[]> = {};
	if (userIds.size > 0) {
		includes.users = [...userIds].map((id) =>
			renderUser(world, world.users.get(id)!, asked, viewerId),
		);
	}
	if (referenced.size > 0) {
		includes[postsKey] = [...referenced.values()].map((post) => renderPost(world, post, asked));
	}
	if (media.length > 0) includes.media = media.map((item) => renderMedia(item, asked));
	return {
		...(Object.keys(includes).length > 0 ? { includes } : {}),
		errors,
		userIds: [...userIds],
		postIds: [...referenced.keys()],
	};
}

const has = (asked: FieldRequest, name: string): boolean => asked.expansions.has(name);
