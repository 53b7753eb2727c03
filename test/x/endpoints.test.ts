import type { HttpFailure } from '../../src/http';
import { createXClient, type XClient } from '../../src/x/client';
import { type Endpoint, type EndpointName, endpoints } from '../../src/x/endpoints';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';
import { walks } from './endpoint-walks';
import { type Scene, setSceneFor, type Walk } from './walk';

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
	it('has a walk for every request', () => {
		expect(walked.map(([name]) => name).sort()).toEqual([...names].sort());
	});

	it('has a walk that looks at X itself for everything others can see or feel', () => {
		const blind = walked.filter(([, { effect }]) => !effect).map(([name]) => name);
		expect(blind.filter((name) => endpointOf(name).effect !== 'read')).toEqual([]);
	});
});

describe('every request, at the sandbox', () => {
	let sandbox: Sandbox;
	let scene: Scene;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	const toClient = (token: string) =>
		createXClient(createFetchSend(sandbox.url, { authorization: `Bearer ${token}` }), Date.now);
	const clientFor = (name: EndpointName) =>
		toClient(endpointOf(name).appOnly === 'only' ? 'sandbox-app-token' : 'sandbox-user-token');
	const toPattern = (name: EndpointName) =>
		`/2/${endpointOf(name).path.replace(/:\w+/g, '[^/]+')}$`;
	/** Trouble for the next call of that request. */
	const fault = async (name: EndpointName, effect: object) => {
		const { method } = endpointOf(name);
		await sandbox.control('POST', 'faults', { method, path: toPattern(name), ...effect });
	};
	const failureOf = async (walk: Walk, client: XClient) =>
		await walk.call(client, scene).then(
			(answer) => ({ unexpected: answer }) as unknown as HttpFailure,
			(failure: HttpFailure) => failure,
		);

	describe.each(walked)('%s', (name, walk) => {
		const { method, scopes, appOnly, effect } = endpointOf(name);

		describe('where X does it', () => {
			beforeEach(async () => {
				scene = await setSceneFor(walk, sandbox);
			});

			it('brings what is there', async () => {
				expect(await walk.call(clientFor(name), scene)).toMatchObject(walk.brings as object);
			});

			it('asks for nothing but its own path, once', async () => {
				await sandbox.control('DELETE', 'requests');
				await walk.call(clientFor(name), scene);
				const log = await sandbox.control<Array<{ method: string; path: string }>>(
					'GET',
					'requests',
				);
				const calls = (it: EndpointName) =>
					log.filter(
						(entry) =>
							entry.method === endpointOf(it).method &&
							new RegExp(`^${toPattern(it)}`).test(entry.path),
					);
				const others = (walk.alongside ?? []).flatMap(calls);
				// X is asked again how far it is until it is done.
				const atLeast = name === 'mediaStatus' ? calls(name).slice(0, 1) : calls(name);
				expect(atLeast).toHaveLength(1);
				expect(log).toHaveLength(calls(name).length + others.length);
			});

			it('says so when the answer is lost on the way', async () => {
				await fault(name, { dropAfter: true });
				expect(await failureOf(walk, clientFor(name))).toMatchObject({ kind: 'unreachable' });
			});

			it('does not guess the rest of an answer that breaks off', async () => {
				await fault(name, { malformed: true });
				expect(await failureOf(walk, clientFor(name))).toMatchObject({ kind: 'malformed' });
			});

			if (scopes.length > 0) {
				it('needs no scope beyond those in the table, and each of them', async () => {
					const enough = toClient(await authorize(scopes));
					expect(await walk.call(enough, scene)).toMatchObject(walk.brings as object);
					for (const scope of scopes) {
						const without = toClient(await authorize(scopes.filter((it) => it !== scope)));
						expect(await failureOf(walk, without)).toMatchObject({
							kind: 'forbidden',
							status: 403,
						});
					}
				});
			}

			if (appOnly === 'too') {
				it('works with a credential without an account too', async () => {
					const answer = await walk.call(toClient('sandbox-app-token'), scene);
					expect(answer).toMatchObject(walk.brings as object);
				});
			}

			if (walk.effect) {
				const { look, shows } = walk.effect;

				it('leaves on X what it says', async () => {
					const answer = await walk.call(clientFor(name), scene);
					expect(await look(sandbox, answer)).toMatchObject(shows as object);
				});

				if (effect === 'outgoing') {
					it('leaves nothing on X when X never read it', async () => {
						await fault(name, { dropBefore: true });
						await failureOf(walk, clientFor(name));
						expect((await look(sandbox, undefined)) ?? {}).not.toMatchObject(shows as object);
					});

					it('has done its work when only the answer was lost', async () => {
						await fault(name, { dropAfter: true });
						await failureOf(walk, clientFor(name));
						expect(await look(sandbox, undefined)).toMatchObject(shows as object);
					});
				}
			}
		});

		describe('where X does not', () => {
			beforeAll(async () => {
				scene = await setSceneFor(walk, sandbox);
			});

			it("fails as X's errors mean it, and says what to do", async () => {
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
					expect(message).toContain(`X answered ${status} to ${method} /2/`);
				}
			});

			it('says when to come back after a 429', async () => {
				await fault(name, { status: 429, retryAfter: 90 });
				expect(await failureOf(walk, clientFor(name))).toMatchObject({
					kind: 'rate-limited',
					retryAfterMs: 90_000,
				});
			});

			it('takes a page of the edge for trouble, with its words', async () => {
				await fault(name, { html: true });
				expect(await failureOf(walk, clientFor(name))).toMatchObject({
					kind: 'temporarily-unavailable',
					message: expect.stringMatching(/: X \/ Error Something went wrong/) as unknown,
				});
			});

			it('says so when no answer comes', async () => {
				await fault(name, { dropBefore: true });
				expect(await failureOf(walk, clientFor(name))).toMatchObject({ kind: 'unreachable' });
			});

			if (walk.empty) {
				const { empty } = walk;

				it('takes nothing for nothing', async () => {
					await fault(name, { body: empty.body });
					if ('brings' in empty) {
						expect(await walk.call(clientFor(name), scene)).toMatchObject(empty.brings as object);
					} else {
						expect(await failureOf(walk, clientFor(name))).toMatchObject({ kind: empty.failsAs });
					}
				});
			}

			it("takes an error inside a success for X's trouble, not for nothing", async () => {
				const type = 'https://api.x.com/2/problems/internal-error';
				await fault(name, { body: { errors: [{ title: 'Internal error', type }] } });
				expect(await failureOf(walk, clientFor(name))).toMatchObject({
					kind: 'temporarily-unavailable',
					message: expect.stringContaining('Internal error') as unknown,
				});
			});

			it.each(effect === 'read' ? [200] : [200, 201])(
				"takes what is not X's for a wrong address (status %d)",
				async (status) => {
					const bodies = ['', 'hello', '[]', {}, { html: 1 }, { data: null }, ...walk.malformed];
					for (const body of bodies) {
						const trouble = { status, body };
						await fault(name, trouble);
						const failure = await failureOf(walk, clientFor(name));
						expect({ trouble, kind: failure.kind, hint: failure.hint }).toEqual({
							trouble,
							kind: 'malformed',
							hint: expect.stringContaining('API Base URL') as unknown,
						});
					}
				},
			);

			if (appOnly === 'never') {
				it('refuses a credential without an account, and names the others', async () => {
					expect(await failureOf(walk, toClient('sandbox-app-token'))).toMatchObject({
						kind: 'forbidden',
						hint: expect.stringContaining('OAuth2 or OAuth1') as unknown,
					});
				});
			}

			if (appOnly === 'only') {
				it('refuses the credential of an account', async () => {
					const failure = await failureOf(walk, toClient('sandbox-user-token'));
					expect(failure).toMatchObject({ kind: 'forbidden', status: 403 });
				});
			}
		});
	});

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
