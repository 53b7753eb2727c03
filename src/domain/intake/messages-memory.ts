import { compareIds, toIdBefore, toIdTime, toNewestId, toOldestId } from '../post-id';
import type { Range } from './checkpoint';
import type { Gap } from './coverage';
import { isStuck, type KnownMessages, type OpenStretch, toFew } from './open-stretches';
import { addSeen, isAtRisk, type SeenIds, splitAtRisk, toSeenSet } from './seen-ids';
import { isWithin, subtract, toNextId, toPreviousId } from './span';

/** What the polls of the direct messages remember. Plain JSON, bounded. */
export interface MessagesMemory {
	seen: SeenIds;
	/** Up to this id everything was dealt with, remembered or not, except what is `open`. */
	floorId: string;
	/** Not read yet, newest first. */
	open: OpenStretch[];
	/** Everything until then was read, except what is `open`; milliseconds since 1970. */
	provedToMs: number;
	/** Oldest of what was handed on a short time ago and found no room among what was seen. */
	crowdedOut?: { atMs: number; oldestId: string };
}

export interface MessagesPlan {
	/** What is new lies in here; it is read from the newest message on. */
	head: Range;
	memory: MessagesMemory;
	/** What X does not show any more, or does not let anybody read. */
	lost: Gap[];
}

/** X shows the messages of so many days. */
const daysShown = 30;
/** So many ids are remembered for good, and so many of those handed on a short time ago. */
const idsRemembered = 250;
const dayMs = 86_400_000;

/**
 * Chooses what to read. The first poll after a start reads once more what was handed on in the last `rewindMs` before the stop,
 * at least the last hand-over.
 *
 * @param at.watchingSinceMs when watching began, milliseconds since 1970; counts until something was read
 */
export function planMessages(
	memory: MessagesMemory | undefined,
	at: { startedMs: number; watchingSinceMs: number; rewindMs: number; isFirstSinceStart: boolean },
): MessagesPlan {
	const begun = memory ?? begin(at.watchingSinceMs - at.rewindMs);
	const newestId = findNewestId(begun, at.startedMs);
	const rewound = at.isFirstSinceStart ? rewind(begun, newestId, at.rewindMs) : begun;
	const shownFromMs = at.startedMs - daysShown * dayMs;
	const hidden = { aboveId: '0', belowId: toIdBefore(shownFromMs + 1) };
	const isHidden = ({ aboveId }: OpenStretch) => compareIds(aboveId, hidden.belowId) < 0;
	const missed = rewound.open.filter((it) => !it.isRepeat);
	const tooLate = missed.filter((it) => isHidden(it) && !isStuck(it));
	return {
		head: { aboveId: newestId },
		memory: {
			...rewound,
			floorId: toNewestId([rewound.floorId, toPreviousId(hidden.belowId)]) ?? rewound.floorId,
			open: rewound.open.filter((it) => !isStuck(it)).flatMap((it) => subtract(it, hidden)),
		},
		lost: [
			...missed.filter(isStuck).map((it) => toOpenGap(it, 'lost', stuck)),
			...tooLate.map((it) =>
				toGap(toIdTime(it.aboveId), Math.min(toIdTime(it.belowId), shownFromMs), 'lost', tooOld),
			),
			...(begun.provedToMs < shownFromMs
				? [toGap(begun.provedToMs, shownFromMs, 'lost', tooOld)]
				: []),
		],
	};
}

/** What is open does not count as dealt with, unless it is remembered by its id. */
export function toKnown({ seen, floorId, open }: MessagesMemory): KnownMessages {
	const ids = toSeenSet(seen);
	return {
		has: (id) =>
			ids.has(id) ||
			(compareIds(id, floorId) <= 0 && !open.some((stretch) => isWithin(id, stretch))),
		nextBelow: (id) => {
			const older = [floorId, ...ids].filter((it) => compareIds(it, id) < 0);
			return toNewestId(older) ?? '0';
		},
	};
}

/** Remembers what a poll saw. What is still open is in `memory` already. */
export function noteMessages(
	memory: MessagesMemory,
	saw: { handedOn: readonly string[]; others: readonly string[] },
	{ startedMs, rewindMs }: { startedMs: number; rewindMs: number },
): MessagesMemory {
	const rules = { most: idsRemembered, rewindMs, compare: newestFirst };
	const { seen, forgotten } = addSeen(memory.seen, { ...saw, atMs: startedMs }, rules);
	const before = memory.crowdedOut;
	const crowdedOut = {
		atMs: forgotten.handedOn.length > 0 ? startedMs : (before?.atMs ?? 0),
		oldestId: toOldestId([...forgotten.handedOn, before?.oldestId]),
	};
	const { floorId, open } = memory;
	return {
		seen,
		floorId: toNewestId([floorId, ...forgotten.ids, ...forgotten.handedOn]) ?? floorId,
		open,
		provedToMs: startedMs,
		...(hasOldest(crowdedOut) && isAtRisk(crowdedOut, seen.handedOn, rewindMs) && { crowdedOut }),
	};
}

/** A stretch that a later poll reads, or that nobody can. */
export const toOpenGap = (it: OpenStretch, fate: Gap['fate'], reason: string): Gap =>
	toGap(toIdTime(it.aboveId), toIdTime(it.belowId), fate, reason);

function toGap(fromMs: number, toMs: number, fate: Gap['fate'], reason: string): Gap {
	const [from, to] = [Math.min(fromMs, toMs), toMs].map((ms) => new Date(ms).toISOString());
	return { from, to, fate, reason };
}

const tooOld = `X shows the direct messages of the last ${daysShown} days only; what is older was not read in time.`;
const stuck =
	'X did not let the reading go on where it had been interrupted, three times; messages of that time may be missing.';

function begin(fromMs: number): MessagesMemory {
	const seen = { ids: [], handedOn: [] };
	return { seen, floorId: toIdBefore(fromMs), open: [], provedToMs: fromMs };
}

/** The newest message dealt with, unless its id is of a time to come: everything that comes would look old beside it. */
export function findNewestId({ seen, floorId }: MessagesMemory, nowMs: number): string {
	const tomorrowId = toIdBefore(nowMs + dayMs);
	const ids = [...toSeenSet(seen)].filter((id) => compareIds(id, tomorrowId) <= 0);
	return toNewestId([floorId, ...ids]) ?? floorId;
}

/** What a crash may have swallowed is open once more. */
function rewind(memory: MessagesMemory, newestId: string, rewindMs: number): MessagesMemory {
	const { crowdedOut, ...rest } = memory;
	const { safe, atRisk } = splitAtRisk(memory.seen, rewindMs);
	const oldestId = toOldestId([...atRisk, crowdedOut?.oldestId]);
	if (oldestId === undefined) return memory;
	const repeat: OpenStretch = {
		aboveId: toPreviousId(oldestId),
		belowId: toNextId(toNewestId([newestId, ...atRisk]) ?? newestId),
		found: atRisk.length,
		isRepeat: true,
	};
	return { ...rest, seen: safe, open: toFew([repeat, ...memory.open]) };
}

const newestFirst = (a: string, b: string) => compareIds(b, a);

const hasOldest = (it: {
	atMs: number;
	oldestId?: string;
}): it is { atMs: number; oldestId: string } => it.oldestId !== undefined;
