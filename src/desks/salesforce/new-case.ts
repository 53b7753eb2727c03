import type { CaseDraft } from '../../domain/case';
import { type SalesforceRecord, toText } from './answers';
import { noAssignment } from './api';
import { toNewContact } from './contact';
import type { SalesforceSettings } from './desk';
import { toOpening } from './parts';

/** A tree to create: the case with what hangs on it, below its contact where that is new. */
export interface NewCase {
	type: 'Case' | 'Contact';
	/** The case goes by the reference `case`. */
	record: SalesforceRecord;
	headers: Record<string, string>;
}

export function toNewCase(
	settings: SalesforceSettings,
	keepsContact: boolean,
	contact: SalesforceRecord | undefined,
	draft: CaseDraft,
): NewCase {
	const { owner } = settings.newCase;
	const record = toRecord(settings, draft, contact && toText(contact.Id));
	const isOwned = Boolean(owner ?? settings.queue);
	const headers = {
		...allowAlikes,
		// The active assignment rules would overrule the owner that was chosen.
		...(isOwned ? noAssignment : {}),
	};
	if (contact || !keepsContact) return { type: 'Case', record, headers };
	const parent = {
		attributes: { type: 'Contact', referenceId: 'contact' },
		...toNewContact(draft.contact, settings.account),
		Cases: { records: [record] },
	};
	return { type: 'Contact', record: parent, headers };
}

/** A duplicate rule that only warns would refuse a contact whose name is like another's. */
const allowAlikes = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };

function toRecord(
	{ newCase, queue, origin, publishComments }: SalesforceSettings,
	draft: CaseDraft,
	contactId: string | undefined,
): SalesforceRecord {
	const { description, comments } = toOpening(draft.body, draft.reference);
	const priority = draft.urgency && newCase.priorities[draft.urgency];
	const owner = newCase.owner ?? queue;
	const children = comments.map((CommentBody, at) => ({
		attributes: { type: 'CaseComment', referenceId: `comment${at}` },
		CommentBody,
		IsPublished: publishComments,
	}));
	return {
		attributes: { type: 'Case', referenceId: 'case' },
		X_Case_Key__c: draft.caseKey,
		X_First_Post__c: draft.reference,
		Subject: draft.title.slice(0, 255),
		Description: description,
		...(contactId ? { ContactId: contactId } : {}),
		...(newCase.status ? { Status: newCase.status } : {}),
		...(priority ? { Priority: priority } : {}),
		...(owner ? { OwnerId: owner } : {}),
		...(origin ? { Origin: origin } : {}),
		...(children.length > 0 ? { CaseComments: { records: children } } : {}),
	};
}
