import type { CaseContact } from '../../domain/case';
import { toDisplayName } from '../../domain/case';
import { HttpFailure } from '../../http';
import type { Row } from './answers';
import { toText } from './answers';
import type { ZammadApi } from './api';
import { isRefused } from './api';
import { userAttributes as fields } from './attributes';

/**
 * The user an author is in Zammad, by X user id. Logins are no key: Zammad gives a second user with the same one another.
 *
 * @returns the user's id
 */
export async function keepContact(api: ZammadApi, contact: CaseContact): Promise<string> {
	const [person] = await api.findPeople(contact.xUserId);
	if (!person) return await createContact(api, contact);
	const id = toText(person.id);
	const changes = toChanges(person, contact);
	if (Object.keys(changes).length > 0) await api.updatePerson(id, changes);
	return id;
}

async function createContact(api: ZammadApi, contact: CaseContact): Promise<string> {
	const login = `x-${contact.xUserId}`;
	const name = contact.name ?? toDisplayName(contact);
	const made = await api
		.createPerson({
			login,
			...toNames(name),
			web: contact.profileUrl,
			[fields.userId]: contact.xUserId,
			[fields.name]: name,
			...toKnown(contact),
		})
		.catch((error: unknown) => {
			// Perhaps because another run has just made it.
			if (isRefused(error)) return error as HttpFailure;
			throw error;
		});
	if (made && !(made instanceof HttpFailure) && made.login === login) return toText(made.id);
	const [oldest] = await api.findPeople(contact.xUserId);
	if (oldest) return toText(oldest.id);
	if (made instanceof HttpFailure) throw made;
	throw new HttpFailure('unreachable', `Zammad: creating the contact "${login}" was not answered`);
}

/** What X says now; what it does not say stays, and so does a name people here have changed. */
function toChanges(person: Row, contact: CaseContact): Row {
	const given = toText(person[fields.name]);
	const shown = `${toText(person.firstname)} ${toText(person.lastname)}`;
	const isNews = contact.name !== undefined && contact.name !== given;
	const known = Object.entries(toKnown(contact));
	return {
		...(isNews && toPlain(shown) === toPlain(given)
			? { ...toNames(contact.name ?? ''), [fields.name]: contact.name }
			: {}),
		...Object.fromEntries(known.filter(([name, value]) => toText(person[name]) !== String(value))),
	};
}

function toKnown({ handle, followers, profileUrl }: CaseContact): Row {
	return {
		...(handle ? { [fields.handle]: handle, [fields.profile]: profileUrl } : {}),
		...(followers === undefined ? {} : { [fields.followers]: followers }),
	};
}

/** Zammad splits a first name without a last one at the first space; so the split is ours. */
function toNames(name: string): { firstname: string; lastname: string } {
	const [firstname, ...rest] = toPlain(name).split(' ');
	return { firstname: firstname.slice(0, 100), lastname: rest.join(' ').slice(0, 100) };
}

const toPlain = (name: string) => name.replace(/\s+/g, ' ').trim();
