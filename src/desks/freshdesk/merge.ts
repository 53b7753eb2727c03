import type { CaseDraft } from '../../domain/case';
import { HttpFailure } from '../../http';
import { isAmbiguous } from '../answer';
import { caseKeyField } from './answers';
import type { FreshdeskApi } from './api';
import type { HeldTicket } from './entries';
import { addPost, closed, holds, readHeld } from './entries';
import { toHtml } from './text';

/** A ticket that holds a conversation which another one holds too. */
interface Loser {
	id: number;
	/** What the case must have of it: its text, with the reference that text ends with. */
	text: string;
	reference?: string;
}

/**
 * Puts what a run that lost the race has created into the ticket that won.
 *
 * @returns what people have to know, if it could not be merged: the words are in the winner all the same
 */
export async function mergeOwn(
	api: FreshdeskApi,
	winner: HeldTicket,
	loserId: number,
	draft: CaseDraft,
	isPublic: boolean,
): Promise<string[]> {
	const { id } = winner.ticket;
	const loser = { id: loserId, text: draft.body, reference: draft.reference };
	const isMerged = await mergeInto(api, winner, loser, isPublic).catch(async (error: unknown) => {
		if (isRefused(error)) return false;
		const now = isAmbiguous(error) ? await readHeld(api, id, draft.caseKey) : undefined;
		if (!now || !holds(now, draft.reference)) throw error;
		return true;
	});
	if (!isMerged) await addPost(api, winner, draft, isPublic);
	await release(api, loserId);
	if (isMerged) return [];
	return [
		`Ticket ${loserId} holds the same conversation and could not be merged; merge it into ticket ${id} by hand.`,
	];
}

/** Heals what runs that ended between creating and merging left behind; what cannot be merged stays as it is. */
export async function mergeLeftBehind(
	api: FreshdeskApi,
	winner: HeldTicket,
	loserIds: number[],
	caseKey: string,
	isPublic: boolean,
): Promise<HeldTicket> {
	let held = winner;
	for (const id of loserIds) {
		const loser = await readHeld(api, id, caseKey);
		if (!loser) continue;
		const text = loser.ticket.description ?? '';
		const reference = /Reference: (\S+)\s*$/.exec(text)?.[1];
		// A merge closes; closed and still with the key, it only was not released.
		const isClosed = closed.includes(loser.ticket.status);
		const isMerged =
			(isClosed && reference !== undefined && holds(held, reference)) ||
			(await mergeInto(api, held, { id, text, reference }, isPublic).catch((error: unknown) => {
				if (!isRefused(error)) throw error;
				return false;
			}));
		if (!isMerged) continue;
		await release(api, id);
		held = (await readHeld(api, held.ticket.id, caseKey)) ?? held;
	}
	return held;
}

/** A merge moves the conversations, closes the loser, and leaves a note for which we write the text: it carries the words over. */
async function mergeInto(
	api: FreshdeskApi,
	winner: HeldTicket,
	{ id, text, reference }: Loser,
	isPublic: boolean,
): Promise<true> {
	const isThere = reference !== undefined && holds(winner, reference);
	const notice = `Ticket ${id} held the same conversation and was merged into this one.`;
	await api.mergeTickets({
		primary_id: winner.ticket.id,
		ticket_ids: [id],
		note_in_primary: isThere
			? { body: toHtml(`${notice}\nReference: ${reference}`), private: true }
			: { body: toHtml(text), private: !isPublic },
		note_in_secondary: {
			body: toHtml(`Ticket ${winner.ticket.id} holds this conversation.`),
			private: true,
		},
	});
	return true;
}

/** A merged ticket keeps its fields; with the key it would be taken for the case one day. */
async function release(api: FreshdeskApi, id: number): Promise<void> {
	await api
		.updateTicket(id, { custom_fields: { [caseKeyField]: null } })
		.catch((error: unknown) => {
			if (!isRefused(error)) throw error;
		});
}

const isRefused = (error: unknown) =>
	error instanceof HttpFailure &&
	['refused', 'forbidden', 'not-found', 'misconfigured'].includes(error.kind);
