import TwitterApiBase from 'twitter-api-v2/dist/esm/client.base.js';
import TwitterApiv2ReadOnly from 'twitter-api-v2/dist/esm/v2/client.v2.read.js';
import type { HttpSend } from '../http';
import { createHttpPlugin } from './http-plugin';

class Transport extends TwitterApiBase {}

export type XClient = TwitterApiv2ReadOnly;

/** twitter-api-v2's typed client; every call goes through `send` and fails with an `HttpFailure`. */
export function createXClient(send: HttpSend, nowMs: () => number): XClient {
	return new TwitterApiv2ReadOnly(
		new Transport('held by n8n', { plugins: [createHttpPlugin(send, nowMs)] }),
	);
}
