import {
	fetchMe,
	fetchPost,
	fetchPosts,
	fetchUsage,
	fetchUser,
	fetchUserByHandle,
	fetchUsers,
	fetchUsersByHandles,
} from './lookups.mts';
import { NAMED_PROBLEMS } from './problems.mts';
import { READ, route, type Route } from './route.mts';
import { ACTIVITY_ROUTES } from './routes-activity.mts';
import { MESSAGE_ROUTES } from './routes-messages.mts';
import { READING_ROUTES } from './routes-reading.mts';
import { WRITING_ROUTES } from './routes-writing.mts';
import { fetchMentions, fetchPostsOfUser } from './user-posts.mts';
import { createPost, deletePost } from './write.mts';

const notInSelfServe = () => NAMED_PROBLEMS['access-level']();

/** Fixed paths stand before those with a variable part. Limits: x-rate-limit table of August 2026. */
export const ROUTES: Route[] = [
	...READING_ROUTES,
	...MESSAGE_ROUTES,
	...WRITING_ROUTES,
	...ACTIVITY_ROUTES,
	route('me', 'GET', '/2/users/me', 'user', READ, { user: 75 }, fetchMe),
	route(
		'users-by',
		'GET',
		'/2/users/by',
		'any',
		READ,
		{ user: 900, app: 300 },
		fetchUsersByHandles,
	),
	route(
		'user-by-username',
		'GET',
		'/2/users/by/username/:username',
		'any',
		READ,
		{ user: 900, app: 300 },
		fetchUserByHandle,
	),
	route('users', 'GET', '/2/users', 'any', READ, { user: 900, app: 300 }, fetchUsers),
	route('user', 'GET', '/2/users/:id', 'any', READ, { user: 900, app: 300 }, fetchUser),
	route(
		'mentions',
		'GET',
		'/2/users/:id/mentions',
		'any',
		READ,
		{ user: 300, app: 450 },
		fetchMentions,
	),
	route(
		'user-posts',
		'GET',
		'/2/users/:id/tweets',
		'any',
		READ,
		{ user: 900, app: 10_000 },
		fetchPostsOfUser,
	),
	route('posts', 'GET', '/2/tweets', 'any', READ, { user: 5000, app: 3500 }, fetchPosts),
	route('post', 'GET', '/2/tweets/:id', 'any', READ, { user: 900, app: 450 }, fetchPost),
	route(
		'create-post',
		'POST',
		'/2/tweets',
		'user',
		['tweet.write', ...READ],
		{ user: 100, appDay: 10_000 },
		createPost,
	),
	route(
		'delete-post',
		'DELETE',
		'/2/tweets/:id',
		'user',
		['tweet.write', ...READ],
		{ user: 50 },
		deletePost,
	),
	route('usage', 'GET', '/2/usage/tweets', 'app', [], { app: 50 }, fetchUsage),
	// Removed from self-serve plans in April 2026; the paths still exist.
	route('like', 'POST', '/2/users/:id/likes', 'user', [], { user: 50 }, notInSelfServe),
	route(
		'unlike',
		'DELETE',
		'/2/users/:id/likes/:tweet_id',
		'user',
		[],
		{ user: 50 },
		notInSelfServe,
	),
	route('follow', 'POST', '/2/users/:id/following', 'user', [], { user: 50 }, notInSelfServe),
	route('block', 'POST', '/2/users/:id/blocking', 'user', [], { user: 50 }, notInSelfServe),
];

export function findRoute(
	method: string,
	path: string,
): { route: Route; params: string[] } | undefined {
	const parts = path.split('/');
	for (const candidate of ROUTES) {
		const pattern = candidate.path.split('/');
		if (candidate.method !== method || pattern.length !== parts.length) continue;
		if (
			!pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]))
		)
			continue;
		return { route: candidate, params: parts.filter((_, at) => pattern[at].startsWith(':')) };
	}
	return undefined;
}
