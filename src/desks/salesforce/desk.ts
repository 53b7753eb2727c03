import type { CaseDraft, CaseRef } from '../../domain/case';
import type { HttpSend } from '../../http';
import { HttpFailure } from '../../http';
import { isAmbiguous } from '../answer';
import type { Desk, DeskCapabilities, FetchMedia, NewCaseFields } from '../desk';
import { hasCode, type SalesforceRecord, toText } from './answers';
import { createSalesforceApi, type SalesforceApi } from './api';
import { toContactChanges } from './contact';
import { findCase, type Held, holdsPost, keepsContact } from './find-case';
import { attachMedia } from './media';
import { toNewCase } from './new-case';
import { toComments } from './parts';
import { prepareSalesforce } from './set-up';
import { toBaseAddress } from '../base-address';

export interface SalesforceSettings {
	/** My Domain URL. */
	baseUrl: string;
	/** Id of the queue that owns new cases; none: the active assignment rules decide. */
	queue?: string;
	newCase: NewCaseFields;
	/** Value of *Case Origin* for new cases. */
	origin?: string;
	/** Status a closed case gets when the customer writes on; none: the one cases are opened with. */
	reopenAs?: string;
	/** Whether comments are published to the customer's portal. */
	publishComments: boolean;
	keepContacts: boolean;
	/** Id of the account new contacts belong to; none: they are private to their owner. */
	account?: string;
}

export const salesforceCapabilities: DeskCapabilities = {
	caseKey: 'upsert',
	commentKey: 'scanBody',
	concurrentCreates: 'one case',
	contactKey: 'unique',
	closedCase: 'reopened',
	media: 'uploaded',
	ourAnswers: 'text',
	caseEvents: 'poll',
	publicComments: true,
};

/**
 * Salesforce over its REST API.
 *
 * A conversation is the case whose unique external id `X_Case_Key__c` holds its key, a person the contact whose
 * `X_User_Id__c` holds the X user id: both are inserted, never upserted, so that nothing people changed is written over, and
 * who comes second is told so and looks again. The first post is the case's description, named in `X_First_Post__c`; later
 * ones are comments, known by their last line, because comments have no fields of their own.
 */
export function createSalesforce(
	send: HttpSend,
	settings: SalesforceSettings,
	fetchMedia?: FetchMedia,
): Desk {
	const api = createSalesforceApi(send);
	const base = toBaseAddress(settings.baseUrl);
	const refer = (id: string, outcome: CaseRef['outcome'], notes: string[] = []): CaseRef => ({
		desk: 'salesforce',
		id,
		url: `${base}/lightning/r/Case/${id}/view`,
		outcome,
		...(notes.length > 0 ? { notes } : {}),
	});
	const write = async (held: Held, draft: CaseDraft): Promise<string> =>
		held.case
			? await addPost(api, settings, held, held.case, draft)
			: await createCase(api, settings, held, draft);
	/** @returns undefined when another run was faster, or holds the record just now: what it did is seen by looking again */
	const attempt = async (draft: CaseDraft, isLast: boolean): Promise<CaseRef | undefined> => {
		const held = await findCase(api, draft, settings.keepContacts);
		if (held.case && holdsPost(held, draft)) return refer(toText(held.case.Id), 'existing');
		const id = await write(held, draft).catch(async (error: unknown) => {
			if (hasCode(error, races) && !isLast) return undefined;
			if (!isAmbiguous(error)) throw error;
			const after = await findCase(api, draft, settings.keepContacts);
			if (!after.case || !holdsPost(after, draft)) throw error;
			return toText(after.case.Id);
		});
		if (id === undefined) return undefined;
		const notes = fetchMedia ? await attachMedia(api, id, draft, fetchMedia) : [];
		return refer(id, held.case ? 'added' : 'created', notes);
	};
	return {
		name: 'Salesforce',
		capabilities: salesforceCapabilities,
		prepare: async () => await prepareSalesforce(api),
		upsertCase: async (draft) => {
			for (let attempts = 1; ; attempts++) {
				const reference = await attempt(draft, attempts === mostAttempts);
				if (reference) return reference;
			}
		},
	};
}

const races = ['DUPLICATE_VALUE', 'UNABLE_TO_LOCK_ROW', 'ENTITY_IS_DELETED'];
const mostAttempts = 4;

async function addPost(
	api: SalesforceApi,
	{ reopenAs, publishComments }: SalesforceSettings,
	{ openStatus }: Held,
	{ Id, IsClosed }: SalesforceRecord,
	draft: CaseDraft,
): Promise<string> {
	const id = toText(Id);
	// First, so that a run that ends in between leaves it open rather than unread. What we say ourselves opens nothing again.
	if (IsClosed === true && !draft.isOurs) {
		await api.updateRecord(`reopening case ${id}`, 'Case', id, {
			Status: reopenAs ?? openStatus ?? 'New',
		});
	}
	const comments = toComments(draft.body, draft.reference).map((CommentBody) => ({
		attributes: { type: 'CaseComment' },
		ParentId: id,
		CommentBody,
		IsPublished: publishComments,
	}));
	await api.createRecords(`commenting case ${id}`, comments);
	return id;
}

async function createCase(
	api: SalesforceApi,
	settings: SalesforceSettings,
	{ contact }: Held,
	draft: CaseDraft,
): Promise<string> {
	const isKept = keepsContact(draft, settings.keepContacts);
	if (contact && isKept) {
		const changes = toContactChanges(contact, draft.contact);
		const id = toText(contact.Id);
		if (Object.keys(changes).length > 0) {
			await api.updateRecord('updating the contact', 'Contact', id, changes);
		}
	}
	const { type, record, headers } = toNewCase(settings, isKept, contact, draft);
	const ids = await api.createTree('creating the case', type, record, headers);
	if (ids.case) return ids.case;
	throw new HttpFailure('malformed', 'Salesforce: creating the case was answered without its id', {
		hint: 'Try again: what was created is found.',
	});
}
