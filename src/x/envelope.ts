import type { CallAnswer } from './call';
import { toMalformed } from './failure';
import { HttpFailure } from '../http';
import { toProblemType } from './problem';
import type { RawMedia } from './raw-post';
import { isRecord } from '../domain/record';

export { isRecord };

/** What all of X's answers have in common, looked at once. */
export interface Envelope {
	/** Absent when X has nothing to say, also for an empty list. */
	data?: unknown;
	media: Map<string, RawMedia>;
	nextToken?: string;
	meta: Record<string, unknown>;
	/** What X could not give of what was asked for; what is missing of things referred to does not count. */
	errors: PartialError[];
}

/** One thing X could not give, inside an answer that succeeded. */
export interface PartialError {
	/** Id or handle, as it was asked for. */
	subject?: string;
	/** Last segment of its type, e.g. `resource-not-found`. */
	type?: string;
	detail: string;
}

/** Other parameters name what the asked-for things refer to, e.g. `referenced_tweets.id`. */
const askedFor = new Set(['id', 'ids', 'username', 'usernames', 'participant_id']);

interface RawError {
	title?: unknown;
	detail?: unknown;
	message?: unknown;
	type?: unknown;
	value?: unknown;
	resource_id?: unknown;
	parameter?: unknown;
}

/** Throws `HttpFailure` when the answer is not X's. */
export function parseEnvelope({ body, call }: CallAnswer): Envelope {
	if (!isRecord(body) || !['data', 'meta', 'errors'].some((key) => isPresent(body[key]))) {
		throw toMalformed(call, body);
	}
	const meta = isRecord(body.meta) ? body.meta : {};
	const includes = isRecord(body.includes) ? body.includes : {};
	const nextToken = meta.next_token;
	return {
		...(isPresent(body.data) && { data: body.data }),
		media: new Map(
			toArray(includes.media)
				.filter(isMedia)
				.map((it) => [it.media_key, it]),
		),
		...(typeof nextToken === 'string' && nextToken !== '' && { nextToken }),
		meta,
		errors: toArray(body.errors)
			.map((error) => (error ?? {}) as RawError)
			.filter(({ parameter }) => typeof parameter !== 'string' || askedFor.has(parameter))
			.map(parseError),
	};
}

export interface Rows extends Envelope {
	rows: unknown[];
}

/** The rows of a page; none when X has nothing. A page that failed inside a 200 is a failure, not an empty page. */
export function parseRows(answer: CallAnswer): Rows {
	const envelope = parseEnvelope(answer);
	const { data, errors } = envelope;
	if (data === undefined && errors.length > 0) throw toPartialFailure(answer.call, errors[0]);
	if (data !== undefined && !Array.isArray(data)) throw toMalformed(answer.call, answer.body);
	return { ...envelope, rows: (data as unknown[] | undefined) ?? [] };
}

/** The one thing an answer is about. Throws `HttpFailure` when there is none: an answer without it says nothing. */
export function parseRecord(answer: CallAnswer): Record<string, unknown> {
	const { data, errors } = parseEnvelope(answer);
	if (data === undefined && errors.length > 0) throw toPartialFailure(answer.call, errors[0]);
	if (!isRecord(data)) throw toMalformed(answer.call, answer.body);
	return data;
}

const kinds = new Map([
	['resource-not-found', 'not-found'],
	['not-authorized-for-resource', 'forbidden'],
] as const);

/** The failure of a whole answer that X sent with status 200. */
export function toPartialFailure(call: string, { type, detail }: PartialError): HttpFailure {
	const kind = kinds.get(type as 'resource-not-found') ?? 'temporarily-unavailable';
	return new HttpFailure(kind, `X could not answer ${call}: ${detail}`, {
		hint: {
			'not-found': 'Check the id or handle; the account may also be suspended or deleted.',
			forbidden: 'The account behind the credential may not see this: it is protected.',
			'temporarily-unavailable': 'X has trouble at the moment; try again later.',
		}[kind],
	});
}

function parseError({ title, detail, message, type, resource_id, value }: RawError): PartialError {
	const subject = [value, resource_id].find((it) => typeof it === 'string' && it !== '');
	const words = [detail, message, title].find((it) => typeof it === 'string' && it !== '');
	const problemType = toProblemType(type);
	return {
		...(typeof subject === 'string' && { subject }),
		...(problemType && { type: problemType }),
		detail: typeof words === 'string' ? words.slice(0, 300) : 'no explanation given',
	};
}

const isPresent = (value: unknown) => value !== undefined && value !== null;
const toArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isMedia = (value: unknown): value is RawMedia =>
	isRecord(value) && typeof value.media_key === 'string';
