import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
	/** What is waited for; stands in the error when it does not come. */
	what: string;
	timeoutMs: number;
	everyMs?: number;
	/** Lets the caller give up early, for instance because the program it waits for has ended. */
	giveUp?: () => string | undefined;
}

/** Asks again and again until there is an answer that counts; an error while asking counts as "not yet". */
export async function waitFor<T>(
	ask: () => Promise<T | undefined | false>,
	{ what, timeoutMs, everyMs = 250, giveUp }: WaitOptions,
): Promise<T> {
	const end = Date.now() + timeoutMs;
	let lastError = '';
	while (Date.now() < end) {
		const reason = giveUp?.();
		if (reason) throw new Error(`Waiting for ${what} was in vain: ${reason}`);
		try {
			const answer = await ask();
			if (answer !== undefined && answer !== false) return answer;
			lastError = '';
		} catch (error) {
			lastError = error instanceof Error ? ` (${error.message})` : '';
		}
		await sleep(everyMs);
	}
	throw new Error(`Waited ${Math.round(timeoutMs / 1000)} s for ${what} in vain${lastError}.`);
}
