/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a service makes of a call when it misbehaves; `said` is everything it was told. */
export type Echo = 'cut' | ((said: string) => { status: number; type: string; body: string });

export interface EchoProxy {
	url: string;
	/** From call `at` on (0 is the next) answers with an echo in the service's place; without argument hands on again. */
	echo(at?: number, how?: Echo): void;
	/** Tokens the service has given out for the key, which nobody else is to see either. */
	tokens: string[];
	/** What the next echoes begin with. */
	quote(words: string): void;
	/** Calls since `echo` was last called. */
	count(): number;
	close(): Promise<void>;
}

/**
 * A loopback proxy before a service that knows another key than the one that is sent: the sender's is unique. What it echoes begins
 * with what it is told to quote, then all the caller said: body, headers, address.
 */
export async function startEchoProxy(
	target: string,
	{ sent, known }: { sent: string; known: string },
): Promise<EchoProxy> {
	let calls = 0;
	let quoted = '';
	const tokens: string[] = [];
	let from = Infinity;
	let how: Echo = 'cut';
	const server = createServer((incoming, answer) => {
		const isEchoed = calls++ >= from;
		void readAll(incoming).then((body) => {
			if (!isEchoed) return pass(target, incoming, answer, swap(body));
			if (how === 'cut') return incoming.socket.destroy();
			const headers = JSON.stringify(incoming.headers);
			const said = `${quoted} ${body.slice(0, 4000)} ${headers} ${incoming.url}`;
			const { status, type, body: text } = how(said);
			answer.writeHead(status, { 'content-type': type }).end(text);
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

	const pass = (to: string, incoming: IncomingMessage, answer: ServerResponse, body: string) => {
		const headers = Object.fromEntries(
			Object.entries(incoming.headers).map(([name, value]) => [name, swap(String(value))]),
		);
		delete headers.host;
		headers['content-length'] = String(Buffer.byteLength(body));
		delete headers['transfer-encoding'];
		const onward = request(
			new URL((incoming.url ?? '/').replace(/^\/+/, '/'), to),
			{ method: incoming.method, headers },
			(response) => {
				answer.writeHead(response.statusCode ?? 502, response.headers);
				void readAll(response).then((text) => {
					const token = /"access_token":"([^"]+)"/.exec(text)?.[1];
					if (token) tokens.push(token);
					answer.end(text);
				});
			},
		);
		onward.on('error', () => incoming.socket.destroy());
		onward.end(body);
	};
	const swap = (value: string) => {
		const [scheme, coded = ''] = value.split(' ');
		if (scheme !== 'Basic') {
			return value.replaceAll(sent, known).replaceAll(encodeURIComponent(sent), known);
		}
		const plain = Buffer.from(coded, 'base64').toString().replaceAll(sent, known);
		return `Basic ${Buffer.from(plain).toString('base64')}`;
	};
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		tokens,
		echo: (at = Infinity, next = 'cut') => {
			calls = 0;
			from = at;
			how = next;
		},
		quote: (words) => {
			quoted = words;
		},
		count: () => calls,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

async function readAll(incoming: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of incoming) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}

/** An error in the shapes of all services at once, each place filled with what was said. */
const toShapes = (said: string) => {
	const one = {
		...{ message: said, error: said, description: said, detail: said, title: said, reason: said },
		...{ field: said, code: said, errorCode: said, statusCode: said, fields: [said], name: said },
		...{ error_human: said, category: said, type: 'error', error_description: said },
	};
	return {
		...one,
		errors: [one],
		details: { [said]: [one] },
		data: { ...one, debug: said, arguments: [said] },
		messages: [one],
		ids: false,
		hasErrors: true,
		numErrors: 1,
		results: [{ id: said, properties: {}, errors: [one], referenceId: 'case' }],
		compositeResponse: [{ body: [one], httpStatusCode: 400, referenceId: said }],
	};
};

const json = (status: number, toBody: (said: string) => unknown): Echo => {
	return (said) => ({
		...{ status, type: 'application/json' },
		body: JSON.stringify(toBody(said)),
	});
};

/** Everything a service can do with what it was told. */
export const echoes: Record<string, Echo> = {
	...Object.fromEntries(
		[400, 401, 403, 404, 409, 422, 429, 500, 200].flatMap((status) => [
			[`${status} that quotes it`, json(status, toShapes)],
			[`${status} with a list of errors that quote it`, json(status, (said) => [toShapes(said)])],
		]),
	),
	'200 that nests an error': json(200, (said) => ({
		...{ jsonrpc: '2.0', id: 1, error: { ...toShapes(said), code: 200 } },
	})),
	'200 with the text alone': (said) => ({ status: 200, type: 'text/plain', body: said }),
	'400 with the text alone': (said) => ({ status: 400, type: 'text/plain', body: said }),
	'500 with a web page': (said) => ({
		...{ status: 500, type: 'text/html' },
		body: `<html><head><title>Error</title></head><body>${said}</body></html>`,
	}),
	'200 with a web page': (said) => ({
		...{ status: 200, type: 'text/html' },
		body: `<!doctype html><p>${said}</p>`,
	}),
	'200 with broken JSON': (said) => ({
		...{ status: 200, type: 'application/json' },
		body: `{"message": ${JSON.stringify(said)}, "error": `,
	}),
	'a connection that is cut': 'cut',
};

/** Answers that hold what a case may hold, and not as they should: nobody asked for this, nothing in it is an error. */
export const dataEchoes: Record<string, Echo> = {
	'data of another shape': json(200, (said) => ({
		...{ title: said, description: said, detail: said, reason: said, subject: said },
		...{ results: said, items: said, data: said, tickets: said, records: said, result: said },
	})),
	'a list of something else': json(200, (said) => [{ title: said, description: said }, said]),
	'the text alone': echoes['200 with the text alone'],
	'a web page': echoes['200 with a web page'],
	'broken JSON': echoes['200 with broken JSON'],
};
