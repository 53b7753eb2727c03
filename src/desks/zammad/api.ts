import { isRecord } from '../../domain/record';
import type { HttpRequest, HttpResponse, HttpSend } from '../../http';
import { HttpFailure } from '../../http';
import { isAmbiguous, toFailure, toSaid } from '../answer';
import type { Article, Row, State, Ticket } from './answers';
import { malformed, toArticle, toRow, toRows, toState, toText, toTicket } from './answers';
import { ticketAttributes, userAttributes } from './attributes';
import { attributeMissing, hints, mergeRefused, searchIgnored } from './failures';

export type ZammadApi = ReturnType<typeof createZammadApi>;

/** One call below `/api/v1`; any other answer than `ok` is a failure that names the desk. */
export function createZammadCall(send: HttpSend) {
	return async (
		doing: string,
		request: HttpRequest,
		ok: number[],
		hint?: string,
	): Promise<HttpResponse> => {
		const response = await send({ ...request, url: `/api/v1${request.url}` });
		if (ok.includes(response.status)) return response;
		throw toFailure(response, `Zammad: ${doing}`, hint ?? hints[response.status]);
	};
}

/** The calls of Zammad's API the desk needs, with what they really answer. */
export function createZammadApi(send: HttpSend) {
	const call = createZammadCall(send);
	const expand = { expand: 'true' };

	/** Asks the database, so what was written a moment ago is found: with a `query` it would ask the search index. */
	const findBy = async (object: 'ticket' | 'user', attribute: string, value: string) => {
		const doing = object === 'ticket' ? 'looking up tickets' : 'looking up the contact';
		const condition = { [`${object}.${attribute}`]: { operator: 'is', value } };
		const response = await call(
			doing,
			{
				...{ method: 'POST', url: `/${object}s/search`, query: expand },
				body: { condition, sort_by: 'id', order_by: 'asc', limit: 100 },
			},
			[200, 422],
		);
		// The condition is always well formed, so it is the attribute that Zammad does not know.
		if (response.status === 422) throw attributeMissing(attribute, toSaid(response.body));
		const rows = toRows(response, doing);
		const found = rows.filter((row) => toText(row[attribute]) === value);
		if (rows.length > 0 && found.length === 0) throw searchIgnored(object, attribute);
		return found.sort((one, other) => Number(one.id) - Number(other.id));
	};

	return {
		/** Oldest first, merged ones among them. */
		findTickets: async (caseKey: string): Promise<Ticket[]> =>
			(await findBy('ticket', ticketAttributes.caseKey, caseKey)).map(toTicket),

		/** Undefined when it is gone, or hidden from the token's user. */
		findTicket: async (id: string): Promise<Ticket | undefined> => {
			const doing = `reading ticket ${id}`;
			const request = { method: 'GET', url: `/tickets/${id}`, query: expand } as const;
			const response = await call(doing, request, [200, 403, 404]);
			return response.status === 200 ? toTicket(toRow(response, doing)) : undefined;
		},

		createTicket: async (ticket: Row): Promise<Ticket> => {
			const request = { method: 'POST', url: '/tickets', query: expand, body: ticket } as const;
			const doing = 'creating the ticket';
			return toTicket(toRow(await call(doing, request, [201]), doing));
		},

		updateTicket: async (id: string, changes: Row): Promise<Ticket> => {
			const doing = `adding to ticket ${id}`;
			const url = `/tickets/${id}`;
			const request = { method: 'PUT', url, query: expand, body: changes } as const;
			return toTicket(toRow(await call(doing, request, [200]), doing));
		},

		/** Zammad answers 200 also when it refuses. */
		merge: async (id: string, { number }: Ticket): Promise<void> => {
			const doing = `merging ticket ${id} into number ${number}`;
			const url = `/ticket_merge/${id}/${encodeURIComponent(number)}`;
			const response = await call(doing, { method: 'PUT', url }, [200], mergeHint);
			if (!isRecord(response.body)) throw malformed(response, doing);
			if (response.body.result !== 'success') throw mergeRefused(doing, toSaid(response.body));
		},

		/** What it was merged into, by id; also what staff have linked as its parent. */
		findParents: async (id: string): Promise<string[]> => {
			const doing = `reading the links of ticket ${id}`;
			const query = { link_object: 'Ticket', link_object_value: id };
			const response = await call(doing, { method: 'GET', url: '/links', query }, [200]);
			const links = isRecord(response.body) ? response.body.links : undefined;
			if (!Array.isArray(links)) throw malformed(response, doing);
			return links
				.filter((link) => isRecord(link) && link.link_type === 'parent')
				.map((link: Row) => toText(link.link_object_value));
		},

		/** All of them; Zammad cuts nothing off here. */
		findArticles: async (id: string): Promise<Article[]> => {
			const doing = `reading the articles of ticket ${id}`;
			const url = `/ticket_articles/by_ticket/${id}`;
			return toRows(await call(doing, { method: 'GET', url }, [200]), doing).map(toArticle);
		},

		/** As far as Zammad lets one: notes of one's own, some minutes long. */
		removeArticle: async (id: string): Promise<void> => {
			const request = { method: 'DELETE', url: `/ticket_articles/${id}` } as const;
			await call(`removing article ${id}`, request, [200, 204, 403, 404, 422]);
		},

		findPeople: async (xUserId: string): Promise<Row[]> =>
			await findBy('user', userAttributes.userId, xUserId),

		/** @returns undefined when it may or may not have been made: look again */
		createPerson: async (person: Row): Promise<Row | undefined> => {
			const doing = 'creating the contact';
			const request = { method: 'POST', url: '/users', body: person } as const;
			const response = await call(doing, request, [200, 201]).catch((error: unknown) => {
				if (isAmbiguous(error)) return undefined;
				throw error;
			});
			return response && toRow(response, doing);
		},

		/** 403: staff have given the contact a role that only administrators may change. */
		updatePerson: async (id: string, changes: Row): Promise<void> => {
			const request = { method: 'PUT', url: `/users/${id}`, body: changes } as const;
			await call('updating the contact', request, [200, 403]);
		},

		/** Id of the user the token belongs to. */
		findMe: async (): Promise<string> => {
			const doing = "reading the token's user";
			return toText(toRow(await call(doing, { method: 'GET', url: '/users/me' }, [200]), doing).id);
		},

		findStates: async (): Promise<State[]> => {
			const doing = 'listing the states';
			const request = { method: 'GET', url: '/ticket_states', query: expand } as const;
			return toRows(await call(doing, request, [200]), doing).map(toState);
		},
	};
}

const mergeHint =
	"Both tickets hold the same conversation. Give the token's user 'full' access to the groups of both, or merge them by hand.";

/** Whether Zammad understood and said no. */
export const isRefused = (error: unknown): boolean =>
	error instanceof HttpFailure && error.kind === 'refused';
