import type {
	DeskAct,
	DeskAnswer,
	DeskRequest,
	DeskRoute,
	FakeDesk,
	MakeDesk,
} from '../service.mts';
import { DESK_KEY, json, route } from '../service.mts';
import { act, look } from './people.mts';
import {
	createContact,
	deleteContact,
	listContacts,
	readContact,
	restoreContact,
	updateContact,
} from './contacts.mts';
import { addNote, addReply, listConversations, mergeTickets } from './conversations.mts';
import { createContactField, createTicketField } from './fields.mts';
import type { State } from './state.mts';
import { agents, createState, groups, ME, paginate } from './state.mts';
import {
	createTicket,
	deleteTicket,
	listTickets,
	readTicket,
	searchTickets,
	updateTicket,
} from './tickets.mts';

/** Freshdesk's API 2 in what the package needs of it, written from developers.freshdesk.com/api. */
export const makeFreshdesk: MakeDesk = (clock): FakeDesk => {
	const state = createState(clock);
	const routes = toRoutes(state);
	return {
		answer: (request) => withHeaders(state, answer(routes, request)),
		look: () => look(state),
		act: (told: DeskAct) => act(state, told),
	};
};

function answer(routes: DeskRoute[], request: DeskRequest): DeskAnswer {
	if (!isKnown(request.headers.authorization)) {
		const message = 'You have to be logged in to perform this action.';
		return json(401, { code: 'invalid_credentials', message });
	}
	if (request.raw.length > 0 && request.body === undefined) {
		const message = 'Request Body has invalid json format';
		return json(400, { code: 'invalid_json', message });
	}
	const found = route(routes, request);
	if (found) return found;
	const isPath = routes.some(([, path]) => fits(path, request.path));
	return { status: isPath ? 405 : 404 };
}

const fits = (pattern: string, path: string) =>
	new RegExp(`^${pattern.replace(/:\w+/g, '\\d+')}$`).test(path);

/** The key is the user name; any password will do. */
function isKnown(authorization = ''): boolean {
	const [scheme, encoded = ''] = authorization.split(' ');
	const [name] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
	return scheme === 'Basic' && name === DESK_KEY;
}

function withHeaders({ clock }: State, { headers, ...rest }: DeskAnswer): DeskAnswer {
	return {
		...rest,
		headers: {
			date: new Date(clock.now()).toUTCString(),
			'x-ratelimit-total': '5000',
			'x-ratelimit-remaining': '4999',
			'x-ratelimit-used-currentrequest': '1',
			...headers,
		},
	};
}

function toRoutes(state: State): DeskRoute[] {
	const on =
		(handle: (state: State, request: DeskRequest, params: string[]) => DeskAnswer) =>
		(request: DeskRequest, params: string[]) =>
			handle(state, request, params);
	return [
		['GET', '/api/v2/tickets', on(listTickets)],
		['POST', '/api/v2/tickets', on(createTicket)],
		['PUT', '/api/v2/tickets/merge', on(mergeTickets)],
		['GET', '/api/v2/search/tickets', on(searchTickets)],
		['GET', '/api/v2/tickets/:id', on(readTicket)],
		['PUT', '/api/v2/tickets/:id', on(updateTicket)],
		['DELETE', '/api/v2/tickets/:id', on(deleteTicket)],
		['GET', '/api/v2/tickets/:id/conversations', on(listConversations)],
		['POST', '/api/v2/tickets/:id/notes', on(addNote)],
		['POST', '/api/v2/tickets/:id/reply', on(addReply)],
		['GET', '/api/v2/contacts', on(listContacts)],
		['POST', '/api/v2/contacts', on(createContact)],
		['GET', '/api/v2/contacts/:id', on(readContact)],
		['PUT', '/api/v2/contacts/:id', on(updateContact)],
		['DELETE', '/api/v2/contacts/:id', on(deleteContact)],
		['PUT', '/api/v2/contacts/:id/restore', on(restoreContact)],
		['GET', '/api/v2/ticket_fields', () => json(200, state.ticketFields)],
		['POST', '/api/v2/admin/ticket_fields', on(createTicketField)],
		['GET', '/api/v2/contact_fields', () => json(200, state.contactFields)],
		['POST', '/api/v2/contact_fields', on(createContactField)],
		[
			'GET',
			'/api/v2/agents/me',
			() =>
				json(
					200,
					agents.find(({ id }) => id === ME),
				),
		],
		['GET', '/api/v2/agents', (request) => paginate(request, agents)],
		['GET', '/api/v2/groups', (request) => paginate(request, groups)],
	];
}
