import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, COMPANY_ID, idsOf, type Json } from './x-call';

const NOW = '2026-11-21T09:00:00.000Z';
const ALICE = '1402000000000000101';
const BOB = '1402000000000000102';
const CARLA = '1402000000000000103';
const PETRA = '1402000000000000401';
let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: NOW });
});

type List = 'followers' | 'following' | 'muting' | 'blocking';

const list = async (
	name: List,
	query: Record<string, string> = {},
	{ of = COMPANY_ID, authorization }: { of?: string; authorization?: string } = {},
) =>
	await callX(x, `/2/users/${of}/${name}?${new URLSearchParams(query).toString()}`, {
		authorization,
	});

const follow = async (from: string, state: string, to?: string) =>
	await x.control<{ is: string }>('POST', 'follows', { from, state, ...(to ? { to } : {}) });

const totalUsd = async () => (await x.control<{ totalUsd: number }>('GET', 'ledger')).totalUsd;

const userOf = async (id: string, fields: string, authorization?: string): Promise<Json> =>
	(await callX(x, `/2/users/${id}?user.fields=${fields}`, { authorization })).body.data;

const connectionOf = async (id: string, authorization?: string): Promise<string[]> =>
	(await userOf(id, 'connection_status', authorization)).connection_status ?? [];

/** A user token for somebody else, as their consent in a browser would give it. */
async function tokenOf(handle: string, scope = 'tweet.read users.read follows.read') {
	const client = { client_id: 'sandbox-client', redirect_uri: 'http://127.0.0.1/back' };
	const consent = new URLSearchParams({
		...client,
		response_type: 'code',
		scope,
		state: 's',
		code_challenge: 'plain-verifier-plain-verifier-plain-verifier',
		code_challenge_method: 'plain',
		login: handle,
	});
	const redirect = await fetch(`${x.url}/i/oauth2/authorize?${consent.toString()}`, {
		redirect: 'manual',
	});
	const code = new URL(redirect.headers.get('location')!).searchParams.get('code')!;
	const { body } = await callX(x, '/2/oauth2/token', {
		method: 'POST',
		authorization: `Basic ${btoa('sandbox-client:sandbox-client-secret')}`,
		body: {
			...client,
			grant_type: 'authorization_code',
			code,
			code_verifier: 'plain-verifier-plain-verifier-plain-verifier',
		},
	});
	return `Bearer ${String(body.access_token)}`;
}

/** Follows next_token to the end. */
async function readAll(name: List, query: Record<string, string>): Promise<string[][]> {
	const pages: string[][] = [];
	let token: string | undefined;
	do {
		const answer = await list(name, { ...query, ...(token ? { pagination_token: token } : {}) });
		expect(answer.status).toBe(200);
		pages.push(idsOf(answer));
		token = answer.body.meta!.next_token;
	} while (token);
	return pages;
}

