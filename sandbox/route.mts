import type { ApiCall, Result } from './api-call.mts';
import type { Limit } from './limits.mts';

/** One endpoint of X: who may call it, how often, and what answers. `name` is what the limits setting calls it. */
export interface Route {
	name: string;
	method: string;
	path: string;
	callers: 'any' | 'user' | 'app';
	scopes: string[];
	limit: Limit;
	handle: (call: ApiCall) => Result | Promise<Result>;
}

export const READ = ['tweet.read', 'users.read'];

export const route = (
	name: string,
	method: string,
	path: string,
	callers: Route['callers'],
	scopes: string[],
	limit: Limit,
	handle: Route['handle'],
): Route => ({ name, method, path, callers, scopes, limit, handle });
