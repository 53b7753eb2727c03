import type { DeskAct, HeldCase, HeldContact, HeldEntry } from '../service.mts';
import type { State, Ticket } from './state.mts';
import { agents, store } from './state.mts';
import { addConversation, findTicket, isClosed, setStatus, toConversations } from './tickets.mts';

/** What it holds. Tickets in the trash, and those merged into others, are no cases. */
export function look(state: State): { cases: HeldCase[]; contacts: HeldContact[] } {
	return {
		cases: state.tickets
			.filter((it) => !it.deleted && !it.spam && it.mergedInto === undefined)
			.map((it) => toHeld(state, it)),
		contacts: state.contacts
			.filter(({ deleted }) => !deleted)
			.map(({ id, name, unique_external_id: external, twitter_id: handle, custom_fields }) => ({
				id: String(id),
				name,
				...(external?.startsWith('x-') && { xUserId: external.slice(2) }),
				...(handle !== null && { handle }),
				...toTold('followers', custom_fields.x_followers),
				...toTold('profileUrl', custom_fields.x_profile),
			})),
	};
}

const toTold = (name: string, value: unknown) =>
	value === null || value === undefined ? {} : { [name]: String(value) };

function toHeld(state: State, ticket: Ticket): HeldCase {
	const { id, custom_fields, responder_id: agent, group_id: group } = ticket;
	const first: HeldEntry = {
		text: toReadable(ticket.description),
		isPublic: true,
		isOutgoing: false,
	};
	const rest = toConversations(state, id).map((it) => ({
		text: toReadable(it.body),
		isPublic: !it.private,
		isOutgoing: it.source === 0,
	}));
	return {
		id: String(id),
		...toTold('caseKey', custom_fields.cf_x_case_key),
		title: ticket.subject ?? '',
		isClosed: isClosed(ticket),
		status: String(ticket.status),
		priority: String(ticket.priority),
		...toTold('owner', agent),
		...toTold('queue', group),
		tags: ticket.tags,
		contactId: String(ticket.requester_id),
		entries: [first, ...rest],
	};
}

/** What a browser would show: of several spaces one, unless they are told to stay. */
export const toReadable = (html: string): string =>
	html
		.replace(/\s+/g, ' ')
		.replace(/<br\s*\/?> ?|<\/(div|p)>/gi, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&(nbsp|lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name])
		.trim();

const entities: Record<string, string> = {
	nbsp: ' ',
	lt: '<',
	gt: '>',
	quot: '"',
	'#39': "'",
	amp: '&',
};

/** What people do at it. */
export function act(state: State, told: DeskAct): unknown {
	switch (told.do) {
		case 'closeCase':
		case 'closeForGood':
			return change(state, told.caseId, (it) =>
				setStatus(state, it, told.do === 'closeCase' ? 4 : 5),
			);
		case 'reopenCase':
			return change(state, told.caseId, (it) => setStatus(state, it, 2));
		case 'deleteCase':
			return change(state, told.caseId, (it) => (it.deleted = true));
		case 'assign':
			return change(state, told.caseId, (it) => (it.responder_id = toAgent(told.owner)));
		case 'comment': {
			const entry = { body: `<div>${told.text}</div>`, private: !told.isPublic, incoming: false };
			const who = { source: told.isPublic ? 0 : 2, user_id: agents[1].id };
			return addConversation(state, toTicket(state, told.caseId), { ...entry, ...who });
		}
		case 'renameContact':
			return Object.assign(toContact(state, told.xUserId), { name: told.name });
		case 'deleteContact':
			return Object.assign(toContact(state, told.xUserId), { deleted: true });
		case 'forgetFields':
			state.ticketFields = state.ticketFields.filter(({ label }) => !label.startsWith('X '));
			state.contactFields = state.contactFields.filter(({ label }) => !label.startsWith('X '));
			return undefined;
		case 'set':
			return set(state, told.name, told.value);
	}
}

function set(state: State, name: string, value: unknown): unknown {
	if (Object.hasOwn(state.settings, name)) return Object.assign(state.settings, { [name]: value });
	if (name === 'requiredField') {
		for (const field of state.ticketFields) field.required_for_agents = field.name === value;
		return undefined;
	}
	if (name === 'spam') return change(state, String(value), (it) => (it.spam = true));
	throw new Error(`Freshdesk has no setting "${name}".`);
}

function change(state: State, caseId: string, doIt: (ticket: Ticket) => unknown): void {
	const ticket = toTicket(state, caseId);
	doIt(ticket);
	store(state, ticket);
}

function toTicket(state: State, caseId: string): Ticket {
	const ticket = findTicket(state, caseId);
	if (!ticket) throw new Error(`There is no ticket ${caseId}.`);
	return ticket;
}

function toContact({ contacts }: State, xUserId: string) {
	const contact = contacts.find((it) => it.unique_external_id === `x-${xUserId}`);
	if (!contact) throw new Error(`There is no contact of X user ${xUserId}.`);
	return contact;
}

const toAgent = (owner: string) => (owner === '' ? null : Number(owner));
