import type { HttpSend } from '../../src/http';
import { HttpFailure } from '../../src/http';
import { createFetchSend } from '../support/fetch-send';

/** Plain HTTP that names a missing answer as the port promises. */
export function createLoopbackSend(baseUrl: string, headers: Record<string, string>): HttpSend {
	const send = createFetchSend(baseUrl, headers);
	return async (request) =>
		await send(request).catch((error: unknown) => {
			throw new HttpFailure('unreachable', `${request.method} got no answer: ${String(error)}`);
		});
}
