import { createHash } from 'node:crypto';
import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { compareIds } from './ids.mts';
import { renderPosts } from './lookups.mts';
import { invalidRequest, type Answer } from './problems.mts';
import type { Matches } from './search-operators.mts';
import { planSearch } from './search-plan.mts';
import { QueryError } from './search-query.mts';
import { isInWindow, readSearchWindow, type SearchWindow } from './search-window.mts';
import { readToken, writeToken } from './timeline.mts';
import type { Post, World } from './world.mts';

/** Recent search: what the last seven days' public posts say. */

const MAX_QUERY_LENGTH = 512;
const ORDERS = ['recency', 'relevancy'];

export function fetchRecent(call: ApiCall): Result {
	const search = readSearch(call);
	if ('status' in search) return search;
	const { query } = call;
	const text = query.get('max_results') ?? '10';
	const size = Number(text);
	if (!/^-?\d{1,9}$/.test(text) || size < 10 || size > 100) {
		return badParameter('max_results', text, 'is not between 10 and 100');
	}
	const order = query.get('sort_order') ?? 'recency';
	if (!ORDERS.includes(order)) {
		return badParameter('sort_order', order, `is not one of [${ORDERS.join(',')}]`);
	}
	const scope = `search ${digest(`${order} ${query.get('query')}`)}`;
	const edge = readEdge(query, scope);
	if (typeof edge === 'object') return edge;
	const { world } = call.universe;
	const edgePost = edge === undefined ? undefined : world.posts.get(edge);
	if (order === 'recency') {
		const older = walkBack(world, endingAt(search, edge));
		return answer(call, scope, cut(world, older, size, newerFirst, edgePost));
	}
	const compare = heardMoreFirst(world);
	const ranked = [...walkBack(world, search)].sort(compare);
	return answer(call, scope, cut(world, ranked, size, compare, edgePost));
}

/** What to look for and where, of a search or a count. */
export interface Search {
	matches: Matches;
	window: SearchWindow;
}

export function readSearch({ query, universe }: ApiCall): Search | Answer {
	const text = query.get('query') ?? '';
	if (text.trim() === '') {
		return invalidRequest(`Invalid 'query':'${text}'. 'query' must be a non-empty string`, {
			query: [text],
		});
	}
	const length = [...text].length;
	if (length > MAX_QUERY_LENGTH) {
		const message = `The \`query\` query parameter length [${length}] is not between 1 and ${MAX_QUERY_LENGTH}`;
		return invalidRequest(message, { query: [text] });
	}
	const matches = planSearch(text, universe.world);
	if (matches instanceof QueryError) {
		const message = `There were errors processing your request: ${matches.message}`;
		return invalidRequest(message, { query: [text] });
	}
	const window = readSearchWindow(query, universe.clock.now());
	return 'status' in window ? window : { matches, window };
}

/**
 * Matching posts of the window, newest first, found as they are asked for. Posts of protected accounts are not
 * searchable by anybody; deleted ones and those of suspended authors are still there, `isShown` tells them.
 */
export function* walkBack(world: World, { matches, window }: Search): Generator<Post> {
	for (let at = world.order.length - 1; at >= 0; at--) {
		const post = world.order[at];
		if (post.createdAtMs < window.fromMs) return;
		if (!isInWindow(post, window) || !world.isLatestVersion(post)) continue;
		if (!world.users.get(post.authorId)!.protected && matches(post)) yield post;
	}
}

type Compare = (a: Post, b: Post) => number;

const newerFirst: Compare = (a, b) => compareIds(b.id, a.id);

/** X does not say how it ranks: here authors with more followers come first, then newer posts. */
const heardMoreFirst =
	(world: World): Compare =>
	(a, b) =>
		followersOf(world, b) - followersOf(world, a) || newerFirst(a, b);

const followersOf = (world: World, post: Post): number => world.users.get(post.authorId)!.followers;

/** So that what was on earlier pages is not matched again. */
const endingAt = ({ matches, window }: Search, untilId = window.untilId): Search => ({
	matches,
	window: { ...window, untilId },
});

interface Found {
	posts: Post[];
	nextEdge?: string;
}

/** Takes the posts behind the edge; what may not be shown is left out afterwards, so a page can be short. */
function cut(
	world: World,
	found: Iterable<Post>,
	size: number,
	compare: Compare,
	edge: Post | undefined,
): Found {
	const places: Post[] = [];
	for (const post of found) {
		if (edge && compare(edge, post) >= 0) continue;
		if (places.length === size) return { posts: shown(world, places), nextEdge: places.at(-1)!.id };
		places.push(post);
	}
	return { posts: shown(world, places) };
}

const shown = (world: World, posts: Post[]): Post[] =>
	posts.filter((post) => world.isShown(undefined, post));

function answer(call: ApiCall, scope: string, { posts, nextEdge }: Found): Result {
	const { data, body, charges } = renderPosts(call, posts);
	const ids = posts.map(({ id }) => id).sort(compareIds);
	const meta = {
		...(ids.length > 0 ? { newest_id: ids.at(-1), oldest_id: ids[0] } : {}),
		result_count: posts.length,
		...(nextEdge ? { next_token: writeToken(scope, { direction: 'next', edgeId: nextEdge }) } : {}),
	};
	return ok({ ...(data.length > 0 ? { data } : {}), ...body, meta }, charges);
}

/** The post at the edge of the page before; a token of another query is none. */
function readEdge(query: URLSearchParams, scope: string): string | undefined | Answer {
	const names = ['next_token', 'pagination_token'].filter((name) => query.has(name));
	if (names.length === 0) return undefined;
	if (names.length > 1) {
		return invalidRequest(
			'Only one of `next_token` and `pagination_token` may be specified',
			Object.fromEntries(names.map((name) => [name, query.getAll(name)])),
		);
	}
	const token = query.get(names[0])!;
	const parsed = readToken(scope, token);
	return parsed?.direction === 'next' ? parsed.edgeId : badParameter(names[0], token);
}

const digest = (text: string): string =>
	createHash('sha256').update(text).digest('base64url').slice(0, 16);
