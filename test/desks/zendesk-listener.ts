/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
	raw: Buffer;
	headers: IncomingHttpHeaders;
	/** What stands behind "?" in the address. */
	query: Record<string, string>;
}

export interface Listener {
	url: string;
	/** What comes next, in the order it comes; what came before somebody asked is kept. */
	next(): Promise<Heard>;
	close(): Promise<void>;
}

/** A server on this machine that hears what it is sent, or hands out a file. */
export async function startListener(
	answer: (heard: Heard, count: number) => { status: number; type?: string; body?: Buffer },
): Promise<Listener> {
	const heard: Heard[] = [];
	const waiting: Array<(it: Heard) => void> = [];
	let count = 0;
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { searchParams } = new URL(request.url ?? '/', 'http://listener.test');
			const query = Object.fromEntries(searchParams);
			const it = { raw: Buffer.concat(chunks), headers: request.headers, query };
			const { status, type, body } = answer(it, ++count);
			response.writeHead(status, type ? { 'content-type': type } : {});
			response.end(body);
			if (status >= 300) return;
			const taker = waiting.shift();
			if (taker) taker(it);
			else heard.push(it);
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		next: async () => heard.shift() ?? (await new Promise<Heard>((done) => waiting.push(done))),
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}
