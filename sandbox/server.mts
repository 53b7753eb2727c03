import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isApiPath, serveApi } from './api.mts';
import { answerControl, CONTROL_ROUTES } from './control.mts';
import { isDeskPath, serveDesk } from './desks/serve.mts';
import { isMailApiPath, serveMailApi } from './mail-apis/serve.mts';
import { sendMedia } from './media-page.mts';
import { sendEvents, sendPage } from './page.mts';
import { createSandbox, endDesks } from './state.mts';

export interface RunningSandbox {
	url: string;
	smtpPort: number;
	stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const MAX_BODY_BYTES = 20 * 1024 * 1024;
/** Names a browser on this machine uses; a page elsewhere that resolves its own name to us is turned away. */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Ports 0 are chosen by the system. `frozenAtMs` stops the sandbox's clock there. */
export async function startServer(options: {
	port: number;
	smtpPort: number;
	frozenAtMs?: number;
}): Promise<RunningSandbox> {
	const sandbox = createSandbox(options.frozenAtMs);

	const server = createServer((request, response) => {
		receive(request).then(
			(body) => {
				if (body === undefined)
					return sendJson(response, 413, { error: 'The body is larger than 20 MB.' });
				return answer(request, response, body);
			},
			() => response.destroy(), // the caller went away before it had said everything
		);
	});

	async function answer(
		request: IncomingMessage,
		response: ServerResponse,
		body: Buffer,
	): Promise<void> {
		const url = toUrl(request);
		if (!url) return sendJson(response, 400, { error: 'Not a valid address.' });
		try {
			if (isApiPath(url.pathname)) return await serveApi(sandbox, request, response, url, body);
			if (isDeskPath(url.pathname)) return await serveDesk(sandbox, request, response, url, body);
			if (isMailApiPath(url.pathname))
				return await serveMailApi(sandbox, request, response, url, body);
			if (!isLocal(request)) {
				return sendJson(response, 403, {
					error: 'Control routes answer pages and programs of this machine only.',
				});
			}
			if (request.method === 'GET' && url.pathname === '/') return sendPage(response);
			if (request.method === 'GET' && url.pathname.startsWith('/media/')) {
				return sendMedia(response, sandbox.current.media.shown(url.pathname.slice(7)));
			}
			if (request.method === 'GET' && url.pathname === '/control/events')
				return sendEvents(sandbox, response);
			return await control(request, response, url, body);
		} catch (error) {
			// A mistake of the sandbox itself: say so loudly, and never dress it up as X.
			console.error(error);
			return sendJson(response, 599, { error: `The sandbox failed: ${String(error)}` });
		}
	}

	async function control(
		request: IncomingMessage,
		response: ServerResponse,
		url: URL,
		body: Buffer,
	): Promise<void> {
		if (!url.pathname.startsWith('/control')) return void response.writeHead(404).end();
		let parsed: unknown;
		try {
			parsed = body.length === 0 ? undefined : JSON.parse(body.toString('utf8'));
		} catch {
			const value = body.toString('utf8').slice(0, 120);
			return sendJson(response, 400, {
				error: 'The body is not JSON.',
				field: 'body',
				value,
				fix: 'Send JSON.',
			});
		}
		const answered = await answerControl(request.method ?? 'GET', url.pathname, {
			sandbox,
			query: url.searchParams,
			body: parsed,
		});
		if (answered) return sendJson(response, answered.status, answered.body);
		return sendJson(response, 404, { error: 'No such control route.', routes: CONTROL_ROUTES });
	}

	const port = await listen(server, options.port);
	const smtpPort = await sandbox.mailbox.listen(options.smtpPort);
	return {
		url: `http://${HOST}:${port}`,
		smtpPort,
		async stop() {
			for (const end of sandbox.hanging) end();
			endDesks(sandbox.current);
			sandbox.current.activity.end();
			server.closeAllConnections();
			await Promise.all([new Promise((resolve) => server.close(resolve)), sandbox.mailbox.close()]);
		},
	};
}

function listen(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, HOST, () => {
			server.off('error', reject);
			resolve((server.address() as AddressInfo).port);
		});
	});
}

async function receive(request: IncomingMessage): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
	}
	return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function toUrl(request: IncomingMessage): URL | undefined {
	const address = `http://${request.headers.host ?? HOST}${request.url ?? '/'}`;
	return URL.canParse(address) ? new URL(address) : undefined;
}

function isLocal(request: IncomingMessage): boolean {
	const { host = '', origin } = request.headers;
	return (
		LOOPBACK.test(host) &&
		(origin === undefined || LOOPBACK.test(origin.replace(/^https?:\/\//, '')))
	);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
	response.end(JSON.stringify(body));
}
