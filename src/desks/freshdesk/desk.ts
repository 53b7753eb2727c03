import type { CaseDraft, CaseRef } from '../../domain/case';
import type { HttpSend } from '../../http';
import { isAmbiguous } from '../answer';
import type { Desk, DeskCapabilities } from '../desk';
import { isEntryOf } from '../entry';
import { caseKeyField, toFields } from './answers';
import type { FreshdeskApi } from './api';
import { createFreshdeskApi } from './api';
import { keepContact } from './contact';
import type { HeldTicket } from './entries';
import { addPost, readHeld } from './entries';
import { findCase, findFresh, findOfAll } from './find-case';
import { mergeLeftBehind, mergeOwn } from './merge';
import { prepareFreshdesk } from './set-up';
import type { FreshdeskSettings } from './settings';
import { toNewTicketFields } from './settings';
import { toHtml } from './text';
import { toBaseAddress } from '../base-address';

export const freshdeskCapabilities: DeskCapabilities = {
	caseKey: 'consistentSearch',
	commentKey: 'scanBody',
	concurrentCreates: 'merged afterwards',
	contactKey: 'unique',
	closedCase: 'reopened',
	media: 'links',
	ourAnswers: 'text',
	caseEvents: 'poll',
	publicComments: true,
};

/**
 * Freshdesk over API 2.
 *
 * A conversation is the oldest ticket whose field `cf_x_case_key` holds its key; a post is the ticket's text or a note. Freshdesk
 * keeps no ticket field unique, so what was created is looked up again in the list of the newest tickets, and of two the newer
 * is merged into the older.
 */
export function createFreshdesk(send: HttpSend, settings: FreshdeskSettings): Desk {
	const api = createFreshdeskApi(send);
	const base = toBaseAddress(settings.baseUrl);
	const refer = (id: number, outcome: CaseRef['outcome'], notes: string[] = []): CaseRef => ({
		desk: 'freshdesk',
		id: String(id),
		url: `${base}/a/tickets/${id}`,
		outcome,
		...(notes.length > 0 && { notes }),
	});
	const isPublic = settings.arePostsPublic;
	return {
		name: 'Freshdesk',
		capabilities: freshdeskCapabilities,
		upsertCase: async (draft) => {
			const known = await findHeld(api, draft, isPublic);
			if (known && !mayBeLeftBehind(known, draft)) {
				return refer(known.ticket.id, await addPost(api, known, draft, isPublic));
			}
			const id = known?.ticket.id ?? (await createTicket(api, settings, draft));
			const [oldest] = (await findOfAll(api, draft.caseKey)).tickets;
			const winner =
				oldest && oldest.id < id ? await readHeld(api, oldest.id, draft.caseKey) : undefined;
			if (!winner) return refer(id, known ? 'existing' : 'created');
			return refer(winner.ticket.id, 'added', await mergeOwn(api, winner, id, draft, isPublic));
		},
		prepare: async () => await prepareFreshdesk(api),
	};
}

/**
 * Whether the run that opened the ticket with this post may have ended before it saw an older one: a follow-up is first looked
 * for among the requester's own tickets, and somebody else's is none of them.
 */
const mayBeLeftBehind = ({ ticket }: HeldTicket, { isFollowUp, reference }: CaseDraft) =>
	isFollowUp && isEntryOf(ticket.description ?? '', reference);

/** The conversation's case with what it holds, other tickets of it merged in. */
async function findHeld(api: FreshdeskApi, draft: CaseDraft, isPublic: boolean) {
	const { tickets, leftBehind } = await findCase(api, draft);
	for (const { id } of tickets) {
		const held = await readHeld(api, id, draft.caseKey);
		if (!held) continue;
		const losers = leftBehind.map((it) => it.id).filter((it) => it > id);
		return await mergeLeftBehind(api, held, losers, draft.caseKey, isPublic);
	}
	return undefined;
}

/** @returns its id, also when the answer that names it never came */
async function createTicket(
	api: FreshdeskApi,
	settings: FreshdeskSettings,
	draft: CaseDraft,
): Promise<number> {
	const { custom_fields: more, ...fields } = toNewTicketFields(settings, draft.urgency);
	const ticket = {
		...fields,
		...(await keepContact(api, draft.contact)),
		subject: draft.title,
		description: toHtml(draft.body),
		custom_fields: { ...toFields(more), [caseKeyField]: draft.caseKey },
	};
	const made = await api.createTicket(ticket).catch(async (error: unknown) => {
		if (!isAmbiguous(error)) throw error;
		for (const { id } of await findFresh(api, draft.caseKey)) {
			const found = await api.readTicket(id);
			if (found && isEntryOf(found.description ?? '', draft.reference)) return found;
		}
		throw error;
	});
	return made.id;
}
