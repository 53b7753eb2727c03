/** What X's headers say about how many calls are left. */
export interface RateLimit {
	/** Calls left in the current quarter of an hour; 0 also when those of the day are used up. */
	remaining?: number;
	/** When there are calls again, milliseconds since 1970. */
	resetsAtMs?: number;
}

const dayMs = 24 * 3_600_000;
const quarterHour = 'x-rate-limit';
/** Some calls have a limit per day beside it, for the account or for the whole app. */
const days = ['x-user-limit-24hour', 'x-app-limit-24hour'];

export function parseRateLimit(headers: Record<string, string>): RateLimit {
	const usedUp = [quarterHour, ...days]
		.map((name) => parseWindow(headers, name))
		.filter(({ remaining }) => remaining === 0);
	if (usedUp.length === 0) return parseWindow(headers, quarterHour);
	const resets = usedUp.map(({ resetsAtMs }) => resetsAtMs).filter((ms) => ms !== undefined);
	return { remaining: 0, ...(resets.length > 0 && { resetsAtMs: Math.max(...resets) }) };
}

/**
 * Milliseconds until X takes calls again after a 429: the day's end when the day is used up, else `Retry-After`, else the
 * window's end, else a full window. Never less than a second, never more than a day.
 */
export function toRetryAfterMs(headers: Record<string, string>, nowMs: number): number {
	const dayEnds = days
		.map((name) => parseWindow(headers, name))
		.filter(({ remaining }) => remaining === 0)
		.map(({ resetsAtMs }) => resetsAtMs ?? nowMs + dayMs);
	if (dayEnds.length > 0) return toWaitMs(Math.max(...dayEnds) - nowMs);
	const { resetsAtMs } = parseWindow(headers, quarterHour);
	const untilResetMs = resetsAtMs === undefined ? 15 * 60_000 : resetsAtMs - nowMs;
	return toWaitMs(parseRetryAfterMs(headers, nowMs) ?? untilResetMs);
}

/** What `Retry-After` says, in seconds or as a date; undefined when it says nothing readable. */
export function parseRetryAfterMs(
	headers: Record<string, string>,
	nowMs: number,
): number | undefined {
	const header = headers['retry-after'];
	const seconds = parseCount(header);
	if (seconds !== undefined) return toWaitMs(seconds * 1000);
	const dateMs = Date.parse(header ?? '');
	return Number.isNaN(dateMs) ? undefined : toWaitMs(dateMs - nowMs);
}

const toWaitMs = (ms: number) => Math.min(dayMs, Math.max(1000, ms));

function parseWindow(headers: Record<string, string>, name: string): RateLimit {
	const remaining = parseCount(headers[`${name}-remaining`]);
	const resetsAtSeconds = parseCount(headers[`${name}-reset`]);
	return {
		...(remaining === undefined ? {} : { remaining }),
		...(resetsAtSeconds === undefined ? {} : { resetsAtMs: resetsAtSeconds * 1000 }),
	};
}

function parseCount(value: string | undefined): number | undefined {
	return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}
