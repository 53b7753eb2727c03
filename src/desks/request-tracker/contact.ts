import type { CaseContact } from '../../domain/case';
import { toDisplayName } from '../../domain/case';
import { HttpFailure } from '../../http';
import type { Person } from './answers';
import type { TrackerApi } from './api';
import { trackerFields } from './set-up';

/** The user name is RT's own unique key, so two runs at once make one person. */
export async function keepContact(api: TrackerApi, contact: CaseContact): Promise<string> {
	const name = `x-${contact.xUserId}`;
	const RealName = contact.name ?? toDisplayName(contact);
	const CustomFields = {
		[trackerFields.userId]: contact.xUserId,
		...(contact.handle ? { [trackerFields.handle]: contact.handle } : {}),
	};
	const person = await api.findPerson(name);
	if (!person) {
		const isMade = await api.createPerson({ Name: name, RealName, Privileged: 0, CustomFields });
		if (!isMade && !(await api.findPerson(name))) throw contactRefused(name);
		return name;
	}
	const changes = toChanges(person, contact);
	if (Object.keys(changes).length > 0) await api.updatePerson(name, changes);
	return name;
}

/** What X calls the person now, unless someone here has edited the record. */
function toChanges(person: Person, contact: CaseContact): Record<string, unknown> {
	if (person.isEdited) return {};
	const { handle } = contact;
	const shown = person.fields[trackerFields.handle];
	return {
		...(contact.name && contact.name !== person.realName ? { RealName: contact.name } : {}),
		...(handle && shown && !shown.includes(handle)
			? { CustomFields: { [trackerFields.handle]: handle } }
			: {}),
	};
}

const contactRefused = (name: string) =>
	new HttpFailure('refused', `Request Tracker: the contact "${name}" could not be created`, {
		hint: "Grant the token's user AdminUsers, or switch 'Keep Contacts' off in the node.",
	});
