import type { CaseRef } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import type { HttpSend } from '../../http';
import type { Desk, DeskCapabilities, FetchMedia } from '../desk';
import { addPost } from './add-post';
import { createZammadApi, createZammadCall } from './api';
import { createArticleWriter } from './article';
import { ticketAttributes } from './attributes';
import { keepContact } from './contact';
import { createTicket, type NewTicketSettings } from './create-ticket';
import { attributeMissing } from './failures';
import { findTicket } from './find-ticket';
import { once } from '../once';
import { prepareZammad } from './prepare';
import { createStates } from './states';
import { toBaseAddress } from '../base-address';

export interface ZammadSettings extends NewTicketSettings {
	/** The address Zammad is opened at. */
	baseUrl: string;
	/** `note` never leaves Zammad; `web` counts as contact with the customer, and triggers may answer it. */
	articleType: 'note' | 'web';
}

export const zammadCapabilities: DeskCapabilities = {
	caseKey: 'consistentSearch',
	commentKey: 'scanBody',
	concurrentCreates: 'merged afterwards',
	contactKey: 'search',
	closedCase: 'reopened',
	media: 'uploaded',
	ourAnswers: 'outgoing',
	caseEvents: 'webhook',
	publicComments: true,
};

/**
 * Zammad 6.4 or newer over its REST API.
 *
 * A conversation is the oldest ticket whose attribute *x_case_key* holds its key. Zammad keeps nothing unique, so the key is
 * looked up again after every create, and a younger ticket is merged into the oldest. A post is in a ticket when an article
 * has its reference as subject or last line.
 */
export function createZammad(
	send: HttpSend,
	settings: ZammadSettings,
	fetchMedia?: FetchMedia,
): Desk {
	const api = createZammadApi(send);
	const states = createStates(api);
	const findMe = once(api.findMe);
	const base = toBaseAddress(settings.baseUrl);
	const writeArticle = createArticleWriter(settings.articleType, fetchMedia);
	const refer = (id: string, outcome: CaseRef['outcome'], notes: string[] = []): CaseRef => ({
		desk: 'zammad',
		id,
		url: `${base}/#ticket/zoom/${id}`,
		outcome,
		...(notes.length > 0 ? { notes } : {}),
	});
	return {
		name: 'Zammad',
		capabilities: zammadCapabilities,
		prepare: async () => await prepareZammad(createZammadCall(send)),
		upsertCase: async (draft) => {
			const known = await findTicket(api, states, draft.caseKey);
			if (known) {
				const { ticket, keyed } = known;
				const isOpening = keyed.some(({ firstPost }) => firstPost === draft.postKey);
				if (isOpening) return refer(ticket.id, 'existing');
				const { isNew, notes } = await addPost(api, states, writeArticle, ticket, draft);
				return refer(ticket.id, isNew ? 'added' : 'existing', notes);
			}
			const customer =
				draft.contact.xUserId === unknownAuthorId
					? await findMe()
					: await keepContact(api, draft.contact);
			const { id, notes } = await createTicket(api, settings, writeArticle, customer, draft);
			const kept = await findTicket(api, states, draft.caseKey);
			if (!kept) throw attributeMissing(ticketAttributes.caseKey, '');
			return refer(kept.ticket.id, kept.ticket.id === id ? 'created' : 'added', notes);
		},
	};
}
