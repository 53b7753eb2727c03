/** What X's headers say about the current 15-minute window. */
export interface RateLimit {
	remaining?: number;
	/** Milliseconds since 1970. */
	resetsAtMs?: number;
}

export function parseRateLimit(headers: Record<string, string>): RateLimit {
	const remaining = parseCount(headers['x-rate-limit-remaining']);
	const resetsAtSeconds = parseCount(headers['x-rate-limit-reset']);
	return {
		...(remaining === undefined ? {} : { remaining }),
		...(resetsAtSeconds === undefined ? {} : { resetsAtMs: resetsAtSeconds * 1000 }),
	};
}

/** Milliseconds until X takes calls again after a 429: `Retry-After` first, else the window's end, else a full window. */
export function toRetryAfterMs(headers: Record<string, string>, nowMs: number): number {
	const retryAfterSeconds = parseCount(headers['retry-after']);
	if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000;
	const { resetsAtMs } = parseRateLimit(headers);
	return resetsAtMs === undefined ? 15 * 60_000 : Math.max(1000, resetsAtMs - nowMs);
}

function parseCount(value: string | undefined): number | undefined {
	return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}
