import { isId, toIdTime } from '../../domain/post-id';
import { toNextId } from '../../domain/intake/span';
import type { MentionsMemory } from '../../x/intake/mentions';
import type { IntakeMemory, SourceMemory } from './intake-memory';

/** What the trigger remembered when it read mentions only (0.1). */
interface OldMemory {
	watchingSinceMs?: number;
	checkpoint?: {
		newestId: string;
		handedOnAboveId?: string;
		gap?: { aboveId: string; belowId: string; pagesRead?: number };
	};
}

/** Keeps the place of a version that read mentions only, so that an update of the package loses nothing. */
export function takeOver(memory: IntakeMemory & OldMemory): IntakeMemory {
	const { watchingSinceMs, checkpoint, ...rest } = memory;
	if (rest.sources !== undefined || watchingSinceMs === undefined) return rest;
	const read = toRead(checkpoint);
	const mentions: SourceMemory = { watchingSinceMs, ...(read && { read }) };
	return { ...rest, sources: { mentions } };
}

function toRead(checkpoint: OldMemory['checkpoint']): MentionsMemory | undefined {
	if (!checkpoint || !isId(checkpoint.newestId)) return undefined;
	const { newestId, handedOnAboveId, gap } = checkpoint;
	// When it was handed on is not known; that it was the last is enough.
	const belowId = toNextId(newestId);
	const handedOn = handedOnAboveId
		? [{ aboveId: handedOnAboveId, belowId, atMs: toIdTime(newestId) }]
		: [];
	return {
		checkpoint: { newestId, gaps: gap ? [{ ...gap, rung: 'timeline' }] : [], handedOn },
	};
}
