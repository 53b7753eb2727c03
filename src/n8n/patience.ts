import { sleep } from 'n8n-workflow';

import { HttpFailure } from '../http';

/**
 * Repeats an action the far side turned away unread (429, or 503 with a time to come back), as long as the waits of all
 * actions together stay within the budget. Anything else is not repeated: the call may have had its effect.
 *
 * @param budgetMs time all waits together may take
 */
export function createPatience(budgetMs: number, wait: (ms: number) => Promise<void> = sleep) {
	let leftMs = budgetMs;
	return async <T>(action: () => Promise<T>): Promise<T> => {
		for (let attempt = 0; ; attempt++) {
			const result = await tryOnce(action);
			if ('value' in result) return result.value;
			const waitMs = toWaitMs(result.error, attempt);
			if (waitMs === undefined || waitMs > leftMs) throw result.error;
			leftMs -= waitMs;
			await wait(waitMs);
		}
	};
}

const tryOnce = async <T>(action: () => Promise<T>): Promise<{ value: T } | { error: unknown }> =>
	await action().then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);

/** Undefined when waiting is no use. */
function toWaitMs(error: unknown, attempt: number): number | undefined {
	if (!(error instanceof HttpFailure)) return undefined;
	const isTurnedAway =
		error.kind === 'rate-limited' || (error.status === 503 && error.retryAfterMs !== undefined);
	// "At once" is no time to wait: asked again and again, it would cost nothing of the budget.
	return isTurnedAway ? error.retryAfterMs || 2 ** attempt * 1000 : undefined;
}
