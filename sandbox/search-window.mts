import { badParameter } from './api-call.mts';
import { iso } from './clock.mts';
import { compareIds, isId, X_EPOCH_MS } from './ids.mts';
import { invalidRequest, type Answer } from './problems.mts';

/** The stretch of the last seven days a search or a count is about. */
export interface SearchWindow {
	sinceId?: string;
	untilId?: string;
	/** Never before the seven days that X keeps. */
	fromMs: number;
	/** Exclusive; absent: up to now. */
	endMs?: number;
}

const KEPT_MS = 7 * 86_400_000;
/** Posts take so long to be found. */
const SETTLING_MS = 10_000;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

export function readSearchWindow(query: URLSearchParams, nowMs: number): SearchWindow | Answer {
	const mixed = findMix(query);
	if (mixed) return mixed;
	const earliestMs = nowMs - KEPT_MS;
	const sinceId = readId(query, 'since_id', earliestMs);
	if (typeof sinceId === 'object') return sinceId;
	const untilId = readId(query, 'until_id', earliestMs);
	if (typeof untilId === 'object') return untilId;
	if (sinceId && untilId && compareIds(sinceId, untilId) >= 0) {
		return badParameter('since_id', sinceId, `must be less than \`until_id\` [${untilId}]`);
	}
	const startMs = readTime(query, 'start_time', earliestMs, nowMs);
	if (typeof startMs === 'object') return startMs;
	const endMs = readTime(query, 'end_time', earliestMs, nowMs);
	if (typeof endMs === 'object') return endMs;
	if (startMs !== undefined && endMs !== undefined && startMs >= endMs) {
		return badParameter('start_time', query.get('start_time')!, 'must be before `end_time`');
	}
	return { sinceId, untilId, fromMs: startMs ?? earliestMs, endMs };
}

export const isInWindow = (post: { id: string; createdAtMs: number }, window: SearchWindow) =>
	post.createdAtMs >= window.fromMs &&
	(window.endMs === undefined || post.createdAtMs < window.endMs) &&
	(window.sinceId === undefined || compareIds(post.id, window.sinceId) > 0) &&
	(window.untilId === undefined || compareIds(post.id, window.untilId) < 0);

/** When the post with this id was made. */
export const timeOfId = (id: string): number => Number(BigInt(id) >> 22n) + X_EPOCH_MS;

/** The documentation only forbids one pair each, X itself was seen to refuse any mix of ids and times. */
function findMix(query: URLSearchParams): Answer | undefined {
	const given = (names: string[]) => names.filter((name) => query.has(name));
	const ids = given(['since_id', 'until_id']);
	const times = given(['start_time', 'end_time']);
	if (ids.length === 0 || times.length === 0) return undefined;
	return invalidRequest(
		"Invalid use of 'since_id' or 'until_id' in conjunction with 'start_time' or 'end_time'.",
		Object.fromEntries([...ids, ...times].map((name) => [name, query.getAll(name)])),
	);
}

function readId(
	query: URLSearchParams,
	name: string,
	earliestMs: number,
): string | undefined | Answer {
	const value = query.get(name);
	if (value === null) return undefined;
	if (!isId(value)) return badParameter(name, value);
	if (timeOfId(value) >= earliestMs) return value;
	const smallest = BigInt(earliestMs - X_EPOCH_MS) << 22n;
	return invalidRequest(
		`'${name}' must be a tweet id created after ${toMinute(earliestMs)}. Please use a '${name}' that is larger than ${smallest}`,
		{ [name]: [value] },
	);
}

function readTime(
	query: URLSearchParams,
	name: string,
	earliestMs: number,
	nowMs: number,
): number | undefined | Answer {
	const value = query.get(name);
	if (value === null) return undefined;
	const ms = ISO_TIME.test(value) ? Date.parse(value) : NaN;
	if (Number.isNaN(ms)) return badParameter(name, value, 'is not a valid ISO 8601 time');
	const wrong = (why: string) =>
		invalidRequest(`Invalid '${name}':'${toMinute(ms)}'. '${name}' ${why}`, { [name]: [value] });
	if (ms < earliestMs) return wrong(`must be on or after ${toMinute(earliestMs)}`);
	if (ms <= nowMs - SETTLING_MS) return ms;
	return wrong('must be a minimum of 10 seconds prior to the request time.');
}

const toMinute = (ms: number): string => `${iso(ms).slice(0, 16)}Z`;
