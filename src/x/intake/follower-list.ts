import {
	type FollowersRead,
	isAnchored,
	type KnownFollowers,
} from '../../domain/intake/followers-memory';
import { isId } from '../../domain/post-id';
import { isRecord } from '../envelope';
import { fetchFollowPage } from '../follows';
import { type EarlyStop, type Pages, readPages } from '../pages';
import { outOfBudget } from './obstacle';
import type { Turn } from './turn';

/** Small, because it is paid for on every day; the first one is larger, so that there are enough to compare with. */
const smallestPage = 20;
const firstPage = 100;
const largestPage = 1000;
const pagesAtMost = 8;

export interface ListedFollower {
	id: string;
	/** X's own object. */
	raw: unknown;
}

export interface FollowerListRead extends FollowersRead, Pages<ListedFollower> {
	unreadable: string[];
	stoppedBy?: EarlyStop;
}

/**
 * Reads the account's followers, newest first, until people who are known; one page when nobody is. No page is larger than what
 * was found new by then. Throws `HttpFailure` only when nothing was read.
 */
export async function readFollowerList(
	turn: Turn,
	known: KnownFollowers,
	{ isBaseline, affordable }: { isBaseline: boolean; affordable: number },
): Promise<FollowerListRead> {
	const ids: string[] = [];
	const unreadable: string[] = [];
	let isEnd = false;
	const read = await readPages<ListedFollower>(
		async (token) => {
			const found = ids.filter((id) => !known.has(id)).length;
			const wanted = isBaseline ? firstPage : Math.max(smallestPage, found);
			const page = await fetchFollowPage(turn.client, 'followers', turn.account.id, {
				...turn,
				size: Math.min(largestPage, wanted, affordable - ids.length),
				...(token !== undefined && { token }),
			});
			const items = page.rows.flatMap((raw) =>
				isRecord(raw) && isId(raw.id) ? [{ id: raw.id, raw }] : [],
			);
			const nameless = page.rows.length - items.length;
			if (nameless > 0) unreadable.push(`followers without a readable id: ${nameless}`);
			ids.push(...items.map(({ id }) => id));
			isEnd = page.nextToken === undefined;
			const { charges, rateLimit, nextToken } = page;
			const goesOn = nextToken !== undefined && !known.isNobody && !isAnchored(ids, known);
			return { items, charges, rateLimit, ...(goesOn && { nextToken }) };
		},
		{
			pageCap: pagesAtMost,
			deadline: { atMs: turn.deadlineMs, nowMs: turn.nowMs },
			mayGoOn: () => (ids.length < affordable ? undefined : outOfBudget),
		},
	);
	const { stoppedBy } = read;
	const isForNow = ['rate limit', 'deadline', 'failure'].includes(stoppedBy?.reason ?? '');
	return {
		...read,
		ids: read.items.map(({ id }) => id),
		isEnd: isEnd && stoppedBy === undefined,
		...(stoppedBy && { cut: isForNow ? 'for now' : 'for good' }),
		unreadable,
	};
}
