/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHmac } from 'node:crypto';
import { Agent } from 'node:http';
import OAuth from 'oauth-1.0a';
import { TwitterApi } from 'twitter-api-v2';
import { startSandbox, type Sandbox } from '../support/sandbox';
import { callX, type Json } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset');
});

interface Secret {
	key: string;
	secret: string;
}

const CONSUMER = { key: 'sandbox-consumer-key', secret: 'sandbox-consumer-secret' };
const CALLBACK = 'http://127.0.0.1:5678/rest/oauth1-credential/callback?state=st%26te';

/** Signs as n8n does, which repeats the parameters of the header in the body. */
const sign = (path: string, data: Record<string, string>, token?: Secret, consumer = CONSUMER) => {
	const oauth = new OAuth({
		consumer,
		signature_method: 'HMAC-SHA1',
		hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
	});
	return oauth.toHeader(oauth.authorize({ method: 'POST', url: x.url + path, data }, token))
		.Authorization;
};

const post = async (path: string, authorization: string, form?: Record<string, string>) => {
	const response = await fetch(x.url + path, {
		method: 'POST',
		headers: { authorization },
		...(form ? { body: new URLSearchParams(form) } : {}),
	});
	const text = await response.text();
	return { status: response.status, text, fields: Object.fromEntries(new URLSearchParams(text)) };
};

async function askRequestToken(callback = CALLBACK): Promise<Secret> {
	const data = { oauth_callback: callback };
	const { status, fields } = await post('/oauth/request_token', sign('/oauth/request_token', data));
	expect(status).toBe(200);
	expect(fields.oauth_callback_confirmed).toBe('true');
	return { key: fields.oauth_token, secret: fields.oauth_token_secret };
}

const open = async (token: Secret, login = '', page = 'authorize') =>
	await fetch(`${x.url}/oauth/${page}?oauth_token=${token.key}${login}`, { redirect: 'manual' });

async function agree(token: Secret, login?: string): Promise<string> {
	const back = new URL((await open(token, login)).headers.get('location')!);
	expect(back.searchParams.get('oauth_token')).toBe(token.key);
	return back.searchParams.get('oauth_verifier')!;
}

const trade = async (token: Secret, verifier: string) => {
	const data = { oauth_verifier: verifier };
	return await post('/oauth/access_token', sign('/oauth/access_token', data, token), data);
};

describe('logging in with OAuth 1.0a in three steps', () => {
	it('as the company gives tokens that read and write as the company', async () => {
		const token = await askRequestToken();
		const consent = await open(token);
		expect(consent.status).toBe(302);
		const back = new URL(consent.headers.get('location')!);
		expect(back.pathname).toBe('/rest/oauth1-credential/callback');
		expect(back.searchParams.get('state')).toBe('st&te');
		const issued = await trade(token, back.searchParams.get('oauth_verifier')!);
		expect(issued).toMatchObject({
			status: 200,
			fields: { user_id: '1402000000000000001', screen_name: 'acmecare' },
		});
		const client = new TwitterApi(
			{
				appKey: CONSUMER.key,
				appSecret: CONSUMER.secret,
				accessToken: issued.fields.oauth_token,
				accessSecret: issued.fields.oauth_token_secret,
			},
			{ httpAgent: new Agent() },
		);
		const prefix = `${x.url}/2/`;
		const me = await client.v2.get('users/me', {}, { prefix });
		expect(me.data.username).toBe('acmecare');
		const made = await client.v2.post('tweets', { text: 'Hello from step three' }, { prefix });
		expect(made.data.text).toBe('Hello from step three');
	});

	it('as somebody else gives their tokens, and leaves the company’s own working', async () => {
		const token = await askRequestToken();
		const { fields } = await trade(token, await agree(token, '&login=alice_m'));
		expect(fields.screen_name).toBe('alice_m');
		const nameWith = async (accessToken: string, accessSecret: string) => {
			const keys = { appKey: CONSUMER.key, appSecret: CONSUMER.secret, accessToken, accessSecret };
			const client = new TwitterApi(keys, { httpAgent: new Agent() });
			return (await client.v2.get('users/me', {}, { prefix: `${x.url}/2/` })).data.username;
		};
		expect(await nameWith(fields.oauth_token, fields.oauth_token_secret)).toBe('alice_m');
		expect(await nameWith('sandbox-access-token', 'sandbox-access-token-secret')).toBe('acmecare');
		await expect(nameWith(fields.oauth_token, 'sandbox-access-token-secret')).rejects.toThrow(
			'401',
		);
	});

	it('with a PIN shows it on the page in place of going anywhere', async () => {
		const token = await askRequestToken('oob');
		const page = await open(token, '', 'authenticate');
		expect(page.status).toBe(200);
		const [pin] = /\d{7}/.exec(await page.text())!;
		expect((await trade(token, '0000000')).status).toBe(401);
		expect((await trade(token, pin)).status).toBe(200);
	});

	it('works with the library that sends every parameter in the body as well', async () => {
		const ask = async (path: string, body: Record<string, string>, token?: Secret) => {
			const keys = {
				appKey: CONSUMER.key,
				appSecret: CONSUMER.secret,
				accessToken: token?.key,
				accessSecret: token?.secret,
			};
			const client = new TwitterApi(keys, { httpAgent: new Agent() });
			const text: string = await client.post(x.url + path, body);
			return Object.fromEntries(new URLSearchParams(text));
		};
		const asked = await ask('/oauth/request_token', { oauth_callback: CALLBACK });
		const token = { key: asked.oauth_token, secret: asked.oauth_token_secret };
		const body = { oauth_token: token.key, oauth_verifier: await agree(token) };
		const issued = await ask('/oauth/access_token', body, token);
		expect(issued.screen_name).toBe('acmecare');
	});
});

