import type { Asked, CallFacts, CallFailure, TroubleSign } from '../domain/check-up/facts';
import { HttpFailure, toHttpFailure } from '../http';
import { type CallAnswer, type CallArguments, readX } from './call';
import type { XClient } from './client';
import { endpoints, type ReadName } from './endpoints';
import { isRecord } from './envelope';
import { parseProblem, type Problem } from './problem';

/** Asks X one question; a call that fails is an answer too, and stops nothing. */
export type Ask = <T>(
	client: XClient,
	name: ReadName,
	args: CallArguments,
	parse: (answer: CallAnswer) => T,
) => Promise<Asked<T>>;

/** Asks, and notes into `calls` what the answers say besides: limits, and X's time. */
export function createAsk(calls: CallFacts[], nowMs: () => number): Ask {
	return async (client, name, args, parse) => {
		const startedMs = nowMs();
		const answered = await readX(client, name, args)
			.then((answer) => ({
				parsed: parse(answer),
				facts: toCallFacts(answer, startedMs, nowMs()),
			}))
			.catch(toHttpFailure);
		if (answered instanceof HttpFailure) {
			const failure = toCallFailure(answered);
			calls.push({ call: `GET /2/${endpoints[name].path}`, failure });
			return { failure };
		}
		calls.push(answered.facts);
		return { answer: answered.parsed };
	};
}

function toCallFacts(
	{ call, headers, rateLimit }: CallAnswer,
	startedMs: number,
	endedMs: number,
): CallFacts {
	const limit = Number(headers['x-rate-limit-limit']);
	const clockAheadMs = toClockAheadMs(headers.date, startedMs, endedMs);
	return {
		call,
		rateLimit: { ...rateLimit, ...(Number.isSafeInteger(limit) && limit > 0 && { limit }) },
		...(clockAheadMs !== undefined && { clockAheadMs }),
	};
}

/** X's time was written down at some moment between start and end, and cut to the second. */
function toClockAheadMs(date: string | undefined, startedMs: number, endedMs: number) {
	const xMs = Date.parse(date ?? '');
	if (Number.isNaN(xMs)) return undefined;
	const [atLeast, atMost] = [startedMs - xMs - 1000, endedMs - xMs];
	if (atLeast > 0) return atLeast;
	return Math.min(0, atMost);
}

/** By title, last segment of the type, reason or code of X's answer. */
const signs = new Map<string, TroubleSign>([
	['CreditsDepleted', 'no credits'],
	['SpendCapReached', 'spending limit'],
	['UsageCapExceeded', 'usage cap'],
	['usage-capped', 'usage cap'],
	['client-not-enrolled', 'not enrolled'],
	['client-forbidden', 'not enrolled'],
	['code 453', 'not in plan'],
	['code 64', 'suspended'],
	['code 326', 'locked'],
	['code 261', 'app restricted'],
]);

function toCallFailure({
	kind,
	message,
	hint,
	retryAfterMs,
	status,
	body,
}: HttpFailure): CallFailure {
	const sign = findSign(parseProblem(body)) ?? (status === 402 ? 'no credits' : undefined);
	const until = isRecord(body) ? body.reset_date : undefined;
	return {
		kind,
		message,
		...(hint !== undefined && { hint }),
		...(sign && { sign }),
		...(typeof until === 'string' &&
			/^\d{4}-\d\d-\d\d/.test(until) && { until: until.slice(0, 10) }),
		...(retryAfterMs !== undefined && { retryAfterMs }),
	};
}

const findSign = ({ title, type, reason, codes }: Problem): TroubleSign | undefined =>
	[title, reason, type, ...codes.map((code) => `code ${code}`)]
		.map((sign) => signs.get(sign ?? ''))
		.find((sign) => sign !== undefined);
