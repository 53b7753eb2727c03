import { type CaseContact, toDisplayName } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import { HttpFailure } from '../../http';
import type { Person } from './answers';
import type { TrackerApi } from './api';
import { adminUsers } from './people';
import { trackerFields } from './set-up';

/**
 * The user name is RT's own unique key, so two runs at once make one person.
 *
 * @returns the user's name; undefined when X named nobody
 */
export async function keepContact(
	api: TrackerApi,
	contact: CaseContact,
): Promise<string | undefined> {
	if (contact.xUserId === unknownAuthorId) return undefined;
	const name = `x-${contact.xUserId}`;
	const person = await api.findPerson(name);
	if (person) {
		const changes = await toChanges(api, person, contact);
		if (Object.keys(changes).length > 0) await api.updatePerson(name, changes);
		return name;
	}
	const RealName = contact.name ?? toDisplayName(contact);
	// Fields RT does not have it leaves out without a word.
	const CustomFields = toFields(contact);
	const isMade = await api.createPerson({ Name: name, RealName, Privileged: 0, CustomFields });
	if (!isMade && !(await api.findPerson(name))) throw contactRefused(name);
	return name;
}

/** What is known; nothing that is not. */
function toFields({ xUserId, handle, followers, profileUrl }: CaseContact): Record<string, string> {
	return {
		[trackerFields.userId]: xUserId,
		...(handle === undefined ? {} : { [trackerFields.handle]: handle }),
		...(followers === undefined ? {} : { [trackerFields.followers]: String(followers) }),
		[trackerFields.profile]: profileUrl,
	};
}

/** What X says now, in fields RT has; the name unless someone here has edited it. */
async function toChanges(
	api: TrackerApi,
	person: Person,
	contact: CaseContact,
): Promise<Record<string, unknown>> {
	const isNewName = contact.name !== undefined && contact.name !== person.realName;
	const changed = Object.entries(toFields(contact)).filter(([field, value]) => {
		const held = person.fields[field];
		// A link by number says less than the one with the handle.
		const isLess = field === trackerFields.profile && !contact.handle && held?.length;
		return held && !isLess && !held.includes(value);
	});
	return {
		...(isNewName && !(await api.isRenamed(person)) ? { RealName: contact.name } : {}),
		...(changed.length > 0 ? { CustomFields: Object.fromEntries(changed) } : {}),
	};
}

const contactRefused = (name: string) =>
	new HttpFailure('refused', `Request Tracker: the contact "${name}" could not be created`, {
		hint: adminUsers,
	});
