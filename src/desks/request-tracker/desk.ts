import type { CaseDraft, CaseRef } from '../../domain/case';
import type { HttpSend } from '../../http';
import { isAmbiguous } from '../answer';
import type { Desk, DeskCapabilities, FetchMedia, NewCaseFields } from '../desk';
import { once } from '../once';
import type { Ticket } from './answers';
import type { TrackerApi } from './api';
import { createTrackerApi } from './api';
import { keepContact } from './contact';
import { findCase, merge, toCaseLink, toPostLink } from './find-case';
import { sendWithFiles, toAttachments } from './media';
import { checkOwned, checkOwner, toNewFields } from './new-case';
import { prepareTracker } from './prepare';
import { checkQueue, keyRefused, trackerFields } from './set-up';
import { toBaseAddress } from '../base-address';

export interface RequestTrackerSettings {
	/** Address of the web interface. */
	baseUrl: string;
	/** Name of the queue that takes new cases. */
	queue: string;
	/** `correspond`: shown to whoever follows the ticket, opens a closed one again. `comment`: for staff only. */
	followUpAs: 'correspond' | 'comment';
	/** Whether authors become users of Request Tracker (without log-in) and requestors of their cases. */
	keepContacts: boolean;
	newCase?: NewCaseFields;
}

export const requestTrackerCapabilities: DeskCapabilities = {
	caseKey: 'uniqueReadBack',
	commentKey: 'sameRequestMarker',
	concurrentCreates: 'merged afterwards',
	contactKey: 'unique',
	closedCase: 'reopened',
	media: 'uploaded',
	ourAnswers: 'text',
	caseEvents: 'poll',
	publicComments: true,
};

/** What every call of the desk works with. */
interface Tracker {
	api: TrackerApi;
	settings: RequestTrackerSettings;
	fetchMedia?: FetchMedia;
}

/**
 * Request Tracker 5 over REST 2.
 *
 * A conversation is the ticket whose field *X Case Key* holds its key, or that links to it (a merge drops fields and keeps
 * links). RT keeps the field unique by leaving it empty on the second ticket, so what was created is looked up again, and a
 * ticket that lost is merged into the one that won.
 * A post is in a ticket when one of three marks says so, each written with its text: the field *X Post Id*, a link (new
 * tickets), the message's subject (follow-ups). The field alone would not do: an update replaces all its values, so two runs
 * at once lose one.
 */
export function createRequestTracker(
	send: HttpSend,
	settings: RequestTrackerSettings,
	fetchMedia?: FetchMedia,
): Desk {
	const api = createTrackerApi(send);
	const tracker = { api, settings, fetchMedia };
	const checkOnce = once(async () => {
		await checkQueue(api, settings.queue);
		await checkOwner(api, settings.newCase?.owner);
	});
	const base = toBaseAddress(settings.baseUrl);
	const refer = (id: string, outcome: CaseRef['outcome']): CaseRef => ({
		desk: 'requestTracker',
		id,
		url: `${base}/Ticket/Display.html?id=${id}`,
		outcome,
	});
	return {
		name: 'Request Tracker',
		capabilities: requestTrackerCapabilities,
		upsertCase: async (draft) => {
			const { ticket: known, holder } = await findCase(api, draft);
			if (known) {
				await giveKey(tracker, known, draft);
				return refer(known.id, holder ? 'existing' : await addPost(tracker, known, draft));
			}
			await checkOnce();
			const id = await createTicket(tracker, draft);
			const { ticket: winner } = await findCase(api, draft);
			if (!winner) throw keyRefused(id, draft.caseKey, settings.queue);
			if (winner.id === id) {
				await giveKey(tracker, winner, draft);
				checkOwned(winner, settings.newCase?.owner, settings.queue);
				return refer(id, 'created');
			}
			await merge(api, id, winner.id);
			return refer(winner.id, 'added');
		},
		prepare: async () => await prepareTracker(api, settings),
	};
}

/** A ticket found by its link alone: RT dropped or refused the key when it was created. Without it the next race is lost. */
async function giveKey(
	{ api, settings: { queue } }: Tracker,
	{ id, fields }: Ticket,
	{ caseKey }: CaseDraft,
): Promise<void> {
	// Another key: staff have merged two conversations.
	if (fields[trackerFields.caseKey]?.length) return;
	await checkQueue(api, queue);
	await api.updateTicket(id, { CustomFields: { [trackerFields.caseKey]: caseKey } });
	const [found] = await api.findTickets(`id=${id}`);
	if (!found?.fields[trackerFields.caseKey]?.length) throw keyRefused(id, caseKey, queue);
}

async function addPost(
	{ api, settings, fetchMedia }: Tracker,
	{ id, status, fields }: Ticket,
	draft: CaseDraft,
): Promise<'added' | 'existing'> {
	const known = fields[trackerFields.postId] ?? [];
	if (known.includes(draft.postKey)) return 'existing';
	const subject = `X post ${draft.reference}`;
	// No message can hold a post that was not written yet; a day for clocks that differ.
	const sinceMs = Date.parse(draft.createdAt) - 86_400_000;
	const isThere = async () => await api.hasMessage(id, subject, sinceMs);
	if (await isThere()) return 'existing';
	// What we said ourselves is mailed to nobody and opens nothing again.
	const kind = draft.isOurs ? 'comment' : settings.followUpAs;
	// `correspond` opens a closed ticket by itself.
	const isToOpen = kind === 'comment' && !draft.isOurs && closed.includes(status);
	const message = {
		Subject: subject,
		Content: draft.body,
		ContentType: 'text/plain',
		CustomFields: { [trackerFields.postId]: [...known, draft.postKey] },
		...(isToOpen ? { Status: 'open' } : {}),
	};
	const files = await toAttachments(draft, fetchMedia);
	await sendWithFiles(files, async (attached) => {
		await api.addMessage(id, kind, { ...message, ...attached });
	}).catch(async (error: unknown) => {
		if (!isAmbiguous(error) || !(await isThere())) throw error;
	});
	return 'added';
}

const closed = ['resolved', 'rejected'];

async function createTicket(
	{ api, settings, fetchMedia }: Tracker,
	draft: CaseDraft,
): Promise<string> {
	const { queue, keepContacts, newCase = { tags: [], priorities: {} } } = settings;
	const fields = toNewFields(newCase, draft.urgency);
	const ticket = {
		Queue: queue,
		Subject: draft.title,
		Requestor: keepContacts ? await keepContact(api, draft.contact) : undefined,
		Content: draft.body,
		ContentType: 'text/plain',
		...fields,
		RefersTo: [toCaseLink(draft.caseKey), toPostLink(draft.reference)],
		CustomFields: {
			[trackerFields.caseKey]: draft.caseKey,
			[trackerFields.postId]: [draft.postKey],
		},
	};
	const files = await toAttachments(draft, fetchMedia);
	return await sendWithFiles(
		files,
		async (attached) => await api.createTicket({ ...ticket, ...attached }),
	).catch(async (error: unknown) => {
		const { holder } = isAmbiguous(error) ? await findCase(api, draft) : {};
		if (!holder) throw error;
		return holder.id;
	});
}
