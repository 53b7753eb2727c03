/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Behaviour {
	when: (method: string, path: string) => boolean;
	/**
	 * `drop-answer`: the service does its work, its answer is cut off. `drop-request`: the service never hears of it.
	 * Otherwise that answer is given in its place.
	 */
	fault:
		| 'drop-answer'
		| 'drop-request'
		| { status: number; headers?: Record<string, string>; body: unknown; delayMs?: number };
	/** How many requests it happens to; all unless told. */
	times?: number;
}

export interface FaultProxy {
	url: string;
	/** Misbehaves from now on, the first behaviour that fits; without argument, no longer. */
	behave(...behaviours: Behaviour[]): void;
	/** Method and path of every request since it was last asked. */
	takeLog(): string[];
	close(): Promise<void>;
}

/** A loopback proxy that hands everything on, until it is told to misbehave. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
	let behaviours: Behaviour[] = [];
	let log: string[] = [];
	const server = createServer((incoming, answer) => {
		const [method, path] = [incoming.method ?? '', incoming.url ?? ''];
		log.push(`${method} ${path}`);
		const hit = behaviours.find(({ when, times }) => times !== 0 && when(method, path));
		if (hit?.times !== undefined) hit.times -= 1;
		const fault = hit?.fault;
		if (fault === 'drop-request') incoming.socket.destroy();
		else if (typeof fault === 'object') reply(incoming, answer, fault);
		else pass(target, incoming, answer, fault === 'drop-answer');
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		behave: (...next) => {
			behaviours = next.map((it) => ({ ...it }));
		},
		takeLog: () => {
			const taken = log;
			log = [];
			return taken;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

function reply(
	incoming: IncomingMessage,
	answer: ServerResponse,
	fault: Exclude<Behaviour['fault'], string>,
) {
	incoming.resume();
	const isText = typeof fault.body === 'string';
	const type = isText ? 'text/html' : 'application/json';
	answer.writeHead(fault.status, { 'content-type': type, ...fault.headers });
	const timer = setTimeout(() => {
		answer.end(isText ? fault.body : JSON.stringify(fault.body));
	}, fault.delayMs ?? 0);
	incoming.socket.once('close', () => clearTimeout(timer));
}

function pass(
	target: string,
	incoming: IncomingMessage,
	answer: ServerResponse,
	isDropped: boolean,
) {
	const headers = { ...incoming.headers };
	delete headers.host;
	const onward = request(
		new URL(incoming.url ?? '/', target),
		{ method: incoming.method, headers },
		(response) => {
			if (isDropped) {
				response.resume().on('end', () => incoming.socket.destroy());
				return;
			}
			answer.writeHead(response.statusCode ?? 502, response.headers);
			response.pipe(answer);
		},
	);
	onward.on('error', () => incoming.socket.destroy());
	incoming.pipe(onward);
}
