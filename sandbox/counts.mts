import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { iso } from './clock.mts';
import { parseFields } from './fields.mts';
import { readSearch, walkBack, type Search } from './search.mts';
import { timeOfId } from './search-window.mts';

/** How many posts a search would find, by minute, hour or day. */

const LENGTH_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const SECOND_MS = 1000;

export function fetchRecentCounts(call: ApiCall): Result {
	const search = readSearch(call);
	if ('status' in search) return search;
	const { query, universe } = call;
	const granularity = query.get('granularity') ?? 'hour';
	if (!Object.hasOwn(LENGTH_MS, granularity)) {
		const names = Object.keys(LENGTH_MS).join(',');
		return badParameter('granularity', granularity, `is not one of [${names}]`);
	}
	// Seven days by the minute fit into one answer, so there is never a next one.
	for (const name of ['next_token', 'pagination_token']) {
		if (query.has(name)) return badParameter(name, query.get(name)!);
	}
	const lengthMs = LENGTH_MS[granularity];
	const { world, clock } = universe;
	const [fromMs, endMs] = toSeconds(search, clock.now());
	const startOf = (ms: number) => Math.max(fromMs, ms - (ms % lengthMs));
	const counts = new Map<number, number>();
	let total = 0;
	for (const post of walkBack(world, search)) {
		if (!world.isShown(undefined, post)) continue;
		const start = startOf(post.createdAtMs);
		counts.set(start, (counts.get(start) ?? 0) + 1);
		total++;
	}
	const key = isNew(query) ? 'post_count' : 'tweet_count';
	const data: object[] = [];
	for (let start = fromMs; start < endMs; ) {
		const end = Math.min(endMs, start - (start % lengthMs) + lengthMs);
		data.push({ end: iso(end), start: iso(start), [key]: counts.get(start) ?? 0 });
		start = end;
	}
	return ok({ data, meta: { [`total_${key}`]: total } }, [{ item: 'count request' }]);
}

/** Whole seconds around the window. The first and the last bucket can be shorter than the others. */
function toSeconds({ window }: Search, nowMs: number): [number, number] {
	const fromMs = window.sinceId ? Math.max(window.fromMs, timeOfId(window.sinceId)) : window.fromMs;
	const lastMs = window.untilId ? Math.min(nowMs, timeOfId(window.untilId)) : nowMs;
	return [
		Math.floor(fromMs / SECOND_MS) * SECOND_MS,
		window.endMs ?? (Math.floor(lastMs / SECOND_MS) + 1) * SECOND_MS,
	];
}

const isNew = (query: URLSearchParams): boolean =>
	parseFields(query).dialect === 'new' ||
	query.getAll('search_count.fields').some((names) => names.split(',').includes('post_count'));
