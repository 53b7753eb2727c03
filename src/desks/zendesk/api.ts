import type { HttpRequest, HttpResponse, HttpSend } from '../../http';
import type { DeskFile } from '../desk';
import type { FoundTickets, Person } from './answers';
import { toList, toNextPage, toPerson, toRecord, toTickets } from './answers';
import { isClosedForGood, isKeyTaken, toZendeskFailure } from './failure';

export type ZendeskApi = ReturnType<typeof createZendeskApi>;

type Fields = Record<string, unknown>;

/** The calls of Zendesk's ticketing API (v2) the desk needs, with what they really answer. */
export function createZendeskApi(send: HttpSend) {
	const call = async (doing: string, request: HttpRequest, ok: number[], hint?: string) => {
		const response = await send({ ...request, url: `/api/v2${request.url}` });
		if (ok.includes(response.status)) return response;
		throw toZendeskFailure(response, doing, hint);
	};
	/** Every page of a list, until it ends or `isEnough`. */
	const readPages = async (
		doing: string,
		url: string,
		name: string,
		isEnough: (items: Fields[]) => boolean = () => false,
	): Promise<{ items: Fields[]; pages: HttpResponse[] }> => {
		const items: Fields[] = [];
		const pages: HttpResponse[] = [];
		let after: string | undefined;
		do {
			const query = { 'page[size]': 100, 'page[after]': after };
			const page = await call(doing, { method: 'GET', url, query }, [200]);
			const found = toList(page, name, doing);
			items.push(...found);
			pages.push(page);
			if (isEnough(found)) break;
			after = toNextPage(page, after, doing);
		} while (after !== undefined);
		return { items, pages };
	};
	return {
		readPages,

		/** Every ticket that holds the key, as it is now, but for archived ones (closed 120 days ago). */
		findTickets: async (caseKey: string): Promise<FoundTickets> => {
			const doing = 'looking up tickets';
			const url = `/tickets.json?include=users&external_id=${encodeURIComponent(caseKey)}`;
			const { items, pages } = await readPages(doing, url, 'tickets');
			const users = pages.flatMap(({ body }) => (body as { users?: Fields[] }).users ?? []);
			return { tickets: toTickets(items, caseKey), people: users.map(toPerson) };
		},

		/**
		 * Within two hours, the same key with the same body answers what it answered first.
		 *
		 * @returns `key taken`: with another body; `conflict`: two calls got in each other's way, nothing was done
		 */
		createTicket: async (
			key: string,
			ticket: Fields,
		): Promise<{ id: string; isReplay: boolean } | 'key taken' | 'conflict'> => {
			const doing = 'creating the ticket';
			const response = await send({
				method: 'POST',
				url: '/api/v2/tickets.json',
				headers: { 'Idempotency-Key': key },
				body: { ticket },
			});
			if (isKeyTaken(response)) return 'key taken';
			if (response.status === 409) return 'conflict';
			if (response.status !== 201 && response.status !== 200) {
				throw toZendeskFailure(response, doing);
			}
			const { id } = toRecord(response, 'ticket', doing);
			const isReplay = response.headers['x-idempotency-lookup'] === 'hit';
			return { id: String(id), isReplay };
		},

		/** @returns `closed`: for good, nothing was done; `conflict`: somebody else changed it at the same instant */
		updateTicket: async (id: string, ticket: Fields): Promise<'done' | 'closed' | 'conflict'> => {
			const doing = `adding to ticket ${id}`;
			const url = `/api/v2/tickets/${id}.json`;
			const response = await send({ method: 'PUT', url, body: { ticket } });
			if (isClosedForGood(response)) return 'closed';
			if (response.status === 409) return 'conflict';
			if (response.status !== 200) throw toZendeskFailure(response, doing);
			toRecord(response, 'ticket', doing);
			return 'done';
		},

		/** Newest first. */
		hasComment: async (id: string, isIt: (text: string) => boolean): Promise<boolean> => {
			const url = `/tickets/${id}/comments.json?sort=-created_at`;
			const holds = (comments: Fields[]) => comments.some((comment) => isIt(toText(comment)));
			const doing = `reading ticket ${id}`;
			return holds((await readPages(doing, url, 'comments', holds)).items);
		},

		/** External ids are unique among users; consistent at once. */
		findPerson: async (externalId: string): Promise<Person | undefined> => {
			const doing = 'looking up the contact';
			const query = { external_id: externalId };
			const request = { method: 'GET', url: '/users/search.json', query } as const;
			const users = toList(await call(doing, request, [200]), 'users', doing).map(toPerson);
			return users.find((it) => it.externalId === externalId);
		},

		/** One person per external id, however many ask at once. */
		createPerson: async (user: Fields): Promise<Person> => {
			const doing = 'creating the contact';
			const request = { method: 'POST', url: '/users/create_or_update.json' } as const;
			const response = await call(doing, { ...request, body: { user } }, [200, 201]);
			return toPerson(toRecord(response, 'user', doing));
		},

		updatePerson: async (id: string, user: Fields): Promise<void> => {
			const doing = 'updating the contact';
			const request = { method: 'PUT', url: `/users/${id}.json`, body: { user } } as const;
			toRecord(await call(doing, request, [200]), 'user', doing);
		},

		/** @returns the token a comment takes the file by */
		upload: async ({ fileName, mimeType, base64 }: DeskFile): Promise<string> => {
			const doing = 'uploading a file';
			const request: HttpRequest = {
				method: 'POST',
				url: '/uploads.json',
				query: { filename: fileName },
				headers: { 'content-type': mimeType },
				body: Buffer.from(base64, 'base64'),
			};
			const { token } = toRecord(await call(doing, request, [201]), 'upload', doing);
			return String(token);
		},

		createUserField: async (field: Fields): Promise<number> => {
			const request = { method: 'POST', url: '/user_fields.json' } as const;
			const ok = [201, 403, 422];
			const body = { user_field: field };
			return (await call('creating a user field', { ...request, body }, ok)).status;
		},

		/** Undefined where the account has no such list, or the agent may not see it. */
		findStatuses: async (): Promise<Fields[] | undefined> => {
			const doing = 'listing statuses';
			const request = { method: 'GET', url: '/custom_statuses.json' } as const;
			const response = await call(doing, request, [200, 403, 404, 422]);
			return response.status === 200 ? toList(response, 'custom_statuses', doing) : undefined;
		},
	};
}

const toText = ({ plain_body: plain, body }: Fields) =>
	String(plain ?? body ?? '').replace(/&nbsp;|\u00a0/g, ' ');
