import type { CaseRef } from '../../domain/case';
import type { HttpSend } from '../../http';
import type { Desk, DeskCapabilities, FetchMedia } from '../desk';
import { addPost } from './add-post';
import type { FoundTickets, Ticket } from './answers';
import type { ZendeskApi } from './api';
import { createZendeskApi } from './api';
import { isEntryOf } from './comment-text';
import { openTicket } from './open-ticket';
import { prepareZendesk } from './set-up';
import { refer, type Work, type ZendeskSettings } from './work';

export const zendeskCapabilities: DeskCapabilities = {
	caseKey: 'idempotencyKey',
	commentKey: 'scanBody',
	concurrentCreates: 'one case',
	contactKey: 'unique',
	closedCase: 'reopened',
	media: 'uploaded',
	ourAnswers: 'outgoing',
	caseEvents: 'webhook',
	publicComments: true,
};

/**
 * Zendesk Support, ticketing API v2.
 *
 * A conversation is the oldest ticket not closed for good whose *External ID* is its key. Zendesk does not keep that unique, but
 * lists it as it is; what runs create at once, its idempotency key keeps to one for two hours.
 * A post is in a ticket when one of its comments ends with the post's reference.
 */
export function createZendesk(
	send: HttpSend,
	settings: ZendeskSettings,
	fetchMedia?: FetchMedia,
): Desk {
	const api = createZendeskApi(send);
	const ourAnswers = settings.commentsAs === 'internal' ? 'text' : 'outgoing';
	return {
		name: 'Zendesk',
		capabilities: { ...zendeskCapabilities, ourAnswers },
		upsertCase: async (draft) => {
			const work = { api, settings, fetchMedia, draft };
			const found = await api.findTickets(draft.caseKey);
			return (await settle(work, found)) ?? (await openTicket(work, found, settle));
		},
		prepare: async () => await prepareZendesk(api),
	};
}

/** Puts the post where the conversation is, once; undefined when no ticket is there that takes it. */
async function settle(work: Work, { tickets, people }: FoundTickets): Promise<CaseRef | undefined> {
	const { api, draft } = work;
	const holder = await findHolder(api, tickets, draft.reference);
	if (holder) return refer(work, holder.id, 'existing');
	const [ticket, ...doubles] = tickets.filter(({ status }) => status !== 'closed');
	if (!ticket || !(await addPost(work, ticket, people))) return undefined;
	return refer(work, ticket.id, 'added', doubles.length > 0 ? toNote(ticket, doubles) : undefined);
}

async function findHolder(
	api: ZendeskApi,
	tickets: Ticket[],
	reference: string,
): Promise<Ticket | undefined> {
	const opened = tickets.find(({ opening }) => isEntryOf(opening, reference));
	if (opened) return opened;
	for (const ticket of [...tickets].reverse()) {
		if (await api.hasComment(ticket.id, (text) => isEntryOf(text, reference))) return ticket;
	}
	return undefined;
}

const toNote = ({ id }: Ticket, doubles: Ticket[]) =>
	`Zendesk has this conversation in other tickets, too (${doubles.map((it) => it.id).join(', ')}); merge them into ${id}.`;
