import { toIdBefore, toIdTime } from '../domain/post-id';
import { toXTime } from './x-time';

/** A stretch of the last seven days. Of an id and a time for the same end, the id counts. */
export interface SearchWindow {
	/** Milliseconds since 1970. */
	sinceMs?: number;
	untilMs?: number;
	/** Neither of the two posts is itself included. */
	sinceId?: string;
	untilId?: string;
}

/** How far X's search goes back, less a minute: it refuses what lies before, and its clock is not ours. */
export const searchReachMs = 7 * 86_400_000 - 60_000;

/** The part of the stretch that X searches, where `nowMs` is now (milliseconds since 1970). */
export function toReachable(
	window: SearchWindow = {},
	nowMs: number,
): { window: SearchWindow; isCutOff: boolean } {
	const { sinceId, sinceMs, ...upper } = window;
	const beginsMs = sinceId === undefined ? sinceMs : toIdTime(sinceId);
	const isCutOff = beginsMs !== undefined && beginsMs < nowMs - searchReachMs;
	return { window: isCutOff ? upper : window, isCutOff };
}

/** As query parameters. X takes two ids or two times, so beside an id a time becomes the id of its moment. */
export function toWindow(window: SearchWindow = {}): Record<string, string> {
	const { sinceId, untilId, sinceMs, untilMs } = window;
	if (sinceId === undefined && untilId === undefined) {
		return {
			...(sinceMs !== undefined && { start_time: toXTime(sinceMs) }),
			...(untilMs !== undefined && { end_time: toXTime(untilMs) }),
		};
	}
	const lower = sinceId ?? (sinceMs === undefined ? undefined : toIdBefore(sinceMs));
	const upper = untilId ?? (untilMs === undefined ? undefined : toFirstId(untilMs));
	return {
		...(lower !== undefined && { since_id: lower }),
		...(upper !== undefined && { until_id: upper }),
	};
}

const toFirstId = (ms: number) => String(BigInt(toIdBefore(ms)) + 1n);
