import type { CaseDraft, CaseRef } from '../../domain/case';
import type { HttpSend } from '../../http';
import { isAmbiguous } from '../answer';
import type { Desk } from '../desk';
import type { Ticket } from './answers';
import type { TrackerApi } from './api';
import { createTrackerApi } from './api';
import { keepContact } from './contact';
import { findCase, findPostHolder, merge, toCaseLink, toPostLink } from './find-case';
import { checkQueue, keyRefused, trackerFields } from './set-up';

export interface RequestTrackerSettings {
	/** Address of the web interface. */
	baseUrl: string;
	/** Name of the queue that takes new cases. */
	queue: string;
	/** `correspond`: shown to whoever follows the ticket, opens a closed one again. `comment`: for staff only. */
	followUpAs: 'correspond' | 'comment';
	/** Whether authors become users of Request Tracker (without log-in) and requestors of their cases. */
	keepContacts: boolean;
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
export function createRequestTracker(send: HttpSend, settings: RequestTrackerSettings): Desk {
	const api = createTrackerApi(send);
	const checkQueueOnce = once(async () => await checkQueue(api, settings.queue));
	const base = settings.baseUrl.trim().replace(/\/+$/, '');
	const refer = (id: string, outcome: CaseRef['outcome']): CaseRef => ({
		desk: 'requestTracker',
		id,
		url: `${base}/Ticket/Display.html?id=${id}`,
		outcome,
	});
	return {
		name: 'Request Tracker',
		capabilities: {
			caseKey: 'uniqueReadBack',
			commentKey: 'sameRequestMarker',
			concurrentCreates: 'merged afterwards',
			contactKey: 'unique',
			closedCase: 'reopened',
			media: 'links',
			ourAnswers: 'text',
			caseEvents: 'none',
			publicComments: true,
		},
		upsertCase: async (draft) => {
			const known = await findCase(api, draft.caseKey);
			if (known) {
				await giveKey(api, settings, known, draft.caseKey);
				return refer(known.id, await addPost(api, settings, known, draft));
			}
			await checkQueueOnce();
			const id = await createTicket(api, settings, draft);
			const winner = await findCase(api, draft.caseKey);
			if (winner?.id === id) {
				await giveKey(api, settings, winner, draft.caseKey);
				return refer(id, 'created');
			}
			if (!winner) throw keyRefused(id, draft.caseKey, settings.queue);
			await merge(api, id, winner.id);
			return refer(winner.id, 'added');
		},
	};
}

/** A ticket found by its link alone: RT dropped or refused the key when it was created. Without it the next race is lost. */
async function giveKey(
	api: TrackerApi,
	settings: RequestTrackerSettings,
	{ id, fields }: Ticket,
	caseKey: string,
): Promise<void> {
	// Another key: staff have merged two conversations.
	if (fields[trackerFields.caseKey]?.length) return;
	await checkQueue(api, settings.queue);
	await api.updateTicket(id, { CustomFields: { [trackerFields.caseKey]: caseKey } });
	const [found] = await api.findTickets(`id=${id}`);
	if (!found?.fields[trackerFields.caseKey]?.length) throw keyRefused(id, caseKey, settings.queue);
}

async function addPost(
	api: TrackerApi,
	{ followUpAs }: RequestTrackerSettings,
	{ id, status, fields }: Ticket,
	draft: CaseDraft,
): Promise<'added' | 'existing'> {
	const known = fields[trackerFields.postId] ?? [];
	if (known.includes(draft.postKey)) return 'existing';
	if (await findPostHolder(api, draft.reference)) return 'existing';
	const subject = `X post ${draft.reference}`;
	const isThere = async () => (await api.findMessageSubjects(id)).includes(subject);
	if (await isThere()) return 'existing';
	// `correspond` opens a closed ticket by itself.
	const reopen = followUpAs === 'comment' && closed.includes(status) ? { Status: 'open' } : {};
	const message = {
		Subject: subject,
		Content: draft.body,
		ContentType: 'text/plain',
		CustomFields: { [trackerFields.postId]: [...known, draft.postKey] },
		...reopen,
	};
	await api.addMessage(id, followUpAs, message).catch(async (error: unknown) => {
		if (!isAmbiguous(error) || !(await isThere())) throw error;
	});
	return 'added';
}

const closed = ['resolved', 'rejected'];

async function createTicket(
	api: TrackerApi,
	settings: RequestTrackerSettings,
	draft: CaseDraft,
): Promise<string> {
	const ticket = {
		Queue: settings.queue,
		Subject: draft.title,
		Requestor: settings.keepContacts ? await keepContact(api, draft.contact) : undefined,
		Content: draft.body,
		ContentType: 'text/plain',
		Priority: draft.urgency && priorities[draft.urgency],
		RefersTo: [toCaseLink(draft.caseKey), toPostLink(draft.reference)],
		CustomFields: {
			[trackerFields.caseKey]: draft.caseKey,
			[trackerFields.postId]: [draft.postKey],
		},
	};
	return await api.createTicket(ticket).catch(async (error: unknown) => {
		const made = isAmbiguous(error) ? await findPostHolder(api, draft.reference) : undefined;
		if (!made) throw error;
		return made.id;
	});
}

const priorities = { critical: 100, urgent: 75, normal: 50, low: 25 };

function once(action: () => Promise<void>): () => Promise<void> {
	let done: Promise<void> | undefined;
	return async () => {
		done ??= action().catch((error: unknown) => {
			done = undefined;
			throw error;
		});
		await done;
	};
}
