import type { CaseContact } from '../../domain/case';
import { toDisplayName } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import type { HubSpotObject } from './answers';
import type { HubSpotApi } from './api';
import { names } from './properties';

/**
 * One contact per X user, kept by HubSpot's own unique property.
 *
 * @returns its id; undefined for somebody X did not name, and when a deleted contact still holds the X user id
 */
export async function keepContact(
	api: HubSpotApi,
	contact: CaseContact,
): Promise<string | undefined> {
	if (contact.xUserId === unknownAuthorId) return undefined;
	const find = async () =>
		await api.find(
			'contacts',
			{ property: names.userId, value: contact.xUserId },
			{ properties: ['firstname', 'lastname', ...ownNames].join(',') },
		);
	const known = await find();
	if (known) return await bringUpToDate(api, known, contact);
	const made = await api.create('contacts', {
		properties: {
			...toOwn(contact),
			[names.userId]: contact.xUserId,
			[names.profileUrl]: contact.profileUrl,
			firstname: toShownName(contact),
		},
	});
	// Otherwise another run was faster, with what X says now.
	return (made ?? (await find()))?.id;
}

const ownNames = [names.handle, names.name, names.followers, names.profileUrl];

/** What X says, in properties that only we write; nothing where X said nothing. */
function toOwn({ handle, name, followers, profileUrl }: CaseContact): Record<string, string> {
	return {
		...(handle ? { [names.handle]: handle, [names.profileUrl]: profileUrl } : {}),
		...(name ? { [names.name]: name } : {}),
		...(followers !== undefined ? { [names.followers]: String(followers) } : {}),
	};
}

const toShownName = (contact: CaseContact) => contact.name ?? toDisplayName(contact);

async function bringUpToDate(
	api: HubSpotApi,
	{ id, properties }: HubSpotObject,
	contact: CaseContact,
): Promise<string> {
	const wanted = {
		...toOwn(contact),
		...(contact.name && isOurName(properties, contact) ? { firstname: contact.name } : {}),
	};
	const changes = Object.entries(wanted).filter(([name, value]) => properties[name] !== value);
	if (changes.length > 0) await api.update('contacts', id, Object.fromEntries(changes));
	return id;
}

/** Whether the name still is what we once wrote, so that nobody has edited it. */
function isOurName(
	{ firstname, lastname, ...own }: HubSpotObject['properties'],
	{ xUserId, profileUrl }: CaseContact,
): boolean {
	if (lastname) return false;
	const { [names.name]: name, [names.handle]: handle } = own;
	const ours = [toShownName({ xUserId, profileUrl, name, handle })];
	// Made of an answer of ours, when X had told no more than the id.
	ours.push(toShownName({ xUserId, profileUrl }));
	return !firstname || ours.includes(firstname);
}
