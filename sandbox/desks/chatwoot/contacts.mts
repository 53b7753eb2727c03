import { json, type DeskAnswer, type DeskRoute } from '../service.mts';
import { showContact, showConversation } from './render.mts';
import type { ChatwootState, Contact } from './state.mts';

type Body = Record<string, unknown>;
const FIELDS = ['name', 'identifier', 'custom_attributes', 'additional_attributes'];

export const taken = (field: string): DeskAnswer =>
	json(422, {
		message: `${field} has already been taken`,
		attributes: [field.toLowerCase()],
	});

export function toContactRoutes(state: ChatwootState): DeskRoute[] {
	const find = (id: string) => state.contacts.get(Number(id));
	const byIdentifier = (identifier: unknown) =>
		[...state.contacts.values()].find((it) => it.identifier === identifier);
	const missing = json(404, { error: 'Resource could not be found' });
	return [
		[
			'GET',
			'/api/v1/accounts/1/contacts/search',
			({ query }) => {
				const wanted = (query.get('q') ?? '').toLowerCase();
				const page = Number(query.get('page') ?? 1);
				const found = [...state.contacts.values()].filter(({ name, identifier }) =>
					[name, identifier ?? ''].some((text) => text.toLowerCase().includes(wanted)),
				);
				return json(200, {
					meta: { count: found.length, current_page: page },
					payload: found.slice((page - 1) * 15, page * 15).map(showContact),
				});
			},
		],
		[
			'POST',
			'/api/v1/accounts/1/contacts/filter',
			({ body }) => {
				const [condition] = ((body as Body)?.payload ?? []) as Body[];
				if (condition?.attribute_key !== 'identifier') {
					return json(422, { error: `Invalid attribute key - [${condition?.attribute_key}]` });
				}
				const values = condition.values as unknown[];
				const found = [...state.contacts.values()].filter(({ identifier }) =>
					values.includes(identifier),
				);
				return json(200, {
					meta: { count: found.length, current_page: 1 },
					payload: found.map(showContact),
				});
			},
		],
		[
			'POST',
			'/api/v1/accounts/1/contacts',
			({ body }) => {
				const input = (body ?? {}) as Body;
				if (input.identifier && byIdentifier(input.identifier)) return taken('Identifier');
				const contact: Contact = {
					id: state.nextId('contact'),
					name: '',
					identifier: null,
					custom_attributes: {},
					additional_attributes: {},
					...pick(input),
				};
				state.contacts.set(contact.id, contact);
				return json(200, { payload: { contact: showContact(contact), contact_inbox: null } });
			},
		],
		[
			'GET',
			'/api/v1/accounts/1/contacts/:id',
			(_, [id]) => {
				const contact = find(id);
				return contact ? json(200, { payload: showContact(contact) }) : missing;
			},
		],
		[
			'PUT',
			'/api/v1/accounts/1/contacts/:id',
			({ body }, [id]) => {
				const contact = find(id);
				if (!contact) return missing;
				const input = pick((body ?? {}) as Body);
				const custom = { ...contact.custom_attributes, ...input.custom_attributes };
				Object.assign(contact, input, { custom_attributes: custom });
				return json(200, { payload: showContact(contact) });
			},
		],
		[
			'GET',
			'/api/v1/accounts/1/contacts/:id/conversations',
			(_, [id]) => {
				const held = [...state.conversations.values()].filter((it) => String(it.contact_id) === id);
				return json(200, { payload: held.slice(-20).map((it) => showConversation(state, it)) });
			},
		],
	];
}

/** What Chatwoot permits; the rest is dropped without a word. */
const pick = (input: Body) =>
	Object.fromEntries(
		Object.entries(input).filter(([name]) => FIELDS.includes(name)),
	) as Partial<Contact>;
