import type { DeskAnswer, DeskRequest } from '../service.mts';
import { json } from '../service.mts';
import type { Conversation, FieldError, State } from './state.mts';
import { denied, invalid, notFound, paginate, store, toObject, unexpected } from './state.mts';
import { addConversation, findTicket, setStatus, toConversations } from './tickets.mts';

export function listConversations(state: State, request: DeskRequest, [id]: string[]): DeskAnswer {
	const ticket = findTicket(state, id);
	if (!ticket) return notFound();
	return paginate(request, toConversations(state, ticket.id).map(toShown));
}

export function addNote(state: State, request: DeskRequest, [id]: string[]): DeskAnswer {
	return add(state, request, id, ['body', 'private', 'incoming', 'notify_emails', 'user_id'], 2);
}

/** Sent to the requester. */
export function addReply(state: State, request: DeskRequest, [id]: string[]): DeskAnswer {
	return add(state, request, id, ['body', 'from_email', 'user_id', 'cc_emails', 'bcc_emails'], 0);
}

function add(
	state: State,
	{ body: raw }: DeskRequest,
	id: string,
	known: string[],
	source: number,
): DeskAnswer {
	const ticket = findTicket(state, id);
	if (!ticket || ticket.deleted) return notFound();
	const body = toObject(raw);
	const errors: FieldError[] = Object.keys(body)
		.filter((field) => !known.includes(field))
		.map(unexpected);
	if (typeof body.body !== 'string' || body.body === '') {
		errors.push({ field: 'body', message: 'Mandatory attribute missing', code: 'missing_field' });
	}
	if (errors.length > 0) return invalid(errors);
	const conversation = addConversation(state, ticket, {
		body: String(body.body),
		private: source === 2 && body.private !== false,
		incoming: body.incoming === true,
		source,
	});
	return json(201, toShown(conversation));
}

export const toShown = (it: Conversation) => ({
	...it,
	body_text: it.body.replace(/<[^>]*>/g, ''),
	...{ support_email: null, to_emails: [], attachments: [] },
});

/** Conversations move, the text does not: what the primary ticket gets of it is the note. The secondary is closed, its fields stay. */
export function mergeTickets(state: State, { body: raw }: DeskRequest): DeskAnswer {
	if (state.settings.isMergeForbidden) return denied();
	const body = toObject(raw);
	const known = ['primary_id', 'ticket_ids', 'note_in_primary', 'note_in_secondary'];
	const unknown = Object.keys(body).filter(
		(field) => ![...known, 'convert_recepients_to_cc'].includes(field),
	);
	if (unknown.length > 0) return invalid(unknown.map(unexpected));
	const primary = findTicket(state, String(body.primary_id));
	if (!primary || primary.deleted) return invalid([noSuch('primary_id', [body.primary_id])]);
	const ids = Array.isArray(body.ticket_ids) ? body.ticket_ids : [];
	const missing = ids.filter((id) => findTicket(state, String(id))?.deleted !== false);
	if (ids.length === 0 || missing.length > 0) return invalid([noSuch('ticket_ids', missing)]);
	for (const id of ids) {
		const secondary = findTicket(state, String(id))!;
		for (const it of toConversations(state, secondary.id)) it.ticket_id = primary.id;
		secondary.mergedInto = primary.id;
		setStatus(state, secondary, 5);
		store(state, secondary);
		const usual = `Merged into ticket ${primary.id}`;
		addConversation(state, secondary, toNote(body.note_in_secondary, usual));
		const told = `Ticket with ID ${secondary.id} is merged: ${secondary.description}`;
		addConversation(state, primary, toNote(body.note_in_primary, told));
	}
	return { status: 204 };
}

function toNote(note: unknown, usual: string) {
	const { body, private: isPrivate } = toObject(note);
	return {
		...{ body: typeof body === 'string' ? body : usual, private: isPrivate !== false },
		...{ incoming: false, source: 2 },
	};
}

const noSuch = (field: string, ids: unknown[]): FieldError => ({
	...{ field, message: `There are no records matching the ids: '${ids.join(', ')}'.` },
	code: 'invalid_value',
});
