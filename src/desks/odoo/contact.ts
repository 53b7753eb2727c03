import type { CaseContact } from '../../domain/case';
import { toDisplayName } from '../../domain/case';
import type { OdooApi } from './api';
import { toExternalId } from './external-id';
import { odooFields } from './kinds';

/**
 * Makes or brings up to date the one contact of an X user, in one call: its external id is unique, so two runs at once make one.
 * Name and website are given when it is made and never again, so that nobody's edit is lost; what X did not tell is not touched.
 *
 * @returns its external id
 */
export async function keepContact(api: OdooApi, contact: CaseContact): Promise<string> {
	const id = toExternalId('contact', contact.xUserId);
	const { handle, followers, profileUrl } = contact;
	const row = {
		id,
		[odooFields.userId]: contact.xUserId,
		...(handle ? { [odooFields.handle]: handle, [odooFields.profile]: profileUrl } : {}),
		...(followers === undefined ? {} : { [odooFields.followers]: String(followers) }),
	};
	const name = contact.name ?? toDisplayName(contact);
	await api.load('keeping the contact', 'res.partner', [row], {
		existing: 'update',
		defaults: { name, website: profileUrl },
		context: quiet,
	});
	return id;
}

/** Nobody is written to, and nobody becomes a follower by what we do. */
export const quiet = {
	mail_notrack: true,
	mail_create_nolog: true,
	mail_create_nosubscribe: true,
};
