import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from '../state.mts';
import type { DeskAnswer, DeskRequest } from './service.mts';

export const isDeskPath = (path: string): boolean => path.startsWith('/desks/');

/** One request to one of the desks. */
export async function serveDesk(
	sandbox: Sandbox,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
	raw: Buffer,
): Promise<void> {
	const { desks } = sandbox.current;
	const call = toDeskRequest(request, url, raw);
	if (!Object.hasOwn(desks, call.name)) {
		const known = Object.keys(desks).join(', ');
		return sendAnswer(response, {
			status: 404,
			body: { error: `No desk "${call.name}". There are: ${known}` },
		});
	}
	const answer = await desks[call.name].answer(call);
	sandbox.changed();
	sendAnswer(response, answer);
}

/** The request as the service called `name` sees it, which lives two steps below the root. */
export function toDeskRequest(
	request: IncomingMessage,
	url: URL,
	raw: Buffer,
): DeskRequest & { name: string } {
	const [, folder, name, ...rest] = url.pathname.split('/');
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([key, value]) => [key, [value].flat().join(', ')]),
	);
	return {
		name,
		method: request.method ?? 'GET',
		path: `/${rest.join('/')}`,
		query: url.searchParams,
		headers,
		raw,
		body: parseJson(raw),
		baseUrl: `${url.origin}/${folder}/${name}`,
	};
}

function parseJson(raw: Buffer): unknown {
	try {
		return JSON.parse(raw.toString('utf8')) as unknown;
	} catch {
		return undefined;
	}
}

export function sendAnswer(response: ServerResponse, { status, headers, body }: DeskAnswer): void {
	const isText = typeof body === 'string';
	response.writeHead(status, {
		...(body === undefined ? {} : { 'content-type': isText ? 'text/html' : 'application/json' }),
		...headers,
	});
	response.end(body === undefined || isText ? body : JSON.stringify(body));
}
