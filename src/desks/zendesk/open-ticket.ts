import type { CaseRef } from '../../domain/case';
import { isAmbiguous } from '../answer';
import type { FoundTickets, Person } from './answers';
import { isEntryOf, toCommentHtml, toSubject } from './comment-text';
import { keepContact } from './contact';
import { toSpeaker } from './speaker';
import { uploadMedia } from './uploads';
import { busy, refer, type Work } from './work';

/**
 * Opens the conversation's ticket; after one closed for good, its follow-up. Runs that do so at once share an idempotency key:
 * Zendesk answers the later ones with the ticket of the first, or that the key is taken; then they add to it.
 *
 * @param found every ticket with the key; those that are there are closed for good
 * @param settle puts the post into a ticket that has turned up meanwhile
 */
export async function openTicket(
	work: Work,
	found: FoundTickets,
	settle: (work: Work, found: FoundTickets) => Promise<CaseRef | undefined>,
): Promise<CaseRef> {
	const { api, draft } = work;
	const source = found.tickets.at(-1)?.id;
	const person = await keepContact(api, draft.contact);
	const ticket = { ...toNewTicket(work, person), ...(await toOpening(work, person, source)) };
	const notes = [
		source && followed(source),
		person?.isUsable === false && suspended(draft.contact.xUserId),
	];
	const created = (id: string) => refer(work, id, 'created', ...notes.map((it) => it || undefined));

	const key = encodeURIComponent(draft.caseKey) + (source ? `.after-${source}` : '');
	// The second key is for a conversation whose ticket was deleted: Zendesk remembers the first for two hours.
	const keys = [key, `${key}.${draft.postKey}`];
	for (let attempt = 0; attempt < 3; attempt++) {
		const answer = await api.createTicket(keys[0], ticket).catch(async (error: unknown) => {
			if (!isAmbiguous(error)) throw error;
			const { tickets } = await api.findTickets(draft.caseKey);
			const made = tickets.find(({ opening }) => isEntryOf(opening, draft.reference));
			if (!made) throw error;
			return { id: made.id, isReplay: false };
		});
		if (typeof answer === 'object' && !answer.isReplay) return created(answer.id);
		const settled = await settle(work, await api.findTickets(draft.caseKey));
		if (settled) return settled;
		if (answer !== 'conflict') keys.shift();
		if (keys.length === 0) break;
	}
	throw busy('creating the ticket');
}

function toNewTicket({ draft, settings }: Work, person: Person | undefined) {
	const { status, owner, tags, priorities } = settings.newCase;
	const { urgency } = draft;
	const isCustom = status !== undefined && /^\d+$/.test(status);
	return {
		external_id: draft.caseKey,
		subject: toSubject(draft.title),
		requester_id: person?.isUsable ? Number(person.id) : undefined,
		group_id: settings.group ? Number(settings.group) : undefined,
		assignee_id: owner ? Number(owner) : undefined,
		status: isCustom ? undefined : status,
		custom_status_id: isCustom ? Number(status) : undefined,
		priority: urgency && (priorities[urgency] ?? usual[urgency]),
		// Zendesk takes a space for the end of a tag.
		...(tags.length > 0 && { tags: tags.map((tag) => tag.replace(/\s+/g, '_')) }),
	};
}

async function toOpening(work: Work, person: Person | undefined, source: string | undefined) {
	const { draft, settings } = work;
	const audience = { requester: person, hasMailCopies: false };
	const isInternal = settings.commentsAs === 'internal';
	return {
		comment: {
			html_body: toCommentHtml(draft),
			...(isInternal ? { public: false } : toSpeaker(draft, person, audience)),
			...(await uploadMedia(work)),
		},
		...(source && { via_followup_source_id: Number(source) }),
	};
}

const usual = { critical: 'urgent', urgent: 'high', normal: 'normal', low: 'low' };

const followed = (source: string) =>
	`Ticket ${source} is closed for good, so this is its follow-up.`;

const suspended = (xUserId: string) =>
	`The contact of X user ${xUserId} is suspended in Zendesk, so the ticket is an internal note without a requester of its own.`;
