import type { CaseCursor } from '../../desks/case-events';
import type { CaseEvent } from '../../domain/case-event';

/** What the trigger remembers. Plain JSON, bounded. */
export interface CaseMemory {
	/** Where looks ended, newest last: one old enough to begin from after a start, and those since. */
	trail?: Array<{ atMs: number; cursor: CaseCursor }>;
	/** Ids of events that were handed on, newest last. */
	seen?: string[];
}

/** n8n may lose what a poll handed on when it dies at that moment, so the first look after a start begins so much earlier. */
const rewindMs = 10 * 60_000;
const mostSeen = 1000;

/**
 * What a process that has just started goes by: it begins early, and what was handed on before may have been lost. The early
 * place is kept for a while yet, in case this process dies soon, too.
 */
export const toNewLife = ({ trail = [] }: CaseMemory, nowMs: number): CaseMemory => ({
	trail: trail.slice(0, 1).map(({ cursor }) => ({ atMs: nowMs, cursor })),
	seen: [],
});

/** Where to begin; undefined = now, nothing was looked at before. */
export const toBeginning = ({ trail = [] }: CaseMemory) => trail.at(-1)?.cursor;

/** What has not been handed on yet. */
export function toFresh({ seen = [] }: Pick<CaseMemory, 'seen'>, events: CaseEvent[]): CaseEvent[] {
	const known = new Set(seen);
	return events.filter(({ id }) => !known.has(id) && known.add(id));
}

export function noteLook(
	memory: CaseMemory,
	cursor: CaseCursor,
	events: CaseEvent[],
	atMs: number,
): CaseMemory {
	const trail = [...(memory.trail ?? []), { atMs, cursor }];
	// All but the last are needed only until a younger one is old enough.
	const oldEnough = trail.filter((mark) => mark.atMs <= atMs - rewindMs).length - 1;
	const kept = thin(trail.slice(Math.max(0, oldEnough)));
	return { trail: kept, seen: noteSeen(memory, events) };
}

/** Ids of what was handed on, the newest last; the oldest are forgotten. */
export function noteSeen({ seen = [] }: Pick<CaseMemory, 'seen'>, events: CaseEvent[]): string[] {
	const ids = new Set(events.map(({ id }) => id));
	return [...seen.filter((id) => !ids.has(id)), ...ids].slice(-mostSeen);
}

/** The first, the last, and one a minute between them. */
function thin(trail: NonNullable<CaseMemory['trail']>): NonNullable<CaseMemory['trail']> {
	const few = trail.slice(0, 1);
	for (const mark of trail.slice(1, -1)) {
		if (mark.atMs - few.at(-1)!.atMs >= 60_000) few.push(mark);
	}
	return trail.length > 1 ? [...few, trail.at(-1)!] : few;
}
