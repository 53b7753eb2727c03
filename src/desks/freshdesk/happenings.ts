import type { CaseEvent } from '../../domain/case-event';
import { isOurEntry, parseCaseKey } from '../../domain/case-event';
import type { Conversation, Ticket } from './answers';
import { closed } from './entries';

/** Status, agent (0: nobody) and last change of a case when it was last looked at. */
export type KnownCase = [status: number, owner: number, updatedAt: string];

export interface LookedAt {
	/** Address of the Freshdesk. */
	base: string;
	/** Our agent. */
	me: number;
	ticket: Ticket;
	conversations: Conversation[];
	before?: KnownCase;
	/** What is older has been told. */
	fromMs: number;
}

/** What happened to a case: by the times Freshdesk keeps, else by what is different from before. */
export function toHappenings(looked: LookedAt): CaseEvent[] {
	if (!parseCaseKey(looked.ticket.caseKey)) return [];
	return [...toStatusChange(looked), ...toAssignment(looked), ...toComments(looked)];
}

function toStatusChange(looked: LookedAt): CaseEvent[] {
	const { ticket, before, fromMs, conversations } = looked;
	const { resolvedAt, reopenedAt, updatedAt, status } = ticket;
	if (closed.includes(status)) {
		// Resolved and later closed is resolved once.
		const at = resolvedAt ?? (before && !closed.includes(before[0]) ? updatedAt : undefined);
		if (at === undefined || Date.parse(at) < fromMs) return [];
		return [toEvent(looked, 'resolved', at, status)];
	}
	const wasClosed = before !== undefined && closed.includes(before[0]);
	const at = reopenedAt ?? (wasClosed ? updatedAt : undefined);
	if (at === undefined || Date.parse(at) < fromMs) return [];
	// The node opens a case again just before it adds the post that is the reason.
	const isOurs = conversations.some(
		({ text, createdAt }) =>
			isOurEntry(text) && Math.abs(Date.parse(createdAt) - Date.parse(at)) < 60_000,
	);
	return [{ ...toEvent(looked, 'reopened', at, status), isOurs }];
}

function toAssignment(looked: LookedAt): CaseEvent[] {
	const { ticket, before } = looked;
	const owner = ticket.responderId ?? 0;
	if (!before || before[1] === owner) return [];
	const event = toEvent(looked, 'assigned', ticket.updatedAt, owner);
	return [{ ...event, ...(owner > 0 && { owner: { id: String(owner) } }) }];
}

function toComments(looked: LookedAt): CaseEvent[] {
	const { conversations, fromMs, me } = looked;
	return conversations
		.filter((it) => !it.isIncoming && !isOurEntry(it.text) && Date.parse(it.createdAt) >= fromMs)
		.map((it) => ({
			...toEvent(looked, 'commented', it.createdAt, 0),
			id: `freshdesk-conversation-${it.id}`,
			...(it.userId !== undefined && { by: { id: String(it.userId) } }),
			isOurs: it.userId === me,
			comment: { text: it.text, isPublic: !it.isPrivate },
		}));
}

function toEvent(
	{ base, ticket }: LookedAt,
	kind: CaseEvent['kind'],
	at: string,
	what: number,
): CaseEvent {
	const key = parseCaseKey(ticket.caseKey);
	if (!key) throw new Error(`Ticket ${ticket.id} is no case of ours`);
	const atMs = Date.parse(at);
	// Resolved, then closed: the same event, whichever of the two it is found at.
	const detail = kind === 'resolved' || kind === 'reopened' ? kind : `${kind}-${what}`;
	return {
		id: `freshdesk-${ticket.id}-${detail}-${atMs}`,
		kind,
		desk: 'freshdesk',
		caseId: String(ticket.id),
		caseUrl: `${base}/a/tickets/${ticket.id}`,
		...(ticket.subject && { caseTitle: ticket.subject }),
		...key,
		at: new Date(atMs).toISOString(),
		isOurs: false,
		status: statusNames[ticket.status] ?? String(ticket.status),
	};
}

/** Those every Freshdesk has; an account's own have numbers above. */
const statusNames: Record<number, string> = {
	2: 'Open',
	3: 'Pending',
	4: 'Resolved',
	5: 'Closed',
	6: 'Waiting on Customer',
	7: 'Waiting on Third Party',
};
