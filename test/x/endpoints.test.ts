import type { HttpFailure } from '../../src/http';
import { createXClient, type XClient } from '../../src/x/client';
import { type Endpoint, type EndpointName, endpoints } from '../../src/x/endpoints';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';
import { type Scene, setScene, type Walk, walks, walksToCome } from './endpoint-walks';

const names = Object.keys(endpoints) as EndpointName[];
const walked = Object.entries(walks) as Array<[EndpointName, Walk]>;
const endpointOf = (name: EndpointName): Endpoint => endpoints[name];

/** X's whole-request errors by the sandbox's names for them: what becomes of each, and what its hint must say. */
const problems: Array<[problem: string, status: number, kind: HttpFailure['kind'], hint: RegExp]> =
	[
		['unauthorized', 401, 'credential-invalid', /connect the X account again/],
		['expired-token', 401, 'credential-invalid', /connect the X account again/],
		['credits-depleted', 402, 'quota-exhausted', /Buy credits/],
		['spend-cap', 403, 'quota-exhausted', /spending limit/],
		['forbidden', 403, 'forbidden', /plan covers this call/],
		['client-not-enrolled', 403, 'forbidden', /attach the app to a project/],
		['access-level', 403, 'forbidden', /plan of the X app does not include/],
		['oauth1-permissions', 403, 'forbidden', /app's permissions/],
		['not-found', 404, 'not-found', /API Base URL/],
		['rate-limit', 429, 'rate-limited', /takes calls again/],
		['usage-cap', 429, 'quota-exhausted', /monthly cap/],
		['internal-error', 500, 'temporarily-unavailable', /try again later/],
		['unavailable', 503, 'temporarily-unavailable', /try again later/],
	];

describe('the table of requests', () => {
	it('has a walk for every request, or names who still has to write it', () => {
		expect([...walked.map(([name]) => name), ...walksToCome].sort()).toEqual([...names].sort());
	});

	it('has a walk for everything that reads posts, people and messages', () => {
		const unread = walksToCome.filter((name) => endpointOf(name).effect === 'read');
		expect(unread.filter((name) => name !== 'mediaStatus')).toEqual([]);
	});
});

describe('every request, at the sandbox', () => {
	let sandbox: Sandbox;
	let scene: Scene;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		scene = await setScene(sandbox);
	});

	const toClient = (token: string) =>
		createXClient(createFetchSend(sandbox.url, { authorization: `Bearer ${token}` }), Date.now);
	const clientFor = (name: EndpointName) =>
		toClient(endpointOf(name).appOnly === 'only' ? 'sandbox-app-token' : 'sandbox-user-token');
	/** Trouble for the next call of that request. */
	const fault = async (name: EndpointName, effect: object) => {
		const { method, path } = endpointOf(name);
		const pattern = `/2/${path.replace(/:\w+/g, '[^/]+')}$`;
		await sandbox.control('POST', 'faults', { method, path: pattern, ...effect });
	};
	const failureOf = async (walk: Walk, client: XClient) =>
		await walk.call(client, scene).then(
			(answer) => ({ unexpected: answer }) as unknown as HttpFailure,
			(failure: HttpFailure) => failure,
		);

	it.each(walked)('%s brings what is there', async (name, walk) => {
		expect(await walk.call(clientFor(name), scene)).toMatchObject(walk.brings as object);
	});

	it.each(walked)('%s asks for nothing but its own path, once', async (name, walk) => {
		await sandbox.control('DELETE', 'requests');
		await walk.call(clientFor(name), scene);
		const { method, path } = endpointOf(name);
		const log = await sandbox.control<Array<{ method: string; path: string }>>('GET', 'requests');
		expect(log).toHaveLength(1);
		expect(log[0].method).toBe(method);
		expect(log[0].path).toMatch(new RegExp(`^/2/${path.replace(/:\w+/g, '[^/]+')}$`));
	});

	it.each(walked)("%s fails as X's errors mean it, and says what to do", async (name, walk) => {
		const client = clientFor(name);
		for (const [problem, status, kind, hint] of problems) {
			await fault(name, { problem });
			const { message, ...failure } = await failureOf(walk, client);
			expect({ problem, ...failure }).toMatchObject({
				problem,
				status,
				kind,
				hint: expect.stringMatching(hint) as unknown,
			});
			expect(message).toContain(`X answered ${status} to ${endpointOf(name).method} /2/`);
		}
	});

	it.each(walked)('%s says when to come back after a 429', async (name, walk) => {
		await fault(name, { status: 429, retryAfter: 90 });
		expect(await failureOf(walk, clientFor(name))).toMatchObject({
			kind: 'rate-limited',
			retryAfterMs: 90_000,
		});
	});

	it.each(walked)('%s takes a page of the edge for trouble, with its words', async (name, walk) => {
		await fault(name, { html: true });
		expect(await failureOf(walk, clientFor(name))).toMatchObject({
			kind: 'temporarily-unavailable',
			message: expect.stringMatching(/: X \/ Error Something went wrong/) as unknown,
		});
	});

	it.each(walked.filter(([, { empty }]) => empty))(
		'%s takes nothing for nothing',
		async (name, walk) => {
			const { empty } = walk;
			await fault(name, { body: empty?.body });
			if (empty && 'brings' in empty) {
				expect(await walk.call(clientFor(name), scene)).toMatchObject(empty.brings as object);
			} else {
				expect(await failureOf(walk, clientFor(name))).toMatchObject({ kind: empty?.failsAs });
			}
		},
	);

	it.each(walked.filter(([, { empty }]) => empty))(
		"%s takes an error inside a success for X's trouble, not for nothing",
		async (name, walk) => {
			const type = 'https://api.x.com/2/problems/internal-error';
			await fault(name, { body: { errors: [{ title: 'Internal error', type }] } });
			const failure = await failureOf(walk, clientFor(name));
			expect(failure).toMatchObject({
				kind: 'temporarily-unavailable',
				message: expect.stringContaining('Internal error') as unknown,
			});
		},
	);

	it.each(walked.filter(([, { malformed }]) => malformed))(
		"%s takes what is not X's for a wrong address",
		async (name, walk) => {
			const bodies = ['', 'hello', '[]', {}, { html: 1 }, ...(walk.malformed ?? [])];
			const effects = [
				{ malformed: true },
				{ html: true, status: 200 },
				...bodies.map((body) => ({ body })),
			];
			for (const effect of effects) {
				await fault(name, effect);
				const failure = await failureOf(walk, clientFor(name));
				expect({ effect, kind: failure.kind, hint: failure.hint }).toEqual({
					effect,
					kind: 'malformed',
					hint: expect.stringContaining('API Base URL') as unknown,
				});
			}
		},
	);

	it.each(walked.filter(([name]) => endpointOf(name).scopes.length > 0))(
		'%s needs no scope beyond those in the table, and each of them',
		async (name, walk) => {
			const { scopes } = endpointOf(name);
			const enough = toClient(await authorize(scopes));
			expect(await walk.call(enough, scene)).toMatchObject(walk.brings as object);
			for (const scope of scopes) {
				const without = toClient(await authorize(scopes.filter((it) => it !== scope)));
				expect(await failureOf(walk, without)).toMatchObject({ kind: 'forbidden', status: 403 });
			}
		},
	);

	it.each(walked.filter(([name]) => endpointOf(name).appOnly === 'never'))(
		'%s refuses a credential without an account, and names the others',
		async (_, walk) => {
			const failure = await failureOf(walk, toClient('sandbox-app-token'));
			expect(failure).toMatchObject({
				kind: 'forbidden',
				hint: expect.stringContaining('OAuth2 or OAuth1') as unknown,
			});
		},
	);

	it.each(walked.filter(([name]) => endpointOf(name).appOnly === 'too'))(
		'%s works with a credential without an account too',
		async (_, walk) => {
			const answer = await walk.call(toClient('sandbox-app-token'), scene);
			expect(answer).toMatchObject(walk.brings as object);
		},
	);

	/** An access token of the company with exactly these scopes. */
	async function authorize(scopes: readonly string[]): Promise<string> {
		const redirectUri = 'http://127.0.0.1/callback';
		const consent = new URL('/i/oauth2/authorize', sandbox.url);
		consent.search = new URLSearchParams({
			response_type: 'code',
			client_id: 'sandbox-client',
			redirect_uri: redirectUri,
			scope: scopes.join(' '),
			state: 'walk',
			code_challenge: 'walk',
			code_challenge_method: 'plain',
		}).toString();
		const agreed = await fetch(consent, { redirect: 'manual' });
		const code = new URL(agreed.headers.get('location') ?? '').searchParams.get('code') ?? '';
		const answer = await fetch(new URL('/2/oauth2/token', sandbox.url), {
			method: 'POST',
			body: new URLSearchParams({
				grant_type: 'authorization_code',
				client_id: 'sandbox-client',
				client_secret: 'sandbox-client-secret',
				redirect_uri: redirectUri,
				code_verifier: 'walk',
				code,
			}),
		});
		return ((await answer.json()) as { access_token: string }).access_token;
	}
});
