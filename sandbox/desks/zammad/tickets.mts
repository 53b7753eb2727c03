import { addArticle, articlesOf } from './articles.mts';
import { forbidden, noSuch, notFound, Refusal, required, unprocessable } from './refusals.mts';
import { extraColumns, type Row, type Store, type Stored, SYSTEM, typeOf } from './store.mts';

/** What came of a request: which ticket, what changed on it, and the article that came along. */
export interface Change {
	ticket: Stored;
	action: 'create' | 'update';
	/** Columns that have another value now. */
	changed: string[];
	article?: Stored;
	by: number;
}

const plain = [
	'title',
	'note',
	'pending_time',
	'customer_id',
	'group_id',
	'owner_id',
	'state_id',
	'priority_id',
];

/** Takes over what is a column, drops the rest without a word, and turns names into ids. */
function toColumns(store: Store, params: Row): Row {
	const taken = [...plain, ...extraColumns(store, 'Ticket')];
	const columns = Object.fromEntries(Object.entries(params).filter(([key]) => taken.includes(key)));
	const byName = (field: string, rows: Stored[]) => {
		const value = params[field];
		if (typeof value === 'string') {
			const found = rows.find((row) => [row.name, row.login, row.email].includes(value));
			if (!found || value === '') throw noSuch(field, value);
			columns[`${field}_id`] = found.id;
		}
		const id = columns[`${field}_id`];
		if (id === undefined) return;
		columns[`${field}_id`] = Number(id);
		if (rows.some((row) => row.id === Number(id) && row.active !== false)) return;
		throw unprocessable(`Invalid value '${String(id)}' for field '${field}_id'!`);
	};
	const users = [...store.users.values()];
	byName('group', store.groups);
	byName('state', store.states);
	byName('priority', store.priorities);
	byName('customer', users);
	byName(
		'owner',
		users
			.filter(({ id, roles }) => id === SYSTEM || (roles as string[]).includes('Agent'))
			.map((it) => ({ ...it, active: true })),
	);
	const stateId = columns.state_id;
	if (typeOf(store, stateId).startsWith('pending') && !columns.pending_time) {
		throw unprocessable("Missing required value for field 'pending_time'!");
	}
	for (const name of extraColumns(store, 'Ticket')) {
		if (String(columns[name] ?? '').length > 255) throw unprocessable(`${name} is too long`);
	}
	return columns;
}

export function createTicket(store: Store, params: Row, by: number): Change {
	const columns = toColumns(store, params);
	if (!columns.group_id) throw unprocessable("The required value 'group_id' is missing.");
	if (!columns.title) throw required('title');
	if (!columns.customer_id) throw required('customer_id');
	if (params.tags && typeof params.tags !== 'string') {
		throw new Refusal(500, "undefined method 'split' for an instance of Array", false);
	}
	const at = store.now();
	const id = store.nextId('tickets');
	const extra = Object.fromEntries(extraColumns(store, 'Ticket').map((name) => [name, null]));
	const ticket: Stored = {
		...extra,
		...{
			id,
			number: String(22000 + id),
			state_id: 1,
			priority_id: 2,
			owner_id: SYSTEM,
			note: null,
		},
		...{ close_at: null, last_close_at: null, last_owner_update_at: null, pending_time: null },
		...columns,
		title: String(columns.title).slice(0, 250),
		...{ created_by_id: by, updated_by_id: by, created_at: at, updated_at: at },
	};
	setTimes(store, ticket, ['state_id', ...(ticket.owner_id === SYSTEM ? [] : ['owner_id'])]);
	store.tickets.set(id, ticket);
	try {
		const article = params.article
			? addArticle(store, ticket, params.article as Row, by)
			: undefined;
		const tags = String(params.tags ?? '')
			.split(',')
			.map((tag) => tag.trim())
			.filter(Boolean);
		store.tags.set(id, tags);
		countForCustomer(store, ticket, by);
		return { ticket, action: 'create', changed: [], article, by };
	} catch (error) {
		// One transaction.
		store.tickets.delete(id);
		throw error;
	}
}

