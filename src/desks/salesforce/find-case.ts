import type { CaseDraft } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import { isEntryOf, toLastLine } from '../entry';
import { type SalesforceRecord, toText } from './answers';
import { quote, quoteLike, type SalesforceApi } from './api';

/** What Salesforce holds of a draft: the case of its conversation, comments that may be its post, its person. */
export interface Held {
	case?: SalesforceRecord;
	comments: SalesforceRecord[];
	contact?: SalesforceRecord;
	/** The status a case is opened with, by this organisation's own settings. */
	openStatus?: string;
}

/** One call. Deleted records are not seen. Where the key field is not unique, the oldest case counts. */
export async function findCase(
	api: SalesforceApi,
	draft: CaseDraft,
	keepContacts: boolean,
): Promise<Held> {
	const key = quote(draft.caseKey);
	const mark = quoteLike('%', toLastLine(draft.reference), '%');
	const queries = {
		cases: `SELECT Id, IsClosed, X_Case_Key__c, X_First_Post__c FROM Case WHERE X_Case_Key__c = ${key} ORDER BY CreatedDate, Id LIMIT 10`,
		comments: `SELECT ParentId, CommentBody FROM CaseComment WHERE Parent.X_Case_Key__c = ${key} AND CommentBody LIKE ${mark} LIMIT 200`,
		...(keepsContact(draft, keepContacts)
			? {
					contacts: `SELECT Id, FirstName, LastName, X_User_Id__c, X_Handle__c, X_Followers__c, X_Profile__c FROM Contact WHERE X_User_Id__c = ${quote(draft.contact.xUserId)} ORDER BY CreatedDate, Id LIMIT 10`,
				}
			: {}),
		statuses:
			'SELECT ApiName FROM CaseStatus WHERE IsClosed = false ORDER BY IsDefault DESC, SortOrder LIMIT 1',
	};
	const found = await api.queryAll('looking up the case', queries, ['statuses']);
	const { cases, comments, contacts, statuses } = found;
	// SOQL may compare without regard to case.
	return {
		case: cases.records.find((it) => it.X_Case_Key__c === draft.caseKey),
		comments: comments.records,
		contact: contacts?.records.find((it) => toText(it.X_User_Id__c) === draft.contact.xUserId),
		openStatus: toText(statuses.records[0]?.ApiName) || undefined,
	};
}

export const holdsPost = ({ case: found, comments }: Held, { reference }: CaseDraft): boolean =>
	found?.X_First_Post__c === reference ||
	comments.some(
		({ ParentId, CommentBody }) =>
			ParentId === found?.Id && isEntryOf(toText(CommentBody), reference),
	);

export const keepsContact = ({ contact }: CaseDraft, keepContacts: boolean): boolean =>
	keepContacts && contact.xUserId !== unknownAuthorId;
