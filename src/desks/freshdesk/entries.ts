import type { CaseDraft } from '../../domain/case';
import { isAmbiguous } from '../answer';
import { isEntryOf } from '../entry';
import type { Item, Ticket } from './answers';
import type { FreshdeskApi } from './api';
import { toHtml } from './text';

/** A ticket that is there, holds the key and can be seen by those who work on tickets. */
export interface HeldTicket {
	ticket: Ticket;
	/** Its text and its conversations. */
	texts: string[];
}

/** Reads what a ticket holds; undefined when it is gone, or not the conversation's any more: the index shows that late. */
export async function readHeld(
	api: FreshdeskApi,
	id: number,
	caseKey: string,
): Promise<HeldTicket | undefined> {
	const ticket = await api.readTicket(id);
	if (!ticket || ticket.isGone || ticket.caseKey !== caseKey) return undefined;
	// It comes with the oldest ten; whether there are more it does not say.
	const isAll = ticket.conversations.length < 10;
	const conversations = isAll ? ticket.conversations : await api.fetchConversations(id);
	return { ticket, texts: [ticket.description ?? '', ...conversations.map(({ text }) => text)] };
}

export const holds = ({ texts }: HeldTicket, reference: string): boolean =>
	texts.some((text) => isEntryOf(text, reference));

/** Adds the post unless it is there; opens a closed ticket again first, so that no word is put where nobody looks. */
export async function addPost(
	api: FreshdeskApi,
	held: HeldTicket,
	draft: CaseDraft,
	isPublic: boolean,
): Promise<'added' | 'existing'> {
	const { id, status } = held.ticket;
	if (holds(held, draft.reference)) return 'existing';
	if (closed.includes(status) && !draft.isOurs) await api.updateTicket(id, { status: open });
	await api.addNote(id, toNote(draft, isPublic)).catch(async (error: unknown) => {
		const now = isAmbiguous(error) ? await readHeld(api, id, draft.caseKey) : undefined;
		if (!now || !holds(now, draft.reference)) throw error;
	});
	return 'added';
}

/** A note, never a reply: a reply is sent to the requester by e-mail. */
export const toNote = (draft: CaseDraft, isPublic: boolean): Item => ({
	body: toHtml(draft.body),
	private: !isPublic,
	incoming: !draft.isOurs,
});

export const open = 2;
/** Resolved, closed. */
export const closed = [4, 5];
