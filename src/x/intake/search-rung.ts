import type { OpenGap } from '../../domain/intake/checkpoint';
import { intersect, isEmpty, toNextId } from '../../domain/intake/span';
import { toIdBefore, toIdTime } from '../../domain/post-id';
import { toListUsd } from '../../domain/spend/charge';
import { HttpFailure, type HttpFailureKind, toHttpFailure } from '../../http';
import { pricesUsd } from '../prices';
import { searchPages } from '../search';
import { searchReachMs } from '../search-window';
import { fetchMentionSearchPage } from './mention-pages';
import { giveUp, moveOn, type Reading, take } from './mention-reading';
import { scanRange, type ScanStop, toFailed, toUsedUp } from './scan-range';

/** One poll hands on about so many posts at most; the rest is read by the next ones. */
export const postsPerPoll = 2000;

const minuteMs = 60_000;
/** X's search finds posts up to so much later than they are made. */
export const searchSettlesMs = 30_000;
/** A later end is none that X means. */
const longestWaitMs = 24 * 60 * minuteMs;
/** Waiting does not help: X will not let this credential search. */
const forGood: HttpFailureKind[] = ['forbidden', 'refused'];

/** Reads what the timeline shows no more, as far as time, budget and X allow; the rest stays a gap. */
export async function readBySearch(reading: Reading, gap: OpenGap): Promise<void> {
	const { turn } = reading;
	const nowMs = turn.nowMs();
	const beyond = intersect(gap, {
		aboveId: '0',
		belowId: toNextId(toIdBefore(nowMs - searchReachMs)),
	});
	if (!isEmpty(beyond)) {
		giveUp(reading, beyond, "It lies before the seven days that X's search goes back.");
		return;
	}
	if (toIdTime(gap.belowId) > nowMs - searchSettlesMs) {
		reading.waiting.set(gap.belowId, "X's search does not find posts of the last 30 seconds");
		return;
	}
	if ((reading.searchWaitsUntilMs ?? 0) > nowMs) {
		reading.ended.set('search', "X's limit of searches is used up");
		return;
	}
	const { most, why } = toMostPosts(reading);
	if (most < searchPages.least) {
		reading.ended.set('search', why);
		return;
	}
	const scan = await scanRange(
		async (pageSize, token) => await fetchMentionSearchPage(turn, gap, pageSize, token),
		gap,
		{ ...turn, pageSize: searchPages, mostPosts: most },
	).catch(toHttpFailure);
	if (!(scan instanceof HttpFailure)) {
		take(reading, gap, scan);
		const { stop, rateLimit } = scan;
		if (stop) end(reading, stop.reason === 'posts' ? { ...stop, message: why } : stop);
		else if (rateLimit.remaining === 0) end(reading, toUsedUp(rateLimit));
		return;
	}
	reading.pages += 1;
	if (!forGood.includes(scan.kind)) {
		end(reading, toFailed(scan, nowMs));
		return;
	}
	reading.notes.push(`X does not let this credential search: ${scan.message}`);
	moveOn(reading, gap, 'replay');
}

function end(reading: Reading, { reason, message, untilMs }: ScanStop): void {
	reading.ended.set('search', message);
	if (reason !== 'rate limit' || untilMs === undefined) return;
	reading.searchWaitsUntilMs = Math.min(untilMs, reading.turn.nowMs() + longestWaitMs);
}

/** What may still be bought and handed on, and what says so. */
function toMostPosts({ turn, charges, events }: Reading): { most: number; why: string } {
	const spentUsd = toListUsd(charges);
	const payable = turn.affordable(pricesUsd.postRead) - Math.ceil(spentUsd / pricesUsd.postRead);
	const room = postsPerPoll - events.size;
	return payable < room
		? { most: payable, why: 'the budget for today allows no more posts' }
		: { most: room, why: `one poll hands on ${postsPerPoll} posts at most` };
}
