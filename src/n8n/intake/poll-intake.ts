import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { XEvent } from '../../domain/event';
import type { SourceCoverage, SourceName } from '../../domain/intake/coverage';
import { mergeEvents } from '../../domain/intake/merge';
import { HttpFailure } from '../../http';
import type { Account } from '../../x/account';
import type { XClient } from '../../x/client';
import { describeAuthors } from '../describe-authors';
import { openX } from '../open-x';
import { findAccount } from './find-account';
import { type NotedFailure, noteFailure, noteSuccess, raiseDue } from './failures';
import {
	type IntakeMemory,
	readIntakeMemory,
	type SourceMemory,
	toMemoryOf,
	writeIntakeMemory,
} from './intake-memory';
import { logCoverage, toTitle } from './log-coverage';
import { findAttempts, findProcessMemory, type ProcessMemory } from './process-memory';
import { type IntakeSettings, readIntakeSettings } from './settings';
import { openSources, type Sources } from './sources';
import { openSpending, type Spending } from './spending';
import { toNotices } from './watch';

/** What one poll shares with its sources. */
interface Poll {
	context: IPollFunctions;
	settings: IntakeSettings;
	process: ProcessMemory;
	client: XClient;
	appClient?: XClient;
	account: Account;
	sources: Sources;
	spending: Spending;
	startedMs: number;
	deadlineMs: number;
}

/** What came of reading one source: what it brought, or why it brought nothing. */
interface Reading {
	source: SourceName;
	memory: SourceMemory;
	events: XEvent[];
	coverage: SourceCoverage;
	/** What keywords were searched with. */
	query?: string;
	failure?: NotedFailure;
	/** Others would fail in the same way. */
	isClosing?: boolean;
}

/**
 * Reads every source that is due, remembers how far each got, and returns the events oldest first, each once. A source that fails
 * holds none of the others back. Throws n8n's errors.
 */
export async function pollIntake(context: IPollFunctions): Promise<XEvent[]> {
	const process = findProcessMemory(context);
	const settings = readIntakeSettings(context);
	const startedMs = Date.now();
	noteWatching(context, settings, startedMs);
	const due = settings.sources.filter((source) => isDue(settings, process, source, startedMs));
	if (due.length === 0) return [];

	const known = readIntakeMemory(context);
	const opened = await open(context, settings, process, known, startedMs);
	if ('error' in opened) {
		raiseDue([opened]);
		return [];
	}
	const { poll, memory } = opened;
	const readings: Reading[] = [];
	for (const [at, source] of due.entries()) {
		const remembered = memory.sources?.[source] ?? { watchingSinceMs: startedMs };
		const reading = await readSource(poll, source, remembered, due.length - at);
		readings.push(reading);
		if (reading.isClosing) break;
	}
	const next = { ...memory, spent: poll.spending.spent() };
	const isFirst = process.account.triedAtMs === undefined;
	const noticed = toNotices(readings, next, { ...poll, isFirst });
	process.account.triedAtMs = startedMs;
	const found = mergeEvents(readings.map(({ events }) => events));
	const described = await describe(poll, next, found);
	writeIntakeMemory(context, { ...next, ...noticed.memory, authors: described.memory });

	const events = [...described.events, ...noticed.events];
	if (events.length === 0) raiseDue(readings.flatMap(({ failure }) => failure ?? []));
	return events;
}

export function toItems(events: XEvent[]): INodeExecutionData[] {
	return events.map((event) => ({ json: { event: event as unknown as IDataObject } }));
}

/** n8n stores what the first poll remembers, also when that poll fails; later ones only when they hand something on. */
function noteWatching(context: IPollFunctions, settings: IntakeSettings, nowMs: number): void {
	const { sources = {} } = readIntakeMemory(context);
	const watched = settings.sources.map((source) => [
		source,
		sources[source] ?? { watchingSinceMs: nowMs },
	]);
	// What was switched off begins anew when it is switched on again.
	writeIntakeMemory(context, { sources: Object.fromEntries(watched) as typeof sources });
}

