import type { Clock } from './clock.mts';

export interface Limit {
	/** Requests per 15 minutes for one user's token. */
	user?: number;
	/** Requests per 15 minutes for the app's own token. */
	app?: number;
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
		const quarter = use(`${route} ${who}`, QUARTER_HOUR_MS, allowed);
		const headers = toHeaders('x-rate-limit', quarter, allowed);
		if (limit.appDay === undefined) return { headers, exhausted: quarter.refused };
		const day = use(`${route} day`, DAY_MS, limit.appDay);
		return {
			headers: { ...headers, ...toHeaders('x-app-limit-24hour', day, limit.appDay) },
			exhausted: quarter.refused || day.refused,
		};
	}

	function use(key: string, lengthMs: number, allowed: number): Window & { refused: boolean } {
		const now = clock.now();
		let window = windows.get(key);
		// A clock set back opens a new window too: the old one would end too far away.
		if (!window || now >= window.endsAtMs || now < window.endsAtMs - lengthMs) {
			window = { used: 0, endsAtMs: now + lengthMs };
			windows.set(key, window);
		}
		const refused = window.used >= allowed;
		if (!refused) window.used++;
		return { ...window, refused };
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
