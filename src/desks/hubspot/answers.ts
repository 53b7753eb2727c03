import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toFailure } from '../answer';
import { isRecord } from '../../domain/record';

/** A record of HubSpot's as the calls answer it. */
export interface HubSpotObject {
	id: string;
	/** Without those that have no value. */
	properties: Record<string, string>;
	/** By property, newest first. */
	history: Record<string, Change[]>;
	createdAtMs: number;
}

/** One value a property has had. */
export interface Change {
	value: string;
	atMs: number;
	/** Who or what wrote it, e.g. `CRM_UI` and `userId:42`; an app is `INTEGRATION` and its id. */
	sourceType: string;
	sourceId: string;
	userId?: string;
}

type Fields = Record<string, unknown>;

export function toHubSpotObject(value: unknown, doing: string): HubSpotObject {
	const { id, properties, propertiesWithHistory, createdAt } = (value ?? {}) as Fields;
	if ((typeof id !== 'string' && typeof id !== 'number') || !isRecord(properties)) {
		throw unreadable(doing);
	}
	const texts = Object.entries(properties).filter(([, text]) => text !== null && text !== '');
	return {
		id: String(id),
		properties: Object.fromEntries(texts.map(([name, text]) => [name, String(text)])),
		history: toHistory(propertiesWithHistory),
		createdAtMs: Date.parse(String(createdAt)),
	};
}

function toHistory(value: unknown): HubSpotObject['history'] {
	if (!isRecord(value)) return {};
	const toChange = (it: Fields): Change => ({
		value: String(it.value ?? ''),
		atMs: Date.parse(String(it.timestamp)),
		sourceType: String(it.sourceType ?? ''),
		sourceId: String(it.sourceId ?? ''),
		...(it.updatedByUserId ? { userId: String(it.updatedByUserId) } : {}),
	});
	const lists = Object.entries(value).map(([name, changes]) => [
		name,
		Array.isArray(changes) ? changes.filter(isRecord).map(toChange) : [],
	]);
	return Object.fromEntries(lists) as HubSpotObject['history'];
}

/** The entries of a list, a search or a batch. */
export function toResults(body: unknown, doing: string): Fields[] {
	const { results } = (body ?? {}) as Fields;
	if (!Array.isArray(results)) throw unreadable(doing);
	return results.filter(isRecord);
}

/** Where the next page of a list begins. */
export function toAfter(body: unknown): string | undefined {
	const { paging } = (body ?? {}) as { paging?: { next?: { after?: unknown } } };
	const after = paging?.next?.after;
	return after === undefined || after === null ? undefined : String(after);
}

/** What HubSpot has against a request: its code, the property it is about, its words. */
export interface Problem {
	code: string;
	property: string;
	said: string;
}

/** From `errors`, and from the list that stands as JSON inside `message`. */
export function toProblems(body: unknown): Problem[] {
	if (!isRecord(body)) return [];
	const { message, errors } = body;
	return [...toEmbedded(message), ...(Array.isArray(errors) ? errors : [])]
		.filter(isRecord)
		.map((it) => ({
			code: toText(it.error) || toText(it.code) || toText(it.category),
			property: toText(it.name) || toProperty(it.context),
			said: toText(it.message),
		}));
}

function toEmbedded(message: unknown): unknown[] {
	const text = toText(message);
	const at = text.indexOf('[{');
	if (at < 0) return [];
	try {
		const parsed: unknown = JSON.parse(text.slice(at));
		return Array.isArray(parsed) ? parsed : [];
	} catch {
		return [];
	}
}

function toProperty(context: unknown): string {
	if (!isRecord(context)) return '';
	const name = context.propertyName;
	return Array.isArray(name) ? name.map(toText).join(', ') : toText(name);
}

const toText = (value: unknown) => (typeof value === 'string' ? value : '');

/** Refused because another record holds the value of a unique property. */
export const isConflict = ({ status, body }: HttpResponse): boolean =>
	status === 409 ||
	(status === 400 && toProblems(body).some(({ code }) => code === 'CONFLICTING_UNIQUE_VALUE'));

/** Whether nothing is there, as HubSpot says it; another 404 comes from somewhere else. */
export const isNotFound = ({ status, body }: HttpResponse): boolean =>
	status === 404 && isRecord(body) && body.status === 'error';

/** 2xx, and all of it was done. */
export function isDone({ status, body }: HttpResponse): boolean {
	if (status < 200 || status >= 300) return false;
	if (status === 204) return true;
	return isRecord(body) && body.status !== 'error' && toProblems(body).every(isGone);
}

/** What somebody has deleted meanwhile is no fault of the request. */
const isGone = ({ code }: Problem) => code === 'OBJECT_NOT_FOUND';

/** The failure an answer stands for; names the properties that are at fault. */
export function toHubSpotFailure(response: HttpResponse, doing: string): HttpFailure {
	const { status, body } = response;
	const problems = toProblems(body);
	const missing = problems.find(({ code }) => code === 'PROPERTY_DOESNT_EXIST');
	if (missing) return toMissing(`${doing}: the property "${missing.property}" does not exist`);
	const said = problems
		.map(({ property, said: words }) => [property, words].filter(Boolean).join(': '))
		.filter(Boolean);
	const told =
		said.length > 0 && status === 400 ? { ...response, body: said.join('; ') } : response;
	const failure = toFailure(told, `HubSpot: ${doing}`, hints[status]);
	const kind = toKind(response);
	if (!kind) return failure;
	const { message, retryAfterMs, hint } = failure;
	return new HttpFailure(kind, message, { status, retryAfterMs, hint });
}

function toKind({ status, body }: HttpResponse): HttpFailure['kind'] | undefined {
	// The daily allowance of the account; by the second it is a matter of waiting.
	if (status === 429 && isRecord(body) && body.policyName === 'DAILY') return 'quota-exhausted';
	// Locked, or the account is just being moved.
	return status === 423 || status === 477 ? 'temporarily-unavailable' : undefined;
}

export const toMissing = (what: string) =>
	new HttpFailure('misconfigured', `HubSpot: ${what}`, {
		hint: "Run the operation 'Prepare Desk' of the Case Forwarder once; it creates the properties the cases need.",
	});

const unreadable = (doing: string) =>
	new HttpFailure('malformed', `HubSpot: ${doing} was answered with something else than records`, {
		hint: hints[200],
	});

const hints: Record<number, string> = {
	200: "Check the credential's 'Base URL': it is https://api.hubapi.com.",
	401: 'In HubSpot, open the private app under Settings › Integrations, copy its access token and enter it in the credential.',
	403: 'Give the private app the scopes listed in the documentation (crm.objects.contacts.read and .write, crm.schemas.contacts.read and .write, crm.objects.owners.read, tickets).',
	404: "Check the credential's 'Base URL': it is https://api.hubapi.com.",
	409: 'Another record holds a value that may be there once only. Look for it in HubSpot, also among the deleted ones.',
};
