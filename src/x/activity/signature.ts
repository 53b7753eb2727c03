import { createHmac, timingSafeEqual } from 'node:crypto';

/** What X signs with, as far as it is known here. Empty is unknown: everybody can sign with nothing. */
export interface SigningSecrets {
	/** "API Key Secret" in X's console. */
	consumerSecret?: string;
	/** "Client Secret" of OAuth2 there. */
	clientSecret?: string;
}

/** Values as Node's HTTP server has them: a header that came twice is joined by ", " or a list. */
export type SignedHeaders = Record<string, string | string[] | undefined>;

const signature = /^sha256=[A-Za-z0-9+/]{43}=$/;

/** Whether there is anything to compare: most of what strangers send is not worth looking for the secrets. */
export const hasSignature = (headers: SignedHeaders): boolean =>
	headerNames.some((name) => isSignature(headers[name]));

const headerNames = [
	'x-twitter-webhooks-signature',
	'x-twitter-webhooks-signature-oauth2',
] as const;

const isSignature = (claim: unknown): claim is string =>
	typeof claim === 'string' && signature.test(claim);

/** Whether X, and nobody else, sent these bytes. Either of X's two signatures will do. */
export function isSigned(
	rawBody: Buffer,
	headers: SignedHeaders,
	{ consumerSecret, clientSecret }: SigningSecrets,
): boolean {
	const secrets = [consumerSecret, clientSecret];
	return headerNames.some((name, at) => {
		const [claim, secret] = [headers[name], secrets[at]];
		return (
			typeof secret === 'string' &&
			secret !== '' &&
			isSignature(claim) &&
			timingSafeEqual(Buffer.from(claim), Buffer.from(sign(rawBody, secret)))
		);
	});
}

/**
 * X signs events and has its challenges signed with the same secret. Whoever may choose a challenge could thus have a made-up
 * event signed; so only what cannot be an event, no braces and no brackets, counts as a challenge.
 */
const challenge = /^[\w.~+/=-]{1,256}$/;

/** What X wants to hear for a `crc_token`; undefined when it is none, or no secret is known. */
export function answerChallenge(
	token: unknown,
	{ consumerSecret, clientSecret }: SigningSecrets,
): string | undefined {
	const secret = [consumerSecret, clientSecret].find((it) => it !== undefined && it !== '');
	if (secret === undefined || typeof token !== 'string' || !challenge.test(token)) return undefined;
	return sign(token, secret);
}

const sign = (message: Buffer | string, secret: string) =>
	`sha256=${createHmac('sha256', secret).update(message).digest('base64')}`;
