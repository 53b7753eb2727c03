import { badParameter, ok, readList, type ApiCall, type Result } from './api-call.mts';
import { expandPosts } from './expand.mts';
import { parseFields, type FieldRequest } from './fields.mts';
import { isId } from './ids.mts';
import { utcDay } from './clock.mts';
import type { Charge } from './ledger.mts';
import { hiddenResource, missingResource, suspendedUser } from './problems.mts';
import { renderPost, renderUser } from './render.mts';
import type { Post, User } from './world.mts';

const HANDLE = /^[A-Za-z0-9_]{1,15}$/;

export function fetchMe(call: ApiCall): Result {
	const user = call.universe.world.users.get(call.caller.userId!)!;
	return oneUser(call, user, 'id', user.id);
}

export function fetchUser(call: ApiCall): Result {
	const [id] = call.params;
	if (!isId(id)) return badParameter('id', id);
	return oneUser(call, call.universe.world.users.get(id), 'id', id);
}

export function fetchUserByHandle(call: ApiCall): Result {
	const [handle] = call.params;
	if (!HANDLE.test(handle))
		return badParameter('username', handle, 'does not match ^[A-Za-z0-9_]{1,15}$');
	return oneUser(call, call.universe.world.userByHandle(handle), 'username', handle);
}

export function fetchUsers(call: ApiCall): Result {
	const ids = readList(call.query, 'ids');
	if (!Array.isArray(ids)) return ids;
	return manyUsers(call, ids, 'ids', (id) => call.universe.world.users.get(id));
}

export function fetchUsersByHandles(call: ApiCall): Result {
	const handles = readList(call.query, 'usernames', (handle) => HANDLE.test(handle));
	if (!Array.isArray(handles)) return handles;
	return manyUsers(call, handles, 'usernames', (handle) =>
		call.universe.world.userByHandle(handle),
	);
}

export function fetchPost(call: ApiCall): Result {
	const [id] = call.params;
	if (!isId(id)) return badParameter('id', id);
	const { found, errors } = findPosts(call, [id], 'id');
	if (found.length === 0) return ok({ errors });
	const { data, ...rest } = renderPosts(call, found);
	return ok({ data: data[0], ...rest.body }, rest.charges);
}

export function fetchPosts(call: ApiCall): Result {
	const ids = readList(call.query, 'ids');
	if (!Array.isArray(ids)) return ids;
	const { found, errors } = findPosts(call, ids, 'ids');
	const { data, body, charges } = renderPosts(call, found);
	const allErrors = [...errors, ...(body.errors ?? [])];
	return ok(
		{
			...(data.length > 0 ? { data } : {}),
			...body,
			...(allErrors.length > 0 ? { errors: allErrors } : {}),
		},
		charges,
	);
}

/** `GET /2/usage/tweets`: post reads per UTC day. */
export function fetchUsage(call: ApiCall): Result {
	const days = Number(call.query.get('days') ?? 7);
	if (!Number.isInteger(days) || days < 1 || days > 90) {
		return badParameter('days', call.query.get('days')!, 'is not between 1 and 90');
	}
	const { clock, ledger } = call.universe;
	const usage = Array.from({ length: days }, (_, back) => {
		const day = utcDay(clock.now() - back * 86_400_000);
		return { date: `${day}T00:00:00.000Z`, usage: String(ledger.postReadsByDay.get(day) ?? 0) };
	}).reverse();
	const total = [...ledger.postReadsByDay.values()].reduce((sum, count) => sum + count, 0);
	return ok({
		data: {
			project_cap: '3000000',
			project_usage: String(total),
			project_id: '1402000000000000900',
			cap_reset_day: 3,
			daily_project_usage: { project_id: '1402000000000000900', usage },
		},
	});
}

/** Renders posts with everything they bring along, and what X bills for the extras. */
export function renderPosts(call: ApiCall, posts: Post[], item: Charge['item'] = 'post read') {
	const { world } = call.universe;
	const asked = parseFields(call.query);
	const expanded = expandPosts(world, posts, asked, call.caller.userId);
	const charges: Charge[] = [
		{ item, resources: posts.map((post) => `post ${post.id}`) },
		{ item: 'post read', resources: expanded.postIds.map((id) => `post ${id}`) },
		{ item: 'user read', resources: expanded.userIds.map((id) => `user ${id}`) },
	];
	return {
		data: posts.map((post) => renderPost(world, post, asked)),
		body: {
			...(expanded.includes ? { includes: expanded.includes } : {}),
			...(expanded.errors.length > 0 ? { errors: expanded.errors } : {}),
		} as { includes?: unknown; errors?: unknown[] },
		charges,
	};
}

function findPosts(call: ApiCall, ids: string[], parameter: string) {
	const { world } = call.universe;
	const found: Post[] = [];
	const errors: unknown[] = [];
	for (const id of ids) {
		const post = world.posts.get(id);
		const author = post && world.users.get(post.authorId)!;
		if (!post || post.deleted || author!.suspended)
			errors.push(missingResource('tweet', parameter, id));
		else if (!world.isShown(call.caller.userId, post)) {
			errors.push(hiddenResource('tweet', parameter, id));
		} else found.push(post);
	}
	return { found, errors };
}

function oneUser(call: ApiCall, user: User | undefined, parameter: string, value: string): Result {
	if (!user) return ok({ errors: [missingResource('user', parameter, value)] });
	if (user.suspended) return ok({ errors: [suspendedUser(parameter, value)] });
	return ok({ data: render(call, user, parseFields(call.query)) }, billUsers([user]));
}

function manyUsers(
	call: ApiCall,
	values: string[],
	parameter: string,
	find: (value: string) => User | undefined,
): Result {
	const asked = parseFields(call.query);
	const found: User[] = [];
	const errors: unknown[] = [];
	for (const value of values) {
		const user = find(value);
		if (!user) errors.push(missingResource('user', parameter, value));
		else if (user.suspended) errors.push(suspendedUser(parameter, value));
		else found.push(user);
	}
	return ok(
		{
			...(found.length > 0 ? { data: found.map((user) => render(call, user, asked)) } : {}),
			...(errors.length > 0 ? { errors } : {}),
		},
		billUsers(found),
	);
}

const render = (call: ApiCall, user: User, asked: FieldRequest) =>
	renderUser(call.universe.world, user, asked, call.caller.userId);

const billUsers = (users: User[]): Charge[] => [
	{ item: 'user read', resources: users.map((user) => `user ${user.id}`) },
];
