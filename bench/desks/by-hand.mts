import type { HttpRequest, HttpSend } from '../../src/http.ts';
import type { Conversation } from './conversations.mts';

/**
 * What a workflow of n8n's own nodes asks of a service for the same job: search the contact, create it, search the case, create it,
 * tie the two together where that is a call of its own, add a note; for a follow-up search both, read the notes, add one. Run on
 * contacts and cases of its own, so that nothing is found and everything made.
 */
export interface ByHand {
	putNew(conversation: Conversation): Promise<void>;
	putFollowUp(conversation: Conversation): Promise<void>;
}

type Body = Record<string, unknown>;

const createCall = (send: HttpSend) => async (request: HttpRequest) => {
	const { status, body } = await send(request);
	if (status < 300) return body as Body;
	throw new Error(`${request.method} ${request.url}: ${status} ${JSON.stringify(body)}`);
};

const toHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('\n', '<br>');
const firstId = (list: unknown) => String((list as Array<{ id: unknown }>)[0].id);

export const byHand: Record<string, (send: HttpSend) => ByHand> = {
	hubSpot: (send) => {
		const call = createCall(send);
		const post = async (path: string, body: Body) =>
			await call({ method: 'POST', url: `/crm/v3/objects/${path}`, body });
		const search = async (kind: string, propertyName: string, value: string) => {
			const filters = [{ propertyName, operator: 'EQ', value }];
			return (await post(`${kind}/search`, { filterGroups: [{ filters }] })).results as Body[];
		};
		const addNote = async (ticketId: string, { first }: Conversation, body: string) =>
			await post('notes', {
				properties: { hs_timestamp: first.createdAt, hs_note_body: toHtml(body) },
				associations: [
					{
						to: { id: ticketId },
						types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 228 }],
					},
				],
			});
		return {
			putNew: async (conversation) => {
				const { contact, title, caseKey, body } = conversation.first;
				await search('contacts', 'x_user_id', contact.xUserId);
				const person = await post('contacts', {
					properties: { firstname: contact.name, x_user_id: contact.xUserId },
				});
				await search('tickets', 'x_case_key', caseKey);
				const ticket = await post('tickets', {
					properties: {
						...{ subject: title, x_case_key: caseKey },
						...{ hs_pipeline: '0', hs_pipeline_stage: '1' },
					},
				});
				const [from, to] = [String(ticket.id), String(person.id)];
				const url = `/crm/v4/objects/tickets/${from}/associations/default/contacts/${to}`;
				await call({ method: 'PUT', url });
				await addNote(from, conversation, body);
			},
			putFollowUp: async (conversation) => {
				const { contact, caseKey, body } = conversation.followUp;
				await search('contacts', 'x_user_id', contact.xUserId);
				const ticketId = firstId(await search('tickets', 'x_case_key', caseKey));
				const links = `/crm/v4/objects/tickets/${ticketId}/associations/notes`;
				const { results } = await call({ method: 'GET', url: links });
				const inputs = (results as Array<{ toObjectId: number }>).map((it) => ({
					id: String(it.toObjectId),
				}));
				await post('notes/batch/read', { inputs, properties: ['hs_note_body'] });
				await addNote(ticketId, conversation, body);
			},
		};
	},
	// A ticket is made with its requester and its first comment, so two calls fall away.
	zendesk: (send) => {
		const call = createCall(send);
		const get = async (path: string, query: Record<string, string> = {}) =>
			await call({ method: 'GET', url: `/api/v2/${path}`, query });
		const findUser = async (id: string) => await get('users/search.json', { external_id: id });
		const findTicket = async (key: string) => await get('tickets.json', { external_id: key });
		return {
			putNew: async ({ first: { contact, caseKey, title, body } }) => {
				await findUser(contact.xUserId);
				const { user } = await call({
					...{ method: 'POST', url: '/api/v2/users.json' },
					body: { user: { name: contact.name, external_id: contact.xUserId } },
				});
				await findTicket(caseKey);
				const requester = (user as { id: number }).id;
				const comment = { body, public: false };
				await call({
					...{ method: 'POST', url: '/api/v2/tickets.json' },
					body: {
						ticket: { subject: title, external_id: caseKey, requester_id: requester, comment },
					},
				});
			},
			putFollowUp: async ({ followUp: { contact, caseKey, body } }) => {
				await findUser(contact.xUserId);
				const id = firstId((await findTicket(caseKey)).tickets);
				await get(`tickets/${id}/comments.json`);
				const ticket = { comment: { body, public: false } };
				await call({ method: 'PUT', url: `/api/v2/tickets/${id}.json`, body: { ticket } });
			},
		};
	},
};