export function updateTicket(store: Store, id: number, params: Row, by: number): Change {
	const ticket = readTicket(store, id);
	const columns = toColumns(store, params);
	const changed = Object.keys(columns).filter((key) => columns[key] !== ticket[key]);
	const before = { ...ticket };
	const at = store.now();
	Object.assign(ticket, columns, { updated_by_id: by, updated_at: at });
	setTimes(store, ticket, changed);
	try {
		const article = params.article
			? addArticle(store, ticket, params.article as Row, by)
			: undefined;
		if (changed.includes('state_id')) countForCustomer(store, ticket, by);
		return { ticket, action: 'update', changed, article, by };
	} catch (error) {
		Object.assign(ticket, before);
		throw error;
	}
}

export function readTicket(store: Store, id: number): Stored {
	const ticket = store.tickets.get(id);
	if (!ticket) throw notFound('Ticket', id);
	if ((store.settings.hiddenGroups as number[] | undefined)?.includes(Number(ticket.group_id)))
		throw forbidden();
	return ticket;
}

function setTimes(store: Store, ticket: Stored, changed: string[]): void {
	const at = store.now();
	if (changed.includes('state_id') && typeOf(store, ticket.state_id) === 'closed') {
		ticket.last_close_at = at;
		ticket.close_at ??= at;
	}
	if (changed.includes('owner_id'))
		ticket.last_owner_update_at = ticket.owner_id === SYSTEM ? null : at;
	if (!typeOf(store, ticket.state_id).startsWith('pending')) ticket.pending_time = null;
}

/** A background job of Zammad's: whoever touched the ticket becomes the last to have changed its customer. */
function countForCustomer(store: Store, ticket: Stored, by: number): void {
	const customer = store.users.get(Number(ticket.customer_id));
	if (customer) Object.assign(customer, { updated_by_id: by, updated_at: store.now() });
}

/** Merges one ticket into another; answers 200 also when it does not. */
export function mergeTickets(
	store: Store,
	sourceId: number,
	number: string,
	by: number,
): { body: Row; changes: Change[] } {
	const failed = (message: string) => ({ body: { result: 'failed', message }, changes: [] });
	const target = [...store.tickets.values()].find((it) => it.number === number);
	if (!target) return failed('The target ticket number could not be found.');
	const source = store.tickets.get(sourceId);
	if (!source) return failed('The source ticket could not be found.');
	if (typeOf(store, target.state_id) === 'merged') {
		throw unprocessable('It is not possible to merge into an already merged ticket.');
	}
	if (source === target) throw unprocessable('A ticket cannot be merged into itself.');
	for (const article of articlesOf(store, source.id)) article.ticket_id = target.id;
	const note = { body: 'merged', type: 'note', sender: 'Agent', internal: false };
	const article = addArticle(store, source, note, by);
	const isLinked = store.links.some(
		({ parent, child }) => parent === target.id && child === source.id,
	);
	if (!isLinked) store.links.push({ parent: target.id, child: source.id });
	const at = store.now();
	Object.assign(source, { state_id: 5, owner_id: SYSTEM, updated_by_id: by, updated_at: at });
	Object.assign(target, { updated_by_id: by, updated_at: at });
	const change: Change = {
		ticket: source,
		action: 'update',
		changed: ['state_id', 'owner_id'],
		article,
		by,
	};
	return {
		body: { result: 'success', target_ticket: target, source_ticket: source },
		changes: [change],
	};
}

/** A ticket as it is answered: with ids of what belongs to it, with names as well when they are asked for. */
export function showTicket(store: Store, ticket: Stored, isExpanded: boolean): Row {
	const ids = { ...ticket, article_ids: articlesOf(store, ticket.id).map(({ id }) => id) };
	if (!isExpanded) return ids;
	const name = (rows: Stored[], id: unknown) => rows.find((row) => row.id === id)?.name;
	const login = (id: unknown) => store.users.get(Number(id))?.login;
	return {
		...ids,
		group: name(store.groups, ticket.group_id),
		state: name(store.states, ticket.state_id),
		priority: name(store.priorities, ticket.priority_id),
		owner: login(ticket.owner_id),
		customer: login(ticket.customer_id),
		created_by: login(ticket.created_by_id),
		updated_by: login(ticket.updated_by_id),
	};
}
