import { startDemo, type RunningDemo } from '../support/demo';
import { sandboxDesks, toDeskCredential } from '../support/sandbox-desks';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';

jest.setTimeout(60_000);

interface TestResult {
	status: 'OK' | 'Error';
	message: string;
}

describe('credentials in a real n8n', () => {
	let demo: RunningDemo;
	let tracker: RequestTrackerFake;
	let cookie: string;

	beforeAll(async () => {
		tracker = await startRequestTrackerFake();
		demo = await startDemo(['--no-cast', '--no-request-tracker']);
		const { email, password } = demo.owner;
		const response = await fetch(`${demo.n8nUrl}/rest/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ emailOrLdapLoginId: email, password }),
		});
		cookie = response.headers
			.getSetCookie()
			.map((line) => line.split(';')[0])
			.join('; ');
	}, 600_000);

	afterAll(async () => {
		await demo?.stop();
		await tracker?.stop();
	});

	async function ask<T>(path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${demo.n8nUrl}/rest${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { cookie, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const answer = (await response.json()) as { data: T; message?: string };
		if (!response.ok) throw new Error(`${path}: ${response.status} ${answer.message}`);
		return answer.data;
	}

	const create = async (type: string, data: object) =>
		await ask<{ id: string }>('/credentials', { name: `${type} ${Date.now()}`, type, data });

	/** What the editor does when somebody presses "Retry" below a credential. */
	const test = async (type: string, data: object): Promise<TestResult> => {
		const { id } = await create(type, data);
		return await ask<TestResult>('/credentials/test', {
			credentials: { id, name: type, type, data },
		});
	};

	/** Tests a credential as it is stored; the editor's own test never sees an access token. */
	async function testStored(id: string): Promise<TestResult> {
		const scopes = await ask<string[]>('/api-keys/scopes');
		const key = { label: `test ${id}`, expiresAt: null, scopes };
		const { rawApiKey } = await ask<{ rawApiKey: string }>('/api-keys', key);
		const response = await fetch(`${demo.n8nUrl}/api/v1/credentials/${id}/test`, {
			method: 'POST',
			headers: { 'X-N8N-API-KEY': rawApiKey },
		});
		return (await response.json()) as TestResult;
	}

	const cases: Array<[string, string, () => object, object]> = [
		[
			'xCareOAuth1Api',
			'four keys',
			() => ({
				consumerKey: 'sandbox-consumer-key',
				consumerSecret: 'sandbox-consumer-secret',
				accessToken: 'sandbox-access-token',
				accessTokenSecret: 'sandbox-access-token-secret',
				apiBaseUrl: demo.sandboxUrl,
			}),
			{ accessTokenSecret: 'wrong' },
		],
		[
			'xCareAppOnlyApi',
			'a bearer token',
			() => ({ bearerToken: 'sandbox-app-token', apiBaseUrl: demo.sandboxUrl }),
			{ bearerToken: 'wrong' },
		],
		[
			'requestTrackerApi',
			'a token',
			() => ({ baseUrl: tracker.url, token: tracker.token }),
			{ token: 'wrong' },
		],
		[
			'caseDeskHttpApi',
			'a header',
			() => ({
				baseUrl: tracker.url,
				headerName: 'Authorization',
				headerSecret: `token ${tracker.token}`,
				testPath: '/REST/2.0/rt',
			}),
			{ headerSecret: 'wrong' },
		],
	];

	it.each(sandboxDesks)(
		'$credential: passes with the right secret, fails with a wrong one',
		async (desk) => {
			const { credential: type } = desk;
			const { [type]: data } = toDeskCredential(desk, demo.sandboxUrl);
			expect(await test(type, data)).toMatchObject({ status: 'OK' });
			const wrong = Object.entries(data).map(([name, value]) => [
				name,
				value === 'sandbox-desk-key' ? 'wrong' : value,
			]);
			const refused = await test(type, Object.fromEntries(wrong) as object);
			expect(refused.status).toBe('Error');
			expect(refused.message).toMatch(/\w{4,}/);
		},
	);

	it.each(cases)(
		'%s: the test passes with %s and fails with a wrong one',
		async (type, _what, good, bad) => {
			expect(await test(type, good())).toMatchObject({ status: 'OK' });
			const refused = await test(type, { ...good(), ...bad });
			expect(refused.status).toBe('Error');
			expect(refused.message).toMatch(/\w{4,}/);
		},
	);

	it.each([
		['read', 'tweet.read users.read offline.access'],
		[
			'care',
			'tweet.read users.read follows.read tweet.write tweet.moderate.write dm.read dm.write media.write mute.write offline.access',
		],
	])(
		'xCareOAuth2Api with %s: connects with PKCE, and its test passes',
		async (permissions, scopes) => {
			const type = 'xCareOAuth2Api';
			const data = {
				clientId: 'sandbox-client',
				clientSecret: 'sandbox-client-secret',
				apiBaseUrl: `${demo.sandboxUrl}/`,
				permissions,
			};
			const { id } = await create(type, data);
			const authorizeUrl = new URL(await ask<string>(`/oauth2-credential/auth?id=${id}`));
			expect(authorizeUrl.href).toContain(`${demo.sandboxUrl}/i/oauth2/authorize`);
			expect(authorizeUrl.searchParams.get('code_challenge_method')).toBe('S256');
			expect(authorizeUrl.searchParams.get('scope')).toBe(scopes);

			const consent = await fetch(authorizeUrl, { redirect: 'manual' });
			const callback = await fetch(consent.headers.get('location') ?? '', { headers: { cookie } });
			expect(callback.status).toBe(200);
			const result = await testStored(id);
			expect(`${result.status}: ${result.message}`).toMatch(/^OK/);
		},
	);
});
