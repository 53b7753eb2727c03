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
/** So long a failed execution waits for a poll that has nothing to hand on. */
const patienceMs = 10 * 60_000;

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
 * @param wasRead whether it has worked in an earlier process: then nobody has just pressed "Publish"
 */
export function noteFailure(
	context: IPollFunctions,
	attempts: Attempts,
	title: string,
	failure: unknown,
	wasRead: boolean,
): NotedFailure {
	const error = toNodeError(context.getNode(), failure);
	const kind = failure instanceof HttpFailure ? failure.kind : 'misconfigured';
	const nowMs = Date.now();
	const isFirst = attempts.failingSinceMs === undefined && !attempts.hasRead;
	// Settings that cannot be right are the business of the person who has just pressed "Publish".
	if (isFirst && !wasRead && kind === 'misconfigured') throw error;
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

/**
 * Raises the first failure that is due. A poll that throws hands nothing on, so one with events lets it wait for the next; on an
 * account so busy that there is no quiet poll, n8n is told beside the events.
 */
export function raiseDue(
	context: IPollFunctions,
	failures: NotedFailure[],
	hasEvents: boolean,
): void {
	const nowMs = Date.now();
	const due = failures.filter(({ isDue }) => isDue);
	for (const { attempts } of due) attempts.dueSinceMs ??= nowMs;
	const raised = hasEvents
		? due.filter(({ attempts }) => nowMs - attempts.dueSinceMs! >= patienceMs)
		: due;
	if (raised.length === 0) return;
	for (const { attempts } of raised) {
		attempts.alarmedAtMs = nowMs;
		delete attempts.dueSinceMs;
	}
	if (!hasEvents) throw raised[0].error;
	context.__emitError(raised[0].error);
}

/** Only what was remembered was read: see `noteRemembered`. */
export function noteSuccess(attempts: Attempts): void {
	delete attempts.failingSinceMs;
	delete attempts.alarmedAtMs;
	delete attempts.dueSinceMs;
}
