import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { toNewestAuthors } from '../../domain/author-memory';
import type { XEvent } from '../../domain/event';
import type { SourceName } from '../../domain/intake/coverage';
import { mergeEvents } from '../../domain/intake/merge';
import type { XClient } from '../../x/client';
import { pricesUsd } from '../../x/prices';
import { describeAuthors } from '../describe-authors';
import { openX } from '../open-x';
import { findAccount } from './find-account';
import { type NotedFailure, noteFailure, noteSuccess, raiseDue } from './failures';
import {
	type IntakeMemory,
	readIntakeMemory,
	toMemoryOf,
	toRoomLeft,
	writeIntakeMemory,
} from './intake-memory';
import { toTitle } from './log-coverage';
import { findAttempts, findProcessMemory, type ProcessMemory } from './process-memory';
import { noteRemembered, type Poll, type Reading, readSource } from './read-source';
import { type IntakeSettings, readIntakeSettings } from './settings';
import { openSources } from './sources';
import { openSpending } from './spending';
import { toNotices } from './watch';
import { toBudgetMs } from '../poll-budget';

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
		raiseDue(context, [opened], false);
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
	const isFirst = process.account.triedAtMs === undefined;
	const noticed = toNotices(readings, memory, { ...poll, isFirst });
	const found = mergeEvents(readings.map(({ events }) => events));
	const described = await describe(poll, memory, found);
	const next = { ...memory, ...noticed.memory, spent: poll.spending.spent() };
	const authors = described.memory && toNewestAuthors(described.memory, toRoomLeft(next));
	writeIntakeMemory(context, { ...next, authors });
	// n8n may have given up a poll that took longer, and what it brought.
	if (Date.now() <= startedMs + toBudgetMs(context)) {
		noteRemembered(readings, startedMs);
		process.account.triedAtMs = startedMs;
	}

	const events = [...described.events, ...noticed.events];
	raiseDue(
		context,
		readings.flatMap(({ failure }) => failure ?? []),
		events.length > 0,
	);
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
	const waitsUntilMs = Math.max(waitUntilMs, process.account.waitUntilMs);
	// X asks for a day at most: what lies further ahead was noted by a clock that has been set back.
	if (nowMs < waitsUntilMs && waitsUntilMs <= nowMs + dayMs) return false;
	if (triedAtMs === undefined || triedAtMs > nowMs) return true;
	// n8n's ticks are not exact to the second.
	return nowMs - triedAtMs >= intervalsMs[source] - 10_000;
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
		const appClient = await openApp(context);
		noteSuccess(process.account);
		process.account.hasRead = true;
		return {
			memory,
			poll: {
				...{ context, settings, process, client, account, sources, startedMs },
				...(appClient && { appClient }),
				spending: openSpending(process, memory, settings.spending, Date.now),
				// The rest is for the authors, and for n8n to store what was read.
				deadlineMs: startedMs + toBudgetMs(context) / 2,
			},
		};
	} catch (error) {
		const wasRead = known.account !== undefined;
		return noteFailure(context, process.account, toTitle(context), error, wasRead);
	}
}

/** Only what is missing for long is asked for with it, so trouble with it holds nothing back. */
async function openApp(context: IPollFunctions): Promise<XClient | undefined> {
	if (context.getNode().credentials?.xCareAppOnlyApi === undefined) return undefined;
	try {
		return await openX(context, 'appOnly');
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		context.logger.warn(`${toTitle(context)}: the app-only credential cannot be used. ${why}`);
		return undefined;
	}
}

async function describe(
	{ context, client, settings, spending, startedMs }: Poll,
	memory: IntakeMemory,
	events: XEvent[],
) {
	if (!settings.looksUpAuthors) return { events, memory: memory.authors };
	const described = await describeAuthors(client, events, memory.authors ?? {}, {
		nowMs: Date.now,
		deadlineMs: startedMs + toBudgetMs(context) * 0.75,
		affordable: spending.affordable('authors', pricesUsd.userRead),
	});
	spending.pay('authors', described.charges);
	const { problem } = described;
	if (problem) context.logger.warn(`${toTitle(context)}: authors were not looked up. ${problem}`);
	return described;
}

const dayMs = 86_400_000;
