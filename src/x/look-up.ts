import { HttpFailure } from '../http';
import { type CallAnswer, type CallArguments, readX } from './call';
import { toBatches } from './batches';
import type { XClient } from './client';
import type { ReadName } from './endpoints';
import { type Envelope, parseEnvelope, type PartialError, toPartialFailure } from './envelope';
import { toMalformed } from './failure';
import { type Missing, toMissing } from './missing';
import { type Page, type PageRules, type Pages, readPages } from './pages';
import { parseProblem } from './problem';
import { parseRateLimit, type RateLimit } from './rate-limit';

/** X's answer about one thing: there it is, or it is missing. */
export type Single = { rateLimit: RateLimit } & (
	| { data: unknown; envelope: Envelope; answer: CallAnswer }
	| { missing: Missing }
);

/**
 * Asks X for one thing. Missing things come as a 200 with nothing but errors, or as a 404 that says so; a 404 that says
 * nothing is a wrong address. Throws `HttpFailure`.
 */
export async function lookUpOne(
	client: XClient,
	name: ReadName,
	args: CallArguments,
	asked: string,
): Promise<Single> {
	const answer = await readX(client, name, args).catch(toGone);
	if (answer instanceof HttpFailure) {
		const detail = parseProblem(answer.body).text;
		const missing = toMissing(asked, { type: 'resource-not-found', detail });
		return { missing, rateLimit: parseRateLimit({}) };
	}
	const envelope = parseEnvelope(answer);
	const { rateLimit } = answer;
	if (envelope.data !== undefined) return { data: envelope.data, envelope, answer, rateLimit };
	if (envelope.errors.length === 0) throw toMalformed(answer.call, answer.body);
	const [error] = envelope.errors;
	const missing = toMissing(asked, error);
	if (missing.reason === 'not answered') throw toPartialFailure(answer.call, error);
	return { missing, rateLimit };
}

function toGone(error: unknown): HttpFailure {
	const isGone =
		error instanceof HttpFailure &&
		error.status === 404 &&
		parseProblem(error.body).type === 'resource-not-found';
	if (isGone) return error;
	throw error;
}

/** One portion of things that were asked for by name. */
export interface Portion<T> extends Page<T> {
	errors: PartialError[];
	/** Things X sent that could not be read, by id. */
	unreadable: Missing[];
}

export interface LookUp<T> extends Pages<T> {
	missing: Missing[];
}

/**
 * Asks X for any number of things by id or handle, a hundred a call, and says of each that is not there why. Throws
 * `HttpFailure` only when the first call fails.
 *
 * @param toNames what a thing can have been asked for by
 */
export async function lookUpMany<T extends { id: string }>(
	asked: readonly string[],
	fetchPortion: (batch: string[]) => Promise<Portion<T>>,
	toNames: (thing: T) => string[],
	rules: Omit<PageRules, 'limit' | 'pageCap'>,
): Promise<LookUp<T>> {
	if (asked.length === 0) return { items: [], missing: [], pages: 0, charges: [], rateLimit: {} };
	const batches = toBatches(asked);
	const missing: Missing[] = [];
	const read = await readPages(
		async (token) => {
			const at = Number(token ?? 0);
			const portion = await fetchPortion(batches[at]);
			missing.push(...toMissingOf(batches[at], portion, toNames));
			const hasNext = at + 1 < batches.length;
			return {
				...portion,
				...(hasNext ? { nextToken: String(at + 1) } : { nextToken: undefined }),
			};
		},
		{ ...rules, limit: undefined, pageCap: Infinity },
	);
	const detail = read.stoppedBy?.message ?? '';
	const unasked = batches.slice(read.pages).flat();
	missing.push(
		...unasked.map((name) => ({ asked: name, reason: 'not answered' as const, detail })),
	);
	return { ...read, missing };
}

function toMissingOf<T>(
	batch: string[],
	{ items, errors, unreadable }: Portion<T>,
	toNames: (thing: T) => string[],
): Missing[] {
	const there = new Set(items.flatMap(toNames).map(fold));
	const unread = new Map(unreadable.map((it) => [fold(it.asked), it]));
	const bySubject = new Map(errors.map((error) => [fold(error.subject ?? ''), error]));
	return batch
		.filter((name) => !there.has(fold(name)))
		.map(
			(name) =>
				unread.get(fold(name)) ??
				// An error without a subject is about all that is not there.
				toMissing(name, bySubject.get(fold(name)) ?? bySubject.get('')),
		);
}

/** The things of one portion. An answer that is nothing but trouble of X's own is a failure. Throws `HttpFailure`. */
export function parsePortion(answer: CallAnswer): Envelope & { rows: unknown[] } {
	const envelope = parseEnvelope(answer);
	const { data, errors } = envelope;
	if (data !== undefined && !Array.isArray(data)) throw toMalformed(answer.call, answer.body);
	if (data === undefined && errors.every(({ subject }) => subject === undefined)) {
		if (errors.length > 0) throw toPartialFailure(answer.call, errors[0]);
	}
	return { ...envelope, rows: (data as unknown[] | undefined) ?? [] };
}

/** Handles are the same in any case. */
const fold = (name: string) => name.toLowerCase();
