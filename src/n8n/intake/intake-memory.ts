import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { type AuthorMemory, toJsonBytes } from '../../domain/author-memory';
import type { XEvent } from '../../domain/event';
import type { SourceName } from '../../domain/intake/coverage';
import type { Pace } from '../../domain/intake/pace';
import type { SilenceState } from '../../domain/intake/silence';
import type { Account } from '../../x/account';
import { takeOver } from './old-memory';
import type { Payer } from './spending';

/** What a trigger remembers in n8n's static data; n8n stores it when a poll hands something on, and at activation. */
export interface IntakeMemory {
	/** The watched account, with the setting it was found by. */
	account?: Account & { foundBy: string };
	sources?: Partial<Record<SourceName, SourceMemory>>;
	authors?: AuthorMemory;
	/** US dollars of one UTC day, by what they were spent on. */
	spent?: { day: string; usd: Partial<Record<Payer, number>> };
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
	return takeOver({ ...(context.getWorkflowStaticData('node') as IntakeMemory) });
}

/** What is `undefined` is forgotten; what is absent stays as it was. */
export function writeIntakeMemory(context: IPollFunctions, memory: IntakeMemory): void {
	const stored = context.getWorkflowStaticData('node');
	Object.assign(stored, memory as IDataObject);
	const forgotten = Object.keys(memory).filter(
		(key) => memory[key as keyof IntakeMemory] === undefined,
	);
	for (const key of [...forgotten, 'watchingSinceMs', 'checkpoint']) delete stored[key];
}

/** Of another account nothing is known: what was read of the last one says nothing about it. */
export function toMemoryOf(memory: IntakeMemory, account: Account, foundBy: string): IntakeMemory {
	const isSame = memory.account === undefined || memory.account.id === account.id;
	const kept = isSame ? memory : { ...nothing, spent: memory.spent };
	return { ...kept, account: { ...account, foundBy } };
}

const nothing: IntakeMemory = { sources: undefined, authors: undefined, notices: undefined };

/** n8n keeps it as one value and writes it as a whole: so much of JSON, in bytes, is little beside a workflow. */
const mostBytes = 60 * 1024;

/** What can be bought again has to do with what the rest leaves. */
export const toRoomLeft = (memory: IntakeMemory): number =>
	mostBytes - toJsonBytes({ ...memory, authors: undefined });