function isDue(
	{ intervalsMs }: IntakeSettings,
	process: ProcessMemory,
	source: SourceName,
	nowMs: number,
): boolean {
	const { triedAtMs, waitUntilMs } = findAttempts(process, source);
	if (nowMs < Math.max(waitUntilMs, process.account.waitUntilMs)) return false;
	// n8n's ticks are not exact to the second.
	return triedAtMs === undefined || nowMs - triedAtMs >= intervalsMs[source] - 10_000;
}

/** Whose mentions to read, and with what; or why that cannot be known now. */
async function open(
	context: IPollFunctions,
	settings: IntakeSettings,
	process: ProcessMemory,
	known: IntakeMemory,
	startedMs: number,
): Promise<{ poll: Poll; memory: IntakeMemory } | NotedFailure> {
	try {
		const client = await openX(context, settings.authentication);
		const account = await findAccount(client, settings, known);
		const sources = openSources(context, settings, account);
		const memory = toMemoryOf(known, account, settings.foundBy);
		const hasApp = context.getNode().credentials?.xCareAppOnlyApi !== undefined;
		noteSuccess(process.account);
		return {
			memory,
			poll: {
				...{ context, settings, process, client, account, sources, startedMs },
				...(hasApp && { appClient: await openX(context, 'appOnly') }),
				spending: openSpending(process, memory, settings.spending, Date.now),
				deadlineMs: startedMs + toBudgetMs(context),
			},
		};
	} catch (error) {
		return noteFailure(context, process.account, toTitle(context), error);
	}
}

async function readSource(
	poll: Poll,
	source: SourceName,
	memory: SourceMemory,
	sourcesLeft: number,
): Promise<Reading> {
	const { context, settings, process, startedMs } = poll;
	const attempts = findAttempts(process, source);
	const nowMs = Date.now();
	attempts.triedAtMs = nowMs;
	try {
		const result = await poll.sources[source](
			{
				...{ client: poll.client, appClient: poll.appClient, account: poll.account },
				...{ nowMs: Date.now, startedMs, rewindMs: settings.rewindMs, ownsApp: settings.ownsApp },
				deadlineMs: nowMs + Math.max(0, poll.deadlineMs - nowMs) / sourcesLeft,
				isFirstSinceStart: !attempts.hasRead,
				watchingSinceMs: memory.watchingSinceMs,
				affordable: (unitUsd) => poll.spending.affordable(source, unitUsd),
			},
			memory.read,
		);
		poll.spending.pay(source, result.charges);
		noteSuccess(attempts, result.coverage.state !== 'skipped');
		attempts.waitUntilMs = result.waitUntilMs ?? 0;
		logCoverage(context, result.coverage);
		const { events, coverage } = result;
		const { query } = source === 'keywords' ? poll.sources : {};
		return { source, events, coverage, query, memory: { ...memory, read: result.memory } };
	} catch (error) {
		const failure = noteFailure(context, attempts, toTitle(context, source), error);
		const coverage = toFailed(source, failure.error.message);
		return { source, memory, events: [], coverage, failure, isClosing: isClosing(error) };
	}
}

const toFailed = (source: SourceName, why: string): SourceCoverage => ({
	...{ source, state: 'failed', pages: 0, found: 0, gaps: [], unreadable: [], costUsd: 0 },
	notes: [why],
});

const isClosing = (error: unknown) =>
	error instanceof HttpFailure && ['credential-invalid', 'quota-exhausted'].includes(error.kind);

async function describe(
	{ context, client, settings }: Pick<Poll, 'context' | 'client' | 'settings'>,
	memory: IntakeMemory,
	events: XEvent[],
) {
	if (!settings.looksUpAuthors) return { events, memory: memory.authors };
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
