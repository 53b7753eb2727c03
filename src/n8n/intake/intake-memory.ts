import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { AuthorMemory } from '../../domain/author-memory';
import type { XEvent } from '../../domain/event';
import type { SourceName } from '../../domain/intake/coverage';
import type { Pace } from '../../domain/intake/pace';
import type { SilenceState } from '../../domain/intake/silence';
import type { Account } from '../../x/account';

/** What a trigger remembers in n8n's static data; n8n stores it when a poll hands something on, and at activation. */
export interface IntakeMemory {
	/** The watched account, with the setting it was found by. */
	account?: Account & { foundBy: string };
	sources?: Partial<Record<SourceName, SourceMemory>>;
	authors?: AuthorMemory;
	/** US dollars of one UTC day, by source. */
	spent?: { day: string; usd: Partial<Record<SourceName, number>> };
	/** Notices of the last poll that had some: a crash may have swallowed them. */
	notices?: { atMs: number; events: XEvent[] };
}

export interface SourceMemory {
	/** When its first poll began, milliseconds since 1970: reading starts from there until something was read. */
	watchingSinceMs: number;
	/** The source's own; only it knows what is in there. */
	read?: unknown;
	/** What is usual for it. */
	pace?: Pace;
	silence?: SilenceState;
}

export function readIntakeMemory(context: IPollFunctions): IntakeMemory {
	return { ...(context.getWorkflowStaticData('node') as IntakeMemory) };
}

export function writeIntakeMemory(context: IPollFunctions, memory: IntakeMemory): void {
	Object.assign(context.getWorkflowStaticData('node'), memory as IDataObject);
}

/** Of another account nothing is known: what was read of the last one says nothing about it. */
export function toMemoryOf(memory: IntakeMemory, account: Account, foundBy: string): IntakeMemory {
	const isSame = memory.account === undefined || memory.account.id === account.id;
	return { ...(isSame ? memory : { spent: memory.spent }), account: { ...account, foundBy } };
}
