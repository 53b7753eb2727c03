/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Case {
	id: number;
	external_id: string;
	title: string;
	description: string;
	comments: Array<{ body: string }>;
}

export interface FakeHelpdesk {
	url: string;
	key: string;
	cases: Case[];
	/** Answers 200 with an error in the body to everything that would change something. */
	isLying: boolean;
	/** Its look-up shows no texts, as that of services which list summaries. */
	isTerse: boolean;
	close(): Promise<void>;
}

/**
 * A small helpdesk that keeps what it is given. Its look-up is exact and consistent at once; it has no unique key of its
 * own; to a request with an `Idempotency-Key` it has seen, whatever the request, it answers what it answered then. It knows no
 * follow-up of closed cases.
 */
export async function startFakeHelpdesk(): Promise<FakeHelpdesk> {
	const desk: Omit<FakeHelpdesk, 'url' | 'close'> = {
		key: 'Bearer k-1',
		cases: [],
		isLying: false,
		isTerse: false,
	};
	const keyed = new Map<unknown, Answer>();
	const find = (id: string) => desk.cases.find((it) => String(it.id) === id);

	const routes: Array<[method: string, path: RegExp, run: (call: Call) => Answer]> = [
		[
			'GET',
			/^\/tickets$/,
			({ query }) => {
				const wanted = query.get('external_id');
				const list =
					wanted === null ? desk.cases : desk.cases.filter((it) => it.external_id === wanted);
				const hidden = { comments: undefined, ...(desk.isTerse && { description: undefined }) };
				return [200, { data: { tickets: list.map((it) => ({ ...it, ...hidden })) } }];
			},
		],
		[
			'POST',
			/^\/tickets$/,
			({ body }) => {
				const made = {
					id: desk.cases.length + 1,
					comments: [],
					...(body as object),
				} as unknown as Case;
				desk.cases.push(made);
				return [201, { data: { id: made.id, link: `http://helpdesk.test/t/${made.id}` } }];
			},
		],
		[
			'GET',
			/^\/tickets\/(\d+)\/comments$/,
			({ id }) => {
				const held = find(id);
				return held ? [200, { list: held.comments }] : [404, { error: 'no such ticket' }];
			},
		],
		[
			'POST',
			/^\/tickets\/(\d+)\/comments$/,
			({ id, body }) => {
				const held = find(id);
				if (!held) return [404, { error: 'no such ticket' }];
				held.comments.push(body as { body: string });
				return [201, { ok: true }];
			},
		],
	];

	const server = createServer((incoming, answer) => {
		void readAll(incoming).then((text) => {
			const respond = ([status, body]: Answer) => {
				answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
			};
			if (incoming.headers.authorization !== desk.key) return respond([401, { message: 'who?' }]);
			const url = new URL(incoming.url ?? '/', 'http://fake');
			const route = routes.find(
				([method, path]) => method === incoming.method && path.test(url.pathname),
			);
			if (!route) return respond([404, { message: `nothing at ${url.pathname}` }]);
			if (desk.isLying && incoming.method === 'POST') {
				return respond([200, { error: { code: 17, message: 'quota of the queue is used up' } }]);
			}
			const id = url.pathname.match(route[1])?.[1] ?? '';
			const { 'idempotency-key': key } = incoming.headers;
			if (key !== undefined && keyed.has(key)) return respond(keyed.get(key) as Answer);
			const result = route[2]({ id, query: url.searchParams, body: text && JSON.parse(text) });
			if (key !== undefined) keyed.set(key, result);
			respond(result);
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return Object.assign(desk, {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	});
}

interface Call {
	id: string;
	query: URLSearchParams;
	body: unknown;
}

type Answer = [status: number, body: unknown];

async function readAll(incoming: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of incoming) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}
