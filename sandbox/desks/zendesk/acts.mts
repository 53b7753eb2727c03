import type { DeskAct } from '../service.mts';
import type { Events } from './events.mts';
import { addComment, type State, type Ticket } from './state.mts';

/** Who acts, unless told: an agent, a person. */
const DANA_ID = 9002;

/** What people do at it. */
export function act(state: State, events: Events, input: DeskAct): unknown {
	const handle = acts[input.do] as Act | undefined;
	if (!handle) throw new Error(`Zendesk knows no act "${input.do}"`);
	return handle(state, events, input as never);
}

type Act = (state: State, events: Events, input: never) => unknown;

const setStatus =
	(status: string) =>
	(state: State, events: Events, { caseId }: { caseId: string }) => {
		const ticket = findTicket(state, caseId);
		const previous = ticket.status;
		if (previous === status) return;
		if (status === 'solved') ticket.assignee_id ??= DANA_ID;
		ticket.status = status;
		ticket.updatedMs = state.clock.now();
		events.tell(ticket, 'status_changed', DANA_ID, { previous });
	};

const acts: Record<DeskAct['do'], Act> = {
	closeCase: setStatus('solved'),
	closeForGood: setStatus('closed'),
	reopenCase: setStatus('open'),
	deleteCase: (state: State, _events, { caseId }: { caseId: string }) => {
		findTicket(state, caseId).isDeleted = true;
	},
	assign: (state: State, events: Events, { caseId, owner }: { caseId: string; owner: string }) => {
		const ticket = findTicket(state, caseId);
		const previous = ticket.assignee_id === null ? null : String(ticket.assignee_id);
		ticket.assignee_id = owner === '' ? null : Number(owner);
		ticket.updatedMs = state.clock.now();
		events.tell(ticket, 'agent_assignment_changed', DANA_ID, { previous });
	},
	comment: (
		state: State,
		events: Events,
		{ caseId, text, isPublic }: { caseId: string; text: string; isPublic: boolean },
	) => {
		const ticket = findTicket(state, caseId);
		const html = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>');
		const comment = addComment(state, ticket, { html, authorId: DANA_ID, isPublic });
		ticket.updatedMs = state.clock.now();
		events.tell(ticket, 'comment_added', DANA_ID, { comment });
	},
	renameContact: (state: State, _events, { xUserId, name }: { xUserId: string; name: string }) => {
		findUser(state, xUserId).name = name;
	},
	// Deleted users stay as requesters of their tickets, but are nobody's any more.
	deleteContact: (state: State, _events, { xUserId }: { xUserId: string }) => {
		Object.assign(findUser(state, xUserId), { active: false, external_id: null, email: null });
	},
	forgetFields: (state: State) => {
		state.userFields.clear();
		for (const user of state.users.values()) user.fields = {};
	},
	set: (state: State, events: Events, { name, value }: { name: string; value: unknown }) => {
		const change = settings[name];
		if (change) return change(state, value, events);
		if (!Object.hasOwn(state.settings, name)) throw new Error(`Zendesk knows no setting "${name}"`);
		Object.assign(state.settings, { [name]: value });
	},
};

type Setting = (state: State, value: unknown, events: Events) => unknown;

const settings: Record<string, Setting> = {
	suspend: (state, xUserId) => void (findUser(state, String(xUserId)).suspended = true),
	/** As an agent does who learns the customer's address: from then on public comments are mailed. */
	email: (state, value) => {
		const { xUserId, email } = value as { xUserId: string; email: string };
		findUser(state, xUserId).email = email;
	},
	/** So many groups and agents more, for lists of several pages. */
	crowd: (state, value) => {
		for (let n = 1; n <= Number(value); n++) {
			state.groups.set(20_000 + n, `Group ${n}`);
			const dana = state.users.get(DANA_ID)!;
			state.users.set(30_000 + n, {
				...dana,
				id: 30_000 + n,
				name: `Agent ${n}`,
				email: `agent${n}@example.test`,
			});
		}
	},
	/** A second ticket of the same conversation, as an agent or an import makes one. */
	double: (state, caseId) => {
		const ticket = findTicket(state, String(caseId));
		const id = state.nextId() - 10_000;
		state.tickets.set(id, { ...structuredClone(ticket), id, comments: [] });
		return { id: String(id) };
	},
	/** The customer writes by other ways: an e-mail, the help center. */
	customerWrites: (state, value, events) => {
		const { caseId, text } = value as { caseId: string; text: string };
		const ticket = findTicket(state, caseId);
		const comment = addComment(state, ticket, {
			html: text,
			authorId: ticket.requester_id,
			isPublic: true,
		});
		events.tell(ticket, 'comment_added', ticket.requester_id, { comment });
	},
};

function findTicket({ tickets }: State, id: string): Ticket {
	const ticket = tickets.get(Number(id));
	if (!ticket) throw new Error(`Zendesk has no ticket "${id}"`);
	return ticket;
}

function findUser({ users }: State, xUserId: string) {
	const user = [...users.values()].find((it) => it.external_id === `x-${xUserId}`);
	if (!user) throw new Error(`Zendesk has no user "x-${xUserId}"`);
	return user;
}
