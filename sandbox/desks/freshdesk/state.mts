import type { Clock } from '../../clock.mts';
import type { DeskAnswer, DeskRequest } from '../service.mts';
import { json } from '../service.mts';

export type Fields = Record<string, unknown>;

export interface Ticket {
	id: number;
	subject: string | null;
	description: string;
	status: number;
	priority: number;
	source: number;
	type: string | null;
	requester_id: number;
	responder_id: number | null;
	group_id: number | null;
	tags: string[];
	custom_fields: Record<string, unknown>;
	spam: boolean;
	deleted: boolean;
	created_at: string;
	updated_at: string;
	stats: { resolved_at: string | null; closed_at: string | null; reopened_at: string | null };
	/** Not shown by the API: what it was merged into. */
	mergedInto?: number;
}

export interface Conversation {
	id: number;
	ticket_id: number;
	body: string;
	incoming: boolean;
	private: boolean;
	/** 0 reply, 2 note. */
	source: number;
	user_id: number;
	created_at: string;
	updated_at: string;
}

export interface Contact {
	id: number;
	name: string;
	email: string | null;
	twitter_id: string | null;
	unique_external_id: string | null;
	custom_fields: Record<string, unknown>;
	deleted: boolean;
	created_at: string;
	updated_at: string;
}

export interface Field {
	id: number;
	name: string;
	label: string;
	type: string;
	default: boolean;
	required_for_agents: boolean;
	choices?: unknown;
}

/** A ticket as it was at a time; what the search index shows is one of these. */
interface Version {
	atMs: number;
	ticket: Ticket;
}

export interface State {
	clock: Clock;
	tickets: Ticket[];
	versions: Map<number, Version[]>;
	conversations: Conversation[];
	contacts: Contact[];
	ticketFields: Field[];
	contactFields: Field[];
	settings: {
		/** How far the search index is behind. */
		searchLagMs: number;
		/** The key's agent is no administrator. */
		isAdminForbidden: boolean;
		isMergeForbidden: boolean;
		/** Whether lists say when a ticket was opened again; not documented, so it may not. */
		tellsReopening: boolean;
		/** Whether a 409 names the record that has the value. */
		namesDuplicates: boolean;
	};
	nextId(): number;
}

/** The agent the key belongs to. */
export const ME = 101;
export const agents = [
	{ id: ME, contact: { name: 'X Care Bot', email: 'bot@example.com' } },
	{ id: 102, contact: { name: 'Agnes Agent', email: 'agnes@example.com' } },
	{ id: 103, contact: { name: 'Bela Berater', email: 'bela@example.com' } },
];
export const groups = [
	{ id: 201, name: 'Social Media', description: 'X and others' },
	{ id: 202, name: 'Second Line', description: '' },
];

export function createState(clock: Clock): State {
	let lastId = 1000;
	const nextId = () => (lastId += 1);
	return {
		clock,
		tickets: [],
		versions: new Map(),
		conversations: [],
		contacts: [],
		...createFields(nextId),
		settings: {
			searchLagMs: 60_000,
			isAdminForbidden: false,
			isMergeForbidden: false,
			tellsReopening: true,
			namesDuplicates: true,
		},
		nextId,
	};
}

/** An account on which Prepare Desk has been run. */
function createFields(nextId: () => number): Pick<State, 'ticketFields' | 'contactFields'> {
	const field = (name: string, label: string, type: string, choices?: unknown): Field => ({
		...{ id: nextId(), name, label, type, default: type.startsWith('default_') },
		...{ required_for_agents: false, ...(choices !== undefined && { choices }) },
	});
	return {
		ticketFields: [
			field('subject', 'Subject', 'default_subject'),
			field('ticket_type', 'Type', 'default_ticket_type', ['Question', 'Incident', 'Problem']),
			field('status', 'Status', 'default_status', {
				'2': ['Open', 'Being Processed'],
				'3': ['Pending', 'Awaiting your Reply'],
				'4': ['Resolved', 'This ticket has been Resolved'],
				'5': ['Closed', 'This ticket has been Closed'],
				'8': ['Waiting for Logistics', 'Being Processed'],
			}),
			field('priority', 'Priority', 'default_priority', { Low: 1, Medium: 2, High: 3, Urgent: 4 }),
			field('cf_product', 'Product', 'custom_text'),
			field('cf_x_case_key', 'X Case Key', 'custom_text'),
		],
		contactFields: [
			field('name', 'Full name', 'default_name'),
			field('x_profile', 'X Profile', 'custom_text'),
			field('x_followers', 'X Followers', 'custom_number'),
			field('x_name', 'X Name', 'custom_text'),
		],
	};
}

/** Times are whole seconds. */
export const stamp = ({ clock }: State): string =>
	new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');

/** Whatever changes a ticket goes through here, so that the index learns of it, late. */
export function store(state: State, ticket: Ticket): void {
	ticket.updated_at = stamp(state);
	const versions = state.versions.get(ticket.id) ?? [];
	versions.push({ atMs: state.clock.now(), ticket: structuredClone(ticket) });
	state.versions.set(ticket.id, versions);
}

/** A ticket as the index knows it by now; undefined when it does not yet. */
export function toIndexed({ versions, clock, settings }: State, id: number): Ticket | undefined {
	const upToMs = clock.now() - settings.searchLagMs;
	return versions.get(id)?.findLast(({ atMs }) => atMs <= upToMs)?.ticket;
}

export interface FieldError {
	field: string;
	message: string;
	code: string;
	additional_info?: { user_id: number };
}

export const invalid = (errors: FieldError[], status = 400): DeskAnswer =>
	json(status, { description: 'Validation failed', errors });

export const unexpected = (field: string): FieldError => ({
	...{ field, message: 'Unexpected/invalid field in request', code: 'invalid_field' },
});

export const notFound = (): DeskAnswer => ({ status: 404 });

export const denied = (): DeskAnswer =>
	json(403, {
		code: 'access_denied',
		message: 'You are not authorized to perform this action.',
	});

export const toObject = (body: unknown): Fields =>
	typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Fields) : {};

/** A page of a list, with `link` to the next one where there is one. */
export function paginate(request: DeskRequest, items: unknown[], usual = 30): DeskAnswer {
	const perPage = Number(request.query.get('per_page') ?? usual);
	const page = Number(request.query.get('page') ?? 1);
	if (!(perPage >= 1 && perPage <= 100)) return invalid([outOfRange('per_page')]);
	if (!(page >= 1)) return invalid([outOfRange('page')]);
	const shown = items.slice((page - 1) * perPage, page * perPage);
	if (page * perPage >= items.length) return json(200, shown);
	const next = new URLSearchParams(request.query);
	next.set('page', String(page + 1));
	const link = `<${request.baseUrl}${request.path}?${next.toString()}>;rel="next"`;
	return json(200, shown, { link });
}

const outOfRange = (field: string): FieldError => ({
	...{ field, message: 'It should be a Positive Integer less than or equal to 100' },
	code: 'invalid_value',
});
