import type { Clock } from '../../clock.mts';

export type Row = Record<string, unknown>;

export interface Stored extends Row {
	id: number;
}

/** Everything this Zammad holds, as its tables do: rows by id. */
export interface Store {
	tickets: Map<number, Stored>;
	articles: Map<number, Stored>;
	users: Map<number, Stored>;
	states: Stored[];
	stateTypes: Stored[];
	priorities: Stored[];
	groups: Stored[];
	attributes: Stored[];
	webhooks: Map<number, Stored>;
	triggers: Map<number, Stored>;
	/** Of tickets: which was merged into which. */
	links: Array<{ parent: number; child: number }>;
	tags: Map<number, string[]>;
	/** What the user of the token may do. */
	rights: Set<string>;
	/** Whether the search index has seen anything; with `query` it is asked, and it is always late here. */
	settings: Row;
	nextId(table: string): number;
	/** ISO 8601, UTC. */
	now(): string;
}

/** Ids of the users everything is done by. */
export const SYSTEM = 1;
export const TOKEN_USER = 3;
export const AGENT = 4;

export const SENDERS = ['Agent', 'Customer', 'System'];
export const TYPES = ['email', 'sms', 'chat', 'fax', 'phone', 'twitter status', 'note', 'web'];
export const typeIds: Record<string, number> = {
	...{ email: 1, sms: 2, chat: 3, fax: 4, phone: 5, 'twitter status': 6, note: 10, web: 11 },
};

export function createStore(clock: Clock): Store {
	const counters: Record<string, number> = {};
	const now = () => new Date(clock.now()).toISOString();
	const stamp = { active: true, updated_by_id: 1, created_by_id: 1 };
	const named = (names: string[], more: (name: string, id: number) => Row = () => ({})) =>
		names.map((name, at) => ({ id: at + 1, name, ...stamp, ...more(name, at + 1) }));
	const types = [
		'new',
		'open',
		'pending reminder',
		'pending action',
		'closed',
		'merged',
		'removed',
	];
	const typeOfState = [1, 2, 3, 5, 6, 7, 4];
	const users = [
		[SYSTEM, '-', '-', '', []],
		[TOKEN_USER, 'x-care', 'X', 'Care', ['Admin', 'Agent']],
		[AGENT, 'lea@desk.test', 'Lea', 'Berg', ['Agent']],
		[5, 'sam@desk.test', 'Sam', 'Stone', ['Agent']],
	] as const;
	counters.users = 5;
	return {
		tickets: new Map(),
		articles: new Map(),
		users: new Map(
			users.map(([id, login, firstname, lastname, roles]) => [
				id,
				{ ...newUser(now()), id, login, firstname, lastname, roles: [...roles], active: id !== 1 },
			]),
		),
		stateTypes: named(types),
		states: named(
			['new', 'open', 'pending reminder', 'closed', 'merged', 'removed', 'pending close'],
			(name, id) => ({
				state_type_id: typeOfState[id - 1],
				default_create: name === 'new',
				default_follow_up: name === 'open',
				active: name !== 'removed',
			}),
		),
		priorities: named(['1 low', '2 normal', '3 high'], (_, id) => ({ default_create: id === 2 })),
		groups: named(['Users', 'Social', '2nd Level', 'Old Team'], (name) => ({
			follow_up_possible: 'yes',
			active: name !== 'Old Team',
		})),
		attributes: seedAttributes(),
		webhooks: new Map(),
		triggers: new Map(),
		links: [],
		tags: new Map(),
		rights: new Set([
			'ticket.agent',
			'admin.user',
			'admin.object',
			'admin.webhook',
			'admin.trigger',
		]),
		settings: {},
		nextId: (table) => (counters[table] = (counters[table] ?? 0) + 1),
		now,
	};
}

export const newUser = (at: string): Row => ({
	...{ login: '', firstname: '', lastname: '', email: '', web: '', note: '', active: true },
	...{ roles: ['Customer'], created_at: at, updated_at: at, created_by_id: 1, updated_by_id: 1 },
});

/** As an administrator has made them by hand, from the page about this desk. */
function seedAttributes(): Stored[] {
	const fields: Array<[string, string]> = [
		['Ticket', 'x_case_key'],
		['Ticket', 'x_first_post'],
		['User', 'x_user_key'],
		['User', 'x_name'],
		['User', 'x_handle'],
		['User', 'x_followers'],
		['User', 'x_profile'],
	];
	const own = fields.map(([object, name], at) => ({
		...{ id: 50 + at, object, name, display: name, editable: true, active: true },
		data_type: name === 'x_followers' ? 'integer' : 'input',
		...notPending,
	}));
	const core = ['title', 'group_id', 'owner_id', 'state_id', 'priority_id'].map((name, at) => ({
		...{ id: at + 1, object: 'Ticket', name, display: name, editable: false, active: true },
		...{ data_type: 'input', ...notPending },
	}));
	return [...core, ...own];
}

export const notPending = {
	to_create: false,
	to_migrate: false,
	to_delete: false,
	to_config: false,
};

/** Columns of an object besides those it always has: an attribute is one once the database was updated. */
export const extraColumns = (store: Store, object: 'Ticket' | 'User'): string[] =>
	store.attributes
		.filter((it) => it.object === object && it.editable === true && it.to_create !== true)
		.map(({ name }) => String(name));

export const typeOf = (store: Store, stateId: unknown): string => {
	const state = store.states.find(({ id }) => id === stateId);
	return String(store.stateTypes.find(({ id }) => id === state?.state_type_id)?.name ?? '');
};

export const nameOf = (user: Row | undefined): string =>
	`${String(user?.firstname ?? '')} ${String(user?.lastname ?? '')}`.trim();
