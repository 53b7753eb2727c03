import { compareIds, isId } from './ids.mts';
import type { Post, World } from './world.mts';

/** A stretch of a timeline, newest first, as X pages it. */
export interface Window {
	sinceId?: string;
	untilId?: string;
	startMs?: number;
	endMs?: number;
	size: number;
	token?: PageToken;
}

export interface PageToken {
	direction: 'next' | 'previous';
	/** The post at the edge of the page that issued the token. */
	edgeId: string;
}

export interface Page {
	posts: Post[];
	next?: PageToken;
	previous?: PageToken;
}

/** Posts that name the user or quote one of theirs, newest first; the user's own are not among them. */
export function listMentions(world: World, userId: string): Post[] {
	return newestFirst(world).filter(
		(post) =>
			post.authorId !== userId &&
			(post.mentioned.has(userId) ||
				(post.quoteOf !== undefined && world.posts.get(post.quoteOf)?.authorId === userId)),
	);
}

export const listPostsOf = (world: World, userId: string, exclude: Set<string>): Post[] =>
	newestFirst(world).filter(
		(post) =>
			post.authorId === userId &&
			!(exclude.has('replies') && post.inReplyTo) &&
			!(exclude.has('retweets') && post.repostOf),
	);

/**
 * Cuts one page out of a timeline of at most `cap` posts. Deleted posts and posts of hidden authors keep their
 * place and are left out at the end, so a page can be short, or empty, and still have a next one.
 */
export function cutPage(
	world: World,
	timeline: Post[],
	cap: number,
	window: Window,
	viewerId?: string,
): Page {
	const reachable = timeline.slice(0, cap).filter((post) => inWindow(post, window));
	const { token, size } = window;
	const at = (id: string) => reachable.filter((post) => compareIds(post.id, id) > 0).length;
	let start = 0;
	if (token?.direction === 'next')
		start = at(token.edgeId) + (includesId(reachable, token) ? 1 : 0);
	if (token?.direction === 'previous') start = Math.max(0, at(token.edgeId) - size);
	const end =
		token?.direction === 'previous' ? Math.min(at(token.edgeId), start + size) : start + size;
	const places = reachable.slice(start, end);
	return {
		posts: places.filter((post) => world.isShown(viewerId, post)),
		...(places.length > 0 && end < reachable.length
			? { next: { direction: 'next', edgeId: places.at(-1)!.id } }
			: {}),
		...(places.length > 0 && start > 0
			? { previous: { direction: 'previous', edgeId: places[0].id } }
			: {}),
	};
}

/** Opaque to callers, bound to the route and the user it was issued for. */
export const writeToken = (scope: string, token: PageToken): string =>
	Buffer.from(JSON.stringify(['page', scope, token.direction, token.edgeId])).toString('base64url');

export function readToken(scope: string, text: string): PageToken | undefined {
	try {
		const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
		if (!Array.isArray(parts) || parts[0] !== 'page' || parts[1] !== scope) return undefined;
		const [, , direction, edgeId] = parts as unknown[];
		if (direction !== 'next' && direction !== 'previous') return undefined;
		return typeof edgeId === 'string' && isId(edgeId) ? { direction, edgeId } : undefined;
	} catch {
		return undefined; // not one of ours; the caller answers X's 400
	}
}

const newestFirst = (world: World): Post[] =>
	world.order.filter((post) => world.isLatestVersion(post)).reverse();

const includesId = (posts: Post[], token: PageToken): boolean =>
	posts.some((post) => post.id === token.edgeId);

function inWindow(post: Post, window: Window): boolean {
	if (window.sinceId && compareIds(post.id, window.sinceId) <= 0) return false;
	if (window.untilId && compareIds(post.id, window.untilId) >= 0) return false;
	// since_id wins over start_time.
	if (!window.sinceId && window.startMs !== undefined && post.createdAtMs < window.startMs)
		return false;
	return window.endMs === undefined || post.createdAtMs < window.endMs;
}
