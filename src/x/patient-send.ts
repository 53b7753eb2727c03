import type { HttpResponse, HttpSend } from '../http';
import { HttpFailure } from '../http';
import { isQuotaExhausted } from './failure';
import { parseRetryAfterMs, toRetryAfterMs } from './rate-limit';

export interface Patience {
	/** How long the waits of all calls may take together, in milliseconds. */
	waitAtMostMs: number;
	sleep: (ms: number) => Promise<void>;
	/** 0 to 1, as `Math.random`: callers that were turned away together must not come back together. */
	random: () => number;
	nowMs: () => number;
}

/** How often one call is repeated because X has trouble; a limit that starts anew is waited for as often as it takes. */
const repeatsAtMost = 5;
const firstBackoffMs = 1000;
const jitterMs = 1000;

type Outcome = { answer: HttpResponse } | { failure: HttpFailure };

/**
 * Repeats what X turned away unread (429) when its limit starts anew, and reading calls that failed for the moment (5xx, no
 * answer), as long as the waits fit. Otherwise the answer is handed back as it is. A call that writes is never repeated
 * after trouble: it may have had its effect, so its caller looks first.
 */
export function createPatientSend(send: HttpSend, patience: Patience): HttpSend {
	const { sleep, random, nowMs } = patience;
	let leftMs = patience.waitAtMostMs;
	return async (request) => {
		let troubles = 0;
		for (;;) {
			const outcome = await send(request).then((answer) => ({ answer }), toOutcome);
			let waitMs: number | undefined;
			if (isRateLimited(outcome)) {
				waitMs = toRetryAfterMs(outcome.answer.headers, nowMs()) + random() * jitterMs;
			} else if (request.method === 'GET' && isTrouble(outcome) && troubles < repeatsAtMost) {
				waitMs = toBackoffMs(outcome, troubles, patience);
				troubles += 1;
			}
			if (waitMs === undefined || waitMs > leftMs) return toResult(outcome);
			leftMs -= waitMs;
			await sleep(waitMs);
		}
	};
}

function isRateLimited(outcome: Outcome): outcome is { answer: HttpResponse } {
	return 'answer' in outcome && outcome.answer.status === 429 && !isQuotaExhausted(outcome.answer);
}

const isTrouble = (outcome: Outcome) =>
	'answer' in outcome ? outcome.answer.status >= 500 : outcome.failure.kind === 'unreachable';

/** 1, 2, 4 … seconds, of which up to the half by chance; at least as long as X says. */
function toBackoffMs(outcome: Outcome, troubles: number, { random, nowMs }: Patience): number {
	const fullMs = firstBackoffMs * 2 ** troubles;
	const askedMs =
		'answer' in outcome ? (parseRetryAfterMs(outcome.answer.headers, nowMs()) ?? 0) : 0;
	return Math.max(askedMs, fullMs / 2) + (random() * fullMs) / 2;
}

function toOutcome(error: unknown): { failure: HttpFailure } {
	if (error instanceof HttpFailure) return { failure: error };
	throw error;
}

function toResult(outcome: Outcome): HttpResponse {
	if ('failure' in outcome) throw outcome.failure;
	return outcome.answer;
}
