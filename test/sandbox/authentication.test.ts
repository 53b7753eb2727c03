/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { TwitterApi } from 'twitter-api-v2';
import OAuth1Helper from 'twitter-api-v2/dist/cjs/client-mixins/oauth1.helper';
import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, COMPANY_ID, mentionsPath } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset');
});

const KEYS = {
	appKey: 'sandbox-consumer-key',
	appSecret: 'sandbox-consumer-secret',
	accessToken: 'sandbox-access-token',
	accessSecret: 'sandbox-access-token-secret',
};

describe('OAuth 1.0a', () => {
	const sign = (method: string, url: string, keys = KEYS): string => {
		const helper = new OAuth1Helper({ consumerKeys: { key: keys.appKey, secret: keys.appSecret } });
		const signed = helper.authorize(
			{ method: method as 'GET', url },
			{ key: keys.accessToken, secret: keys.accessSecret },
		);
		return helper.toHeader(signed).Authorization;
	};

	it('accepts what a common X library signs, for reads with awkward queries and for JSON writes', async () => {
		const client = new TwitterApi(KEYS, { httpAgent: new Agent() });
		const prefix = `${x.url}/2/`;
		const me = await client.v2.get('users/me', { 'user.fields': 'description,url' }, { prefix });
		expect(me.data.username).toBe('acmecare');
		const awkward = {
			start_time: '2026-01-01T00:00:00Z',
			'tweet.fields': "created_at,it's (odd)! *ünïcode* &=+",
		};
		await client.v2.get(`users/${COMPANY_ID}/mentions`, awkward, { prefix });
		const made = await client.v2.post('tweets', { text: 'signed & sealed' }, { prefix });
		expect(made.data.text).toBe('signed & sealed');
		const log = await x.control<Array<{ auth: string }>>('GET', 'requests');
		expect(log.map(({ auth }) => auth)).toEqual(['oauth1-user', 'oauth1-user', 'oauth1-user']);
	});

	it('refuses a signature made for another query, another method, or with a wrong secret', async () => {
		const url = `${x.url}/2/users/me?user.fields=url`;
		const good = sign('GET', url);
		const wrong = [
			sign('GET', `${x.url}/2/users/me`),
			sign('POST', url),
			sign('GET', url, { ...KEYS, appSecret: 'other' }),
			sign('GET', url, { ...KEYS, accessSecret: 'other' }),
			sign('GET', url, { ...KEYS, accessToken: 'other' }),
			sign('GET', url, { ...KEYS, appKey: 'other' }),
			good.replace(/oauth_timestamp="\d+"/, 'oauth_timestamp="1"'),
			good.replace(/oauth_nonce="[^"]+",/, ''),
			'OAuth',
		];
		for (const authorization of wrong) {
			const answer = await callX(x, '/2/users/me?user.fields=url', { authorization });
			expect(answer.status).toBe(401);
			expect(answer.body).toEqual({
				title: 'Unauthorized',
				type: 'about:blank',
				status: 401,
				detail: 'Unauthorized',
			});
		}
		expect((await callX(x, '/2/users/me?user.fields=url', { authorization: good })).status).toBe(
			200,
		);
		expect((await callX(x, '/2/users/me?user.fields=url', { authorization: good })).status).toBe(
			401,
		);
	});
});

describe('bearer tokens', () => {
	it('tells the app’s token from a user’s', async () => {
		expect((await callX(x, mentionsPath(), { authorization: APP_TOKEN })).status).toBe(200);
		const me = await callX(x, '/2/users/me', { authorization: APP_TOKEN });
		expect(me.status).toBe(403);
		expect(me.body.title).toBe('Unsupported Authentication');
		expect((await callX(x, '/2/usage/tweets', { authorization: APP_TOKEN })).status).toBe(200);
		expect((await callX(x, '/2/usage/tweets')).status).toBe(403);
	});

	it.each(['', 'Bearer', 'Bearer nonsense', 'Basic abc', 'sandbox-user-token'])(
		'refuses the header "%s"',
		async (authorization) => {
			expect((await callX(x, '/2/users/me', { authorization })).status).toBe(401);
		},
	);
});

