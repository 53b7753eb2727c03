import type { DeskAnswer, DeskRequest } from '../service.mts';
import { json } from '../service.mts';
import type { Contact, FieldError, Fields, State } from './state.mts';
import { invalid, notFound, paginate, stamp, toObject, unexpected } from './state.mts';

const unique = ['email', 'twitter_id', 'unique_external_id'] as const;
const settable = [...unique, 'name', 'phone', 'mobile', 'description', 'tags', 'custom_fields'];

export function createContact(state: State, request: DeskRequest): DeskAnswer {
	const body = toObject(request.body);
	const errors = toWrong(state, body);
	if (typeof body.name !== 'string' || body.name === '') {
		errors.push({ field: 'name', message: 'Mandatory attribute missing', code: 'missing_field' });
	}
	if (errors.length > 0) return invalid(errors);
	const taken = toTaken(state, body);
	if (taken.length > 0) return invalid(taken, 409);
	return json(201, toShown(addContact(state, body)));
}

export function updateContact(state: State, request: DeskRequest, [id]: string[]): DeskAnswer {
	const contact = find(state, id);
	if (!contact || contact.deleted) return notFound();
	const body = toObject(request.body);
	const errors = toWrong(state, body);
	if (errors.length > 0) return invalid(errors);
	const taken = toTaken(state, body, contact.id);
	if (taken.length > 0) return invalid(taken, 409);
	const { custom_fields: custom, ...rest } = body;
	Object.assign(contact, rest, { updated_at: stamp(state) });
	Object.assign(contact.custom_fields, toObject(custom));
	return json(200, toShown(contact));
}

export function listContacts(state: State, request: DeskRequest): DeskAnswer {
	const external = request.query.get('unique_external_id');
	const isDeleted = request.query.get('state') === 'deleted';
	const contacts = state.contacts
		.filter(({ deleted }) => deleted === isDeleted)
		.filter((it) => external === null || it.unique_external_id === external);
	return paginate(request, contacts.map(toShown));
}

export function readContact(state: State, _: DeskRequest, [id]: string[]): DeskAnswer {
	const contact = find(state, id);
	return contact ? json(200, toShown(contact)) : notFound();
}

/** Softly: it can be restored, and keeps what must be unique. */
export function deleteContact(state: State, _: DeskRequest, [id]: string[]): DeskAnswer {
	const contact = find(state, id);
	if (!contact || contact.deleted) return notFound();
	contact.deleted = true;
	return { status: 204 };
}

export function restoreContact(state: State, _: DeskRequest, [id]: string[]): DeskAnswer {
	const contact = find(state, id);
	if (!contact?.deleted) return notFound();
	contact.deleted = false;
	return { status: 204 };
}

export function addContact(state: State, body: Fields): Contact {
	const text = (field: string) => (typeof body[field] === 'string' ? String(body[field]) : null);
	const custom = state.contactFields.filter((it) => !it.default).map(({ name }) => [name, null]);
	const created_at = stamp(state);
	const contact: Contact = {
		id: state.nextId(),
		name: String(body.name),
		email: text('email'),
		twitter_id: text('twitter_id'),
		unique_external_id: text('unique_external_id'),
		custom_fields: { ...Object.fromEntries(custom), ...toObject(body.custom_fields) },
		deleted: false,
		...{ created_at, updated_at: created_at },
	};
	state.contacts.push(contact);
	return contact;
}

export const findByExternalId = ({ contacts }: State, id: string): Contact | undefined =>
	contacts.find((it) => it.unique_external_id === id);

const find = ({ contacts }: State, id: string) => contacts.find((it) => String(it.id) === id);

function toShown(contact: Contact): Fields {
	const shown: Fields = { ...contact, active: false, phone: null, mobile: null, tags: [] };
	if (!contact.deleted) delete shown.deleted;
	return shown;
}

function toWrong({ contactFields }: State, body: Fields): FieldError[] {
	const custom = toObject(body.custom_fields);
	const unknown = [
		...Object.keys(body).filter((field) => !settable.includes(field)),
		...Object.keys(custom).filter((field) => !contactFields.some(({ name }) => name === field)),
	];
	const mistyped = contactFields
		.filter(({ name, type }) => {
			const wanted = type === 'custom_number' ? 'number' : 'string';
			return custom[name] !== undefined && custom[name] !== null && typeof custom[name] !== wanted;
		})
		.map(({ name, type }) => ({
			...{ field: name, code: 'datatype_mismatch' },
			message: `Value set is of the wrong type. It should be a/an ${type === 'custom_number' ? 'Integer' : 'String'}`,
		}));
	return [...unknown.map(unexpected), ...mistyped];
}

function toTaken({ contacts, settings }: State, body: Fields, but?: number): FieldError[] {
	return unique.flatMap((field) => {
		const value = body[field];
		const holder = contacts.find(
			(it) => typeof value === 'string' && it[field] === value && it.id !== but,
		);
		if (!holder) return [];
		const message = 'It should be a unique value';
		const told = settings.namesDuplicates && { additional_info: { user_id: holder.id } };
		return [{ field, ...told, message, code: 'duplicate_value' }];
	});
}
