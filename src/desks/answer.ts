import type { HttpFailureKind, HttpResponse } from '../http';
import { HttpFailure } from '../http';

/**
 * The failure a desk's answer stands for.
 *
 * @param doing what was tried, with the desk's name, e.g. `Request Tracker: creating a ticket`
 * @param hint how to get unstuck, where the caller knows better than the status
 */
export function toFailure(response: HttpResponse, doing: string, hint?: string): HttpFailure {
	const { status } = response;
	const said = status < 300 ? toAmiss(response.body) : toSaid(response.body);
	const target = isRedirect(status) ? ` to ${response.headers.location ?? 'nowhere'}` : '';
	return new HttpFailure(
		toKind(status),
		`${doing} was answered with ${status}${target}${said ? `: ${said}` : ''}`,
		{ status, retryAfterMs: toRetryAfterMs(response), hint: hint ?? (target ? moved : undefined) },
	);
}

const moved =
	"The service lives at another address; enter that one in the credential's 'Base URL'.";

/** What the desk said, cut to a readable length; empty when it said nothing a person could read. */
export function toSaid(body: unknown): string {
	const text = toText(body).replace(/\s+/g, ' ').trim();
	return text.startsWith('<') ? '' : text.slice(0, 300);
}

/**
 * What went wrong, by an answer that ought to be data: as `toSaid`, where there is a place for errors in it. All else may be
 * customers' words, which belong in no error and no log.
 */
export function toAmiss(body: unknown): string {
	if (typeof body !== 'object' || body === null) return '';
	return ['error', 'errors', 'message'].some((key) => Object.hasOwn(body, key)) ? toSaid(body) : '';
}

const kinds: Record<number, HttpFailureKind> = {
	401: 'credential-invalid',
	402: 'quota-exhausted',
	403: 'forbidden',
	404: 'not-found',
	429: 'rate-limited',
};

function toKind(status: number): HttpFailureKind {
	if (status >= 500) return 'temporarily-unavailable';
	return kinds[status] ?? (status < 300 ? 'malformed' : 'refused');
}

const isRedirect = (status: number) => status >= 300 && status < 400;

/** Where services put what went wrong, most telling first. */
const messageKeys = ['message', 'error', 'errors', 'description', 'detail', 'title', 'reason'];

function toText(body: unknown): string {
	if (typeof body === 'string') return body;
	if (Array.isArray(body)) return body.map(toText).filter(Boolean).join('; ');
	if (typeof body !== 'object' || body === null) return '';
	const fields = body as Record<string, unknown>;
	const texts = messageKeys.map((key) => toNamed(fields[key]) || toText(fields[key]));
	const said = [...new Set(texts.filter(Boolean))].slice(0, 2).join('; ');
	const { field } = fields;
	return said && typeof field === 'string' && !said.includes(field) ? `${field}: ${said}` : said;
}

/** What went wrong with each field, where a service lists it by the fields' names: `{ title: ['is too long'] }`. */
function toNamed(errors: unknown): string {
	if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) return '';
	const named = Object.entries(errors);
	if (!named.every(([, value]) => Array.isArray(value))) return '';
	return named
		.slice(0, 5)
		.map(([field, value]) => `${field}: ${toText(value)}`)
		.join('; ');
}

/** `Retry-After` in seconds, or as a date counted from the service's own clock. */
function toRetryAfterMs({ headers }: HttpResponse): number | undefined {
	const value = headers['retry-after'];
	if (value === undefined) return undefined;
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const waitMs = Date.parse(value) - Date.parse(headers.date ?? '');
	return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

/** Whether a call that failed may have had its effect all the same: look before doing it again. */
export const isAmbiguous = (error: unknown): boolean =>
	error instanceof HttpFailure && ambiguous.includes(error.kind);

const ambiguous: HttpFailureKind[] = ['unreachable', 'temporarily-unavailable', 'malformed'];
