import { isAmbiguous } from '../answer';
import type { Person, Ticket } from './answers';
import { isEntryOf, toCommentHtml } from './comment-text';
import { toExternalId } from './contact';
import { type Speaker, toSpeaker } from './speaker';
import { uploadMedia } from './uploads';
import { busy, type Work } from './work';

/**
 * @param people those the look-up named along with the ticket
 * @returns whether it is in; it is not when the ticket has been closed for good meanwhile
 */
export async function addPost(work: Work, ticket: Ticket, people: Person[]): Promise<boolean> {
	const { api, draft } = work;
	const comment = {
		html_body: toCommentHtml(draft),
		...findSpeaker(work, ticket, people),
		...(await uploadMedia(work)),
	};
	// A customer's words wait for somebody, an answer of ours does not.
	const isWaiting = !draft.isOurs && ['solved', 'pending'].includes(ticket.status);
	const update = async () =>
		await api.updateTicket(ticket.id, { comment, ...(isWaiting && { status: 'open' }) });
	const isThere = async () =>
		await api.hasComment(ticket.id, (text) => isEntryOf(text, draft.reference));
	const tryTwice = async () => {
		const outcome = await update();
		if (outcome !== 'conflict') return outcome === 'done';
		if (await isThere()) return true;
		const second = await update();
		if (second === 'conflict') throw busy(`adding to ticket ${ticket.id}`);
		return second === 'done';
	};
	return await tryTwice().catch(async (error: unknown) => {
		if (isAmbiguous(error) && (await isThere())) return true;
		throw error;
	});
}

/** Making a user of somebody who joins in would cost two calls more: their words stand as a note, which says who wrote them. */
function findSpeaker({ draft, settings }: Work, ticket: Ticket, people: Person[]): Speaker {
	if (settings.commentsAs === 'internal') return { public: false };
	const requester = people.find(({ id }) => id === ticket.requesterId);
	const audience = { requester, hasMailCopies: ticket.hasMailCopies };
	const externalId = toExternalId(draft.contact);
	return toSpeaker(
		draft,
		people.find((it) => it.externalId === externalId),
		audience,
	);
}