describe('lists of people', () => {
	it('lists who follows the company, newest follow first, with the fields asked for', async () => {
		await follow('bob_travels', 'follow');
		const answer = await list('followers', { 'user.fields': 'connection_status,protected' });
		expect(answer.body).toEqual({
			data: [
				['bob_travels', BOB, 'Bob ✈ Travels'],
				['carla_k', CARLA, 'Carla K'],
				['alice_m', ALICE, 'Alice M'],
			].map(([username, id, name]) => ({
				id,
				name,
				username,
				connection_status: ['followed_by'],
				protected: false,
			})),
			meta: { result_count: 3 },
		});
	});

	it('lists whom the company follows, mutes and blocks', async () => {
		await follow('acmecare', 'follow', 'nora_reports');
		const connections = [['muting'], ['blocking'], ['muting', 'followed_by']];
		const made = await x.control<Array<{ id: string }>>(
			'POST',
			'users',
			connections.map((connection, at) => ({ handle: `person_${at}`, connection })),
		);
		const [muted, blocked, both] = made.map(({ id }) => id);
		expect(idsOf(await list('following'))).toEqual(['1402000000000000301']);
		expect(idsOf(await list('muting'))).toEqual([both, muted]);
		expect(idsOf(await list('blocking'))).toEqual([blocked]);
		expect(idsOf(await list('followers'))[0]).toBe(both);
	});

	it('answers an empty list without a data key', async () => {
		for (const name of ['following', 'muting', 'blocking'] as const) {
			expect((await list(name)).body).toEqual({ meta: { result_count: 0 } });
		}
	});

	it('pages through 2,500 followers by the thousand, each once, and back again', async () => {
		const drafts = Array.from({ length: 2_500 }, (_, at) => ({
			handle: `fan_${at}`,
			connection: ['followed_by'],
		}));
		const made = await x.control<Array<{ id: string }>>('POST', 'users', drafts);
		const newestFirst = [...made.map(({ id }) => id).reverse(), CARLA, ALICE];
		const pages = await readAll('followers', { max_results: '1000' });
		expect(pages.map((page) => page.length)).toEqual([1000, 1000, 502]);
		expect(pages.flat()).toEqual(newestFirst);
		expect(idsOf(await list('followers'))).toEqual(newestFirst.slice(0, 100));

		const first = await list('followers', { max_results: '10' });
		expect(first.body.meta).not.toHaveProperty('previous_token');
		const next = { max_results: '10', pagination_token: first.body.meta!.next_token! };
		const second = await list('followers', next);
		const previous = { max_results: '10', pagination_token: second.body.meta!.previous_token! };
		expect(idsOf(await list('followers', previous))).toEqual(idsOf(first));
	});

	it('skips and repeats nobody when people come and go between two pages', async () => {
		for (const handle of ['bob_travels', 'dan_the_van', 'mona_ar', 'kenji_t']) {
			await follow(handle, 'follow');
		}
		const first = await list('followers', { max_results: '3' });
		const [, , last] = first.body.data;
		await follow(last.username, 'unfollow');
		await follow('nora_reports', 'follow');
		const second = await list('followers', {
			max_results: '3',
			pagination_token: first.body.meta!.next_token!,
		});
		expect(second.body.data.map((user: Json) => user.username)).toEqual([
			'bob_travels',
			'carla_k',
			'alice_m',
		]);
	});

	it('leaves suspended people out of a page that was cut with them', async () => {
		await x.control('PATCH', 'users/carla_k', { suspended: true });
		const first = await list('followers', { max_results: '1' });
		expect(first.body).toMatchObject({ meta: { result_count: 0 } });
		expect(first.body).not.toHaveProperty('data');
		const next = { max_results: '1', pagination_token: first.body.meta!.next_token! };
		expect(idsOf(await list('followers', next))).toEqual([ALICE]);
	});

	it.each([
		['max_results', '0'],
		['max_results', '1001'],
		['max_results', 'all'],
		['pagination_token', 'made-up'],
	])('answers 400 for %s=%s and names the value', async (name, value) => {
		const answer = await list('followers', { [name]: value });
		expect(answer.status).toBe(400);
		expect(answer.body.errors![0].parameters[name]).toEqual([value]);
	});

	it('takes a token only for the list and the user it was given for', async () => {
		await follow('acmecare', 'follow', 'alice_m');
		await follow('bob_travels', 'follow', 'alice_m');
		const { meta } = (await list('followers', { max_results: '1' })).body;
		const query = { pagination_token: meta!.next_token! };
		expect((await list('followers', query)).status).toBe(200);
		expect((await list('following', query)).status).toBe(400);
		expect((await list('followers', query, { of: ALICE })).status).toBe(400);
	});
});

