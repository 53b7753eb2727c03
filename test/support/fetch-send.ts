import { HttpFailure, type HttpSend } from '../../src/http';

/** The `HttpSend` port on plain fetch, for tests that need no n8n. No answer is an `HttpFailure`, as the port promises. */
export function createFetchSend(baseUrl: string, headers: Record<string, string> = {}): HttpSend {
	return async (request) => {
		const isAbsolute = /^https?:/.test(request.url);
		const url = new URL(isAbsolute ? request.url : baseUrl.replace(/\/+$/, '') + request.url);
		for (const [name, value] of Object.entries(request.query ?? {})) {
			if (value !== undefined) url.searchParams.set(name, String(value));
		}
		const answer = await fetch(url, {
			method: request.method,
			headers: {
				'content-type': 'application/json',
				// A server that ends idle connections may do so just as one is used again.
				connection: 'close',
				...headers,
				...request.headers,
			},
			...(request.body === undefined ? {} : { body: toBody(request.body) }),
		}).catch((error: unknown) => {
			// Not `instanceof`: jest has an Error of its own.
			const words = String((error as Error).cause ?? error);
			throw new HttpFailure('unreachable', `${request.method} ${request.url}: ${words}`);
		});
		const text = await answer.text();
		return {
			status: answer.status,
			headers: Object.fromEntries(answer.headers),
			body: parseJson(text),
		};
	};
}

/** What is no plain value goes out as it is. */
const toBody = (body: unknown) =>
	typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body);

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
