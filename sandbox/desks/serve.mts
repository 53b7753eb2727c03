import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from '../state.mts';
import type { DeskAnswer } from './service.mts';

export const isDeskPath = (path: string): boolean => path.startsWith('/desks/');

/** One request to one of the desks. */
export async function serveDesk(
	sandbox: Sandbox,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
	raw: Buffer,
): Promise<void> {
	const [, , name, ...rest] = url.pathname.split('/');
	const { desks } = sandbox.current;
	if (!Object.hasOwn(desks, name)) {
		const known = Object.keys(desks).join(', ');
		return send(response, {
			status: 404,
			body: { error: `No desk "${name}". There are: ${known}` },
		});
	}
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([key, value]) => [key, [value].flat().join(', ')]),
	);
	const answer = await desks[name].answer({
		method: request.method ?? 'GET',
		path: `/${rest.join('/')}`,
		query: url.searchParams,
		headers,
		raw,
		body: parseJson(raw),
		baseUrl: `${url.origin}/desks/${name}`,
	});
	sandbox.changed();
	send(response, answer);
}

function parseJson(raw: Buffer): unknown {
	try {
		return JSON.parse(raw.toString('utf8')) as unknown;
	} catch {
		return undefined;
	}
}

function send(response: ServerResponse, { status, headers, body }: DeskAnswer): void {
	const isText = typeof body === 'string';
	response.writeHead(status, {
		...(body === undefined ? {} : { 'content-type': isText ? 'text/html' : 'application/json' }),
		...headers,
	});
	response.end(body === undefined || isText ? body : JSON.stringify(body));
}
