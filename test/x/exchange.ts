import type { HttpRequest, HttpResponse, HttpSend } from '../../src/http';
import { type Endpoint, type EndpointName, endpoints } from '../../src/x/endpoints';

/** One request of ours, and what X answered. */
export interface Exchange {
	name: EndpointName;
	request: HttpRequest;
	response: HttpResponse;
}

/** Passes everything on, and keeps it. */
export function createRecorder(send: HttpSend, kept: Exchange[]): HttpSend {
	return async (request) => {
		const response = await send(request);
		kept.push({ name: toName(request), request, response });
		return response;
	};
}

/** Throws for a request that is not in the table: it could not be made then. */
function toName({ method, url }: HttpRequest): EndpointName {
	const fitting = (Object.entries(endpoints) as Array<[EndpointName, Endpoint]>)
		.filter(([, endpoint]) => endpoint.method === method && fits(endpoint, url))
		// `users/me` fits `users/:id` too; the one with fewer open parts is meant.
		.sort(([, a], [, b]) => a.path.split(':').length - b.path.split(':').length);
	if (fitting.length === 0) throw new Error(`${method} ${url} is not in the table of requests`);
	return fitting[0][0];
}

const fits = ({ path }: Endpoint, url: string) =>
	new RegExp(`^/2/${path.replace(/:\w+/g, '[^/]+')}$`).test(url);
