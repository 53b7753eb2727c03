import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { withoutWords } from './without-words';

type Credentials = ICredentialDataDecryptedObject;

/**
 * The same plain object of asynchronous functions, whose failures repeat no secret of the credential: a service that quotes the key
 * it refuses must not bring it into a log.
 *
 * @param fetchCredentials asked once more when something has failed: n8n may have got a new token in between
 */
export function withoutSecrets<T extends object>(
	owner: T,
	credentials: Credentials,
	fetchCredentials: () => Promise<Credentials>,
): T {
	const guard =
		(call: (...given: unknown[]) => unknown) =>
		async (...given: unknown[]) => {
			try {
				return await call(...given);
			} catch (error) {
				const later = await fetchCredentials().catch(() => ({}));
				throw withoutWords(error, [...toSecrets(credentials), ...toSecrets(later)]);
			}
		};
	const guarded = Object.entries(owner).map(([name, value]: [string, unknown]) => [
		name,
		typeof value === 'function' ? guard(value as (...given: unknown[]) => unknown) : value,
	]);
	return Object.fromEntries(guarded) as T;
}

const toSecrets = (credentials: Credentials): string[] =>
	Object.entries(credentials)
		.filter(([name]) => /token|key|secret|password/i.test(name))
		.map(([, value]) => value)
		.filter((value): value is string => typeof value === 'string' && value !== '')
		.flatMap(toForms);

/** As a service may quote it: in an address, or within a basic log-in, where it begins at one of three places in a group. */
const toForms = (secret: string): string[] => [
	secret,
	encodeURIComponent(secret),
	...['', ' ', '  '].map((before) => Buffer.from(before + secret).toString('base64')),
];
