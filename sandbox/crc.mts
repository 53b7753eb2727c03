import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { callLoopback } from './loopback-call.mts';
import { APP } from './tokens.mts';

/** Which of the app's secrets sign: X's docs of 2026 name the consumer secret; newer ones the client secret, or both. */
export type SigningSecret = 'consumer' | 'client' | 'both';

/** `firm` failures end a webhook at once; the others only when they go on. */
export type CrcOutcome = { passed: true } | { passed: false; firm: boolean; why: string };

interface CrcCall {
	url: string;
	signing: SigningSecret;
	timeLimitMs: number;
	signal: AbortSignal;
}

const SECRETS: Record<SigningSecret, string[]> = {
	consumer: [APP.oauth1.consumerSecret],
	client: [APP.clientSecret],
	both: [APP.clientSecret, APP.oauth1.consumerSecret],
};
const HEADERS: Record<string, string> = {
	[APP.oauth1.consumerSecret]: 'x-twitter-webhooks-signature',
	[APP.clientSecret]: 'x-twitter-webhooks-signature-oauth2',
};

const signatureOf = (secret: string, message: string): string =>
	`sha256=${createHmac('sha256', secret).update(message).digest('base64')}`;

/** The signature headers of a delivery, over its body as it is sent. */
export const signatureHeaders = (signing: SigningSecret, body: string): Record<string, string> =>
	Object.fromEntries(
		SECRETS[signing].map((secret) => [HEADERS[secret], signatureOf(secret, body)]),
	);

/** Asks the address to prove that it knows the app's secret (X's challenge-response check). */
export async function checkCrc({ url, signing, ...limits }: CrcCall): Promise<CrcOutcome> {
	const token = randomBytes(24).toString('base64url');
	const asked = new URL(url);
	asked.searchParams.set('crc_token', token);
	let answer: { status: number; text: string };
	try {
		answer = await callLoopback({ method: 'GET', url: asked, ...limits });
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return { passed: false, firm: false, why: `GET ${url}: ${why}` };
	}
	const { status, text } = answer;
	if (status >= 400) return { passed: false, firm: false, why: `answered ${status}` };
	if (status >= 300) {
		return { passed: false, firm: true, why: `answered ${status}; redirects are not followed` };
	}
	const given = readResponseToken(text);
	if (given === undefined) return { passed: false, firm: true, why: 'no response_token in JSON' };
	const right = SECRETS[signing].some((secret) => equal(given, signatureOf(secret, token)));
	return right ? { passed: true } : { passed: false, firm: true, why: 'Invalid response_token' };
}

function readResponseToken(text: string): string | undefined {
	try {
		const body = JSON.parse(text) as { response_token?: unknown } | null;
		return typeof body?.response_token === 'string' ? body.response_token : undefined;
	} catch {
		return undefined; // the outcome says that it was no JSON
	}
}

function equal(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}
