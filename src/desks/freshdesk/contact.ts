import type { CaseContact } from '../../domain/case';
import { toDisplayName } from '../../domain/case';
import { unknownAuthorId } from '../../domain/event';
import type { Contact, Item } from './answers';
import type { FreshdeskApi } from './api';
import type { FieldError } from './failures';
import { contactFields } from './failures';

/** How a new ticket names its requester; Freshdesk takes no ticket without one. */
export type Requester = { requester_id: number } | { unique_external_id: string; name: string };

/** Numbers alone could be those a company gives its customers. */
export const toExternalId = ({ xUserId }: CaseContact) => `x-${xUserId}`;

/** Freshdesk keeps external ids unique, so two runs at once make one contact; the one that is there is brought up to date. */
export async function keepContact(api: FreshdeskApi, contact: CaseContact): Promise<Requester> {
	const name = contact.name ?? toDisplayName(contact);
	// One stand-in for all whom X does not name.
	if (contact.xUserId === unknownAuthorId) return { unique_external_id: 'x-unknown', name };
	const made = await create(api, contact, name);
	if (typeof made === 'number') return { requester_id: made };
	const known = await findTaken(api, contact, made);
	if (!known) return { unique_external_id: toExternalId(contact), name };
	if (known.isDeleted) await api.restoreContact(known.id);
	await update(api, known, contact);
	return { requester_id: known.id };
}

async function create(
	api: FreshdeskApi,
	contact: CaseContact,
	name: string,
): Promise<number | FieldError[]> {
	const record = {
		name,
		unique_external_id: toExternalId(contact),
		custom_fields: toFields(contact, name),
	};
	const { handle } = contact;
	const made = await api.createContact({ ...record, ...(handle && { twitter_id: handle }) });
	// Another contact has the handle, such as whoever had it before: nobody is told apart by it.
	const isHandleAlone =
		typeof made !== 'number' &&
		made.length > 0 &&
		made.every(({ field }) => field === 'twitter_id');
	return isHandleAlone ? await api.createContact(record) : made;
}

/** The contact that has the external id already. */
async function findTaken(
	api: FreshdeskApi,
	contact: CaseContact,
	errors: FieldError[],
): Promise<Contact | undefined> {
	const told = errors.find(({ field }) => field === 'unique_external_id')?.userId;
	if (told !== undefined) return await api.readContact(told);
	const query = { unique_external_id: toExternalId(contact) };
	const [listed] = await api.findContacts(query);
	if (listed) return listed;
	const [deleted] = await api.findContacts({ ...query, state: 'deleted' });
	return deleted;
}

async function update(api: FreshdeskApi, known: Contact, contact: CaseContact): Promise<void> {
	const { name, handle } = contact;
	// X's name of before, or our word for a person without one: then nobody here has edited it.
	const isOurs = known.name === known.fields[contactFields.name];
	const fields = toFields(contact, name);
	const changes = {
		...(isOurs && name && name !== known.name && { name }),
		...(isOutdated(known.fields, fields) && { custom_fields: fields }),
	};
	const rest = async () =>
		Object.keys(changes).length > 0 && (await api.updateContact(known.id, changes));
	if (!handle || handle === known.handle) return void (await rest());
	if (await api.updateContact(known.id, { ...changes, twitter_id: handle })) return;
	await rest();
}

const isOutdated = (known: Item, now: Item) =>
	Object.entries(now).some(([field, value]) => String(known[field] ?? '') !== String(value));

/** Nothing that X has not told: an empty value would take away what is known. */
const toFields = ({ handle, followers, profileUrl }: CaseContact, name?: string): Item => ({
	...(handle && { [contactFields.profile]: profileUrl }),
	...(followers !== undefined && { [contactFields.followers]: followers }),
	...(name && { [contactFields.name]: name }),
});
