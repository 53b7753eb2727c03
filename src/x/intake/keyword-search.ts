import type { Range, RangeRead } from '../../domain/intake/checkpoint';
import { isWithin } from '../../domain/intake/span';
import { toNewestId, toOldestId } from '../../domain/post-id';
import type { Charge } from '../../domain/spend/charge';
import type { HttpFailure } from '../../http';
import type { EarlyStop } from '../pages';
import { searchPages, type SearchResult, searchRecent } from '../search';
import { toQueryFailure } from './keyword-failure';
import type { KeywordSettings, Progress } from './keyword-progress';
import type { Turn } from './turn';

/** X hands out ten posts at least. */
export const { least: smallestPage, most: largestPage } = searchPages;

export interface Reading extends RangeRead {
	/** Posts handed out by X. */
	paid: number;
}

/** Reads a range, newest first, as far as allowed, and notes what it brought. Throws `HttpFailure` when the first page fails. */
export async function searchRange(
	turn: Turn,
	{ query }: KeywordSettings,
	progress: Progress,
	range: Range,
): Promise<Reading> {
	const limit = toPayable(toLeft(progress));
	let pages = 0;
	const found = await searchRecent(turn.client, {
		query,
		account: turn.account,
		receivedAt: new Date(turn.startedMs).toISOString(),
		window: { sinceId: range.aboveId, ...(range.belowId && { untilId: range.belowId }) },
		limit,
		deadline: { atMs: turn.deadlineMs, nowMs: turn.nowMs },
		mayGoOn(spent) {
			if (limit - toPaidIds(spent).length < smallestPage) return asManyAsAllowed;
			pages += 1;
			return undefined;
		},
	}).catch((error: unknown) => {
		throw toQueryFailure(error, query);
	});
	const { stoppedBy, charges } = found;
	// These were asked about and not read.
	if (stoppedBy && unread.has(stoppedBy.reason)) pages -= 1;
	const paid = toPaidIds(charges).length;
	progress.pages += pages;
	progress.budget -= paid;
	progress.cap -= paid;
	progress.charges.push(...charges);
	progress.unreadable.push(...found.unreadable.map((why) => `One post was passed over: ${why}.`));
	const isIn = ({ id }: { id: string }) => isWithin(id, range);
	const posts = found.posts.filter(isIn);
	progress.events.push(...posts.filter(({ author }) => author.id !== turn.account.id));
	if (stoppedBy) noteStop(progress, stoppedBy, turn.nowMs());
	return { ...toSeen(found, range), events: posts, complete: !stoppedBy, pages, paid };
}

const asManyAsAllowed = 'As many posts were read as one poll may.';
const unread = new Set<EarlyStop['reason']>(['page cap', 'rate limit', 'deadline']);

/** Posts that may still be read in this poll. */
export const toLeft = ({ budget, cap }: Progress) => Math.min(budget, cap);

/** A limit whose last page is worth asking for. */
const toPayable = (left: number) => {
	const rest = left % largestPage;
	return left > largestPage && rest < smallestPage ? left - rest : left;
};

const toPaidIds = (charges: Charge[]) =>
	charges.flatMap(({ resources = [] }) => resources.map((it) => it.replace(/^post /, '')));

/** What X sent beyond the limit was not handed on, so it does not count as seen. */
function toSeen({ posts, charges, stoppedBy }: SearchResult, range: Range) {
	const ids = stoppedBy?.reason === 'limit' ? posts.map(({ id }) => id) : toPaidIds(charges);
	const inRange = ids.filter((id) => isWithin(id, range));
	const oldestId = toOldestId(inRange);
	const newestId = toNewestId(inRange);
	return { ...(oldestId && { oldestId }), ...(newestId && { newestId }) };
}

function noteStop(progress: Progress, stop: EarlyStop, nowMs: number): void {
	progress.hasStopped = true;
	const { reason, message, failure, resumesAtMs } = stop;
	if (reason !== 'limit' && reason !== 'budget') progress.notes.push(toSentence(message));
	noteWait(progress, failure, nowMs);
	if (resumesAtMs !== undefined) progress.waitUntilMs = resumesAtMs;
}

export function noteWait(
	progress: Progress,
	failure: HttpFailure | undefined,
	nowMs: number,
): void {
	if (failure?.retryAfterMs !== undefined) progress.waitUntilMs = nowMs + failure.retryAfterMs;
}

export const toSentence = (message: string) => (/[.!?]$/.test(message) ? message : `${message}.`);
