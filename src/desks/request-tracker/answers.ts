import type { HttpResponse } from '../../http';
import { HttpFailure } from '../../http';

/** A ticket as the look-ups answer it. */
export interface Ticket {
	id: string;
	status: string;
	/** Values of its custom fields by name; a field that is not on the ticket's queue is absent. */
	fields: Record<string, string[]>;
}

export interface Person {
	/** RT's user name. */
	name: string;
	realName: string;
	/** Whether someone else than its creator changed the record. */
	isEdited: boolean;
	fields: Record<string, string[]>;
}

export function toTicket(item: Record<string, unknown>): Ticket {
	return { id: String(item.id), status: String(item.Status ?? ''), fields: toFields(item) };
}

export function toPerson(user: Record<string, unknown>): Person {
	const by = (who: unknown) => (who as { id?: unknown } | undefined)?.id;
	return {
		name: String(user.Name),
		realName: String(user.RealName ?? ''),
		isEdited: by(user.LastUpdatedBy) !== by(user.Creator),
		fields: toFields(user),
	};
}

function toFields({ CustomFields: fields }: Record<string, unknown>): Record<string, string[]> {
	if (!Array.isArray(fields)) return {};
	return Object.fromEntries(
		fields.map(({ name, values }) => [String(name), (values as unknown[]).map(String)]),
	);
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
