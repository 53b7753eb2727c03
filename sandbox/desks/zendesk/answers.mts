import type { DeskAnswer, DeskRequest } from '../service.mts';
import { json } from '../service.mts';
import type { Comment, State, Ticket, User, Webhook } from './state.mts';

export const iso = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

export const notFound = () => json(404, { error: 'RecordNotFound', description: 'Not found' });

/** 422 as Zendesk words it: `{field: [what is wrong, code]}`. */
export const invalid = (problems: Record<string, [said: string, code: string]>): DeskAnswer =>
	json(422, {
		error: 'RecordInvalid',
		description: 'Record validation errors',
		details: Object.fromEntries(
			Object.entries(problems).map(([field, [description, error]]) => [
				field,
				[{ description, error }],
			]),
		),
	});

/** One page by cursor (`page[size]`), or by number where none is asked for. */
export function paginate(
	{ query, path, baseUrl }: DeskRequest,
	name: string,
	all: unknown[],
	more: Record<string, unknown> = {},
): DeskAnswer {
	const size = Number(query.get('page[size]') ?? 0);
	if (size === 0) {
		const per = Math.min(100, Number(query.get('per_page') ?? 100));
		const page = Number(query.get('page') ?? 1);
		const rows = all.slice((page - 1) * per, page * per);
		const next = new URLSearchParams(query);
		next.set('page', String(page + 1));
		const next_page = page * per < all.length ? `${baseUrl}${path}.json?${next}` : null;
		return json(200, { [name]: rows, ...more, next_page, previous_page: null, count: all.length });
	}
	if (!(size >= 1 && size <= 100)) {
		return json(400, { error: 'InvalidPaginationParameter', description: 'page[size] is invalid' });
	}
	const start = Number(Buffer.from(query.get('page[after]') ?? '', 'base64').toString() || 0);
	const end = start + size;
	const has_more = end < all.length;
	const after_cursor = Buffer.from(String(end)).toString('base64');
	const next = new URLSearchParams(query);
	next.set('page[after]', after_cursor);
	return json(200, {
		[name]: all.slice(start, end),
		...more,
		meta: { has_more, after_cursor: has_more ? after_cursor : null, before_cursor: null },
		links: { next: has_more ? `${baseUrl}${path}.json?${next}` : null, prev: null },
	});
}

export const renderTicket = (ticket: Ticket, baseUrl: string) => ({
	url: `${baseUrl}/api/v2/tickets/${ticket.id}.json`,
	id: ticket.id,
	external_id: ticket.external_id,
	via: {
		channel: 'api',
		source: { from: {}, to: {}, rel: ticket.followUpOf ? 'follow_up' : null },
	},
	created_at: iso(ticket.createdMs),
	updated_at: iso(ticket.updatedMs),
	type: null,
	subject: ticket.subject,
	raw_subject: ticket.subject,
	description: ticket.comments[0]?.text ?? '',
	priority: ticket.priority,
	status: ticket.status,
	custom_status_id: ticket.custom_status_id,
	recipient: null,
	requester_id: ticket.requester_id,
	submitter_id: ticket.submitter_id,
	assignee_id: ticket.assignee_id,
	organization_id: null,
	group_id: ticket.group_id,
	collaborator_ids: ticket.email_cc_ids,
	follower_ids: [],
	email_cc_ids: ticket.email_cc_ids,
	has_incidents: false,
	is_public: ticket.comments.some(({ isPublic }) => isPublic),
	due_at: null,
	tags: ticket.tags,
	custom_fields: [],
	followup_ids: [],
	allow_channelback: false,
	allow_attachments: true,
});

export const renderUser = (user: User, { userFields }: State, baseUrl: string) => ({
	id: user.id,
	url: `${baseUrl}/api/v2/users/${user.id}.json`,
	name: user.name,
	email: user.email,
	external_id: user.external_id,
	role: user.role,
	active: user.active,
	suspended: user.suspended,
	verified: false,
	phone: null,
	tags: [],
	user_fields: Object.fromEntries(
		[...userFields]
			.filter(([, { active }]) => active)
			.map(([key]) => [key, user.fields[key] ?? null]),
	),
});

export const renderComment = (comment: Comment, baseUrl: string) => ({
	id: comment.id,
	type: 'Comment',
	author_id: comment.author_id,
	body: comment.text,
	html_body: `<div class="zd-comment" dir="auto">${comment.html}</div>`,
	plain_body: comment.text.replace(/ {2}/g, '&nbsp; '),
	public: comment.isPublic,
	attachments: comment.files.map((file_name, at) => ({
		id: comment.id * 10 + at,
		file_name,
		content_url: `${baseUrl}/attachments/${file_name}`,
	})),
	audit_id: comment.id + 1_000_000,
	via: { channel: 'api', source: { from: {}, to: {}, rel: null } },
	created_at: iso(comment.atMs),
	metadata: { system: {}, custom: {} },
});

export const renderWebhook = (webhook: Webhook) => {
	const { id, name, endpoint, http_method, request_format, status, subscriptions } = webhook;
	return {
		...{ id, name, endpoint, http_method, request_format, status, subscriptions },
		created_at: iso(webhook.createdMs),
		created_by: '9001',
	};
};
