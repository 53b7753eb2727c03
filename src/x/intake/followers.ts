import { toBareEvent, type XEvent } from '../../domain/event';
import { type Gap, type SourceCoverage, toNothingRead } from '../../domain/intake/coverage';
import {
	type FollowersJudgement,
	type FollowersMemory,
	judgeFollowers,
	type KnownFollowers,
	nobodyYet,
	noteFollowers,
	planFollowers,
	toBaseline,
	toKnownFollowers,
} from '../../domain/intake/followers-memory';
import { toListUsd } from '../../domain/spend/charge';
import { toReadItem } from '../charges';
import { parseProfile } from '../parse-profile';
import { parseUser } from '../parse-user';
import { pricesUsd } from '../prices';
import { type FollowerListRead, type ListedFollower, readFollowerList } from './follower-list';
import { toObstacle } from './obstacle';
import type { PollSource, Turn, TurnResult } from './turn';
import { toWaitUntil } from './wait-until';

export type { FollowersMemory } from '../../domain/intake/followers-memory';

/**
 * Finds who follows since the last poll: reads X's list, which begins with who followed last, until people who are known. The
 * first poll takes whom it sees as known. Who left is found by the reconcile, not here; a person who left and came back while
 * remembered cannot be told from one who stayed.
 */
export const pollFollowersSource: PollSource<FollowersMemory> = async (turn, memory) => {
	const unitUsd = pricesUsd[toReadItem('followers', turn, turn.account.id)];
	const affordable = turn.affordable(unitUsd);
	const before = memory ?? nobodyYet(turn.watchingSinceMs);
	const obstacle = toObstacle(turn, affordable);
	if (obstacle !== undefined) return skip(obstacle, before);
	const plan = planFollowers(before, turn);
	// Whoever is handed on once more was known, and is no reason to begin anew.
	const known = { ...toKnownFollowers(plan), isNobody: toKnownFollowers(before).isNobody };
	const isBaseline = plan.needsBaseline === true;
	const read = await readFollowerList(turn, known, { isBaseline, affordable });
	if (isBaseline || (known.isNobody && !read.isEnd)) return begin(turn, plan, read);
	const judgement = judgeFollowers(plan, known, read);
	const next = noteFollowers(plan, read, judgement, turn);
	const added = new Set(judgement.added);
	const events = read.items
		.filter(({ id }) => added.has(id))
		.map((it) => toFollowEvent(it, turn, unitUsd));
	const gaps = toGaps(turn, plan, known, read, judgement);
	return toResult(turn, plan, read, { events, memory: next, gaps, notes: [] });
};

function skip(why: string, memory: FollowersMemory): TurnResult<FollowersMemory> {
	return {
		events: [],
		memory,
		coverage: toNothingRead('followers', 'skipped', [why]),
		charges: [],
	};
}

/** Takes those whom X shows as known. Not the first time, too, when X showed nobody before and shows a whole page now. */
function begin(
	turn: Turn,
	plan: FollowersMemory,
	read: FollowerListRead,
): TurnResult<FollowersMemory> {
	const isFirst = plan.needsBaseline === true;
	const memory = toBaseline(read, turn.startedMs);
	const { length } = memory.seen.ids;
	const notes = [
		`${length} followers are taken as known; who follows from now on is handed on. Who was there before is in the account's list of followers.`,
	];
	const gap = { fate: 'lost', reason: sudden } as const;
	const gaps = isFirst ? [] : [{ ...toTimes(turn, plan), ...gap }];
	return toResult(turn, plan, read, { events: [], memory, gaps, notes });
}

const sudden =
	'X showed no followers before and more than a page of them now; they are taken as known, though some may be new.';

interface Outcome {
	events: XEvent[];
	memory: FollowersMemory;
	gaps: Gap[];
	notes: string[];
}

function toResult(
	turn: Turn,
	plan: FollowersMemory,
	read: FollowerListRead,
	{ events, memory, gaps, notes }: Outcome,
): TurnResult<FollowersMemory> {
	const { pages, charges, unreadable, rateLimit, stoppedBy } = read;
	const waitUntilMs = toWaitUntil(turn.nowMs(), rateLimit, stoppedBy);
	const isProved = gaps.every(({ fate }) => fate === 'lost');
	const coverage: SourceCoverage = {
		source: 'followers',
		state: gaps.length === 0 ? 'complete' : 'partial',
		...(isProved && { proved: toTimes(turn, plan) }),
		...{ pages, found: events.length, gaps, unreadable, notes },
		costUsd: toListUsd(charges),
	};
	return {
		events,
		memory,
		coverage,
		charges,
		...(waitUntilMs !== undefined && { waitUntilMs }),
	};
}

function toGaps(
	turn: Turn,
	plan: FollowersMemory,
	known: KnownFollowers,
	{ isEnd, stoppedBy, items }: FollowerListRead,
	{ missing }: FollowersJudgement,
): Gap[] {
	if (missing === 'nobody') return [];
	const times = toTimes(turn, plan);
	const isOdd = isEnd && !known.isNobody;
	if (isOdd) return [{ ...times, fate: 'pending', reason: toOdd(items.length) }];
	const why = stoppedBy?.message ?? 'X stopped too early.';
	const reason = {
		pending: `Not all new followers were read yet; the next poll goes on: ${why}`,
		lost: `There were more new followers than could be compared (${why} ${items.length} were read); the reconcile finds the others.`,
	}[missing];
	return [{ ...times, fate: missing, reason }];
}

const toOdd = (shown: number) =>
	`X showed ${shown === 0 ? 'no followers at all' : `${shown} followers`} and none of those known from before; that may be trouble of X's, so nothing is forgotten and the next poll compares again.`;

function toTimes({ startedMs }: Turn, { provedToMs }: FollowersMemory) {
	const [from, to] = [Math.min(provedToMs, startedMs), startedMs].map((ms) =>
		new Date(ms).toISOString(),
	);
	return { from, to };
}

/** Somebody who follows the account now. */
export function toFollowEvent({ id, raw }: ListedFollower, turn: Turn, costUsd: number): XEvent {
	const profile = parseProfile(raw);
	const noticedAt = new Date(turn.startedMs).toISOString();
	return toBareEvent({
		id: `follow-${id}`,
		kind: 'follow',
		createdAt: noticedAt,
		account: turn.account,
		author: profile ?? parseUser(raw) ?? { id },
		permalink: `https://x.com/i/user/${id}`,
		source: 'poll',
		receivedAt: noticedAt,
		completeness: profile
			? { complete: true, missing: [] }
			: { complete: false, missing: ['X sent the person without handle or name.'] },
		costUsd,
	});
}
