import type { EarlyStop } from '../pages';
import type { RateLimit } from '../rate-limit';

/** When X takes calls again, milliseconds since 1970; undefined when it said nothing about that. */
export function toWaitUntil(
	nowMs: number,
	{ remaining, resetsAtMs }: RateLimit,
	stoppedBy?: EarlyStop,
): number | undefined {
	const retryAfterMs = stoppedBy?.failure?.retryAfterMs;
	if (retryAfterMs !== undefined) return nowMs + retryAfterMs;
	return stoppedBy?.resumesAtMs ?? (remaining === 0 ? resetsAtMs : undefined);
}
