import { addSeen, type SeenIds, splitAtRisk, toSeenSet } from './seen-ids';

/** What the polls of the followers remember. Plain JSON, bounded. */
export interface FollowersMemory {
	/** People known to follow, or to have followed, newest first as X has them. */
	seen: SeenIds;
	/** Everybody who ever followed since the beginning is among `seen`. */
	isWhole: boolean;
	/** Whoever followed until then was handed on, but for stated gaps; milliseconds since 1970. */
	provedToMs: number;
	/** Below whom was handed on since then (milliseconds since 1970) there may be others who were not. */
	openSinceMs?: number;
	/** Nobody was asked yet whom to compare with. */
	needsBaseline?: true;
}

/** So many people are remembered for good, and so many of those handed on a short time ago. */
const peopleRemembered = 250;
/** So many known ones in a row: one alone may have left and come back. */
const knownInARow = 3;

/** What the list is compared with. */
export interface KnownFollowers {
	has(id: string): boolean;
	/** Below these ones everybody is known. */
	isAnchor: (id: string) => boolean;
	isNobody: boolean;
}

/** The first poll after a start hands on once more what a crash may have swallowed. */
export function planFollowers(
	memory: FollowersMemory,
	at: { rewindMs: number; isFirstSinceStart: boolean },
): FollowersMemory {
	if (!at.isFirstSinceStart) return memory;
	return { ...memory, seen: splitAtRisk(memory.seen, at.rewindMs).safe };
}

export function toKnownFollowers({
	seen,
	openSinceMs = Infinity,
}: FollowersMemory): KnownFollowers {
	const all = toSeenSet(seen);
	const anchored = seen.handedOn.filter(({ atMs }) => atMs < openSinceMs);
	const anchors = toSeenSet({ ...seen, handedOn: anchored });
	return {
		has: (id) => all.has(id),
		isAnchor: (id) => anchors.has(id),
		isNobody: all.size === 0,
	};
}

/** Whether the reading came to people below whom everybody is known. */
export function isAnchored(ids: readonly string[], { isAnchor }: KnownFollowers): boolean {
	let inARow = 0;
	return ids.some((id) => (inARow = isAnchor(id) ? inARow + 1 : 0) >= knownInARow);
}

/** What X showed of the list, from its beginning. */
export interface FollowersRead {
	/** In X's order: who followed last comes first. */
	ids: readonly string[];
	/** X has no more. */
	isEnd: boolean;
	/** Why the reading ended before it could; `for now`: a later one gets further. */
	cut?: 'for now' | 'for good';
}

export interface FollowersJudgement {
	added: string[];
	/** Whether nobody who followed since the last poll can be missing from `added`; else whether a later poll finds them. */
	missing: 'nobody' | 'pending' | 'lost';
}

/**
 * Who is new. Somebody unknown above somebody known is; below the last known one are those who followed long ago. A person who
 * left and came back while remembered cannot be told from one who stayed.
 */
export function judgeFollowers(
	{ isWhole }: FollowersMemory,
	known: KnownFollowers,
	{ ids, isEnd, cut }: FollowersRead,
): FollowersJudgement {
	const lastKnown = ids.map(known.isAnchor).lastIndexOf(true);
	const isAt = isAnchored(ids, known);
	const isCompared = isAt || (isEnd && lastKnown >= 0);
	const added = ids.filter(
		(id, at) => !known.has(id) && (isWhole || !isCompared || at < lastKnown),
	);
	if (isCompared || (isEnd && ids.length > 0 && isWhole)) return { added, missing: 'nobody' };
	if (isEnd) return { added, missing: known.isNobody ? 'nobody' : 'pending' };
	// Too little money for three in a row.
	if (cut === 'for good' && lastKnown === ids.length - 1) return { added, missing: 'nobody' };
	return { added, missing: cut === 'for now' ? 'pending' : 'lost' };
}

export const nobodyYet = (atMs: number): FollowersMemory => ({
	seen: { ids: [], handedOn: [] },
	isWhole: false,
	provedToMs: atMs,
	needsBaseline: true,
});

/** Those who follow when watching begins. */
export function toBaseline({ ids, isEnd }: FollowersRead, atMs: number): FollowersMemory {
	const seen = { ids: ids.slice(0, peopleRemembered), handedOn: [] };
	return { seen, isWhole: isEnd && ids.length <= peopleRemembered, provedToMs: atMs };
}

/** Remembers what a poll saw. Nobody is forgotten because X does not show them: they may come back, and X may be wrong. */
export function noteFollowers(
	memory: FollowersMemory,
	{ ids }: FollowersRead,
	{ added, missing }: FollowersJudgement,
	{ startedMs, rewindMs }: { startedMs: number; rewindMs: number },
): FollowersMemory {
	const isPending = missing === 'pending';
	const beganMs = added.length > 0 ? startedMs : undefined;
	const openSinceMs = isPending ? (memory.openSinceMs ?? beganMs) : undefined;
	const isAdded = new Set(added);
	const { seen, forgotten } = addSeen(
		memory.seen,
		{ atMs: startedMs, handedOn: added, others: ids.filter((id) => !isAdded.has(id)) },
		{
			most: peopleRemembered,
			rewindMs,
			...(openSinceMs !== undefined && { apartSinceMs: openSinceMs }),
		},
	);
	return {
		seen,
		isWhole: memory.isWhole && forgotten.ids.length + forgotten.handedOn.length === 0,
		provedToMs: isPending ? memory.provedToMs : startedMs,
		...(openSinceMs !== undefined && { openSinceMs }),
	};
}
