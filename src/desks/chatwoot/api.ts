import { isRecord } from '../../domain/record';
import { type HttpRequest, type HttpResponse, type HttpSend, HttpFailure } from '../../http';
import { toFailure } from '../answer';
import type { Choice } from '../desk';
import type { Contact, Conversation, Message } from './answers';
import { toContact, toConversation, toMessage, toRows } from './answers';

export type ChatwootApi = ReturnType<typeof createChatwootApi>;

/** The attribute of a conversation that holds the case key. */
export const caseAttribute = 'x_case_key';

/** The calls of Chatwoot's application API the desk needs. */
export function createChatwootApi(send: HttpSend, accountId: string) {
	const base = `/api/v1/accounts/${encodeURIComponent(accountId)}`;
	const call = async (doing: string, request: HttpRequest, hint?: string) => {
		const response = await send({ ...request, url: `${base}${request.url}` });
		if (response.status === 200) return response;
		throw toRefusal(response, doing, hint);
	};
	const post = async (doing: string, url: string, body: unknown, hint?: string) =>
		await call(doing, { method: 'POST', url, body }, hint);
	const get = async (doing: string, url: string) => await call(doing, { method: 'GET', url });
	const choose = async (doing: string, url: string): Promise<Choice[]> =>
		toRows(await get(doing, url), doing).map(({ id, name }) => ({
			name: String(name),
			value: String(id),
		}));
	return {
		call,
		/** Oldest first. A look into the database, so it is consistent at once. */
		findConversations: async (caseKey: string): Promise<Conversation[]> => {
			const doing = 'looking up the conversation';
			const found: Conversation[] = [];
			for (let page = 1; page <= mostPages; page++) {
				const answer = await post(doing, `/conversations/filter?page=${page}`, {
					payload: [equal(caseAttribute, caseKey)],
				});
				const rows = toRows(answer, doing);
				const nowMs = Date.parse(answer.headers.date ?? '');
				found.push(...rows.map((row) => toConversation(row, nowMs)));
				if (rows.length < conversationsAPage) break;
			}
			// One may show on two pages when another is made meanwhile.
			const byId = new Map(found.map((it) => [it.id, it]));
			return [...byId.values()]
				.filter((it) => it.caseKey === caseKey)
				.sort((one, other) => Number(one.id) - Number(other.id));
		},

		findContact: async (identifier: string): Promise<Contact | undefined> => {
			const doing = 'looking up the contact';
			const answer = await post(doing, '/contacts/filter?page=1', {
				payload: [equal('identifier', identifier)],
			});
			return toRows(answer, doing)
				.map(toContact)
				.find((contact) => contact.identifier === identifier);
		},

		createContact: async (contact: Record<string, unknown>): Promise<string> => {
			const doing = 'creating the contact';
			const { body } = await post(doing, '/contacts', contact);
			const made = isRecord(body) && isRecord(body.payload) ? body.payload.contact : undefined;
			if (isRecord(made) && made.id !== undefined) return String(made.id);
			throw malformed(doing);
		},

		updateContact: async (id: string, changes: Record<string, unknown>): Promise<void> => {
			const request: HttpRequest = { method: 'PUT', url: `/contacts/${id}`, body: changes };
			await call('updating the contact', request);
		},

		createConversation: async (conversation: Record<string, unknown>): Promise<string> => {
			const doing = 'creating the conversation';
			const { body } = await post(doing, '/conversations', conversation, createHint);
			if (isRecord(body) && body.id !== undefined) return String(body.id);
			throw malformed(doing);
		},

		/** Newest first, page by page, until `isWanted` is found. */
		findMessage: async (
			id: string,
			isWanted: (message: Message) => boolean,
		): Promise<Message | undefined> => {
			for await (const page of walk(id)) {
				const found = page.find(isWanted);
				if (found) return found;
			}
			return undefined;
		},

		/** All of them, oldest first. */
		fetchMessages: async (id: string): Promise<Message[]> => {
			const messages: Message[] = [];
			for await (const page of walk(id)) messages.unshift(...page);
			return messages;
		},

		addMessage: async (id: string, message: Record<string, unknown>): Promise<void> => {
			const doing = `adding to conversation ${id}`;
			const { body } = await post(doing, `/conversations/${id}/messages`, message);
			if (!isRecord(body) || body.id === undefined) throw malformed(doing);
		},

		/** Replaces all of them. */
		setAttributes: async (id: string, attributes: Record<string, unknown>): Promise<void> => {
			const body = { custom_attributes: attributes };
			await post(`changing conversation ${id}`, `/conversations/${id}/custom_attributes`, body);
		},

		setStatus: async (id: string, status: string): Promise<void> => {
			await post(`changing conversation ${id}`, `/conversations/${id}/toggle_status`, { status });
		},

		setPriority: async (id: string, priority: string): Promise<void> => {
			const doing = `setting the priority of conversation ${id}`;
			await post(doing, `/conversations/${id}/toggle_priority`, { priority });
		},

		setLabels: async (id: string, labels: string[]): Promise<void> => {
			await post(`labelling conversation ${id}`, `/conversations/${id}/labels`, { labels });
		},

		findInboxes: async (): Promise<Choice[]> => {
			const doing = 'listing inboxes';
			return toRows(await get(doing, '/inboxes'), doing)
				.filter((inbox) => inbox.channel_type === 'Channel::Api')
				.map(({ id, name }) => ({ name: String(name), value: String(id) }));
		},
		findAgents: async () => await choose('listing agents', '/agents'),
	};

	/** Pages from the newest back, each oldest first. */
	async function* walk(id: string): AsyncGenerator<Message[]> {
		const doing = `reading conversation ${id}`;
		for (let query = ''; ; ) {
			const answer = await get(doing, `/conversations/${id}/messages${query}`);
			const page = toRows(answer, doing).map(toMessage);
			yield page;
			const oldest = Math.min(...page.map((message) => Number(message.id)));
			const next = `?before=${oldest}`;
			if (page.length < messagesAPage || next === query) return;
			query = next;
		}
	}
}

