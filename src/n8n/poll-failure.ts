import type { IPollFunctions } from 'n8n-workflow';

import { HttpFailure, type HttpFailureKind } from '../http';
import { toNodeError } from './node-errors';
import { findProcessMemory, toTitle } from './poll-memory';

/** Failures that pass by themselves. */
const passing = new Set<HttpFailureKind>([
	'rate-limited',
	'temporarily-unavailable',
	'unreachable',
	'malformed',
]);

const hourMs = 3_600_000;

/**
 * What to make of a poll that failed; the checkpoint is untouched either way. It always says why in the log.
 * A failed execution, which starts the error workflow, is raised at most once an hour: at once for what only a person
 * can mend, after an hour for what may pass. A first poll after a start only logs, since n8n would refuse to activate.
 */
export function handlePollFailure(context: IPollFunctions, error: unknown): void {
	const nodeError = toNodeError(context.getNode(), error);
	const kind = error instanceof HttpFailure ? error.kind : 'misconfigured';
	const nowMs = Date.now();
	const process = findProcessMemory(context);
	const isFirst = process.failingSinceMs === undefined && !process.hasPolled;
	// Settings that cannot be right are the business of the person who has just pressed "Publish".
	if (isFirst && kind === 'misconfigured') throw nodeError;
	process.failingSinceMs ??= nowMs;
	if (error instanceof HttpFailure && error.retryAfterMs !== undefined) {
		process.waitUntilMs = nowMs + error.retryAfterMs;
	}
	const hint = nodeError.description ? ` ${nodeError.description}` : '';
	context.logger.warn(
		`${toTitle(context)}: nothing was read and nothing is lost. ${nodeError.message}${hint}`,
	);

	const isLasting = !passing.has(kind) || nowMs - process.failingSinceMs >= hourMs;
	const wasAlarmed = process.alarmedAtMs !== undefined && nowMs - process.alarmedAtMs < hourMs;
	if (isFirst || !isLasting || wasAlarmed) return;
	process.alarmedAtMs = nowMs;
	throw nodeError;
}

export function notePollSuccess(context: IPollFunctions): void {
	const process = findProcessMemory(context);
	delete process.failingSinceMs;
	delete process.alarmedAtMs;
}
