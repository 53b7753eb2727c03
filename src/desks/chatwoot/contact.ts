import { type CaseContact, toDisplayName } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import { HttpFailure } from '../../http';
import { isAmbiguous } from '../answer';
import type { Contact } from './answers';
import type { ChatwootApi } from './api';

/**
 * The contact an author is, by its identifier, which Chatwoot keeps unique. Somebody X did not name is one contact, for a
 * conversation without one Chatwoot does not take.
 *
 * @returns its id
 */
export async function keepContact(api: ChatwootApi, contact: CaseContact): Promise<string> {
	const identifier = toIdentifier(contact);
	const known = await api.findContact(identifier);
	if (known) return await update(api, known, contact);
	const name = contact.name ?? toDisplayName(contact);
	const custom_attributes = { x_name: name, ...toKnown(contact) };
	return await api.createContact({ name, identifier, custom_attributes }).catch(async (error) => {
		const isTaken = error instanceof HttpFailure && error.status === 422;
		const found = isTaken || isAmbiguous(error) ? await api.findContact(identifier) : undefined;
		if (!found) throw error;
		return found.id;
	});
}

const toIdentifier = ({ xUserId }: CaseContact) =>
	xUserId === unknownAuthorId ? 'x-unknown' : `x-${xUserId}`;

/** What X says now; what it does not say stays, and so does a name people here have changed. */
async function update(api: ChatwootApi, known: Contact, contact: CaseContact): Promise<string> {
	const isRenamed = contact.name !== undefined && contact.name !== known.attributes.x_name;
	const isOurs = known.name === known.attributes.x_name;
	const told = {
		...toKnown(contact),
		...(isRenamed && isOurs && { x_name: contact.name }),
	};
	const news = Object.entries(told).filter(([name, value]) => known.attributes[name] !== value);
	if (news.length > 0) {
		await api.updateContact(known.id, {
			...(isRenamed && isOurs && { name: contact.name }),
			custom_attributes: { ...known.attributes, ...Object.fromEntries(news) },
		});
	}
	return known.id;
}

const toKnown = ({ handle, followers, profileUrl }: CaseContact): Record<string, string> => ({
	...(handle && { x_handle: handle, x_profile: profileUrl }),
	...(followers !== undefined && { x_followers: String(followers) }),
});
