import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';

/** A ticket as the look-ups answer it. */
export interface Ticket {
	id: string;
	status: string;
	/** User name; `Nobody` when it has none. */
	owner: string;
	/** Values of its custom fields by name; a field that is not on the ticket's queue is absent. */
	fields: Record<string, string[]>;
	/** Addresses it refers to; absent where RT does not tell. */
	links?: string[];
}

export interface Person {
	/** RT's number of the record; absent where the token's user may not see it. */
	id?: string;
	/** RT's user name. */
	name: string;
	realName: string;
	/** Who made the record. */
	creator: string;
	/** False also for people who can only write in by mail. */
	isPrivileged: boolean;
	isDisabled: boolean;
	/** Only fields RT has on its users are in it. */
	fields: Record<string, string[]>;
}

export function toTicket(item: Record<string, unknown>): Ticket {
	return {
		id: String(item.id),
		status: String(item.Status ?? ''),
		owner: toName(item.Owner),
		fields: toFields(item),
		links: toLinks(item),
	};
}

/** @param asked the name it was asked for by, where RT does not say its own */
export function toPerson(user: Record<string, unknown>, asked: string): Person {
	return {
		id: user.id === undefined ? undefined : String(user.id),
		name: String(user.Name ?? asked),
		realName: String(user.RealName ?? ''),
		creator: toName(user.Creator),
		isPrivileged: Number(user.Privileged) === 1,
		isDisabled: Number(user.Disabled) === 1,
		fields: toFields(user),
	};
}

/** The name in RT's way to point at a user. */
export const toName = (who: unknown): string =>
	String((who as { id?: unknown } | null | undefined)?.id ?? '');

function toFields({ CustomFields: fields }: Record<string, unknown>): Record<string, string[]> {
	if (!Array.isArray(fields)) return {};
	return Object.fromEntries(
		fields.map(({ name, values }) => [String(name), (values as unknown[]).map(String)]),
	);
}

function toLinks({ _hyperlinks: links }: Record<string, unknown>): string[] | undefined {
	if (!Array.isArray(links)) return undefined;
	const refersTo = links.filter(({ ref }) => ref === 'refers-to');
	return refersTo.map(({ _url }) => String(_url));
}

export function toItems(response: HttpResponse): Array<Record<string, unknown>> {
	const { items } = toObject(response, 'a list');
	if (Array.isArray(items)) return items;
	throw malformed('a list', response);
}

export function toId(response: HttpResponse, doing: string): string {
	const { id } = toObject(response, doing);
	if (typeof id === 'string' || typeof id === 'number') return String(id);
	throw malformed(doing, response);
}

export function toObject(response: HttpResponse, what: string): Record<string, unknown> {
	const { body } = response;
	if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
	throw malformed(what, response);
}

const malformed = (what: string, { status }: HttpResponse) =>
	new HttpFailure(
		'malformed',
		`Request Tracker: ${what} was answered with something else than REST 2 answers`,
		{
			status,
			hint: "Check the credential's 'Base URL': it is the address of the web interface, and REST 2 must be reachable below it.",
		},
	);
