import { HttpFailure } from '../../http';
import type { OwnPost } from '../../domain/policy/facts';
import type { Account } from '../../x/account';
import type { XClient } from '../../x/client';
import { fetchOwnPosts } from '../../x/own-posts';
import type { Purse } from './purse';

const minuteMs = 60_000;
const lookBackMs = 48 * 60 * minuteMs;
/** X shows some posts late; those of the last minutes are read again, which costs nothing on the same day. */
const overlapMs = 10 * minuteMs;
/** More than X lets an account post in two days. */
const postsAtMost = 5000;

/** Our posts of the last 48 hours by credential. A restart forgets them, which costs reading them once more. */
const remembered = new Map<string, OwnPost[]>();

export interface OwnPostReading {
	/** Whose memory it is: the credential. */
	owner: string;
	ownsApp: boolean;
	purse: Purse;
	/** Reads all of them, so that what was deleted meanwhile is gone. */
	anew: boolean;
	/** All after this post, however old they are, instead of those of 48 hours. */
	sinceId?: string;
}

/**
 * Our posts of the last 48 hours, newest first: those known already, and what has come since. One owned read ($0.001) for
 * each new one. Throws `HttpFailure`.
 */
export async function readOwnPosts(
	client: XClient,
	account: Account,
	{ owner, ownsApp, purse, anew, sinceId }: OwnPostReading,
): Promise<OwnPost[]> {
	const nowMs = Date.now();
	const isRecent = ({ createdAtMs }: OwnPost) => createdAtMs >= nowMs - lookBackMs;
	const known = anew ? [] : (remembered.get(`${owner} ${account.id}`) ?? []).filter(isRecent);
	const sinceMs = known.length === 0 ? nowMs - lookBackMs : known[0].createdAtMs - overlapMs;
	const from = sinceId === undefined ? { sinceMs } : { sinceId };
	const read = await fetchOwnPosts(client, account, { ...from, ownsApp, limit: postsAtMost });
	purse.pay(read.charges);
	// Half a list would let a second answer pass.
	if (read.stoppedBy) throw read.stoppedBy.failure ?? toBrokenOff(read.stoppedBy.message);
	if (sinceId !== undefined) return read.posts;
	const fresh = new Set(read.posts.map(({ id }) => id));
	const posts = [...read.posts, ...known.filter(({ id }) => !fresh.has(id))];
	remembered.set(`${owner} ${account.id}`, posts);
	return posts;
}

const toBrokenOff = (message: string) =>
	new HttpFailure('temporarily-unavailable', `The own posts could not be read. ${message}`, {
		hint: 'Run the items again later: the node looks first, then sends what is not there.',
	});
