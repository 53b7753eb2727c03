import type { HttpRequest, HttpResponse, HttpSend } from '../../http';
import type { Contact, Conversation, Item, Ticket } from './answers';
import {
	caseKeyField,
	malformed,
	toContact,
	toConversation,
	toItem,
	toItems,
	toResults,
	toTicket,
} from './answers';
import type { FieldError } from './failures';
import { toDeskFailure, toFieldErrors } from './failures';

export type FreshdeskApi = ReturnType<typeof createFreshdeskApi>;

/** The calls of Freshdesk's API 2 the desk needs. Each throws `HttpFailure`. */
export function createFreshdeskApi(send: HttpSend) {
	const call = async (doing: string, request: HttpRequest, ok: number[], hint?: string) => {
		const response = await send({ ...request, url: `/api/v2${request.url}` });
		if (!ok.includes(response.status)) throw toDeskFailure(response, doing, hint);
		return response;
	};
	/** Page by page; a list that begins anew instead of going on has no end. */
	const readPages = async (
		url: string,
		doing: string,
		isLast: (items: Item[], response: HttpResponse) => boolean,
	): Promise<Item[]> => {
		const all: Item[] = [];
		let before: unknown;
		for (let page = 1; ; page++) {
			const query = { per_page: 100, page };
			const response = await call(doing, { method: 'GET', url, query }, [200]);
			const items = toItems(response, doing);
			if (items.length > 0 && items[0].id === before) throw malformed(response, doing);
			before = items[0]?.id;
			all.push(...items);
			if (isLast(items, response)) return all;
		}
	};
	const fetchTicketPage = async (query: HttpRequest['query']): Promise<TicketPage> => {
		const request = { method: 'GET', url: '/tickets', query: { per_page: 100, ...query } } as const;
		const response = await call('listing tickets', request, [200]);
		const tickets = toItems(response, 'listing tickets').map(toTicket);
		return { tickets, isLast: tickets.length < 100, nowMs: toNow(response) };
	};
	return {
		/** The database's own list, no index: shows what was stored just now. Neither deleted ones nor spam. */
		fetchTicketPage,

		/** Tickets of one requester, the last changed first, however old. */
		findTicketsOf: async (externalId: string): Promise<Omit<TicketPage, 'isLast'>> => {
			const query = {
				...{ unique_external_id: externalId, per_page: 100 },
				...{ order_by: 'updated_at', updated_since: '2006-01-01T00:00:00Z' },
			};
			const doing = "listing the requester's tickets";
			const response = await call(doing, { method: 'GET', url: '/tickets', query }, [200, 400]);
			const nowMs = toNow(response);
			if (response.status === 200)
				return { tickets: toItems(response, doing).map(toTicket), nowMs };
			const errors = toFieldErrors(response);
			// Nobody has that id yet.
			if (errors.some(({ field }) => field === 'unique_external_id')) return { tickets: [], nowMs };
			throw toDeskFailure(response, doing);
		},

		/** From the search index, which is minutes behind: what it shows has to be looked at. */
		searchByKey: async (caseKey: string): Promise<Ticket[]> => {
			const doing = 'searching tickets';
			const query = { query: `"${caseKeyField}:'${caseKey}'"` };
			const request = { method: 'GET', url: '/search/tickets', query } as const;
			return toResults(await call(doing, request, [200]), doing).map(toTicket);
		},

		/** With its text and its oldest ten conversations; undefined when there is none. */
		readTicket: async (id: number): Promise<Ticket | undefined> => {
			const doing = `reading ticket ${id}`;
			const query = { include: 'conversations' };
			const request = { method: 'GET', url: `/tickets/${id}`, query } as const;
			const response = await call(doing, request, [200, 404]);
			return response.status === 404 ? undefined : toTicket(toItem(response, doing));
		},

		/** All of them, oldest first. */
		fetchConversations: async (id: number): Promise<Conversation[]> => {
			const isLast = (items: Item[]) => items.length < 100;
			const url = `/tickets/${id}/conversations`;
			return (await readPages(url, `reading ticket ${id}`, isLast)).map(toConversation);
		},

		createTicket: async (ticket: Item): Promise<Ticket> => {
			const doing = 'creating the ticket';
			const request = { method: 'POST', url: '/tickets', body: ticket } as const;
			return toTicket(toItem(await call(doing, request, [201]), doing));
		},

		updateTicket: async (id: number, changes: Item): Promise<void> => {
			const request = { method: 'PUT', url: `/tickets/${id}`, body: changes } as const;
			toItem(await call(`changing ticket ${id}`, request, [200]), `changing ticket ${id}`);
		},

		addNote: async (id: number, note: Item): Promise<void> => {
			const doing = `adding a note to ticket ${id}`;
			const request = { method: 'POST', url: `/tickets/${id}/notes`, body: note } as const;
			toItem(await call(doing, request, [201]), doing);
		},

		mergeTickets: async (merge: Item): Promise<void> => {
			const request = { method: 'PUT', url: '/tickets/merge', body: merge } as const;
			await call('merging tickets', request, [200, 204]);
		},

		/** @returns its id, or what Freshdesk says of the fields whose values another contact has */
		createContact: async (contact: Item): Promise<number | FieldError[]> => {
			const doing = 'creating the contact';
			const request = { method: 'POST', url: '/contacts', body: contact } as const;
			const response = await call(doing, request, [201, 409]);
			if (response.status === 409) return toFieldErrors(response);
			return Number(toItem(response, doing).id);
		},

		findContacts: async (query: HttpRequest['query']): Promise<Contact[]> => {
			const doing = 'looking up the contact';
			const response = await call(doing, { method: 'GET', url: '/contacts', query }, [200]);
			return toItems(response, doing)
				.filter((item) => item.unique_external_id === query?.unique_external_id)
				.map(toContact);
		},

		readContact: async (id: number): Promise<Contact> => {
			const doing = 'reading the contact';
			const request = { method: 'GET', url: `/contacts/${id}` } as const;
			return toContact(toItem(await call(doing, request, [200]), doing));
		},

		restoreContact: async (id: number): Promise<void> => {
			const request = { method: 'PUT', url: `/contacts/${id}/restore` } as const;
			await call('restoring the contact', request, [200, 204]);
		},

		/** @returns whether it took the changes; if not, another contact has one of the values */
		updateContact: async (id: number, changes: Item): Promise<boolean> => {
			const request = { method: 'PUT', url: `/contacts/${id}`, body: changes } as const;
			return (await call('updating the contact', request, [200, 409])).status === 200;
		},

		/** Every record of a list, page by page. */
		fetchAll: async (url: string, doing: string): Promise<Item[]> =>
			await readPages(url, doing, (_, { headers }) => !/rel="?next"?/.test(headers.link ?? '')),

		/** Ticket or contact fields. */
		fetchFields: async (of: 'ticket' | 'contact'): Promise<Item[]> => {
			const doing = `listing ${of} fields`;
			const request = { method: 'GET', url: `/${of}_fields` } as const;
			return toItems(await call(doing, request, [200]), doing);
		},

		/** @returns its name in the API; undefined when the key's agent may not make fields */
		createField: async (of: 'ticket' | 'contact', field: Item): Promise<string | undefined> => {
			const url = of === 'ticket' ? '/admin/ticket_fields' : '/contact_fields';
			const doing = `creating the ${of} field`;
			const response = await call(
				doing,
				{ method: 'POST', url, body: field },
				[200, 201, 403, 404],
			);
			if (response.status >= 400) return undefined;
			return String(toItem(response, doing).name);
		},

		/** The agent the key belongs to. */
		readMe: async (): Promise<number> => {
			const doing = "reading the key's agent";
			const request = { method: 'GET', url: '/agents/me' } as const;
			return Number(toItem(await call(doing, request, [200]), doing).id);
		},
	};
}

export interface TicketPage {
	tickets: Ticket[];
	isLast: boolean;
	/** Freshdesk's own time, to count its times from; undefined when it does not tell. */
	nowMs?: number;
}

const toNow = ({ headers }: HttpResponse) => Date.parse(headers.date ?? '') || undefined;
