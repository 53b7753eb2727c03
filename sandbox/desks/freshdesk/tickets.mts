import type { DeskAnswer, DeskRequest } from '../service.mts';
import { json } from '../service.mts';
import { addContact, findByExternalId } from './contacts.mts';
import type { Conversation, Field, FieldError, Fields, State, Ticket } from './state.mts';
import {
	agents,
	groups,
	invalid,
	ME,
	notFound,
	paginate,
	stamp,
	store,
	toIndexed,
	toObject,
	unexpected,
} from './state.mts';

const requesterFields = ['requester_id', 'email', 'phone', 'twitter_id', 'unique_external_id'];
const settable = [
	...requesterFields,
	...['name', 'subject', 'description', 'status', 'priority', 'source', 'type', 'group_id'],
	...['responder_id', 'tags', 'custom_fields', 'cc_emails', 'due_by', 'fr_due_by', 'product_id'],
];

export function createTicket(state: State, request: DeskRequest): DeskAnswer {
	const body = toObject(request.body);
	const errors = [...toUnknown(body, state.ticketFields), ...toWrong(body, state)];
	if (!requesterFields.some((field) => body[field] !== undefined)) {
		errors.push({
			field: 'requester_id',
			message: `One of the following fields is mandatory: ${requesterFields.join(', ')}`,
			code: 'missing_field',
		});
	}
	const custom = toObject(body.custom_fields);
	for (const { name, required_for_agents: isRequired } of state.ticketFields) {
		if (!isRequired || custom[name]) continue;
		const message = 'It should not be blank as this is a mandatory field';
		errors.push({ field: name, message, code: 'missing_field' });
	}
	const requester = findRequester(state, body);
	if (typeof requester !== 'number') errors.push(requester);
	if (errors.length > 0) return invalid(errors);
	const ticket: Ticket = {
		id: state.nextId(),
		subject: typeof body.subject === 'string' ? body.subject : null,
		description: String(body.description ?? '<div>Not given.</div>'),
		status: Number(body.status ?? 2),
		priority: Number(body.priority ?? 1),
		source: Number(body.source ?? 2),
		type: typeof body.type === 'string' ? body.type : null,
		requester_id: requester as number,
		responder_id: (body.responder_id as number | undefined) ?? null,
		group_id: (body.group_id as number | undefined) ?? null,
		tags: (body.tags as string[] | undefined) ?? [],
		custom_fields: { ...blank(state.ticketFields), ...custom },
		spam: false,
		// A ticket of a deleted contact goes where the contact is: nobody would see it.
		deleted: state.contacts.find(({ id }) => id === requester)?.deleted === true,
		created_at: stamp(state),
		updated_at: '',
		stats: { resolved_at: null, closed_at: null, reopened_at: null },
	};
	state.tickets.push(ticket);
	store(state, ticket);
	const location = `${request.baseUrl}/api/v2/tickets/${ticket.id}`;
	return json(201, toShown(ticket), { location });
}

export function updateTicket(state: State, request: DeskRequest, [id]: string[]): DeskAnswer {
	const ticket = findTicket(state, id);
	if (!ticket) return notFound();
	const body = toObject(request.body);
	const errors = [...toUnknown(body, state.ticketFields), ...toWrong(body, state)];
	if (Object.keys(body).length === 0) {
		errors.push({ field: 'request', message: 'It should not be blank', code: 'missing_params' });
	}
	if (errors.length > 0) return invalid(errors);
	const { custom_fields: custom, status, ...rest } = body;
	Object.assign(ticket, rest);
	Object.assign(ticket.custom_fields, toObject(custom));
	if (status !== undefined) setStatus(state, ticket, Number(status));
	store(state, ticket);
	return json(200, toShown(ticket));
}

export function setStatus(state: State, ticket: Ticket, status: number): void {
	const { stats } = ticket;
	const wasClosed = isClosed(ticket);
	ticket.status = status;
	if (isClosed(ticket)) {
		if (!wasClosed) stats.resolved_at = stamp(state);
		if (status === 5) stats.closed_at = stamp(state);
	} else if (wasClosed) {
		Object.assign(stats, { resolved_at: null, closed_at: null, reopened_at: stamp(state) });
	}
}

export const isClosed = ({ status }: Ticket) => status === 4 || status === 5;

/** The database's own list: no lag. */
export function listTickets(state: State, request: DeskRequest): DeskAnswer {
	const { query } = request;
	const filter = query.get('filter');
	const since = query.get('updated_since');
	const external = query.get('unique_external_id');
	const requester = external === null ? undefined : findByExternalId(state, external);
	if (external !== null && !requester) {
		const message = 'There is no contact matching the given unique_external_id';
		return invalid([{ field: 'unique_external_id', message, code: 'invalid_value' }]);
	}
	if (since !== null && Number.isNaN(Date.parse(since))) {
		return invalid([{ field: 'updated_since', message: 'invalid date', code: 'invalid_value' }]);
	}
	const oldestMs = state.clock.now() - 30 * 86_400_000;
	const order = query.get('order_by') === 'updated_at' ? 'updated_at' : 'created_at';
	const sign = query.get('order_type') === 'asc' ? 1 : -1;
	const tickets = state.tickets
		.filter((it) => it.deleted === (filter === 'deleted') && it.spam === (filter === 'spam'))
		.filter((it) => !requester || it.requester_id === requester.id)
		.filter((it) =>
			since === null
				? Date.parse(it.created_at) >= oldestMs
				: Date.parse(it.updated_at) >= Date.parse(since),
		)
		.sort((a, b) => sign * (Date.parse(a[order]) - Date.parse(b[order]) || a.id - b.id));
	const includes = (query.get('include') ?? '').split(',');
	return paginate(
		request,
		tickets.map((it) => toListed(it, includes, state)),
	);
}

