import type { HttpFailureKind, HttpResponse } from '../http';
import { HttpFailure } from '../http';
import { toRetryAfterMs } from './rate-limit';

interface Problem {
	title?: string;
	detail?: string;
	type?: string;
	errors?: Array<{ message?: string; detail?: string }>;
}

/** Problems that only money or a plan cures, by their title: X sends them as 402, 403 or 429. */
const quotaTitles: Record<string, string> = {
	CreditsDepleted: 'Buy credits in the X developer console, or switch auto-recharge on.',
	SpendCapReached:
		'Raise the spending limit in the X developer console, or wait for the next billing cycle.',
	UsageCapExceeded:
		'The monthly cap of post reads is used up; it starts anew with the next billing cycle.',
};

const byStatus: Record<number, { kind: HttpFailureKind; hint: string }> = {
	400: { kind: 'refused', hint: "Check the node's parameters; X names what it did not like." },
	401: {
		kind: 'credential-invalid',
		hint: 'Open the credential and connect the X account again, or enter fresh keys. X access tokens are withdrawn when the app, its keys or its permissions change.',
	},
	402: { kind: 'quota-exhausted', hint: quotaTitles.CreditsDepleted },
	403: {
		kind: 'forbidden',
		hint: "Check in the X developer console that the app is attached to a project, that its plan covers this call, and that the credential's permissions (scopes) include it.",
	},
	404: {
		kind: 'not-found',
		hint: "Check 'API Base URL' in the credential; for X itself it is https://api.x.com.",
	},
	429: {
		kind: 'rate-limited',
		hint: 'Nothing to do: the next poll continues where this one stopped.',
	},
};

/** Turns any answer of X that is not a success into a failure that says what happened and what to do. */
export function toXFailure(call: string, response: HttpResponse, nowMs: number): HttpFailure {
	const problem = parseProblem(response.body);
	const quotaHint = quotaTitles[problem.title ?? ''];
	const known = byStatus[response.status];
	const kind = quotaHint
		? 'quota-exhausted'
		: (known?.kind ?? (response.status >= 500 ? 'temporarily-unavailable' : 'refused'));
	return new HttpFailure(kind, `X answered ${response.status} to ${call}: ${toText(problem)}`, {
		status: response.status,
		hint: quotaHint ?? known?.hint ?? 'X has trouble at the moment; the next poll tries again.',
		...(kind === 'rate-limited' ? { retryAfterMs: toRetryAfterMs(response.headers, nowMs) } : {}),
	});
}

/** A 2xx answer that is not what X's interface promises, e.g. a proxy's log-in page. */
export function toMalformed(call: string, body: unknown): HttpFailure {
	return new HttpFailure('malformed', `The answer to ${call} is not X's: ${excerpt(body)}`, {
		hint: "Check 'API Base URL' in the credential and any proxy between n8n and X.",
	});
}

function parseProblem(body: unknown): Problem {
	return typeof body === 'object' && body !== null ? (body as Problem) : { detail: excerpt(body) };
}

function toText({ title, detail, errors }: Problem): string {
	const messages = (errors ?? []).map((error) => error.message ?? error.detail);
	const parts = [title, detail, ...messages].filter((part) => typeof part === 'string' && part);
	return [...new Set(parts)].join('. ') || 'no explanation given';
}

function excerpt(body: unknown): string {
	const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
	const plain = text
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return plain === '' ? 'an empty answer' : plain.slice(0, 120);
}