describe('who may read them, and for how much', () => {
	it('tells of somebody else’s protected account that it may not be seen, unless it is followed', async () => {
		for (const name of ['followers', 'following'] as const) {
			const answer = await list(name, {}, { of: PETRA });
			expect(answer.status).toBe(200);
			expect(answer.body).not.toHaveProperty('data');
			expect(answer.body.errors![0]).toMatchObject({ title: 'Authorization Error' });
		}
		await follow('acmecare', 'accept', 'petra_private');
		expect(idsOf(await list('followers', {}, { of: PETRA }))).toEqual([COMPANY_ID]);
		const asApp = await list('followers', {}, { of: PETRA, authorization: APP_TOKEN });
		expect(asApp.body.errors![0].title).toBe('Authorization Error');
	});

	it('tells of nobody that nobody is there', async () => {
		const answer = await list('followers', {}, { of: '99' });
		expect(answer.status).toBe(200);
		expect(answer.body.errors![0].title).toBe('Not Found Error');
		expect((await list('followers', {}, { of: 'alice_m' })).status).toBe(400);
	});

	it('shows mutes and blocks to their owner only, and to no app without a user', async () => {
		for (const name of ['muting', 'blocking'] as const) {
			const foreign = await list(name, {}, { of: ALICE });
			expect(foreign.status).toBe(400);
			expect(foreign.body.errors![0].message).toMatch(/same as the authenticating user/);
			expect((await list(name, {}, { authorization: APP_TOKEN })).status).toBe(403);
			expect((await list(name)).headers.get('x-rate-limit-limit')).toBe('15');
		}
		expect((await list('followers')).headers.get('x-rate-limit-limit')).toBe('300');
	});

	it('needs the scope of each list', async () => {
		const authorization = await tokenOf('acmecare', 'tweet.read users.read follows.read');
		const status = async (name: List) => (await list(name, {}, { authorization })).status;
		expect(await status('followers')).toBe(200);
		expect(await status('muting')).toBe(403);
		expect(await status('blocking')).toBe(403);
		const bare = await tokenOf('acmecare', 'tweet.read users.read');
		expect((await list('followers', {}, { authorization: bare })).status).toBe(403);
	});

	it('bills an owned read a tenth of anybody else’s, once a UTC day', async () => {
		await list('followers');
		await list('followers');
		expect(await totalUsd()).toBe(0.002);
		await x.control('POST', 'clock', { now: '2026-11-22T00:00:00Z' });
		await list('followers', {}, { authorization: APP_TOKEN });
		expect(await totalUsd()).toBe(0.022);
		await x.control('POST', 'reset', { now: NOW });
		await x.control('POST', 'settings', { ownedReads: false });
		await list('followers');
		expect(await totalUsd()).toBe(0.02);
		await x.control('POST', 'users', { handle: 'loud', connection: ['muting'] });
		await list('muting');
		expect(await totalUsd()).toBe(0.021);
	});

	it('does not count people read as posts read', async () => {
		await list('followers');
		const usage = await callX(x, '/2/usage/tweets', { authorization: APP_TOKEN });
		expect(usage.body.data.project_usage).toBe('0');
	});

	it('has no way to accept a request or to remove a follower', async () => {
		for (const [method, path] of [
			['POST', `/2/users/${COMPANY_ID}/followers`],
			['DELETE', `/2/users/${COMPANY_ID}/followers/${ALICE}`],
			['GET', `/2/users/${COMPANY_ID}/follow_requests`],
			['POST', `/2/users/${COMPANY_ID}/follow_requests/${ALICE}/accept`],
			['DELETE', `/2/users/${COMPANY_ID}/blocking/${ALICE}`],
		]) {
			const answer = await callX(x, path, { method });
			expect([path, answer.status, answer.text]).toEqual([path, 404, '']);
		}
		expect(idsOf(await list('followers'))).toEqual([CARLA, ALICE]);
	});
});

describe('following and asking', () => {
	it('follows a public account at once and a protected one by request until it is accepted', async () => {
		expect(await follow('bob_travels', 'follow')).toEqual({
			from: 'bob_travels',
			to: 'acmecare',
			is: 'following',
		});
		expect(await connectionOf(BOB)).toEqual(['followed_by']);
		await x.control('PATCH', 'users/acmecare', { protected: true });
		expect((await follow('dan_the_van', 'follow')).is).toBe('requested');
		expect((await follow('bob_travels', 'follow')).is).toBe('following');
		expect(await connectionOf('1402000000000000104')).toEqual(['follow_request_received']);
		expect(idsOf(await list('followers'))).toEqual([BOB, CARLA, ALICE]);
		expect((await follow('dan_the_van', 'accept')).is).toBe('following');
		expect(await connectionOf('1402000000000000104')).toEqual(['followed_by']);
		expect((await follow('dan_the_van', 'unfollow')).is).toBe('none');
		expect(await connectionOf('1402000000000000104')).toEqual([]);
	});

	it('says from either side how two people are connected', async () => {
		await follow('acmecare', 'follow', 'petra_private');
		expect(await connectionOf(PETRA)).toEqual(['follow_request_sent']);
		const petra = await tokenOf('petra_private');
		expect(await connectionOf(COMPANY_ID, petra)).toEqual(['follow_request_received']);
		const alice = await tokenOf('alice_m');
		expect(await connectionOf(COMPANY_ID, alice)).toEqual(['following']);
		expect(await connectionOf(ALICE, alice)).toEqual([]);
		expect(await connectionOf(ALICE, petra)).toEqual([]);
		expect(await userOf(ALICE, 'connection_status', APP_TOKEN)).not.toHaveProperty(
			'connection_status',
		);
	});

	it('keeps every connection that a user was made with', async () => {
		const connection = [
			'muting',
			'following',
			'followed_by',
			'follow_request_sent',
			'follow_request_received',
			'blocking',
		];
		const { id } = await x.control<{ id: string }>('POST', 'users', { handle: 'all', connection });
		expect(await connectionOf(id)).toEqual([...connection].sort());
	});

	it('shows the posts of a protected account to its followers', async () => {
		const secret = await x.post({ from: 'petra_private', text: 'psst' });
		const read = async () => (await callX(x, `/2/tweets/${secret.id}`)).body;
		expect(await read()).not.toHaveProperty('data');
		await follow('acmecare', 'accept', 'petra_private');
		expect((await read()).data).toMatchObject({ id: secret.id });
		await follow('acmecare', 'unfollow', 'petra_private');
		expect(await read()).not.toHaveProperty('data');
	});

	it('moves the numbers on both profiles', async () => {
		const numbers = async (id: string) => (await userOf(id, 'public_metrics')).public_metrics;
		const before = [await numbers(COMPANY_ID), await numbers(BOB)];
		await follow('bob_travels', 'follow');
		await follow('bob_travels', 'follow');
		expect((await numbers(COMPANY_ID)).followers_count).toBe(before[0].followers_count + 1);
		expect((await numbers(BOB)).following_count).toBe(before[1].following_count + 1);
		await follow('bob_travels', 'unfollow');
		await follow('bob_travels', 'unfollow');
		expect([await numbers(COMPANY_ID), await numbers(BOB)]).toEqual(before);
	});
});

