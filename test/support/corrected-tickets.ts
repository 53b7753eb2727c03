/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A ticket of Request Tracker whose field "X Class" an agent has set. */
export interface CorrectedTicket {
	id: string;
	/** What its first message holds, as the Case Forwarder wrote it. */
	body: string;
	/** Newest first. */
	changes: Array<{ value: string; by: string; at: string }>;
}

export interface CorrectedTickets {
	url: string;
	token: string;
	tickets: CorrectedTicket[];
	/** Searches so far, as they were asked. */
	queries: string[];
	/** Requests whose path matches are answered with 403 from now on. */
	forbid(path: RegExp): void;
	stop(): Promise<void>;
}

const classField = '6';

/**
 * Searching, histories and first messages as Request Tracker 5.0.3 was seen to answer them; the real one is the judge in the
 * end-to-end tests.
 */
export async function startCorrectedTickets(): Promise<CorrectedTickets> {
	const token = 'fake-token';
	const tickets: CorrectedTicket[] = [];
	const queries: string[] = [];
	const forbidden: RegExp[] = [];
	const toPerson = (id: string) => ({ type: 'user', id });

	function search(query: URLSearchParams) {
		queries.push(query.get('query') ?? '');
		const perPage = Number(query.get('per_page'));
		const first = (Number(query.get('page')) - 1) * perPage;
		const items = tickets.slice(first, first + perPage).map(({ id, changes: [last] }) => ({
			id,
			type: 'ticket',
			LastUpdated: last.at,
			LastUpdatedBy: toPerson('somebody else'),
			CustomFields: [
				{ id: '2', name: 'X Case Key', values: [`x-100-${id}`] },
				{ id: classField, name: 'X Class', values: [last.value] },
			],
		}));
		return { items, count: items.length, page: Number(query.get('page')), per_page: perPage };
	}

	function answer(path: string, query: URLSearchParams): unknown {
		const [, kind, id, part] = path.split('/');
		if (kind === 'tickets') return search(query);
		const ticket = tickets.find((one) => one.id === id);
		if (!ticket) return undefined;
		if (part === 'attachments') {
			return { items: [{ id: '1', ContentType: 'text/plain', Content: ticket.body }] };
		}
		const changes = ticket.changes.map(({ value, by, at }) => ({
			Type: 'CustomField',
			Field: classField,
			NewValue: value,
			Creator: toPerson(by),
			Created: at,
		}));
		const opening = { Type: 'Create', Field: '', NewValue: '', Creator: toPerson('x-care') };
		return { items: [{ Type: 'Status', Field: 'Status', NewValue: 'open' }, ...changes, opening] };
	}

	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://127.0.0.1');
		const path = url.pathname.replace('/REST/2.0', '');
		const send = (status: number, body: unknown) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		};
		if (request.headers.authorization !== `token ${token}`) return send(401, {});
		if (forbidden.some((one) => one.test(path))) return send(403, { message: 'Forbidden' });
		const body = answer(path, url.searchParams);
		return body === undefined ? send(404, { message: 'Not Found' }) : send(200, body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		token,
		tickets,
		queries,
		forbid: (path) => void forbidden.push(path),
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
