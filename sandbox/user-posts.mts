import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { compareIds, isId } from './ids.mts';
import { renderPosts } from './lookups.mts';
import { hiddenResource, missingResource, type Answer } from './problems.mts';
import {
	cutPage,
	listMentions,
	listPostsOf,
	readToken,
	writeToken,
	type Window,
} from './timeline.mts';
import type { Post } from './world.mts';

/** The two timelines of a user: what others say to them, and what they post. */

const MENTIONS_CAP = 800;
const POSTS_CAP = 3200;
const FIRST_TIME_MS = Date.UTC(2010, 10, 6);
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

export const fetchMentions = (call: ApiCall): Result =>
	fetchTimeline(call, 'mentions', MENTIONS_CAP, (userId) =>
		listMentions(call.universe.world, userId),
	);

export const fetchPostsOfUser = (call: ApiCall): Result =>
	fetchTimeline(call, 'tweets', POSTS_CAP, (userId) =>
		listPostsOf(call.universe.world, userId, new Set((call.query.get('exclude') ?? '').split(','))),
	);

function fetchTimeline(
	call: ApiCall,
	name: 'mentions' | 'tweets',
	cap: number,
	list: (userId: string) => Post[],
): Result {
	const [userId] = call.params;
	if (!isId(userId)) return badParameter('id', userId);
	const scope = `${name} ${userId}`;
	const window = readWindow(call.query, scope);
	if ('status' in window) return window;
	const { world, settings } = call.universe;
	const owner = world.users.get(userId);
	if (!owner) return ok({ errors: [missingResource('user', 'id', userId)] });
	if (!world.canSee(call.caller.userId, owner)) {
		return ok({ errors: [hiddenResource('user', 'id', userId)] });
	}
	const page = cutPage(world, list(userId), cap, window, call.caller.userId);
	const posts = name === 'mentions' ? addDuplicates(call, page.posts) : page.posts;
	const owned = settings.ownedReads && call.caller.userId === userId;
	const { data, body, charges } = renderPosts(call, posts, owned ? 'owned read' : 'post read');
	const meta = {
		...(posts.length > 0 ? { newest_id: posts[0].id, oldest_id: posts.at(-1)!.id } : {}),
		result_count: posts.length,
		...(page.next ? { next_token: writeToken(scope, page.next) } : {}),
		...(page.previous ? { previous_token: writeToken(scope, page.previous) } : {}),
	};
	return ok({ ...(data.length > 0 ? { data } : {}), ...body, meta }, charges);
}

/** X delivers a post twice now and then; the control route says which and how often. */
function addDuplicates(call: ApiCall, posts: Post[]): Post[] {
	const { duplicates, world } = call.universe;
	const again = [...duplicates].flatMap(([id, times]) => {
		if (times <= 1) duplicates.delete(id);
		else duplicates.set(id, times - 1);
		const post = world.posts.get(id);
		return post && !post.deleted ? [post] : [];
	});
	if (again.length === 0) return posts;
	return [...posts, ...again].sort((a, b) => compareIds(b.id, a.id));
}

function readWindow(query: URLSearchParams, scope: string): Window | Answer {
	const size = query.get('max_results') ?? '10';
	if (!/^-?\d+$/.test(size) || Number(size) < 5 || Number(size) > 100) {
		return badParameter('max_results', size, 'is not between 5 and 100');
	}
	const window: Window = { size: Number(size) };
	for (const [name, key] of [
		['since_id', 'sinceId'],
		['until_id', 'untilId'],
	] as const) {
		const value = query.get(name);
		if (value === null) continue;
		if (!isId(value)) return badParameter(name, value);
		window[key] = value;
	}
	if (window.sinceId && window.untilId && compareIds(window.sinceId, window.untilId) >= 0) {
		return badParameter(
			'since_id',
			window.sinceId,
			`must be less than \`until_id\` [${window.untilId}]`,
		);
	}
	for (const [name, key] of [
		['start_time', 'startMs'],
		['end_time', 'endMs'],
	] as const) {
		const value = query.get(name);
		if (value === null) continue;
		const ms = ISO_TIME.test(value) ? Date.parse(value) : NaN;
		if (Number.isNaN(ms)) return badParameter(name, value, 'is not a valid ISO 8601 time');
		if (ms < FIRST_TIME_MS)
			return badParameter(name, value, 'must be on or after 2010-11-06T00:00:00Z');
		window[key] = ms;
	}
	if (
		window.startMs !== undefined &&
		window.endMs !== undefined &&
		window.startMs >= window.endMs
	) {
		return badParameter('start_time', query.get('start_time')!, 'must be before `end_time`');
	}
	const token = query.get('pagination_token');
	if (token === null) return window;
	const parsed = readToken(scope, token);
	return parsed ? { ...window, token: parsed } : badParameter('pagination_token', token);
}
