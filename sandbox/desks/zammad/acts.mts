import type { DeskAct, HeldCase, HeldContact } from '../service.mts';
import { articlesOf } from './articles.mts';
import { forgetAttributes } from './objects.mts';
import { AGENT, nameOf, type Row, type Store, type Stored, typeOf } from './store.mts';
import { type Change, mergeTickets, updateTicket } from './tickets.mts';

/** What a person at Zammad, or its administrator, does. */
export function createActs(store: Store, told: (changes: Change[]) => void) {
	const update = (caseId: string, params: Row) =>
		told([updateTicket(store, Number(caseId), params, AGENT)]);
	return (act: DeskAct): unknown => {
		switch (act.do) {
			case 'closeCase':
			case 'closeForGood':
				return update(act.caseId, { state: 'closed' });
			case 'reopenCase':
				return update(act.caseId, { state: 'open' });
			case 'deleteCase':
				return remove(store, Number(act.caseId));
			case 'assign':
				return update(act.caseId, toOwner(act.owner));
			case 'comment':
				return update(act.caseId, {
					article: {
						...{ type: 'note', sender: 'Agent', internal: !act.isPublic },
						...{ content_type: 'text/html', body: toHtml(act.text) },
					},
				});
			case 'renameContact':
				return rename(store, act.xUserId, act.name);
			case 'deleteContact':
				return void store.users.delete(findContact(store, act.xUserId).id);
			case 'forgetFields':
				return forgetAttributes(store);
			case 'set':
				return set(store, told, act.name, act.value);
		}
	};
}

/** A login, or nobody. */
const toOwner = (owner: string): Row => (owner ? { owner } : { owner_id: 1 });

/** As the editor of the web interface writes it. */
const toHtml = (text: string) =>
	text
		.split('\n')
		.map((line) => `<div>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;') || '<br>'}</div>`)
		.join('');

function remove(store: Store, id: number): void {
	for (const article of articlesOf(store, id)) store.articles.delete(article.id);
	store.links = store.links.filter(({ parent, child }) => parent !== id && child !== id);
	store.tickets.delete(id);
}

function findContact(store: Store, xUserId: string): Stored {
	const found = [...store.users.values()].find((it) => it.x_user_key === xUserId);
	if (!found) throw new Error(`No contact with X user id ${xUserId}`);
	return found;
}

function rename(store: Store, xUserId: string, name: string): void {
	const [firstname, ...rest] = name.split(' ');
	const changes = { firstname, lastname: rest.join(' '), updated_by_id: AGENT };
	Object.assign(findContact(store, xUserId), changes, { updated_at: store.now() });
}

/**
 * - `rights`: what the token's user may do, e.g. `["ticket.agent"]`
 * - `merge`: `{ from, into }`, ids: staff merge two tickets
 * - `pendingAttribute`: an administrator has begun a change of their own
 * - `renameState`: `{ from, to }`
 * - `state`, `hiddenGroups`, `mostAttachmentBytes`: see where they are read
 */
function set(
	store: Store,
	told: (changes: Change[]) => void,
	name: string,
	value: unknown,
): unknown {
	if (name === 'rights') return void (store.rights = new Set(value as string[]));
	if (name === 'merge') {
		const { from, into } = value as { from: string; into: string };
		const number = String(store.tickets.get(Number(into))?.number);
		return told(mergeTickets(store, Number(from), number, AGENT).changes);
	}
	if (name === 'state') {
		const { caseId, ...params } = value as Row;
		return told([updateTicket(store, Number(caseId), params, AGENT)]);
	}
	if (name === 'renameState') {
		const { from, to } = value as { from: string; to: string };
		for (const state of store.states) if (state.name === from) state.name = to;
		return undefined;
	}
	if (name === 'pendingAttribute') {
		const flags = { to_create: false, to_migrate: false, to_delete: true, to_config: false };
		store.attributes.push({
			id: 900,
			object: 'Ticket',
			name: String(value),
			editable: true,
			...flags,
		});
		return undefined;
	}
	store.settings[name] = value;
	return undefined;
}

export function look(store: Store): { cases: HeldCase[]; contacts: HeldContact[] } {
	const tickets = [...store.tickets.values()];
	const people = [...store.users.values()].filter(({ roles }) =>
		(roles as string[]).includes('Customer'),
	);
	return {
		cases: tickets
			.filter((ticket) => typeOf(store, ticket.state_id) !== 'merged')
			.map((ticket) => toCase(store, ticket)),
		contacts: people.map(toContact),
	};
}

function toCase(store: Store, ticket: Stored): HeldCase {
	const named = (rows: Stored[], id: unknown) =>
		String(rows.find((row) => row.id === id)?.name ?? '');
	return {
		id: String(ticket.id),
		...(ticket.x_case_key ? { caseKey: String(ticket.x_case_key) } : {}),
		title: String(ticket.title),
		isClosed: typeOf(store, ticket.state_id) === 'closed',
		status: named(store.states, ticket.state_id),
		priority: named(store.priorities, ticket.priority_id),
		owner: String(store.users.get(Number(ticket.owner_id))?.login ?? ''),
		queue: named(store.groups, ticket.group_id),
		tags: store.tags.get(ticket.id) ?? [],
		contactId: String(ticket.customer_id),
		entries: articlesOf(store, ticket.id).map((article) => ({
			text: String(article.body),
			isPublic: article.internal !== true,
			isOutgoing: article.sender === 'Agent',
			files: (article.attachments as Row[]).map(({ filename }) => String(filename)),
		})),
	};
}

function toContact(person: Stored): HeldContact {
	const text = (value: unknown) =>
		value === null || value === undefined ? undefined : String(value);
	return {
		id: String(person.id),
		xUserId: text(person.x_user_key),
		name: nameOf(person),
		handle: text(person.x_handle),
		followers: text(person.x_followers),
		profileUrl: text(person.x_profile),
	};
}
