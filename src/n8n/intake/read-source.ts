import type { IPollFunctions } from 'n8n-workflow';

import type { XEvent } from '../../domain/event';
import { type SourceCoverage, type SourceName, toNothingRead } from '../../domain/intake/coverage';
import { HttpFailure } from '../../http';
import type { Account } from '../../x/account';
import type { XClient } from '../../x/client';
import { type NotedFailure, noteFailure, noteSuccess } from './failures';
import type { SourceMemory } from './intake-memory';
import { logCoverage, toTitle } from './log-coverage';
import { type Attempts, findAttempts, type ProcessMemory } from './process-memory';
import type { IntakeSettings } from './settings';
import type { Sources } from './sources';
import type { Spending } from './spending';

const dayMs = 86_400_000;

/** What one poll shares with its sources. */
export interface Poll {
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
export interface Reading {
	source: SourceName;
	attempts: Attempts;
	memory: SourceMemory;
	events: XEvent[];
	coverage: SourceCoverage;
	/** What keywords were searched with. */
	query?: string;
	/** Nothing was remembered of this source before, and now there is. */
	isFirst: boolean;
	failure?: NotedFailure;
	/** Others would fail in the same way. */
	isClosing?: boolean;
}

/** Asks one source for what is new. Throws n8n's error only for settings that cannot be right and never were. */
export async function readSource(
	poll: Poll,
	source: SourceName,
	memory: SourceMemory,
	sourcesLeft: number,
): Promise<Reading> {
	const { context, settings, process, startedMs } = poll;
	const attempts = findAttempts(process, source);
	const nowMs = Date.now();
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
		noteSuccess(attempts);
		// X cannot mean more than a day.
		attempts.waitUntilMs = Math.min(result.waitUntilMs ?? 0, nowMs + dayMs);
		logCoverage(context, result.coverage);
		const { events, coverage } = result;
		const { query } = source === 'keywords' ? poll.sources : {};
		const next = { ...memory, read: result.memory };
		const isFirst = memory.read === undefined && coverage.state !== 'skipped';
		return { source, attempts, events, coverage, query, isFirst, memory: next };
	} catch (error) {
		const wasRead = memory.read !== undefined;
		const failure = noteFailure(context, attempts, toTitle(context, source), error, wasRead);
		const coverage = toNothingRead(source, 'failed', [failure.error.message]);
		const nothing = { memory, events: [], coverage, isFirst: false };
		return { source, attempts, ...nothing, failure, isClosing: isClosing(error) };
	}
}

const isClosing = (error: unknown) =>
	error instanceof HttpFailure && ['credential-invalid', 'quota-exhausted'].includes(error.kind);

/** What was read counts once it is remembered: until then, the next poll is still the first one after a start. */
export function noteRemembered(readings: Reading[], startedMs: number): void {
	for (const { attempts, coverage } of readings) {
		attempts.triedAtMs = startedMs;
		attempts.hasRead ||= coverage.state === 'complete' || coverage.state === 'partial';
	}
}
