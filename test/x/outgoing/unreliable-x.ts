import type { IExecuteFunctions } from 'n8n-workflow';

import { HttpFailure, type HttpResponse, type HttpSend } from '../../../src/http';
import { createIntentLog } from '../../../src/n8n/x-care/intent-log';
import type { IntentLog } from '../../../src/x/outgoing/act-once';

/** What may go wrong with one step of an attempt: a request to X, or a note in the log of intents. */
export const troubles = [
	'lost before X read it',
	'answer lost',
	'answer empty',
	'answer cut',
	'429',
	'401',
	'402',
	'503',
	'503 although X did it',
	'death before',
	'death after',
] as const;

export interface Trouble {
	what: (typeof troubles)[number];
	/** The first step it strikes, counted from 0, and for how many. */
	at: number;
	times: number;
}

/** The process ended here; nothing after it was done. */
export class Death extends Error {}

/** X and the log of intents for one attempt, with trouble at the given steps. */
export function createUnreliable(
	send: HttpSend,
	entries: ProcessedEntries,
	trouble: Trouble | undefined,
	shownUntil: bigint | undefined,
) {
	let steps = 0;
	let writes = 0;
	let isDead = false;
	const isStruck = () => {
		if (isDead) throw new Death();
		const step = steps++;
		return trouble && step >= trouble.at && step < trouble.at + trouble.times;
	};
	const die = (): never => {
		isDead = true;
		throw new Death();
	};

	/** Notes know only one trouble: the process ends before or after them. */
	const noted = async <T>(act: () => Promise<T>): Promise<T> => {
		const struck = isStruck();
		if (struck && trouble?.what === 'death before') return die();
		const result = await act();
		return struck && trouble?.what === 'death after' ? die() : result;
	};

	const reach: HttpSend = async (request) => {
		if (request.method !== 'GET') writes++;
		return hideNewest(await send(request), shownUntil);
	};
	const outcomes: Record<Trouble['what'], HttpSend> = {
		'lost before X read it': async () => await Promise.reject(lost()),
		'answer lost': async (request) => {
			await reach(request);
			throw lost();
		},
		'answer empty': async () => await Promise.resolve(toResponse(200, {})),
		'answer cut': async (request) => {
			const { status, body } = await reach(request);
			return toResponse(status, JSON.stringify(body).slice(0, -2));
		},
		429: async () => await Promise.resolve(toResponse(429, { title: 'Too Many Requests' })),
		401: async () => await Promise.resolve(toResponse(401, { title: 'Unauthorized' })),
		402: async () => await Promise.resolve(toResponse(402, { title: 'CreditsDepleted' })),
		503: async () => await Promise.resolve(toResponse(503, { title: 'Service Unavailable' })),
		'503 although X did it': async (request) => {
			await reach(request);
			return toResponse(503, { title: 'Service Unavailable' });
		},
		'death before': async () => await Promise.resolve(die()),
		'death after': async (request) => {
			await reach(request);
			return die();
		},
	};

	return {
		send: (async (request) =>
			await (isStruck() && trouble ? outcomes[trouble.what] : reach)(request)) as HttpSend,
		intents: createIntents(entries, noted),
		/** Requests that reached X and were to change something. */
		writes: () => writes,
	};
}

/** What n8n keeps of a node's processed data: it outlives the process. */
export type ProcessedEntries = Set<string>;

let processes = 0;

/** The product's own log on those entries, in a process that remembers nothing else. */
function createIntents(
	entries: ProcessedEntries,
	noted: <T>(act: () => Promise<T>) => Promise<T>,
): IntentLog {
	const process = `process ${++processes}`;
	return createIntentLog({
		getWorkflow: () => ({ id: process }),
		getNode: () => ({ id: process }),
		helpers: {
			checkProcessedAndRecord: async ([entry]: string[]) =>
				await noted(async () => {
					const isNew = !entries.has(entry);
					entries.add(entry);
					const result = isNew ? { new: [entry], processed: [] } : { new: [], processed: [entry] };
					return await Promise.resolve(result);
				}),
			removeProcessed: async ([entry]: string[]) =>
				await noted(async () => await Promise.resolve(void entries.delete(entry))),
		},
	} as unknown as IExecuteFunctions);
}

const lost = () => new HttpFailure('unreachable', 'the connection broke');
const toResponse = (status: number, body: unknown): HttpResponse => ({ status, headers: {}, body });

/** X shows what it has taken with a delay. */
function hideNewest(response: HttpResponse, shownUntil: bigint | undefined): HttpResponse {
	const { data } = (response.body ?? {}) as { data?: Array<{ id: string }> };
	if (shownUntil === undefined || !Array.isArray(data)) return response;
	const shown = data.filter(({ id }) => BigInt(id) <= shownUntil);
	const body = shown.length > 0 ? { data: shown } : { meta: { result_count: 0 } };
	return { ...response, body };
}
