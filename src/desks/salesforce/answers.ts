import type { HttpFailureKind, HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toFailure } from '../answer';

/** One complaint of Salesforce's: its code, what it says, which fields it is about. */
export interface Trouble {
	code: string;
	message: string;
	fields: string[];
}

export type SalesforceRecord = Record<string, unknown>;

/**
 * All complaints in an answer, whatever its status. They come as a list of `{errorCode}`; below `results[].errors[]` of a tree
 * and in each entry of a collection as `{statusCode}`. What only fell because something else did is left out.
 */
export function findTroubles(body: unknown): Trouble[] {
	const found = collect(body);
	const telling = found.filter(({ code }) => !followers.includes(code));
	return telling.length > 0 ? telling : found;
}

const followers = ['PROCESSING_HALTED', 'ALL_OR_NONE_OPERATION_ROLLED_BACK'];

function collect(body: unknown): Trouble[] {
	if (Array.isArray(body)) return body.flatMap(collect);
	if (typeof body !== 'object' || body === null) return [];
	const { errorCode, statusCode, message, fields, errors, results } = body as SalesforceRecord;
	const code = errorCode ?? statusCode;
	if (typeof code === 'string') {
		return [
			{
				code,
				message: String(message ?? ''),
				fields: Array.isArray(fields) ? fields.map(String) : [],
			},
		];
	}
	return [...collect(errors), ...collect(results)];
}

/** The failure an answer stands for; its `body` holds the complaints, for `hasCode`. */
export function toSalesforceFailure(response: HttpResponse, doing: string): HttpFailure {
	const troubles = findTroubles(response.body);
	const failure = toFailure(
		troubles.length > 0 ? { ...response, body: toWords(troubles) } : response,
		`Salesforce: ${doing}`,
	);
	const [kind, hint] = judge(troubles, failure);
	const { status, retryAfterMs } = failure;
	return new HttpFailure(kind, failure.message, { status, retryAfterMs, hint, body: troubles });
}

export const hasCode = (error: unknown, codes: string[]): boolean =>
	error instanceof HttpFailure &&
	Array.isArray(error.body) &&
	(error.body as Trouble[]).some(({ code }) => codes.includes(code));

/** Not allowed, or not to be had in this edition; anything else is a failure of the run. */
export const isRefused = (error: unknown): error is HttpFailure =>
	error instanceof HttpFailure &&
	['forbidden', 'refused', 'not-found', 'misconfigured'].includes(error.kind);

const toWords = (troubles: Trouble[]) =>
	troubles
		.map(({ code, message, fields }) => {
			const named = fields.filter((field) => !message.includes(field));
			return `${code}: ${message}${named.length > 0 ? ` (${named.join(', ')})` : ''}`;
		})
		.join('; ');

function judge(
	troubles: Trouble[],
	{ kind, hint, status }: HttpFailure,
): [HttpFailureKind, string | undefined] {
	if (troubles.some(isMissingField)) return ['misconfigured', prepare];
	const known = troubles.map(({ code }) => verdicts[code]).find((it) => it !== undefined);
	return known ?? [kind, hint ?? hints[status ?? 0]];
}

/** A field of ours that is not there, or that the connection's user may not see: Salesforce says the same of both. */
const isMissingField = ({ code, message, fields }: Trouble) =>
	code.startsWith('INVALID_FIELD') && ours.test(`${message} ${fields.join(' ')}`);

const ours = /\bX_(?:User_Id|Handle|Followers|Profile|Case_Key|First_Post)__c\b/;

export const prepare =
	"Run the operation 'Prepare Desk' once: it makes the fields, lets the connection's user see them, or says what to click.";

const busy: [HttpFailureKind, string] = [
	'temporarily-unavailable',
	'Another program is writing to the same case or contact; it is tried again with the next run.',
];

const verdicts: Partial<Record<string, [HttpFailureKind, string]>> = {
	REQUEST_LIMIT_EXCEEDED: [
		'quota-exhausted',
		'The daily number of API calls is used up. See Setup › Company Information › API Requests, Last 24 Hours.',
	],
	API_DISABLED_FOR_ORG: [
		'forbidden',
		'This edition of Salesforce has no API; it comes with Enterprise and above, or as an add-on.',
	],
	INVALID_SESSION_ID: [
		'credential-invalid',
		"Open the credential and press 'Retry'; the app's policy must allow the client credentials flow.",
	],
	UNABLE_TO_LOCK_ROW: busy,
	SERVER_UNAVAILABLE: busy,
	INVALID_TYPE: [
		'forbidden',
		"The connection's user may not see that object. Grant it Read, Create and Edit on Cases and Contacts.",
	],
	DUPLICATES_DETECTED: [
		'refused',
		"A duplicate rule blocks this contact. In Setup › Duplicate Rules, let the connection's user bypass it, or switch 'Keep Contacts' off.",
	],
};

const hints: Record<number, string> = {
	401: "Open the credential and press 'Retry'; check My Domain URL, Client ID and Client Secret.",
	403: "Grant the connection's user (the app's 'Run As') 'API Enabled', and Read, Create and Edit on Cases and Contacts.",
	404: "Check 'My Domain URL' in the credential: https://<company>.my.salesforce.com, without a path.",
};

export function toRecords(body: unknown, doing: string): SalesforceRecord[] {
	const { records } = (body ?? {}) as { records?: unknown };
	if (Array.isArray(records)) return records as SalesforceRecord[];
	throw malformed(doing);
}

export const malformed = (doing: string) =>
	new HttpFailure(
		'malformed',
		`Salesforce: ${doing} was answered with something else than its REST API answers`,
		{
			hint: "Check 'My Domain URL' in the credential: https://<company>.my.salesforce.com, without a path.",
		},
	);

export const toText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';
