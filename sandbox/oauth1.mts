import { createHmac, timingSafeEqual } from 'node:crypto';

export interface OAuth1Keys {
	consumerKey: string;
	consumerSecret: string;
	token: string;
	tokenSecret: string;
}

const REQUIRED = [
	'oauth_consumer_key',
	'oauth_nonce',
	'oauth_signature',
	'oauth_signature_method',
	'oauth_timestamp',
	'oauth_token',
];
/** X refuses timestamps further off than this; wall time, whatever the sandbox's clock says. */
const TOLERATED_SKEW_MS = 5 * 60_000;
const KEPT_NONCES = 10_000;

/**
 * Checks an OAuth 1.0a header against the request it came with (RFC 5849, HMAC-SHA1). `url` is the address as the
 * caller wrote it; `form` the body parameters of a form-encoded request. Says why when it refuses.
 */
export function createOAuth1Check(keys: OAuth1Keys) {
	const nonces = new Set<string>();
	return (
		method: string,
		url: URL,
		header: string,
		form: URLSearchParams | undefined,
	): { ok: true } | { ok: false; why: string } => {
		const given = parseHeader(header);
		const missing = REQUIRED.filter((name) => !given.has(name));
		if (missing.length > 0) return refuse(`OAuth1 header lacks ${missing.join(', ')}`);
		if (given.get('oauth_consumer_key') !== keys.consumerKey) return refuse('unknown consumer key');
		if (given.get('oauth_token') !== keys.token) return refuse('unknown access token');
		if (given.get('oauth_signature_method') !== 'HMAC-SHA1') {
			return refuse('signature method is not HMAC-SHA1');
		}
		const offMs = Math.abs(Date.now() - Number(given.get('oauth_timestamp')) * 1000);
		if (!(offMs < TOLERATED_SKEW_MS)) return refuse('timestamp is more than 5 minutes off');
		const nonce = `${given.get('oauth_timestamp')} ${given.get('oauth_nonce')}`;
		if (nonces.has(nonce)) return refuse('nonce was used before');
		const expected = sign(method, url, given, form, keys);
		if (!equal(expected, given.get('oauth_signature') ?? '')) {
			return refuse('signature does not match the request');
		}
		nonces.add(nonce);
		if (nonces.size > KEPT_NONCES) nonces.delete(nonces.values().next().value!);
		return { ok: true };
	};
}

function sign(
	method: string,
	url: URL,
	given: Map<string, string>,
	form: URLSearchParams | undefined,
	keys: OAuth1Keys,
): string {
	const signed = [...given].filter(([name]) => name !== 'oauth_signature' && name !== 'realm');
	const parameters = [...signed, ...url.searchParams, ...(form ?? [])]
		.map(([name, value]) => [encode(name), encode(value)])
		.sort(([a, x], [b, y]) => order(a, b) || order(x, y))
		.map((pair) => pair.join('='))
		.join('&');
	const base = [method.toUpperCase(), url.origin + url.pathname, parameters].map(encode).join('&');
	const key = `${encode(keys.consumerSecret)}&${encode(keys.tokenSecret)}`;
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
