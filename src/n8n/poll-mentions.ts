import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { XEvent } from '../domain/event';
import { planPoll, planScan } from '../domain/poll-plan';
import { compareIds } from '../domain/post-id';
import { HttpFailure } from '../http';
import type { Account } from '../x/account';
import { fetchAccount, fetchOwnAccount } from '../x/account';
import type { XClient } from '../x/client';
import { fetchMentions } from '../x/mentions';
import { pricesUsd } from '../x/prices';
import { mentionCap, type MentionScan, scanMentions } from '../x/scan-mentions';
import { describeAuthors } from './describe-authors';
import { type Authentication, openX, xCredentialTypes } from './open-x';
import type { PollMemory } from './poll-memory';
import { findProcessMemory, readPollMemory, toTitle, writePollMemory } from './poll-memory';

interface PollSettings {
	authentication: Authentication;
	/** Handle or user id; empty for the account the credential belongs to. */
	account: string;
	/** What the account is found by: a look-up holds as long as this stays the same. */
	foundBy: string;
	looksUpAuthors: boolean;
	rewindMs: number;
	postPriceUsd: number;
}

/** Reads what is new, remembers how far it got, and returns the events oldest first. Throws `HttpFailure`. */
export async function pollMentions(context: IPollFunctions): Promise<XEvent[]> {
	const settings = readSettings(context);
	const client = await openX(context, settings.authentication);
	const startedMs = Date.now();
	// n8n stores what the first poll remembers, also when that poll fails; later ones only when they hand something on.
	writePollMemory(context, { watchingSinceMs: startedMs, ...readPollMemory(context) });
	const memory = readPollMemory(context);

	const account = await findAccount(client, settings, memory);
	// Another account has other mentions: what was read of the last one says nothing.
	const isOther = memory.account !== undefined && memory.account.id !== account.id;
	const checkpoint = isOther ? undefined : memory.checkpoint;
	const watchingSinceMs = isOther ? startedMs : (memory.watchingSinceMs ?? startedMs);
	const process = findProcessMemory(context);
	const scan = planScan(checkpoint, {
		sinceMs: watchingSinceMs,
		rewindMs: settings.rewindMs,
		isFirstSinceStart: !process.hasPolled,
	});
	const result = await scanMentions(client, {
		account,
		scan,
		receivedAt: new Date(startedMs).toISOString(),
		postPriceUsd: settings.postPriceUsd,
		nowMs: Date.now,
		deadlineMs: startedMs + toBudgetMs(context),
	});
	const plan = planPoll(checkpoint, scan, result);
	const described = await describe(context, client, settings, memory, plan.emit);

	process.hasPolled ||= result.complete || result.oldestId !== undefined;
	process.waitUntilMs = startedMs + (result.stoppedBy?.retryAfterMs ?? 0);
	writePollMemory(context, {
		account: { ...account, foundBy: settings.foundBy },
		watchingSinceMs,
		checkpoint: plan.next,
		authors: described.memory,
	});
	logScan(context, result);
	return described.events.filter(({ author }) => author.id !== account.id);
}

/** The newest mentions as a sample; moves no checkpoint. Throws `HttpFailure`. */
export async function sampleMentions(context: IPollFunctions): Promise<XEvent[]> {
	const settings = readSettings(context);
	const client = await openX(context, settings.authentication);
	const memory = readPollMemory(context);
	const page = await fetchMentions(client, {
		account: await findAccount(client, settings, memory),
		pageSize: 5,
		receivedAt: new Date().toISOString(),
		postPriceUsd: settings.postPriceUsd,
	});
	const oldestFirst = page.events.sort((a, b) => compareIds(a.id, b.id));
	return (await describe(context, client, settings, memory, oldestFirst)).events;
}

export function toItems(events: XEvent[]): INodeExecutionData[] {
	return events.map((event) => ({ json: { event: event as unknown as IDataObject } }));
}

function readSettings(context: IPollFunctions): PollSettings {
	const authentication = context.getNodeParameter('authentication', 'oAuth2') as Authentication;
	const account = String(context.getNodeParameter('account', '')).trim();
	if (authentication === 'appOnly' && account === '') {
		throw new HttpFailure('misconfigured', "'Account' is empty", {
			hint: 'An app-only credential belongs to no account. Enter the handle whose mentions are to be read.',
		});
	}
	const options = context.getNodeParameter('options', {}) as {
		rewindMinutes?: number;
		ownsApp?: boolean;
	};
	const credential = context.getNode().credentials?.[xCredentialTypes[authentication]];
	return {
		authentication,
		account,
		foundBy: account === '' ? `${authentication} ${credential?.id ?? ''}` : account,
		looksUpAuthors: context.getNodeParameter('authorDetails', 'idOnly') === 'lookUp',
		rewindMs: (options.rewindMinutes ?? 15) * 60_000,
		postPriceUsd: options.ownsApp ? pricesUsd.ownedRead : pricesUsd.postRead,
	};
}

/** Looked up once and remembered: X charges a user read for the answer. */
async function findAccount(
	client: XClient,
	settings: PollSettings,
	{ account }: PollMemory,
): Promise<Account> {
	if (account?.foundBy === settings.foundBy) return { id: account.id, handle: account.handle };
	return settings.account === ''
		? await fetchOwnAccount(client)
		: await fetchAccount(client, settings.account);
}

async function describe(
	context: IPollFunctions,
	client: XClient,
	{ looksUpAuthors }: PollSettings,
	memory: PollMemory,
	events: XEvent[],
) {
	if (!looksUpAuthors) return { events, memory: memory.authors };
	const described = await describeAuthors(client, events, memory.authors ?? {}, Date.now());
	const { problem } = described;
	if (problem) context.logger.warn(`${toTitle(context)}: authors were not looked up. ${problem}`);
	return described;
}

/** Leaves n8n time to store what was read. */
function toBudgetMs(context: IPollFunctions): number {
	// Older versions of n8n do not tell their limit.
	const budgetMs = (context as Partial<IPollFunctions>).getPollBudgetMs?.() ?? 60_000;
	return Math.min(budgetMs, 240_000) / 2;
}

function logScan(context: IPollFunctions, result: MentionScan): void {
	const { logger } = context;
	const name = toTitle(context);
	if (result.events.length > 0) {
		logger.info(`${name}: ${result.events.length} mentions read in ${result.pages} calls`);
	}
	if (result.stoppedBy) {
		logger.info(`${name}: reading goes on with the next poll; ${result.stoppedBy.message}`);
	}
	for (const problem of result.unreadable) {
		logger.warn(`${name}: one post was passed over, X sent ${problem}`);
	}
	if (result.reachedCap) {
		logger.warn(
			`${name}: X shows only the newest ${mentionCap} mentions; older ones since the last poll, if any, were not read`,
		);
	}
}
