import type { HttpFailureKind, HttpResponse } from '../http';
import { HttpFailure } from '../http';
import { toPermissionHint } from './permission';
import { parseProblem, type Problem, toExcerpt } from './problem';
import { parseRetryAfterMs, toRetryAfterMs } from './rate-limit';
import { toRefusal } from './refusal';

interface Meaning {
	kind: HttpFailureKind;
	hint: string;
}

const quota = (hint: string): Meaning => ({ kind: 'quota-exhausted', hint });
const forbidden = (hint: string): Meaning => ({ kind: 'forbidden', hint });

const buyCredits = 'Buy credits in the X developer console, or switch auto-recharge on.';
const usageCap =
	'The monthly cap of post reads is used up; it starts anew with the next billing cycle.';
const attachApp =
	'In the X developer console, attach the app to a project and use the keys and tokens of that app.';

/**
 * What X means, by what its answer carries besides the status: title, last segment of the type, reason, or code. Only money
 * or a plan cures the quota ones, which X sends as 402, 403 or 429.
 */
const bySign = new Map<string, Meaning>([
	['CreditsDepleted', quota(buyCredits)],
	[
		'SpendCapReached',
		quota(
			'Raise the spending limit in the X developer console, or wait for the next billing cycle.',
		),
	],
	['UsageCapExceeded', quota(usageCap)],
	['usage-capped', quota(usageCap)],
	[
		'credits',
		quota('Look at credits and spending limit in the X developer console; one of them is used up.'),
	],
	[
		'unsupported-authentication',
		forbidden(
			"X takes another kind of credential for this call and names it above: choose OAuth2 or OAuth1 in 'Authentication' where it asks for a user, App Only where it asks for the application.",
		),
	],
	[
		'oauth1-permissions',
		forbidden(
			"Set the app's permissions to 'Read and write and Direct message' in the X developer console, then make a new access token and secret and enter them in the credential: a token keeps the permissions it was made with.",
		),
	],
	['client-not-enrolled', forbidden(attachApp)],
	['client-forbidden', forbidden(attachApp)],
	[
		'code 453',
		forbidden(
			'The plan of the X app does not include this call. Compare the plan in the X developer console; following, liking and quoting by API need an Enterprise plan.',
		),
	],
	[
		'code 64',
		forbidden('X has suspended the account. Log in on x.com and follow what X says there.'),
	],
	[
		'code 261',
		forbidden(
			'X has taken the right to write from the app. Look for a notice in the X developer console.',
		),
	],
	[
		'code 326',
		forbidden('X has locked the account for the moment. Log in on x.com and unlock it.'),
	],
	[
		'resource-not-found',
		{ kind: 'not-found', hint: 'It is deleted or was never there: check the id or handle.' },
	],
	[
		'not-authorized-for-resource',
		forbidden('X does not show this to the account: it is protected, or its author is suspended.'),
	],
]);

const byStatus: Record<number, Meaning> = {
	400: { kind: 'refused', hint: "Check the node's parameters; X names what it did not like." },
	401: {
		kind: 'credential-invalid',
		hint: 'Open the credential and connect the X account again, or enter fresh keys. X access tokens are withdrawn when the app, its keys or its permissions change.',
	},
	402: quota(buyCredits),
	403: forbidden(
		"Check in the X developer console that the app is attached to a project, that its plan covers this call, and that the credential's permissions (scopes) include it.",
	),
	404: {
		kind: 'not-found',
		hint: "Check 'API Base URL' in the credential; for X itself it is https://api.x.com.",
	},
	429: {
		kind: 'rate-limited',
		hint: 'X takes calls again when its limit starts anew; a trigger continues by itself with the next poll.',
	},
};

/** Turns any answer of X that is not a success into a failure that says what happened and what to do. */
export function toXFailure(call: string, response: HttpResponse, nowMs: number): HttpFailure {
	const problem = parseProblem(response.body);
	const { kind, hint } = toMeaning(call, response, problem);
	const retryAfterMs =
		kind === 'rate-limited'
			? toRetryAfterMs(response.headers, nowMs)
			: kind === 'temporarily-unavailable'
				? parseRetryAfterMs(response.headers, nowMs)
				: undefined;
	return new HttpFailure(kind, `X answered ${response.status} to ${call}: ${problem.text}`, {
		status: response.status,
		hint,
		body: response.body,
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	});
}

/** Whether money or a plan is used up, which no waiting cures. */
export function isQuotaExhausted({ status, body }: HttpResponse): boolean {
	return status === 402 || findMeaning(parseProblem(body))?.kind === 'quota-exhausted';
}

/** A 2xx answer that is not what X's interface promises, e.g. a proxy's log-in page. */
export function toMalformed(call: string, body: unknown): HttpFailure {
	return new HttpFailure('malformed', `The answer to ${call} is not X's: ${toExcerpt(body)}`, {
		hint: "Check 'API Base URL' in the credential and any proxy between n8n and X.",
	});
}

function toMeaning(call: string, response: HttpResponse, problem: Problem): Meaning {
	const { status } = response;
	const found = findMeaning(problem);
	if (status >= 500) return trouble;
	if (found?.kind === 'quota-exhausted') return found;
	const general = byStatus[status] ?? refused;
	if (toRefusal(response)) return { ...general, hint: ownRules };
	if (found) return { ...found, kind: general.kind };
	// X says no more than "Forbidden", twice, when a scope is missing.
	const isBare = problem.title !== undefined && problem.text === problem.title;
	return status === 403 && isBare ? { ...general, hint: toPermissionHint(call) } : general;
}

const findMeaning = ({ title, type, reason, codes }: Problem): Meaning | undefined =>
	[title, reason, type, ...codes.map((code) => `code ${code}`)]
		.map((sign) => bySign.get(sign ?? ''))
		.find((meaning) => meaning !== undefined);

const trouble: Meaning = {
	kind: 'temporarily-unavailable',
	hint: 'X has trouble at the moment; try again later. Of a trigger, the next poll tries again.',
};

const refused: Meaning = {
	kind: 'refused',
	hint: "Check the node's parameters and 'API Base URL' in the credential.",
};

const ownRules =
	"X's own rules forbid this; it says why above. Change the text, or do it by hand on x.com.";