describe('what the three steps refuse', () => {
	it('is a signature with a wrong secret, another address, or none at all', async () => {
		const path = '/oauth/request_token';
		const data = { oauth_callback: CALLBACK };
		const wrong = [
			sign(path, data, undefined, { ...CONSUMER, secret: 'other' }),
			sign(path, data, undefined, { ...CONSUMER, key: 'other' }),
			sign('/oauth/access_token', data),
			sign(path, data).replace('callback%3Fstate', 'elsewhere%3Fstate'),
			'Bearer sandbox-user-token',
			'',
		];
		for (const authorization of wrong) {
			const { status, text } = await post(path, authorization);
			expect(status).toBe(401);
			expect(JSON.parse(text)).toEqual({
				errors: [{ code: 32, message: 'Could not authenticate you.' }],
			});
		}
		const once = sign(path, data);
		expect((await post(path, once)).status).toBe(200);
		expect((await post(path, once)).status).toBe(401);
	});

	it.each(['javascript:alert(1)', 'file:///etc/hosts', 'callback', 'http://', ''])(
		'is the callback "%s"',
		async (callback) => {
			const data: Record<string, string> = callback ? { oauth_callback: callback } : {};
			const { status, text } = await post(
				'/oauth/request_token',
				sign('/oauth/request_token', data),
			);
			expect(status).toBe(403);
			expect(JSON.parse(text)).toMatchObject({ errors: [{ code: 415 }] });
		},
	);

	it('is a consent page for an unknown or used token, or for nobody', async () => {
		expect((await open({ key: 'made-up', secret: '' })).status).toBe(401);
		const token = await askRequestToken();
		const nobody = await open(token, '&login=%3Cscript%3Ealert(1)%3C/script%3E');
		expect(nobody.status).toBe(400);
		expect(await nobody.text()).not.toContain('<script');
		await agree(token);
		expect((await open(token)).status).toBe(401);
	});

	it('is a verifier that is wrong, comes before consent, belongs to another token, or comes twice', async () => {
		const token = await askRequestToken();
		expect((await trade(token, '')).status).toBe(401);
		const other = await askRequestToken();
		const verifier = await agree(token);
		await agree(other);
		expect((await trade(other, verifier)).status).toBe(401);
		expect((await trade({ ...token, secret: 'other' }, verifier)).status).toBe(401);
		const wrong = await trade(token, 'guess');
		expect(wrong.text).toContain('Invalid oauth_verifier');
		expect((await trade(token, verifier)).status).toBe(200);
		expect((await trade(token, verifier)).status).toBe(401);
	});

	it('is a request token older than five minutes, at either step', async () => {
		const slow = await askRequestToken();
		const agreed = await askRequestToken();
		const verifier = await agree(agreed);
		await x.control('POST', 'clock', { advanceMs: 5 * 60_000 });
		expect((await open(slow)).status).toBe(401);
		expect((await trade(agreed, verifier)).status).toBe(401);
	});

	it('is a request token in place of an access token', async () => {
		const token = await askRequestToken();
		const authorization = sign('/2/tweets', {}, token);
		const answer = await callX(x, '/2/tweets', {
			method: 'POST',
			body: { text: 'hi' },
			authorization,
		});
		expect(answer.status).toBe(401);
	});
});

describe('the request log', () => {
	it('does not keep what the token requests carried', async () => {
		const token = await askRequestToken();
		await trade(token, await agree(token));
		const log = await x.control<Json[]>('GET', 'requests');
		expect(log.map(({ path, status }: Json) => [path, status])).toEqual([
			['/oauth/request_token', 200],
			['/oauth/authorize', 302],
			['/oauth/access_token', 200],
		]);
		expect(log.some((entry: Json) => 'body' in entry)).toBe(false);
	});

	it('shows ordered trouble on these paths as on any other', async () => {
		await x.control('POST', 'faults', { path: '/oauth/request_token', status: 503 });
		const data = { oauth_callback: CALLBACK };
		const answer = await post('/oauth/request_token', sign('/oauth/request_token', data));
		expect(answer.status).toBe(503);
	});
});