describe('OAuth 2.0', () => {
	const form = async (fields: Record<string, string>, authorization?: string) => {
		const response = await fetch(`${x.url}/2/oauth2/token`, {
			method: 'POST',
			headers: authorization ? { authorization } : {},
			body: new URLSearchParams(fields),
		});
		return { status: response.status, body: (await response.json()) as Record<string, string> };
	};
	const basic = `Basic ${Buffer.from('sandbox-client:sandbox-client-secret').toString('base64')}`;
	const verifier = 'a-verifier-that-is-long-enough-for-the-standard-0123456789';
	const challenge = createHash('sha256').update(verifier).digest('base64url');
	const redirect = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';

	const authorize = async (scope: string, method = 'S256') => {
		const query = new URLSearchParams({
			response_type: 'code',
			client_id: 'sandbox-client',
			redirect_uri: redirect,
			scope,
			state: 'st&te',
			code_challenge: challenge,
			code_challenge_method: method,
		});
		const response = await fetch(`${x.url}/i/oauth2/authorize?${query.toString()}`, {
			redirect: 'manual',
		});
		expect(response.status).toBe(302);
		const back = new URL(response.headers.get('location')!);
		expect(back.origin + back.pathname).toBe(redirect);
		expect(back.searchParams.get('state')).toBe('st&te');
		return back.searchParams.get('code')!;
	};
	const exchange = (code: string) => ({
		grant_type: 'authorization_code',
		code,
		redirect_uri: redirect,
		code_verifier: verifier,
	});

	it('hands out tokens for a code and the right verifier, once', async () => {
		const code = await authorize('tweet.read users.read offline.access', 's256');
		const { status, body } = await form(exchange(code), basic);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			token_type: 'bearer',
			expires_in: 7200,
			scope: 'tweet.read users.read offline.access',
		});
		expect(
			(await callX(x, '/2/users/me', { authorization: `Bearer ${body.access_token}` })).status,
		).toBe(200);
		const unscoped = await callX(x, '/2/tweets', {
			method: 'POST',
			body: { text: 'hi' },
			authorization: `Bearer ${body.access_token}`,
		});
		expect(unscoped.status).toBe(403);
		expect((await form(exchange(code), basic)).status).toBe(400);
	});

	it('refuses a wrong verifier, another redirect address, and a code older than 30 seconds', async () => {
		const scope = 'tweet.read';
		expect(
			(await form({ ...exchange(await authorize(scope)), code_verifier: 'guess' }, basic)).status,
		).toBe(400);
		expect(
			(
				await form(
					{ ...exchange(await authorize(scope)), redirect_uri: 'http://evil.example/' },
					basic,
				)
			).status,
		).toBe(400);
		const late = await authorize(scope);
		await x.control('POST', 'clock', { advanceMs: 30_000 });
		expect((await form(exchange(late), basic)).status).toBe(400);
	});

	it('gives no refresh token without offline.access', async () => {
		const { body } = await form(exchange(await authorize('tweet.read users.read')), basic);
		expect(body).not.toHaveProperty('refresh_token');
	});

	it('rotates refresh tokens: each works once, by form or JSON, with the client in header or body', async () => {
		const first = await form(
			{ grant_type: 'refresh_token', refresh_token: 'sandbox-refresh-token' },
			basic,
		);
		expect(first.status).toBe(200);
		const second = await callX(x, '/2/oauth2/token', {
			method: 'POST',
			authorization: '',
			body: {
				grant_type: 'refresh_token',
				refresh_token: first.body.refresh_token,
				client_id: 'sandbox-client',
				client_secret: 'sandbox-client-secret',
			},
		});
		expect(second.status).toBe(200);
		expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
		const reused = await form(
			{ grant_type: 'refresh_token', refresh_token: first.body.refresh_token },
			basic,
		);
		expect(reused).toEqual({
			status: 400,
			body: {
				error: 'invalid_request',
				error_description: 'Value passed for the token was invalid.',
			},
		});
	});

	it('refuses an unknown client or a wrong secret', async () => {
		const fields = { grant_type: 'refresh_token', refresh_token: 'sandbox-refresh-token' };
		expect((await form(fields)).status).toBe(401);
		expect(
			(await form({ ...fields, client_id: 'sandbox-client', client_secret: 'no' })).status,
		).toBe(401);
		expect((await form({ ...fields, client_id: 'sandbox-client' })).status).toBe(200);
	});

	it('ends access tokens after two hours or on order, and a refresh gets a working one', async () => {
		const issued = await form(
			{ grant_type: 'refresh_token', refresh_token: 'sandbox-refresh-token' },
			basic,
		);
		const authorization = `Bearer ${issued.body.access_token}`;
		expect((await callX(x, '/2/users/me', { authorization })).status).toBe(200);
		await x.control('POST', 'clock', { advanceMs: 7_200_000 });
		expect((await callX(x, '/2/users/me', { authorization })).status).toBe(401);

		await x.control('POST', 'reset');
		await x.control('POST', 'settings', { tokenExpired: true });
		expect((await callX(x, '/2/users/me')).status).toBe(401);
		const fresh = await form(
			{ grant_type: 'refresh_token', refresh_token: 'sandbox-refresh-token' },
			basic,
		);
		expect(
			(await callX(x, '/2/users/me', { authorization: `Bearer ${fresh.body.access_token}` }))
				.status,
		).toBe(200);
	});

	it('gives the app its own bearer for key and secret', async () => {
		const ask = async (secret: string) =>
			await fetch(`${x.url}/oauth2/token`, {
				method: 'POST',
				headers: {
					authorization: `Basic ${Buffer.from(`sandbox-consumer-key:${secret}`).toString('base64')}`,
				},
				body: new URLSearchParams({ grant_type: 'client_credentials' }),
			});
		expect(await (await ask('sandbox-consumer-secret')).json()).toEqual({
			token_type: 'bearer',
			access_token: 'sandbox-app-token',
		});
		expect((await ask('wrong')).status).toBe(403);
	});
});
