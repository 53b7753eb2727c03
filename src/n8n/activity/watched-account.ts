import type { IDataObject } from 'n8n-workflow';

import { isId } from '../../domain/post-id';
import { type Account, fetchOwnAccount } from '../../x/account';
import type { XClient } from '../../x/client';
import { openX } from '../open-x';
import type { ActivityHost, ActivitySettings } from './settings';

/** What the trigger keeps in n8n's static data; written when the workflow is published, and never by a delivery. */
export interface ActivityMemory {
	account?: Account & { foundBy: string };
	/** Where X was told to send events, and for which workflow: a copy of it has its own address. */
	registered?: { url: string; workflowId: string };
}

export const readMemory = (context: ActivityHost): ActivityMemory => ({
	...(context.getWorkflowStaticData('node') as ActivityMemory),
});

export function writeMemory(context: ActivityHost, memory: ActivityMemory): void {
	Object.assign(context.getWorkflowStaticData('node'), memory as IDataObject);
}

/** Accounts by credential. A restart forgets them, which costs one look-up. */
const accounts = new Map<string, Account>();

/** Whose events these are; looked up once ($0.010). Throws `HttpFailure`. */
export async function findAccount(
	context: ActivityHost,
	{ authentication, foundBy }: ActivitySettings,
	client?: XClient,
): Promise<Account> {
	const { account } = readMemory(context);
	if (account?.foundBy === foundBy) return { id: account.id, handle: account.handle };
	const key = `${context.getWorkflow().id} ${context.getNode().id} ${foundBy}`;
	const known = accounts.get(key);
	if (known) return known;
	const found = await fetchOwnAccount(client ?? (await openX(context, authentication)));
	accounts.set(key, found);
	return found;
}

/** As much as a delivery says itself, for when X cannot be asked; its handle is then the id. */
export function toTellingAccount(body: unknown): Account | undefined {
	const first: unknown = [body].flat()[0];
	const data: unknown = [(Object(first) as { data?: unknown }).data ?? first].flat()[0];
	const { filter, payload } = Object(data) as { filter?: unknown; payload?: unknown };
	const id = [
		(Object(filter) as { user_id?: unknown }).user_id,
		(Object(payload) as { user_id?: unknown }).user_id,
	].find(isId);
	return id === undefined ? undefined : { id, handle: id };
}
