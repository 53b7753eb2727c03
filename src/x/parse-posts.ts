import type { XEvent } from '../domain/event';
import { isId } from '../domain/post-id';
import { type ParseContext, parsePost } from './parse';

export interface ParsedPosts {
	events: XEvent[];
	/** X's own objects, by post id. */
	raw: Map<string, unknown>;
	/** Posts that could not be read as events, and why. */
	unreadable: Array<{ id?: string; why: string }>;
}

/** Reads each post by itself: one that cannot be read holds nothing back. */
export function parsePosts(posts: unknown[], context: ParseContext): ParsedPosts {
	const parsed: ParsedPosts = { events: [], raw: new Map(), unreadable: [] };
	for (const post of posts) {
		const id = toPostId(post);
		try {
			parsed.events.push(parsePost(post, context));
			if (id !== undefined) parsed.raw.set(id, post);
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			parsed.unreadable.push({ ...(id !== undefined && { id }), why });
		}
	}
	return parsed;
}

/** Ids of all posts that have one, readable or not: X charges for them either way. */
export function toPostIds(posts: unknown[]): string[] {
	return posts.map(toPostId).filter((id) => id !== undefined);
}

function toPostId(post: unknown): string | undefined {
	const id = (post as { id?: unknown } | null | undefined)?.id;
	return isId(id) ? id : undefined;
}