const conversationsAPage = 25;
const messagesAPage = 20;
/** So many conversations with one key are no accident any more. */
const mostPages = 20;

const equal = (key: string, value: string) => ({
	attribute_key: key,
	filter_operator: 'equal_to',
	values: [value],
	query_operator: null,
});

/** Chatwoot names a field it does not know in its sentence only; the status and the key together are telling. */
function toRefusal(response: HttpResponse, doing: string, hint?: string): HttpFailure {
	const { status, body } = response;
	const said = isRecord(body) ? String(body.error ?? body.message ?? '') : '';
	if (status === 422 && said.includes('attribute key') && said.includes(caseAttribute)) {
		return new HttpFailure(
			'misconfigured',
			`Chatwoot: conversations have no custom attribute "${caseAttribute}"`,
			{
				status,
				hint: "Run the operation 'Prepare Desk' of the Case Forwarder once, or create it by hand: Settings › Custom Attributes › Conversation › Add, key x_case_key, type Text.",
			},
		);
	}
	const fields = isRecord(body) && Array.isArray(body.attributes) ? body.attributes : [];
	const field = fields.length > 0 ? ` (field ${fields.join(', ')})` : '';
	return toFailure(response, `Chatwoot: ${doing}${field}`, hint ?? hints[status]);
}

const createHint =
	"Check the inbox, agent and status chosen in the node: the inbox must be of the kind 'API', and the token's user must be a member of it.";

const hints: Record<number, string> = {
	401: 'Enter the Access Token anew: in Chatwoot, your avatar › Profile Settings › Access Token.',
	404: "Check 'Base URL' and 'Account ID' of the credential: the number behind /app/accounts/ in Chatwoot's address.",
};

export const malformed = (doing: string) =>
	new HttpFailure(
		'malformed',
		`Chatwoot: ${doing} was answered with something else than Chatwoot answers`,
		{ hint: "Check the credential's 'Base URL': it is the address Chatwoot is opened at." },
	);
