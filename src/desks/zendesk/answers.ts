import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';
import { toAmiss } from '../answer';

/** A ticket as the look-up answers it. */
export interface Ticket {
	id: string;
	/** `new`, `open`, `pending`, `hold`, `solved`; `closed` is for good. */
	status: string;
	/** Text of the comment that opened it. */
	opening: string;
	requesterId: string;
	/** Whether somebody gets a copy of each public comment by mail. */
	hasMailCopies: boolean;
}

export interface Person {
	id: string;
	externalId?: string;
	name: string;
	hasAddress: boolean;
	/** Neither deleted nor suspended: may stand as the author of a comment. */
	isUsable: boolean;
	/** Custom fields by key; one that does not exist is absent, one without value is undefined. */
	fields: Record<string, string | undefined>;
}

export interface FoundTickets {
	tickets: Ticket[];
	/** Whoever the look-up named along with them: requesters, owners. */
	people: Person[];
}

type Fields = Record<string, unknown>;

/** Oldest first, those of the key alone. */
export function toTickets(items: Fields[], caseKey: string): Ticket[] {
	return items
		.filter(({ external_id }) => external_id === caseKey)
		.map((item) => ({
			id: String(item.id),
			status: String(item.status),
			opening: String(item.description ?? ''),
			requesterId: String(item.requester_id),
			// Accounts without "CCs and followers" have the older list only; it names followers, too.
			hasMailCopies: [item.email_cc_ids ?? item.collaborator_ids].flat().some(Boolean),
		}))
		.sort((one, other) => Number(one.id) - Number(other.id));
}

export function toPerson(user: Fields): Person {
	const fields = Object.entries((user.user_fields ?? {}) as Fields);
	return {
		id: String(user.id),
		externalId: typeof user.external_id === 'string' ? user.external_id : undefined,
		name: String(user.name ?? ''),
		hasAddress: Boolean(user.email),
		isUsable: user.active !== false && user.suspended !== true,
		fields: Object.fromEntries(
			fields.map(([key, value]) => [key, value == null ? undefined : String(value)]),
		),
	};
}

/** A list under its name; a 2xx without it is none. */
export function toList(response: HttpResponse, name: string, doing: string): Fields[] {
	const list = toObject(response, doing)[name];
	if (Array.isArray(list)) return list as Fields[];
	throw malformed(response, doing);
}

/** One record under its name, with an id. */
export function toRecord(response: HttpResponse, name: string, doing: string): Fields {
	const record = toObject(response, doing)[name] as Fields | undefined;
	if (typeof record === 'object' && record !== null) return record;
	throw malformed(response, doing);
}

/** Where the next page begins; undefined on the last. A list that does not go on has no end. */
export function toNextPage(
	response: HttpResponse,
	after: string | undefined,
	doing: string,
): string | undefined {
	const { meta } = response.body as { meta?: { has_more?: unknown; after_cursor?: unknown } };
	if (meta?.has_more !== true) return undefined;
	const next = String(meta.after_cursor);
	if (next === after) throw malformed(response, doing);
	return next;
}

function toObject(response: HttpResponse, doing: string): Fields {
	const { body } = response;
	if (typeof body === 'object' && body !== null) return body as Fields;
	throw malformed(response, doing);
}

function malformed({ status, body }: HttpResponse, doing: string): HttpFailure {
	const said = toAmiss(body);
	return new HttpFailure(
		'malformed',
		`Zendesk: ${doing} was answered with something else than Zendesk's API answers${said ? `: ${said}` : ''}`,
		{
			status,
			hint: "Check the credential's 'Base URL': it is the address of your Zendesk, e.g. https://example.zendesk.com",
		},
	);
}
