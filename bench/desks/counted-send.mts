import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';

import { HttpFailure, type HttpRequest, type HttpSend } from '../../src/http.ts';
import { TestCredentialsHelper } from '../../test/support/credentials-helper.ts';

export interface CountedSend {
	send: HttpSend;
	/** Calls since the last time it was asked. */
	takeCalls(): number;
}

/**
 * The way out on plain fetch with kept connections, signed by the credential class itself; counts every call.
 *
 * @param isKept false for a server that ends idle connections so soon that it may do so just as one is used again
 */
export function createCountedSend(
	baseUrl: string,
	credential: ICredentialType,
	credentials: ICredentialDataDecryptedObject,
	{ isKept = true } = {},
): CountedSend {
	const helper = new TestCredentialsHelper({}, () => credential);
	let calls = 0;
	const send: HttpSend = async (request) => {
		calls += 1;
		const target = toUrl(request, baseUrl);
		const signed = await helper.authenticate(credentials, credential.name, {
			url: target.href,
			headers: {
				'content-type': 'application/json',
				...(isKept ? {} : { connection: 'close' }),
				...request.headers,
			},
			body: request.body as never,
		});
		const { auth, body } = signed;
		const answer = await fetch(target, {
			method: request.method,
			headers: {
				...(signed.headers as Record<string, string>),
				...(auth && { authorization: `Basic ${btoa(`${auth.username}:${auth.password}`)}` }),
			},
			...(body === undefined
				? {}
				: { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		}).catch((error: unknown) => {
			const { cause = error } = error as Error;
			throw new HttpFailure('unreachable', `${request.method} ${request.url}: ${String(cause)}`);
		});
		const text = await answer.text();
		return {
			status: answer.status,
			headers: Object.fromEntries(answer.headers),
			body: parseJson(text),
		};
	};
	const takeCalls = () => {
		const taken = calls;
		calls = 0;
		return taken;
	};
	return { send, takeCalls };
}

function toUrl({ url, query = {} }: HttpRequest, baseUrl: string): URL {
	const target = new URL(/^https?:/.test(url) ? url : baseUrl.replace(/\/+$/, '') + url);
	for (const [name, value] of Object.entries(query)) {
		if (value !== undefined) target.searchParams.append(name, String(value));
	}
	return target;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
