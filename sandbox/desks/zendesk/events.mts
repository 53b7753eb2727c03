import { createHmac, randomUUID } from 'node:crypto';

import { callLoopback, refusedAddress } from '../../loopback-call.mts';
import type { Comment, State, Ticket, Webhook } from './state.mts';

export const TICKET_EVENTS = [
	'status_changed',
	'agent_assignment_changed',
	'comment_added',
] as const;

type TicketEvent = (typeof TICKET_EVENTS)[number];

const TRIES = 3;

export type Events = ReturnType<typeof createEvents>;

/** Tells the registered webhooks what happened to tickets, signed; tries a few times when nobody takes it. */
export function createEvents(state: State) {
	const end = new AbortController();
	let open = 0;
	const deliver = async (webhook: Webhook, body: string) => {
		open += 1;
		for (let tries = 0; tries < TRIES && !end.signal.aborted; tries++) {
			const status = await post(state, webhook, body, end.signal).catch(() => 0);
			if (status >= 200 && status < 300) break;
		}
		open -= 1;
	};
	return {
		tell(
			ticket: Ticket,
			event: TicketEvent,
			actorId: number,
			about: { previous?: string | null; comment?: Comment },
		) {
			const type = `zen:event-type:ticket.${event}`;
			const body = JSON.stringify({
				account_id: 22129848,
				detail: toDetail(ticket, actorId),
				event: toEvent(state, ticket, event, about),
				id: randomUUID(),
				subject: `zen:ticket:${ticket.id}`,
				time: new Date(state.clock.now()).toISOString().replace('Z', '456789Z'),
				type,
				zendesk_event_version: '2022-11-06',
			});
			for (const webhook of state.webhooks.values()) {
				const isTold = webhook.status === 'active' && webhook.subscriptions.includes(type);
				if (isTold) void deliver(webhook, body);
			}
		},
		isQuiet: () => open === 0,
		end: () => end.abort(),
	};
}

async function post({ clock }: State, webhook: Webhook, body: string, signal: AbortSignal) {
	if (refusedAddress(webhook.endpoint)) return 0;
	const time = new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
	const signature = createHmac('sha256', webhook.secret)
		.update(time + body)
		.digest('base64');
	const { status } = await callLoopback({
		method: 'POST',
		url: new URL(webhook.endpoint),
		headers: {
			'content-type': 'application/json',
			'user-agent': 'Zendesk Webhook',
			'x-zendesk-account-id': '22129848',
			'x-zendesk-webhook-id': webhook.id,
			'x-zendesk-webhook-signature': signature,
			'x-zendesk-webhook-signature-timestamp': time,
		},
		body,
		timeLimitMs: 12_000,
		signal,
	});
	return status;
}

const toId = (id: number | null) => (id === null ? null : String(id));

const toDetail = (ticket: Ticket, actorId: number) => ({
	actor_id: String(actorId),
	assignee_id: toId(ticket.assignee_id),
	brand_id: '360002783572',
	created_at: new Date(ticket.createdMs).toISOString(),
	custom_status: toId(ticket.custom_status_id),
	description: ticket.comments[0]?.text ?? '',
	external_id: ticket.external_id,
	form_id: '360003752032',
	group_id: toId(ticket.group_id),
	id: String(ticket.id),
	is_public: ticket.comments.some(({ isPublic }) => isPublic),
	organization_id: null,
	priority: ticket.priority?.toUpperCase() ?? null,
	requester_id: String(ticket.requester_id),
	status: ticket.status.toUpperCase(),
	subject: ticket.subject,
	submitter_id: String(ticket.submitter_id),
	tags: ticket.tags,
	type: null,
	updated_at: new Date(ticket.updatedMs).toISOString(),
	via: { channel: 'web_service' },
});

function toEvent(
	{ users, nextId }: State,
	ticket: Ticket,
	event: TicketEvent,
	{ previous, comment }: { previous?: string | null; comment?: Comment },
) {
	const meta = { sequence: { id: String(nextId()), position: 1 } };
	if (event === 'status_changed') {
		return { meta, current: ticket.status.toUpperCase(), previous: previous?.toUpperCase() };
	}
	if (event === 'agent_assignment_changed') {
		return { meta, current: toId(ticket.assignee_id), previous: previous ?? null };
	}
	const author = users.get(comment!.author_id);
	return {
		meta,
		comment: {
			id: String(comment!.id),
			body: comment!.text,
			is_public: comment!.isPublic,
			author: { id: String(author?.id), is_staff: author?.role !== 'end-user', name: author?.name },
		},
	};
}
