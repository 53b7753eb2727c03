import type { IPollFunctions } from 'n8n-workflow';

import type { SourceName } from '../../domain/intake/coverage';
import type { SpendState } from '../../domain/spend/meter';

/** What is only known within this process. A restart forgets it, and that is its meaning. */
export interface ProcessMemory {
	/** n8n starts a poll also while the one before still runs. */
	isPolling: boolean;
	/** What every source shares: finding the account. */
	account: Attempts;
	sources: Partial<Record<SourceName, Attempts>>;
	/** What X handed out today, which it bills once a day. */
	spent?: SpendState;
}

/** How the calls of one kind have fared since the start. */
export interface Attempts {
	hasRead: boolean;
	/** When it was last tried, milliseconds since 1970. */
	triedAtMs?: number;
	/** No call before this instant, milliseconds since 1970. */
	waitUntilMs: number;
	/** Since when it fails; absent while it works. */
	failingSinceMs?: number;
	alarmedAtMs?: number;
	/** Since when a failed execution is due and has to wait for what was read. */
	dueSinceMs?: number;
}

const processMemories = new Map<string, ProcessMemory>();

export function findProcessMemory(context: IPollFunctions): ProcessMemory {
	const key = `${context.getWorkflow().id}:${context.getNode().id}`;
	const known = processMemories.get(key);
	if (known) return known;
	const fresh: ProcessMemory = { isPolling: false, account: newAttempts(), sources: {} };
	processMemories.set(key, fresh);
	return fresh;
}

export const findAttempts = (memory: ProcessMemory, source: SourceName): Attempts =>
	(memory.sources[source] ??= newAttempts());

const newAttempts = (): Attempts => ({ hasRead: false, waitUntilMs: 0 });
