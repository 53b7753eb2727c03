import type { Failure, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { HttpFailureKind } from '../http';
import { HttpFailure } from '../http';

/**
 * The only place where errors become n8n errors. Message: what happened; description: how to get unstuck;
 * `failure`: what n8n's scheduler may make of it (read from 2.41 on, ignored before).
 */
export function toNodeError(
	node: INode,
	error: unknown,
	{ itemIndex }: { itemIndex?: number } = {},
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (itemIndex !== undefined) error.context.itemIndex = itemIndex;
		return error;
	}
	if (error instanceof HttpFailure) return toApiError(node, error, itemIndex);
	const cause = error instanceof Error ? error : new Error(String(error));
	const options = { itemIndex, description: findHint(cause) };
	return withMessage(new NodeOperationError(node, cause, options), cause.message);
}

/** Errors of the core say how to get unstuck in `hint`. */
const findHint = (error: object) =>
	'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;

function toApiError(node: INode, error: HttpFailure, itemIndex?: number): NodeApiError {
	const { cause, hint } = meanings[error.kind];
	const failure: Failure = isTimed(cause) ? { cause, retryAfterMs: error.retryAfterMs } : { cause };
	const apiError = new NodeApiError(node, error as unknown as JsonObject, {
		message: error.message,
		description: error.hint ?? hint,
		httpCode: error.status?.toString(),
		itemIndex,
		failure,
	});
	return withMessage(apiError, error.message);
}

/** n8n swaps a message that mentions a code such as ENOENT for one of its own; ours says more. */
function withMessage<E extends Error>(error: E, message: string): E {
	error.message = message;
	return error;
}

const isTimed = (
	cause: Failure['cause'],
): cause is 'rate-limited' | 'quota-exhausted' | 'temporarily-unavailable' =>
	cause === 'rate-limited' || cause === 'quota-exhausted' || cause === 'temporarily-unavailable';

const meanings: Record<HttpFailureKind, { cause: Failure['cause']; hint: string }> = {
	unreachable: {
		cause: 'temporarily-unavailable',
		hint: 'Check the address and the network between n8n and the service, then run the items again.',
	},
	'rate-limited': {
		cause: 'rate-limited',
		hint: 'Wait until the limit is over, then run the items again.',
	},
	'quota-exhausted': {
		cause: 'quota-exhausted',
		hint: 'Raise the plan or the spending limit, or wait until the period is over.',
	},
	'credential-invalid': {
		cause: 'credential-invalid',
		hint: 'Open the credential in n8n, enter it again and run its test.',
	},
	forbidden: {
		cause: 'configuration-invalid',
		hint: 'Give the account behind the credential the right to do this, or use another one.',
	},
	'not-found': {
		cause: 'configuration-invalid',
		hint: 'Check the address and the names chosen in the node; something there no longer exists.',
	},
	refused: {
		cause: 'configuration-invalid',
		hint: 'Check the values the node was given against what the service accepts.',
	},
	'temporarily-unavailable': {
		cause: 'temporarily-unavailable',
		hint: 'Try again later; if it stays, look why the service fails.',
	},
	malformed: {
		cause: 'configuration-invalid',
		hint: 'Check that the address in the credential is the one of the API, not of a web page.',
	},
	misconfigured: {
		cause: 'configuration-invalid',
		hint: 'Correct the setting named above and run the items again.',
	},
};
