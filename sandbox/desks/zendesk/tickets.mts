import type { DeskAnswer, DeskRequest, DeskRoute } from '../service.mts';
import { json } from '../service.mts';
import type { Events } from './events.mts';
import { fillPlaceholders } from './html.mts';
import { once } from './idempotency.mts';
import { judge, toHtml } from './ticket-input.mts';
import { addComment, BOT_ID, type State, type Ticket } from './state.mts';
import {
	invalid,
	notFound,
	paginate,
	renderComment,
	renderTicket,
	renderUser,
} from './answers.mts';

type Input = Record<string, unknown>;

const HOUR_MS = 3_600_000;
const ARCHIVED_AFTER_MS = 120 * 24 * HOUR_MS;

export function ticketRoutes(state: State, events: Events): DeskRoute[] {
	const { tickets, clock } = state;
	const find = (id: string) => {
		const ticket = tickets.get(Number(id));
		return ticket?.isDeleted ? undefined : ticket;
	};
	const isArchived = (it: Ticket) =>
		it.status === 'closed' && it.updatedMs + ARCHIVED_AFTER_MS < clock.now();
	const read = ({ body }: DeskRequest) => (body as { ticket?: Input } | undefined)?.ticket;
	return [
		[
			'GET',
			'/api/v2/tickets',
			(request) => {
				const key = request.query.get('external_id');
				const found = [...tickets.values()].filter(
					(it) => !it.isDeleted && !isArchived(it) && (key === null || it.external_id === key),
				);
				const shown = found.map((it) => renderTicket(it, request.baseUrl));
				const isLoaded = (request.query.get('include') ?? '').split(',').includes('users');
				return paginate(
					request,
					'tickets',
					shown,
					isLoaded ? { users: sideload(state, found, request) } : {},
				);
			},
		],
		[
			'POST',
			'/api/v2/tickets',
			(request) =>
				once(state, request, () => {
					const input = read(request);
					if (!input) return badTicket();
					return create(state, events, input, request);
				}),
		],
		[
			'GET',
			'/api/v2/tickets/:id',
			(request, [id]) => {
				const ticket = find(id);
				return ticket ? json(200, { ticket: renderTicket(ticket, request.baseUrl) }) : notFound();
			},
		],
		[
			'PUT',
			'/api/v2/tickets/:id',
			(request, [id]) => {
				const ticket = find(id);
				const input = read(request);
				if (!ticket) return notFound();
				if (!input) return badTicket();
				return update(state, events, ticket, input, request);
			},
		],
		[
			'GET',
			'/api/v2/tickets/:id/comments',
			(request, [id]) => {
				const ticket = find(id);
				if (!ticket) return notFound();
				const isNewestFirst =
					request.query.get('sort') === '-created_at' || request.query.get('sort_order') === 'desc';
				const shown = ticket.comments.map((it) => renderComment(it, request.baseUrl));
				return paginate(request, 'comments', isNewestFirst ? shown.reverse() : shown);
			},
		],
		[
			'GET',
			'/api/v2/search',
			(request) => {
				const key = /external_id:"?([^\s"]+)"?/.exec(request.query.get('query') ?? '')?.[1];
				// The index runs behind.
				const seenMs = clock.now() - state.settings.searchLagMs;
				const found = [...tickets.values()].filter(
					(it) => !it.isDeleted && it.external_id === key && it.updatedMs <= seenMs,
				);
				const shown = found.map((it) => ({
					...renderTicket(it, request.baseUrl),
					result_type: 'ticket',
				}));
				return paginate(request, 'results', shown, { facets: null });
			},
		],
	];
}

const badTicket = () =>
	json(400, {
		error: {
			title: 'Invalid attribute',
			message: 'You passed an invalid value for the ticket attribute. Must be a JSON object',
		},
	});

