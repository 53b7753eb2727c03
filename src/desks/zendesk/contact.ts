import type { CaseContact } from '../../domain/case';
import { toDisplayName } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import type { Person } from './answers';
import type { ZendeskApi } from './api';
import { checkFields } from './set-up';

/** Unique among users, so two runs at once make one person. */
export const toExternalId = ({ xUserId }: CaseContact) => `x-${xUserId}`;

/**
 * The user that stands for the author; undefined where X named nobody. Field by field what X tells now, and nothing X did not
 * tell; the name is given once and then belongs to the people here.
 */
export async function keepContact(
	api: ZendeskApi,
	contact: CaseContact,
): Promise<Person | undefined> {
	if (contact.xUserId === unknownAuthorId) return undefined;
	const fields = toFields(contact);
	const person = await api.findPerson(toExternalId(contact));
	if (!person) {
		const made = await api.createPerson({
			external_id: toExternalId(contact),
			name: contact.name ?? toDisplayName(contact),
			role: 'end-user',
			skip_verify_email: true,
			user_fields: fields,
		});
		checkFields(made);
		return made;
	}
	checkFields(person);
	const changed = Object.entries(fields).filter(
		([key, value]) => person.fields[key] !== `${value}`,
	);
	const name = contact.name && isPlaceholder(person, contact) ? { name: contact.name } : {};
	if (changed.length > 0 || name.name) {
		await api.updatePerson(person.id, { ...name, user_fields: Object.fromEntries(changed) });
	}
	return person;
}

function toFields({ handle, followers, profileUrl }: CaseContact): Record<string, string | number> {
	return {
		...(handle ? { x_handle: handle, x_profile_url: profileUrl } : {}),
		...(followers === undefined ? {} : { x_followers: followers }),
	};
}

/** What we call somebody whose name X has not told. */
const isPlaceholder = ({ name, fields }: Person, { xUserId }: CaseContact) =>
	name === `X user ${xUserId}` || name === `@${fields.x_handle}`;
