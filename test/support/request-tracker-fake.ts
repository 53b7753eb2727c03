/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fields = Record<string, string[]>;

export interface FakeTicket {
	id: string;
	subject: string;
	status: string;
	requestor: string;
	fields: Fields;
	links: string[];
	/** First words and everything added, in order. */
	messages: Array<{ subject: string; content: string }>;
	mergedInto?: string;
}

export interface RequestTrackerFake {
	url: string;
	token: string;
	/** Tickets that were not merged into another one. */
	tickets(): FakeTicket[];
	people: Map<string, Record<string, unknown>>;
	/** The next matching request is answered like this; `after` lets it have its effect first. */
	failNext(match: RegExp, failure: { status: number; body?: string; after?: boolean }): void;
	stop(): Promise<void>;
}

/**
 * As much of Request Tracker's REST 2 interface as the desk uses, for tests that must run without RT. It behaves as the real
 * one was measured to: a second ticket with a unique field value is created without the value, refusals come as 200, a merged
 * ticket answers with its winner. The real one is the judge in the end-to-end tests.
 */
export async function startRequestTrackerFake(): Promise<RequestTrackerFake> {
	const tickets: FakeTicket[] = [];
	const people = new Map<string, Record<string, unknown>>();
	const failures: Array<{ match: RegExp; status: number; body?: string; after?: boolean }> = [];
	const token = 'fake-token';

	const find = (id: string): FakeTicket | undefined => {
		const ticket = tickets.find((it) => it.id === id);
		return ticket?.mergedInto ? find(ticket.mergedInto) : ticket;
	};
	const current = () => tickets.filter(({ mergedInto }) => !mergedInto);
	const toAnswer = (ticket: FakeTicket) => ({
		id: ticket.id,
		Status: ticket.status,
		Owner: { id: 'Nobody' },
		_hyperlinks: ticket.links.map((_url) => ({ ref: 'refers-to', _url })),
		CustomFields: Object.entries(ticket.fields).map(([name, values]) => ({ name, values })),
	});

	function search(query: string): FakeTicket[] {
		const conditions = query.split(/ OR (?=RefersTo=|'CF\.)/).map(toCondition);
		return current().filter((ticket) => conditions.some((holds) => holds(ticket)));
	}

	function toCondition(query: string): (ticket: FakeTicket) => boolean {
		const unquote = (text: string) => text.replace(/\\(.)/g, '$1');
		const field = /^'CF\.\{([^}]+)\}'='(.*)'$/.exec(query);
		if (field) return ({ fields }) => !!fields[field[1]]?.includes(unquote(field[2]));
		const link = /^RefersTo='(.*)'$/.exec(query);
		if (link) return ({ links }) => links.includes(unquote(link[1]));
		const id = /^id=(\d+)$/.exec(query);
		if (id) return (ticket) => ticket.id === id[1];
		throw new Error(`a query this fake does not know: ${query}`);
	}

	function setFields(ticket: FakeTicket, given: Record<string, string | string[]> = {}): void {
		for (const [name, value] of Object.entries(given)) {
			const isTaken =
				name === 'X Case Key' &&
				current().some((it) => it !== ticket && it.fields[name]?.includes(String(value)));
			if (!isTaken) ticket.fields[name] = [value].flat();
		}
	}

	function create(body: Record<string, never>): unknown {
		const ticket: FakeTicket = {
			id: String(tickets.length + 1),
			subject: String(body.Subject),
			status: 'new',
			requestor: String(body.Requestor ?? ''),
			fields: { 'X Case Key': [], 'X Post Id': [] },
			links: (body.RefersTo as string[] | undefined) ?? [],
			messages: [{ subject: String(body.Subject), content: String(body.Content) }],
		};
		tickets.push(ticket);
		setFields(ticket, body.CustomFields);
		return { id: ticket.id, type: 'ticket' };
	}

	function update(ticket: FakeTicket, body: Record<string, never>): string[] {
		if (body.MergeInto) {
			const winner = find(String(body.MergeInto))!;
			// Another run has merged it already.
			if (winner === ticket) return ["Can't merge a ticket into itself"];
			winner.messages.push(...ticket.messages);
			winner.links.push(...ticket.links);
			ticket.mergedInto = winner.id;
			return ['Merge Successful'];
		}
		setFields(ticket, body.CustomFields);
		if (body.Status) ticket.status = String(body.Status);
		return ['Ticket updated'];
	}

	function answer(
		method: string,
		path: string,
		query: URLSearchParams,
		body: Record<string, never>,
	): [number, unknown] {
		const [, kind, name, part] = path.split('/').map(decodeURIComponent);
		if (kind === 'rt') return [200, { Version: '5.0.3' }];
		if (kind === 'tickets') return [200, { items: search(query.get('query') ?? '').map(toAnswer) }];
		// Of people's records: nobody but us has changed one.
		if (kind === 'transactions') return [200, { items: [] }];
		if (kind === 'queues') return [200, { items: [{ id: '3', Name: 'Social' }] }];
		if (kind === 'queue') {
			if (name !== 'Social') return [403, { message: 'Forbidden' }];
			return [200, { TicketCustomFields: [{ name: 'X Case Key' }, { name: 'X Post Id' }] }];
		}
		if (kind === 'user' && method === 'POST') {
			if (people.has(String(body.Name))) return [400, { message: 'Name in use' }];
			people.set(String(body.Name), body);
			return [201, { id: String(people.size) }];
		}
		if (kind === 'user') {
			const person = people.get(name);
			if (!person) return [404, { message: 'Not Found' }];
			if (method === 'PUT') Object.assign(person, body);
			return [200, { id: 40, Name: name, RealName: person.RealName, CustomFields: [] }];
		}
		if (kind === 'ticket' && method === 'POST' && !name) return [201, create(body)];
		const ticket = kind === 'ticket' ? find(name) : undefined;
		if (!ticket) return [404, { message: 'Not Found' }];
		if (part === 'history') {
			return [200, { items: ticket.messages.map(({ subject }) => ({ Data: subject })).reverse() }];
		}
		if (part === 'correspond' || part === 'comment') {
			ticket.messages.push({ subject: String(body.Subject), content: String(body.Content) });
			setFields(ticket, body.CustomFields);
			if (part === 'correspond' && ticket.status === 'resolved') ticket.status = 'open';
			return [201, ['Correspondence added']];
		}
		return method === 'PUT' ? [200, update(ticket, body)] : [200, toAnswer(ticket)];
	}

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://127.0.0.1');
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const text = Buffer.concat(chunks).toString();
		const send = (status: number, body: unknown) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		};
		if (request.headers.authorization !== `token ${token}`)
			return send(401, { message: 'Unauthorized' });
		const method = request.method ?? 'GET';
		const path = url.pathname.replace('/REST/2.0', '');
		const index = failures.findIndex(({ match }) => match.test(`${method} ${path}`));
		const [failure] = index < 0 ? [] : failures.splice(index, 1);
		if (failure && !failure.after) return send(failure.status, failure.body ?? '{}');
		const body = (text ? JSON.parse(text) : {}) as Record<string, never>;
		const [status, result] = answer(method, path, url.searchParams, body);
		if (failure) return send(failure.status, failure.body ?? '{}');
		send(status, result);
	}

	const server = createServer((request, response) => {
		handle(request, response).catch((error: unknown) => {
			response.writeHead(500);
			response.end(String(error));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		token,
		tickets: current,
		people,
		failNext: (match, failure) => void failures.push({ match, ...failure }),
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
