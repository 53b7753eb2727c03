import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { AuthorMemory } from '../domain/author-memory';
import type { Checkpoint } from '../domain/poll-plan';
import type { Account } from '../x/account';

/** What a trigger remembers in n8n's static data; n8n stores it when a poll hands something on, and at activation. */
export interface PollMemory {
	/** The watched account, with the setting it was found by. */
	account?: Account & { foundBy: string };
	/** When the first poll began, milliseconds since 1970: reading starts from there until something was read. */
	watchingSinceMs?: number;
	checkpoint?: Checkpoint;
	authors?: AuthorMemory;
}

export function readPollMemory(context: IPollFunctions): PollMemory {
	return { ...(context.getWorkflowStaticData('node') as PollMemory) };
}

export function writePollMemory(context: IPollFunctions, memory: PollMemory): void {
	Object.assign(context.getWorkflowStaticData('node'), memory as IDataObject);
}

/** What is only known within this process. A restart forgets it, and that is its meaning. */
export interface ProcessMemory {
	hasPolled: boolean;
	/** n8n starts a poll also while the one before still runs. */
	isPolling: boolean;
	/** No call before this instant, milliseconds since 1970. */
	waitUntilMs: number;
	/** Since when polls fail; absent while they work. */
	failingSinceMs?: number;
	alarmedAtMs?: number;
}

const processMemories = new Map<string, ProcessMemory>();

export function findProcessMemory(context: IPollFunctions): ProcessMemory {
	const key = `${context.getWorkflow().id}:${context.getNode().id}`;
	const known = processMemories.get(key);
	if (known) return known;
	const fresh: ProcessMemory = { hasPolled: false, isPolling: false, waitUntilMs: 0 };
	processMemories.set(key, fresh);
	return fresh;
}

/** How a trigger names itself in n8n's log. */
export function toTitle(context: IPollFunctions): string {
	return `X Care Trigger "${context.getNode().name}"`;
}
