import { createHmac, timingSafeEqual } from 'node:crypto';

export interface OAuth1Consumer {
	consumerKey: string;
	consumerSecret: string;
}

export interface OAuth1Secret {
	token: string;
	tokenSecret: string;
}

/** `url` is the address as the caller wrote it; `form` the body parameters of a form-encoded request. */
export interface OAuth1Request {
	method: string;
	url: URL;
	authorization?: string;
	form?: URLSearchParams;
}

/** `parameters` are the oauth_ ones, wherever in the request they stood. Says why when it refuses. */
export type OAuth1Checked =
	| { ok: true; parameters: Map<string, string> }
	| { ok: false; why: string };

export type OAuth1Check = ReturnType<typeof createOAuth1Check>;

const REQUIRED = [
	'oauth_consumer_key',
	'oauth_nonce',
	'oauth_signature',
	'oauth_signature_method',
	'oauth_timestamp',
];
/** X refuses timestamps further off than this; wall time, whatever the sandbox's clock says. */
const TOLERATED_SKEW_MS = 5 * 60_000;
const KEPT_NONCES = 10_000;

/**
 * Checks an OAuth 1.0a header against the request it came with (RFC 5849, HMAC-SHA1). `secretOf` finds the secret of
 * the token in it; without `secretOf` the request has no token yet, and the consumer's secret signs alone.
 */
export function createOAuth1Check(consumer: OAuth1Consumer) {
	const nonces = new Set<string>();
	return (
		request: OAuth1Request,
		secretOf?: (token: string) => string | undefined,
	): OAuth1Checked => {
		const given = parseHeader(request.authorization ?? '');
		const required = secretOf ? [...REQUIRED, 'oauth_token'] : REQUIRED;
		const missing = required.filter((name) => !given.has(name));
		if (missing.length > 0) return refuse(`OAuth1 header lacks ${missing.join(', ')}`);
		if (given.get('oauth_consumer_key') !== consumer.consumerKey)
			return refuse('unknown consumer key');
		const tokenSecret = secretOf ? secretOf(given.get('oauth_token') ?? '') : '';
		if (tokenSecret === undefined) return refuse('unknown token');
		if (given.get('oauth_signature_method') !== 'HMAC-SHA1') {
			return refuse('signature method is not HMAC-SHA1');
		}
		const offMs = Math.abs(Date.now() - Number(given.get('oauth_timestamp')) * 1000);
		if (!(offMs < TOLERATED_SKEW_MS)) return refuse('timestamp is more than 5 minutes off');
		const nonce = `${given.get('oauth_timestamp')} ${given.get('oauth_nonce')}`;
		if (nonces.has(nonce)) return refuse('nonce was used before');
		const elsewhere = otherParameters(request, given);
		const key = `${encode(consumer.consumerSecret)}&${encode(tokenSecret)}`;
		const expected = sign(request, [...given, ...elsewhere], key);
		if (!equal(expected, given.get('oauth_signature') ?? '')) {
			return refuse('signature does not match the request');
		}
		nonces.add(nonce);
		if (nonces.size > KEPT_NONCES) nonces.delete(nonces.values().next().value!);
		const parameters = [...elsewhere, ...given].filter(([name]) => name.startsWith('oauth_'));
		return { ok: true, parameters: new Map(parameters) };
	};
}

/** Query and body. Common libraries repeat oauth_ parameters of the header in the body and sign them once. */
const otherParameters = ({ url, form }: OAuth1Request, given: Map<string, string>) =>
	[...url.searchParams, ...(form ?? [])].filter(
		([name, value]) => !(name.startsWith('oauth_') && given.get(name) === value),
	);

function sign({ method, url }: OAuth1Request, all: Array<[string, string]>, key: string): string {
	const parameters = all
		.filter(([name]) => name !== 'oauth_signature' && name !== 'realm')
		.map(([name, value]) => [encode(name), encode(value)])
		.sort(([a, x], [b, y]) => order(a, b) || order(x, y))
		.map((pair) => pair.join('='))
		.join('&');
	const base = [method.toUpperCase(), url.origin + url.pathname, parameters].map(encode).join('&');
	return createHmac('sha1', key).update(base).digest('base64');
}

function parseHeader(header: string): Map<string, string> {
	const found = header.replace(/^OAuth\s+/i, '').matchAll(/([\w%]+)\s*=\s*"([^"]*)"/g);
	return new Map([...found].map(([, name, value]) => [decode(name), decode(value)]));
}

const encode = (text: string): string =>
	encodeURIComponent(text).replace(
		/[!*'()]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // a broken escape cannot be part of a valid signature
	}
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const refuse = (why: string) => ({ ok: false as const, why });

function equal(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}