function toListed(ticket: Ticket, includes: string[], { settings }: State): Fields {
	const { description, stats, ...rest } = toShown(ticket) as Fields & Ticket;
	const { reopened_at: reopened, ...told } = stats;
	return {
		...rest,
		...(includes.includes('description') && { description }),
		...(includes.includes('stats') && {
			stats: { ...told, ...(settings.tellsReopening && { reopened_at: reopened }) },
		}),
	};
}

/** The index: what it knows of tickets and of whether they are there is minutes old. */
export function searchTickets(state: State, request: DeskRequest): DeskAnswer {
	const query = request.query.get('query') ?? '';
	const match = /^"(\w+):'([^'"\\]*)'"$/.exec(query);
	if (!match || query.length > 512) {
		return invalid([{ field: 'query', message: 'Given query is invalid', code: 'invalid_value' }]);
	}
	const [, field, value] = match;
	if (!state.ticketFields.some(({ name }) => name === field)) return invalid([unexpected(field)]);
	const results = state.tickets
		.map(({ id }) => toIndexed(state, id))
		.filter((it) => it !== undefined)
		.filter((it) => !it.deleted && !it.spam)
		// As a full-text index does: upper and lower case are the same to it.
		.filter((it) => String(it.custom_fields[field]).toLowerCase() === value.toLowerCase());
	const page = Number(request.query.get('page') ?? 1);
	const shown = results.slice((page - 1) * 30, page * 30).map((it) => toShown(it));
	return json(200, { total: results.length, results: shown });
}

export function readTicket(state: State, { query }: DeskRequest, [id]: string[]): DeskAnswer {
	const ticket = findTicket(state, id);
	if (!ticket) return notFound();
	const isWithAll = (query.get('include') ?? '').split(',').includes('conversations');
	const conversations = toConversations(state, ticket.id).slice(0, 10);
	return json(200, { ...toShown(ticket), ...(isWithAll && { conversations }) });
}

export function deleteTicket(state: State, _: DeskRequest, [id]: string[]): DeskAnswer {
	const ticket = findTicket(state, id);
	if (!ticket || ticket.deleted) return notFound();
	ticket.deleted = true;
	store(state, ticket);
	return { status: 204 };
}

export const findTicket = (state: State, id: string): Ticket | undefined =>
	state.tickets.find((it) => String(it.id) === id);

export const toConversations = ({ conversations }: State, id: number): Conversation[] =>
	conversations.filter((it) => it.ticket_id === id).sort((a, b) => a.id - b.id);

/** How single tickets are answered. */
export function toShown({ mergedInto: _, ...ticket }: Ticket): Fields {
	const text = ticket.description.replace(/<[^>]*>/g, '');
	const shown = { ...structuredClone(ticket), description_text: text };
	// Only deleted tickets say so.
	if (!ticket.deleted) delete (shown as Fields).deleted;
	return { ...shown, cc_emails: [], fwd_emails: [], reply_cc_emails: [], is_escalated: false };
}

function toUnknown(body: Fields, fields: Field[]): FieldError[] {
	const known = fields.map(({ name }) => name);
	return [
		...Object.keys(body).filter((field) => !settable.includes(field)),
		...Object.keys(toObject(body.custom_fields)).filter((field) => !known.includes(field)),
	].map(unexpected);
}

function toWrong(body: Fields, { ticketFields }: State): FieldError[] {
	const toChoices = (name: string) =>
		toObject(ticketFields.find((it) => it.name === name)?.choices);
	const statuses = Object.keys(toChoices('status')).map(Number);
	const allowed: Record<string, unknown[]> = {
		status: statuses,
		priority: [1, 2, 3, 4],
		source: [1, 2, 3, 5, 6, 7, 9, 11],
		group_id: groups.map(({ id }) => id),
		responder_id: agents.map(({ id }) => id),
		type: ['Question', 'Incident', 'Problem'],
	};
	const wrong = Object.entries(allowed)
		.filter(([field, values]) => body[field] !== undefined && !values.includes(body[field]))
		.map(([field, values]) => ({
			field,
			message: `It should be one of these values: '${values.join(',')}'`,
			code: 'invalid_value',
		}));
	const { subject } = body;
	if (typeof subject === 'string' && subject.length > 255) {
		const message = 'Has 256 characters, it can have maximum of 255 characters';
		wrong.push({ field: 'subject', message, code: 'invalid_value' });
	}
	return wrong;
}

function findRequester(state: State, body: Fields): number | FieldError {
	if (typeof body.requester_id === 'number') {
		if (state.contacts.some(({ id }) => id === body.requester_id)) return body.requester_id;
		const message = 'There is no contact matching the given requester_id';
		return { field: 'requester_id', message, code: 'invalid_value' };
	}
	const known = findByExternalId(state, String(body.unique_external_id ?? ''));
	if (known) return known.id;
	return addContact(state, {
		name: String(body.name ?? body.unique_external_id ?? body.twitter_id ?? body.email),
		email: body.email,
		twitter_id: body.twitter_id,
		unique_external_id: body.unique_external_id,
	}).id;
}

const blank = (fields: Field[]) =>
	Object.fromEntries(fields.filter((it) => !it.default).map(({ name }) => [name, null]));

export function addConversation(
	state: State,
	ticket: Ticket,
	entry: Pick<Conversation, 'body' | 'private' | 'incoming' | 'source'> & { user_id?: number },
): Conversation {
	const [created_at, id] = [stamp(state), state.nextId()];
	const conversation = {
		...{ user_id: ME, ...entry, id, ticket_id: ticket.id },
		...{ created_at, updated_at: created_at },
	};
	state.conversations.push(conversation);
	store(state, ticket);
	return conversation;
}
