import type { CaseContact } from '../../domain/case';
import type { SalesforceRecord } from './answers';
import { toText } from './answers';

/** Salesforce's limit for a last name. */
const longestName = 80;

/**
 * The whole name stands in the last name, the only one Salesforce insists on.
 *
 * @param account id of the account it belongs to; none: a private contact
 */
export const toNewContact = (contact: CaseContact, account?: string): SalesforceRecord => ({
	LastName: (contact.name ?? toPlaceholder(contact)).slice(0, longestName),
	X_User_Id__c: contact.xUserId,
	...(account ? { AccountId: account } : {}),
	...toKnown(contact),
});

/** What X says now and the record does not; nothing it says no longer is taken away, and no name people see is changed. */
export function toContactChanges(held: SalesforceRecord, contact: CaseContact): SalesforceRecord {
	const name = toText(held.LastName);
	const stood = [`@${toText(held.X_Handle__c)}`, `X user ${contact.xUserId}`];
	const isUnnamed = !toText(held.FirstName) && stood.includes(name);
	const wanted: SalesforceRecord = {
		...toKnown(contact),
		...(isUnnamed && contact.name ? { LastName: contact.name.slice(0, longestName) } : {}),
	};
	return Object.fromEntries(
		Object.entries(wanted).filter(([field, value]) => toText(held[field]) !== toText(value)),
	);
}

function toKnown({ handle, followers, profileUrl, xUserId }: CaseContact): SalesforceRecord {
	// Without a handle the link is the weaker one, by id.
	const isWeak = !handle && profileUrl.includes(`/i/user/${xUserId}`);
	return {
		...(handle ? { X_Handle__c: handle } : {}),
		...(followers === undefined ? {} : { X_Followers__c: followers }),
		...(isWeak ? {} : { X_Profile__c: profileUrl }),
	};
}

const toPlaceholder = ({ handle, xUserId }: CaseContact) =>
	handle ? `@${handle}` : `X user ${xUserId}`;
