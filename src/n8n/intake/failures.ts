import type { IPollFunctions } from 'n8n-workflow';

import { HttpFailure, type HttpFailureKind } from '../../http';
import type { NodeError } from '../failed-items';
import { toNodeError } from '../node-errors';
import type { Attempts } from './process-memory';

/** Failures that pass by themselves. */
const passing = new Set<HttpFailureKind>([
	'rate-limited',
	'temporarily-unavailable',
	'unreachable',
	'malformed',
]);

const hourMs = 3_600_000;

/** A failure that has been noted, and whether it is time for a failed execution. */
export interface NotedFailure {
	error: NodeError;
	attempts: Attempts;
	isDue: boolean;
}

/**
 * What to make of a reading that failed; what is remembered stays as it was either way. It always says why in the log. A failed
 * execution, which starts the error workflow, is due at most once an hour: at once for what only a person can mend, after an
 * hour for what may pass. A first poll after a start only logs, since n8n would refuse to activate.
 *
 * @param title who failed, for the log
 */
export function noteFailure(
	context: IPollFunctions,
	attempts: Attempts,
	title: string,
	failure: unknown,
): NotedFailure {
	const error = toNodeError(context.getNode(), failure);
	const kind = failure instanceof HttpFailure ? failure.kind : 'misconfigured';
	const nowMs = Date.now();
	const isFirst = attempts.failingSinceMs === undefined && !attempts.hasRead;
	// Settings that cannot be right are the business of the person who has just pressed "Publish".
	if (isFirst && kind === 'misconfigured') throw error;
	attempts.failingSinceMs ??= nowMs;
	if (failure instanceof HttpFailure && failure.retryAfterMs !== undefined) {
		attempts.waitUntilMs = nowMs + failure.retryAfterMs;
	}
	const hint = error.description ? ` ${error.description}` : '';
	context.logger.warn(`${title}: nothing was read and nothing is lost. ${error.message}${hint}`);
	const isLasting = !passing.has(kind) || nowMs - attempts.failingSinceMs >= hourMs;
	const wasAlarmed = attempts.alarmedAtMs !== undefined && nowMs - attempts.alarmedAtMs < hourMs;
	return { error, attempts, isDue: !isFirst && isLasting && !wasAlarmed };
}

/** Raises the first failure that is due. What was read in the same poll comes first: then it is raised by the next one. */
export function raiseDue(failures: NotedFailure[]): void {
	const due = failures.filter(({ isDue }) => isDue);
	if (due.length === 0) return;
	for (const { attempts } of due) attempts.alarmedAtMs = Date.now();
	throw due[0].error;
}

/** @param hasRead false when nothing had to fail because nothing was asked */
export function noteSuccess(attempts: Attempts, hasRead = true): void {
	attempts.hasRead ||= hasRead;
	delete attempts.failingSinceMs;
	delete attempts.alarmedAtMs;
}
