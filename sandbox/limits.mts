import type { Clock } from './clock.mts';

export interface Limit {
	/** Requests per 15 minutes for one user's token. */
	user?: number;
	/** Requests per 15 minutes for the app's own token. */
	app?: number;
	/** Requests per 24 hours for one user's token. */
	userDay?: number;
	/** Requests per 24 hours for the whole app. */
	appDay?: number;
}

export interface Spent {
	headers: Record<string, string>;
	exhausted: boolean;
}

interface Window {
	used: number;
	endsAtMs: number;
}

const QUARTER_HOUR_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
const USER_DAY = 'x-user-limit-24hour';
const APP_DAY = 'x-app-limit-24hour';
/** What X shows where its table names no limit for this kind of token. */
const UNNAMED_LIMIT = 300;

export type Limits = ReturnType<typeof createLimits>;

export function createLimits(clock: Clock) {
	const windows = new Map<string, Window>();
	const overrides = new Map<string, Limit>();

	/** Counts one request of `who` (a user id, or 'app') on a route; the answer must carry the headers. */
	function spend(route: string, preset: Limit, who: string): Spent {
		const limit = { ...preset, ...overrides.get(route) };
		const allowed = (who === 'app' ? limit.app : limit.user) ?? UNNAMED_LIMIT;
		const entries = [
			{ prefix: 'x-rate-limit', ...open(`${route} ${who}`, QUARTER_HOUR_MS, allowed) },
			...(limit.userDay === undefined
				? []
				: [{ prefix: USER_DAY, ...open(`${route} day ${who}`, DAY_MS, limit.userDay) }]),
			...(limit.appDay === undefined
				? []
				: [{ prefix: APP_DAY, ...open(`${route} day`, DAY_MS, limit.appDay) }]),
		];
		const exhausted = entries.some(({ window, most }) => window.used >= most);
		// What one window refuses counts in none.
		if (!exhausted) for (const { window } of entries) window.used++;
		const headers = entries.map(({ prefix, window, most }) => toHeaders(prefix, window, most));
		return { headers: Object.assign({}, ...headers) as Record<string, string>, exhausted };
	}

	function open(key: string, lengthMs: number, most: number): { window: Window; most: number } {
		const now = clock.now();
		let window = windows.get(key);
		// A clock set back opens a new window too: the old one would end too far away.
		if (!window || now >= window.endsAtMs || now < window.endsAtMs - lengthMs) {
			window = { used: 0, endsAtMs: now + lengthMs };
			windows.set(key, window);
		}
		return { window, most };
	}

	return {
		spend,
		/** Replaces limits of a route and opens new windows for it. */
		override(route: string, limit: Limit): void {
			overrides.set(route, { ...overrides.get(route), ...limit });
			for (const key of windows.keys()) if (key.startsWith(`${route} `)) windows.delete(key);
		},
		overrides: (): Record<string, Limit> => Object.fromEntries(overrides),
	};
}

const toHeaders = (prefix: string, window: Window, allowed: number): Record<string, string> => ({
	[`${prefix}-limit`]: String(allowed),
	[`${prefix}-remaining`]: String(Math.max(0, allowed - window.used)),
	[`${prefix}-reset`]: String(Math.ceil(window.endsAtMs / 1000)),
});