describe('control input', () => {
	it('renames somebody: the id stays, the old handle is free', async () => {
		expect(await x.control('PATCH', 'users/alice_m', { handle: 'Alice_New' })).toEqual({
			id: ALICE,
			handle: 'Alice_New',
		});
		const byName = async (name: string) => (await callX(x, `/2/users/by/username/${name}`)).body;
		expect((await byName('alice_new')).data.id).toBe(ALICE);
		expect(await byName('alice_m')).not.toHaveProperty('data');
		const taken = await x.control<{ id: string }>('POST', 'users', { handle: 'alice_m' });
		expect((await byName('alice_m')).data.id).toBe(taken.id);
		await x.control('PATCH', `users/${ALICE}`, { handle: 'ALICE_new' });
		expect((await byName('alice_new')).data.username).toBe('ALICE_new');
	});

	it('changes what a profile says', async () => {
		await x.control('PATCH', 'users/bob_travels', {
			name: 'Robert',
			followers: 7,
			verifiedType: 'blue',
			receivesYourDm: false,
			protected: true,
		});
		const fields = 'public_metrics,verified_type,receives_your_dm,protected';
		expect(await userOf(BOB, fields)).toMatchObject({
			name: 'Robert',
			public_metrics: { followers_count: 7 },
			verified_type: 'blue',
			receives_your_dm: false,
			protected: true,
		});
	});

	const BAD: Array<[string, string, unknown, string, RegExp]> = [
		['POST', 'follows', { from: 'nobody_here', state: 'follow' }, 'from', /POST \/control\/users/],
		['POST', 'follows', { from: 'alice_m', to: 5, state: 'follow' }, 'to', /handle or id/],
		['POST', 'follows', { from: 'alice_m' }, 'state', /follow, request, unfollow, accept/],
		['POST', 'follows', { from: 'alice_m', state: 'like' }, 'state', /unfollow/],
		['POST', 'follows', { from: 'acmecare', state: 'follow' }, 'to', /themselves/],
		['PATCH', 'users/nobody_here', { name: 'x' }, 'user', /POST \/control\/users/],
		['PATCH', 'users/alice_m', {}, 'body', /at least one of handle, name/],
		['PATCH', 'users/alice_m', { handle: 'acmecare' }, 'handle', /taken/],
		['PATCH', 'users/alice_m', { handle: 'much_too_long_for_x' }, 'handle', /1 to 15/],
		['PATCH', 'users/alice_m', { followers: -1 }, 'followers', /whole number/],
		['PATCH', 'users/alice_m', { verifiedType: 'gold' }, 'verifiedType', /business/],
		['PATCH', 'users/alice_m', { id: '5' }, 'id', /Known fields/],
		['POST', 'users', [{ handle: 'a1' }, { handle: 'A1' }], '[1].handle', /taken/],
		['POST', 'users', [{ handle: 'a1' }, 'a2'], '[1].body', /JSON object/],
		['POST', 'users', Array.from({ length: 20_001 }, () => ({})), 'body', /at most 20000/],
	];

	it.each(BAD)('%s %s is refused, see case %#, and changes nothing', async (...parts) => {
		const [method, path, body, field, fix] = parts;
		const before = await x.control<{ users: unknown }>('GET', 'state');
		const response = await fetch(`${x.url}/control/${path}`, {
			method,
			body: JSON.stringify(body),
		});
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ field, fix: expect.stringMatching(fix) });
		const after = await x.control<{ users: unknown }>('GET', 'state');
		expect(after.users).toEqual(before.users);
		expect(idsOf(await list('followers'))).toEqual([CARLA, ALICE]);
	});
});