function create(state: State, events: Events, input: Input, { baseUrl }: DeskRequest): DeskAnswer {
	if (state.settings.conflicts > 0) return conflict(state);
	const problems = judge(state, input, undefined);
	if (!toHtml(input.comment)) problems.base = ['Description: cannot be blank', 'BlankValue'];
	if (Object.keys(problems).length > 0) return invalid(problems);
	const nowMs = state.clock.now();
	const source = state.tickets.get(Number(input.via_followup_source_id));
	const ticket: Ticket = {
		id: state.nextId() - 10_000,
		external_id: typeof input.external_id === 'string' ? input.external_id : null,
		subject: fillPlaceholders(String(input.subject ?? ''), {}),
		status: String(input.status ?? (input.assignee_id ? 'open' : 'new')),
		custom_status_id: null,
		priority: (input.priority as string | undefined) ?? null,
		requester_id: Number(input.requester_id ?? BOT_ID),
		submitter_id: BOT_ID,
		assignee_id: (input.assignee_id as number | undefined) ?? null,
		group_id: (input.group_id as number | undefined) ?? null,
		email_cc_ids: [],
		tags: [input.tags ?? source?.tags ?? []]
			.flat()
			.flatMap((tag) => String(tag).toLowerCase().split(/\s+/)),
		followUpOf: source?.status === 'closed' ? source.id : null,
		isDeleted: false,
		...{ createdMs: nowMs, updatedMs: nowMs, comments: [], changesMs: [] },
	};
	state.tickets.set(ticket.id, ticket);
	const comment = say(state, ticket, input.comment as Input);
	events.tell(ticket, 'comment_added', BOT_ID, { comment });
	return json(201, {
		ticket: renderTicket(ticket, baseUrl),
		audit: { id: state.nextId(), ticket_id: ticket.id, events: [] },
	});
}

function update(
	state: State,
	events: Events,
	ticket: Ticket,
	input: Input,
	{ baseUrl }: DeskRequest,
): DeskAnswer {
	if (state.settings.conflicts > 0) return conflict(state);
	if (ticket.status === 'closed') {
		return invalid({ status: ['Status: closed prevents ticket update', 'InvalidValue'] });
	}
	const nowMs = state.clock.now();
	ticket.changesMs = ticket.changesMs.filter((atMs) => nowMs - atMs < 600_000);
	if (ticket.changesMs.length >= 30)
		return tooMany(Math.ceil((ticket.changesMs[0] + 600_000 - nowMs) / 1000));
	const problems = judge(state, input, ticket);
	if (Object.keys(problems).length > 0) return invalid(problems);
	if (input.comment !== undefined && !toHtml(input.comment))
		return invalid({ base: ['Comment: cannot be blank', 'BlankValue'] });
	if (
		input.safe_update === true &&
		Date.parse(String(input.updated_stamp)) < ticket.updatedMs - 999
	) {
		return json(409, {
			error: 'UpdateConflict',
			description: 'Safe Update prevented the update due to outdated ticket data',
		});
	}
	ticket.changesMs.push(nowMs);
	ticket.updatedMs = nowMs;
	if (typeof input.status === 'string' && input.status !== ticket.status) {
		const previous = ticket.status;
		ticket.status = input.status;
		events.tell(ticket, 'status_changed', BOT_ID, { previous });
	}
	if (input.comment !== undefined) {
		const comment = say(state, ticket, input.comment as Input);
		events.tell(ticket, 'comment_added', BOT_ID, { comment });
	}
	return json(200, {
		ticket: renderTicket(ticket, baseUrl),
		audit: { id: state.nextId(), ticket_id: ticket.id, events: [] },
	});
}

export const tooMany = (seconds: number) =>
	json(
		429,
		{
			error: 'APIRateLimitExceeded',
			description: 'Number of allowed API requests per minute exceeded',
		},
		{ 'retry-after': String(seconds) },
	);

function conflict(state: State): DeskAnswer {
	state.settings.conflicts -= 1;
	return json(409, { error: 'DatabaseConflict', description: 'Database collision' });
}

/** What agents say is filled in; end users cannot write internal notes. */
function say(state: State, ticket: Ticket, input: Input) {
	const { users, uploads } = state;
	const authorId = Number(input.author_id ?? BOT_ID);
	const isEndUser = users.get(authorId)?.role === 'end-user';
	const values = {
		'ticket.id': String(ticket.id),
		'ticket.requester.name': users.get(ticket.requester_id)?.name ?? '',
	};
	return addComment(state, ticket, {
		html: fillPlaceholders(toHtml(input) ?? '', values),
		authorId,
		isPublic: isEndUser || input.public !== false,
		files: [input.uploads ?? []].flat().map((token) => uploads.get(String(token))!.fileName),
		byId: BOT_ID,
	});
}

function sideload(state: State, tickets: Ticket[], { baseUrl }: DeskRequest) {
	const ids = new Set(tickets.flatMap((it) => [it.requester_id, it.submitter_id, it.assignee_id]));
	const found = [...ids].flatMap((id) => state.users.get(Number(id)) ?? []);
	return found.map((user) => renderUser(user, state, baseUrl));
}
