import type { Clock } from '../../clock.mts';
import { toPlainText, toSafeHtml } from './html.mts';

/** What the fake Zendesk holds. */
export interface User {
	id: number;
	name: string;
	email: string | null;
	external_id: string | null;
	role: 'end-user' | 'agent' | 'admin';
	active: boolean;
	suspended: boolean;
	groups: number[];
	fields: Record<string, string | number | null>;
}

export interface Comment {
	id: number;
	author_id: number;
	html: string;
	/** What `body` and `plain_body` answer. */
	text: string;
	isPublic: boolean;
	atMs: number;
	files: string[];
}

export interface Ticket {
	id: number;
	external_id: string | null;
	subject: string;
	status: string;
	custom_status_id: number | null;
	priority: string | null;
	requester_id: number;
	submitter_id: number;
	assignee_id: number | null;
	group_id: number | null;
	email_cc_ids: number[];
	tags: string[];
	followUpOf: number | null;
	isDeleted: boolean;
	createdMs: number;
	updatedMs: number;
	comments: Comment[];
	/** When it was changed over the API, for the limit per ticket. */
	changesMs: number[];
}

export interface Webhook {
	id: string;
	name: string;
	endpoint: string;
	http_method: string;
	request_format: string;
	status: string;
	subscriptions: string[];
	secret: string;
	createdMs: number;
}

/** Addresses mail would have gone to: the default triggers, on every public comment the requester did not send themselves. */
export interface Mail {
	to: string;
	ticketId: number;
}

export type State = ReturnType<typeof createState>;

export const BOT_ID = 9001;

export function createState(clock: Clock) {
	const users = new Map<number, User>();
	const agent = (id: number, name: string, groups: number[], role: User['role'] = 'agent') =>
		users.set(id, {
			...{ id, name, email: `${name.toLowerCase().split(' ')[0]}@example.test`, role, groups },
			...{ external_id: null, active: true, suspended: false, fields: {} },
		});
	agent(BOT_ID, 'Care Bot', [8001, 8002], 'admin');
	agent(9002, 'Dana Agent', [8001]);
	agent(9003, 'Robin Agent', [8002]);
	let lastId = 10_000;
	return {
		clock,
		users,
		groups: new Map([
			[8001, 'Social'],
			[8002, 'Second Line'],
		]),
		tickets: new Map<number, Ticket>(),
		userFields: new Map<string, { id: number; title: string; type: string; active: boolean }>([
			['x_handle', { id: 7001, title: 'X Handle', type: 'text', active: true }],
			['x_followers', { id: 7002, title: 'X Followers', type: 'integer', active: true }],
			['x_profile_url', { id: 7003, title: 'X Profile', type: 'text', active: true }],
		]),
		uploads: new Map<string, { fileName: string; type: string; base64: string }>(),
		webhooks: new Map<string, Webhook>(),
		mails: [] as Mail[],
		idempotency: new Map<string, { digest: string; body: unknown; atMs: number }>(),
		calls: { minute: 0, count: 0 },
		/** What `set` changes. */
		settings: { rateLimit: 2500, conflicts: 0, searchLagMs: 60_000, isAdmin: true },
		nextId: () => ++lastId,
	};
}

export function addComment(
	state: State,
	ticket: Ticket,
	comment: { html: string; authorId: number; isPublic: boolean; files?: string[]; byId?: number },
): Comment {
	const { clock } = state;
	const html = toSafeHtml(comment.html);
	const made: Comment = {
		id: state.nextId(),
		author_id: comment.authorId,
		html,
		text: toPlainText(html),
		isPublic: comment.isPublic,
		atMs: clock.now(),
		files: comment.files ?? [],
	};
	ticket.comments.push(made);
	if (made.isPublic) mail(state, ticket, comment.byId ?? comment.authorId);
	return made;
}

function mail({ users, mails }: State, ticket: Ticket, byId: number) {
	for (const id of [ticket.requester_id, ...ticket.email_cc_ids]) {
		const to = users.get(id)?.email;
		if (to && id !== byId) mails.push({ to, ticketId: ticket.id });
	}
}
