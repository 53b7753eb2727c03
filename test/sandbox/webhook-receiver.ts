/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, type Json, type XAnswer } from './x-call';

const CONSUMER_SECRET = 'sandbox-consumer-secret';

/** One event as it arrived. */
export interface Arrival {
	raw: string;
	headers: IncomingMessage['headers'];
	/** `data` of the envelope. */
	event: Json;
	answered: number | 'nothing';
}

type CrcAnswer =
	| 'right'
	| 'client secret'
	| 'wrong'
	| 'not JSON'
	| 'redirect'
	| 'error'
	| 'hang up'
	| 'endless'
	| 'nothing';

/** A real webhook on the loopback: proves that it knows the app's secret, and keeps what arrives. */
export interface Receiver {
	url: string;
	/** Challenges it was sent, and how it answers from now on. */
	challenges: string[];
	crc: CrcAnswer;
	arrivals: Arrival[];
	/** How the next events are answered, first come first served; then with 200. */
	answers: Array<number | 'nothing'>;
	stop(): Promise<void>;
}

export const sign = (message: string, secret = CONSUMER_SECRET): string =>
	`sha256=${createHmac('sha256', secret).update(message).digest('base64')}`;

export async function startReceiver(): Promise<Receiver> {
	const receiver: Receiver = {
		url: '',
		challenges: [],
		crc: 'right',
		arrivals: [],
		answers: [],
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	const server = createServer((request, response) => {
		if (request.method === 'GET') return answerChallenge(receiver, request, response);
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const raw = Buffer.concat(chunks).toString('utf8');
			const answered = receiver.answers.shift() ?? 200;
			const { headers } = request;
			receiver.arrivals.push({ raw, headers, event: JSON.parse(raw).data as Json, answered });
			if (answered !== 'nothing') response.writeHead(answered).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x/hook`;
	return receiver;
}

function answerChallenge(
	receiver: Receiver,
	request: IncomingMessage,
	response: ServerResponse,
): void {
	const token = new URL(request.url!, 'http://any').searchParams.get('crc_token')!;
	receiver.challenges.push(token);
	const tell: Record<CrcAnswer, () => unknown> = {
		right: () => response.end(JSON.stringify({ response_token: sign(token) })),
		'client secret': () =>
			response.end(JSON.stringify({ response_token: sign(token, 'sandbox-client-secret') })),
		wrong: () => response.end(JSON.stringify({ response_token: sign('something else') })),
		'not JSON': () => response.end('<html>It works!</html>'),
		redirect: () => response.writeHead(302, { location: receiver.url }).end(),
		error: () => response.writeHead(503).end(),
		'hang up': () => response.destroy(),
		endless: () => response.write('x'.repeat(1_000_000)),
		nothing: () => undefined,
	};
	tell[receiver.crc]();
}

/** A registered webhook's id. */
export async function register(x: Sandbox, receiver: Receiver): Promise<string> {
	const made = await callWebhooks(x, 'POST', '', { url: receiver.url });
	if (made.status !== 200) throw new Error(`Not registered: ${made.text}`);
	return made.body.data.id as string;
}

export const callWebhooks = async (
	x: Sandbox,
	method: string,
	path = '',
	body?: unknown,
	authorization = APP_TOKEN,
): Promise<XAnswer> =>
	await callX(x, `/2/webhooks${path}`, { method, authorization, ...(body ? { body } : {}) });

/** Subscribes the webhook to events of a user, the company unless told otherwise; the subscription's id. */
export async function subscribe(
	x: Sandbox,
	webhookId: string,
	eventType: string,
	more: { user_id?: string; tag?: string; authorization?: string; filter?: object } = {},
): Promise<string> {
	const { user_id = '1402000000000000001', tag, authorization, filter = { user_id } } = more;
	const body = { event_type: eventType, filter, webhook_id: webhookId, ...(tag ? { tag } : {}) };
	const made = await callX(x, '/2/activity/subscriptions', { method: 'POST', body, authorization });
	if (made.status !== 200) throw new Error(`Not subscribed: ${made.text}`);
	return made.body.data.subscription_id as string;
}

/** Waits until everything that is on its way has arrived or failed, then hands over what came since the last time. */
export async function arrivals(x: Sandbox, receiver: Receiver): Promise<Arrival[]> {
	await x.control('POST', 'activity', { settle: true });
	return receiver.arrivals.splice(0);
}

/** A user token with these scopes, as somebody else. */
export async function tokenOf(x: Sandbox, login: string, scope: string): Promise<string> {
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: 'sandbox-client',
		redirect_uri: 'http://127.0.0.1/back',
		scope,
		state: 'any',
		code_challenge: 'challenge',
		code_challenge_method: 'plain',
		login,
	});
	const agreed = await fetch(`${x.url}/i/oauth2/authorize?${query.toString()}`, {
		redirect: 'manual',
	});
	const code = new URL(agreed.headers.get('location')!).searchParams.get('code')!;
	const issued = await fetch(`${x.url}/2/oauth2/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'authorization_code',
			code,
			redirect_uri: 'http://127.0.0.1/back',
			code_verifier: 'challenge',
			client_id: 'sandbox-client',
		}),
	});
	const { access_token } = (await issued.json()) as { access_token: string };
	return access_token;
}
