/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { XCareOAuth1Api } from '../../credentials/XCareOAuth1Api.credentials';
import { type CheckName, toChecks, toOverall } from '../../src/domain/check-up/checks';
import { addUsd } from '../../src/domain/cost';
import { type HttpSend, HttpFailure } from '../../src/http';
import { type CheckUpRequest, gatherCheckUp } from '../../src/x/check-up';
import { createXClient } from '../../src/x/client';
import { createFetchSend } from '../support/fetch-send';
import { type Sandbox, startSandbox } from '../support/sandbox';

const companyId = '1402000000000000001';
const day = 24 * 3_600_000;

describe('a check-up of an account on X', () => {
	let sandbox: Sandbox;
	/** Where X's webhook checks arrive. */
	let receiver: Server;
	let answersRightly = true;

	beforeAll(async () => {
		sandbox = await startSandbox();
		receiver = createServer((request, response) => {
			const token = new URL(request.url!, 'http://receiver').searchParams.get('crc_token') ?? '';
			const secret = answersRightly ? 'sandbox-consumer-secret' : 'another secret';
			const signature = createHmac('sha256', secret).update(token).digest('base64');
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ response_token: `sha256=${signature}` }));
		});
		receiver.listen(0, '127.0.0.1');
		await once(receiver, 'listening');
	}, 30_000);

	afterAll(async () => {
		receiver.close();
		await sandbox.stop();
	});

	beforeEach(async () => {
		answersRightly = true;
		await sandbox.control('POST', 'reset', {});
		// X shows the balance, which the sandbox does only when asked to.
		await set({ credits: true });
	});

	const send = (token: string): HttpSend =>
		createFetchSend(sandbox.url, { authorization: `Bearer ${token}` });
	const toClient = (sender: HttpSend) => createXClient(sender, Date.now);
	const user = () => toClient(send('sandbox-user-token'));
	const app = () => toClient(send('sandbox-app-token'));

	const gather = async (over: Partial<CheckUpRequest> = {}) =>
		await gatherCheckUp({
			client: user(),
			appClient: app(),
			nowMs: Date.now,
			authentication: 'oAuth2',
			grantedScopes: 'tweet.read users.read offline.access'.split(' '),
			ownsApp: true,
			...over,
		});
	const checkUp = async (over: Partial<CheckUpRequest> = {}) => {
		const { facts, charges } = await gather(over);
		const checks = toChecks(facts);
		const lights = Object.fromEntries(checks.map(({ name, light }) => [name, light]));
		const line = (name: CheckName) => checks.find((it) => it.name === name)!;
		const costUsd = addUsd(
			...charges.map(({ unitUsd, resources }) => unitUsd * (resources?.length ?? 1)),
		);
		return { facts, checks, lights, line, costUsd };
	};

	const order = async (fault: Record<string, unknown>) =>
		await sandbox.control('POST', 'faults', fault);
	const set = async (settings: Record<string, unknown>) =>
		await sandbox.control('POST', 'settings', settings);
	const ledger = async () => await sandbox.control<{ totalUsd: number }>('GET', 'ledger');
	const paths = async () =>
		(await sandbox.control<Array<{ path: string }>>('GET', 'requests')).map(({ path }) => path);
	const postLastWeek = async (count = 7) =>
		await sandbox.control(
			'POST',
			'posts',
			Array.from({ length: count }, (_, i) => ({
				from: 'acmecare',
				text: `Opening hours, part ${i}`,
				createdAt: new Date(Date.now() - 7 * day + i * 60_000).toISOString(),
			})),
		);
	const callX = async (path: string, body: unknown, token = 'sandbox-app-token') => {
		const answer = await send(token)({ method: 'POST', url: path, body });
		if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
		return answer.body as { data: { id: string } };
	};
	const setUpWebhook = async () => {
		const { port } = receiver.address() as AddressInfo;
		const { data } = await callX('/2/webhooks', { url: `http://127.0.0.1:${port}/hook` });
		return data.id;
	};
	const subscribe = async (eventType: string, webhookId: string) =>
		await callX(
			'/2/activity/subscriptions',
			{ event_type: eventType, filter: { user_id: companyId }, webhook_id: webhookId },
			'sandbox-user-token',
		);

	it('tells everything in one run, and costs what it says', async () => {
		await postLastWeek();
		const webhookId = await setUpWebhook();
		await subscribe('post.mention.create', webhookId);
		await subscribe('post.reply.create', webhookId);
		const { checks, lights, costUsd, line } = await checkUp();
		expect(lights).toEqual({
			Connection: 'green',
			Account: 'green',
			Visibility: 'green',
			Verification: 'green',
			'Automated label': 'grey',
			Permissions: 'yellow',
			'Direct messages': 'yellow',
			'Owned reads': 'green',
			Plan: 'green',
			Credits: 'green',
			'Monthly post reads': 'green',
			'Rate limits': 'green',
			Clock: 'green',
			Webhooks: 'green',
			Subscriptions: 'green',
		});
		expect(line('Account').finding).toContain(
			'@acmecare (Acme Care), id 1402000000000000001, 4,210',
		);
		expect(line('Verification').finding).toContain('(business)');
		expect(line('Subscriptions').finding).toContain('@acmecare: post.mention.create, post.reply');
		expect(costUsd).toBe(0.015);
		expect((await ledger()).totalUsd).toBeCloseTo(costUsd, 6);
		expect(toOverall(checks, costUsd).summary).toBe(
			'Look at: Permissions, Direct messages. 1 line could not be told. This check-up cost about $0.015.',
		);
	});

	it('reads no posts when told so, and costs a cent', async () => {
		await postLastWeek();
		const { costUsd, line } = await checkUp({ measuresOwnedReads: false });
		expect(costUsd).toBe(0.01);
		expect((await ledger()).totalUsd).toBeCloseTo(0.01, 6);
		expect(line('Owned reads')).toMatchObject({
			light: 'grey',
			finding: expect.stringMatching(/^You said that the account owns the developer app/),
		});
		expect(line('Credits').light).toBe('green');
	});

	it('changes nothing on X', async () => {
		await postLastWeek();
		await checkUp();
		const requests = await sandbox.control<Array<{ method: string }>>('GET', 'requests');
		expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['GET']));
	});

	describe('owned reads', () => {
		it('finds out by the balance that the full price is paid', async () => {
			await postLastWeek();
			await set({ ownedReads: false });
			const { line, facts } = await checkUp();
			expect(facts.ownedReads).toEqual({
				answer: { posts: 5, fellByUsd: 0.025, ownedUsd: 0.005, fullUsd: 0.025 },
			});
			expect(line('Owned reads')).toMatchObject({
				light: 'yellow',
				finding: expect.stringContaining('five times'),
			});
		});

		it('claims nothing when the posts were billed before on the same day', async () => {
			await postLastWeek();
			await checkUp();
			const { line } = await checkUp();
			expect(line('Owned reads')).toMatchObject({
				light: 'grey',
				finding: expect.stringContaining('lowered the balance by $0.00, which fits neither'),
			});
		});

		it('counts only the posts that X bills, when some were read today', async () => {
			await postLastWeek(5);
			const { facts } = await checkUp({ ownsApp: false });
			expect(facts.ownedReads).toMatchObject({ answer: { posts: 5 } });
			const read = new Set<string>();
			const { facts: again } = await checkUp({
				wasReadToday: (id) => {
					read.add(id);
					return true;
				},
			});
			expect(read.size).toBe(5);
			expect(again.ownedReads).toEqual({ notAsked: expect.stringContaining('not read today') });
		});

		it('claims nothing when there is no post to read', async () => {
			const { line } = await checkUp();
			expect(line('Owned reads')).toMatchObject({
				light: 'grey',
				finding: expect.stringContaining('no posts older than three days'),
			});
		});

		it('claims nothing, and reads nothing, when X does not show the balance', async () => {
			await postLastWeek();
			await set({ credits: false });
			const { line, costUsd } = await checkUp();
			expect(line('Owned reads').light).toBe('grey');
			expect(line('Credits')).toMatchObject({
				light: 'grey',
				whatToDo: expect.stringContaining('console'),
			});
			expect(costUsd).toBe(0.01);
			expect(await paths()).not.toContain(`/2/users/${companyId}/tweets`);
		});

		it('asks with the other credential when the app-only one is not shown the balance', async () => {
			await postLastWeek();
			await order({ path: '/2/usage/credits', status: 404 });
			const { line } = await checkUp();
			expect(line('Credits').light).toBe('green');
			expect(line('Owned reads').light).toBe('green');
		});

		it('claims nothing when another workflow spends money meanwhile', async () => {
			await postLastWeek();
			const plain = send('sandbox-user-token');
			const interrupted: HttpSend = async (request) => {
				if (request.url.endsWith('/tweets')) {
					await plain({ method: 'GET', url: '/2/users/by/username/alice_m' });
				}
				return await plain(request);
			};
			const { line } = await checkUp({ client: toClient(interrupted) });
			expect(line('Owned reads')).toMatchObject({
				light: 'grey',
				finding: expect.stringContaining('another workflow'),
			});
		});
	});

	describe('when the connection does not work', () => {
		it('says that the access was withdrawn, and still tells what the app-only credential sees', async () => {
			await set({ tokenExpired: true });
			const { lights, costUsd } = await checkUp();
			expect(lights).toMatchObject({
				Connection: 'red',
				Account: 'grey',
				Permissions: 'grey',
				'Monthly post reads': 'green',
				Credits: 'green',
				Webhooks: 'grey',
				'Owned reads': 'grey',
			});
			expect(costUsd).toBe(0);
		});

		it('asks nothing more with a credential X refuses when there is no other', async () => {
			await set({ tokenExpired: true });
			const { lights } = await checkUp({ appClient: undefined });
			expect(lights).toMatchObject({ Connection: 'red', Subscriptions: 'grey', Credits: 'grey' });
			expect(await paths()).toEqual(['/2/users/me']);
		});

		it.each([
			['credits-depleted', /no credits/, { Connection: 'red', Credits: 'red' }],
			['spend-cap', /spending limit/, { Connection: 'red', Credits: 'red' }],
			['usage-cap', /cap of post reads/, { Connection: 'red', 'Monthly post reads': 'red' }],
			['client-not-enrolled', /no project/, { Connection: 'red', Plan: 'red' }],
			['access-level', /plan/, { Connection: 'red', Plan: 'yellow' }],
			['expired-token', /does not accept/, { Connection: 'red' }],
			['forbidden', /does not allow/, { Connection: 'red' }],
			['not-found', /hardly X/, { Connection: 'red' }],
			['rate-limit', /limit of calls/, { Connection: 'yellow', 'Rate limits': 'red' }],
			['internal-error', /trouble/, { Connection: 'yellow' }],
			['unavailable', /trouble/, { Connection: 'yellow' }],
		])('knows %s for what it is', async (problem, finding, expected) => {
			await order({ path: '/2/users/me', problem });
			const { line, lights } = await checkUp();
			expect(line('Connection').finding).toMatch(finding);
			expect(lights).toMatchObject({ ...expected, Account: 'grey' });
		});

		it('says when a spending limit ends, as X does', async () => {
			await order({ path: '/2/users/me', problem: 'spend-cap' });
			const { line } = await checkUp();
			expect(line('Connection').whatToDo).toContain('2026-05-13');
		});

		it('waits for an address that does not answer once only', async () => {
			let tries = 0;
			const nowhere = toClient(async () => {
				tries++;
				throw new HttpFailure('unreachable', 'connect ECONNREFUSED 127.0.0.1:9');
			});
			const { lights, line } = await checkUp({ client: nowhere, appClient: nowhere });
			expect(tries).toBe(1);
			expect(line('Connection').finding).toContain('ECONNREFUSED');
			expect(Object.entries(lights).filter(([, light]) => light !== 'grey')).toEqual([
				['Connection', 'red'],
			]);
		});

		it.each([
			['an HTML page', { html: true, status: 200 }],
			['an answer cut off in the middle', { malformed: true }],
			['an account with a number for an id', { body: { data: { id: 5, username: 'acmecare' } } }],
			['an account without a handle', { body: { data: { id: companyId } } }],
			['a list', { body: [] }],
			['nothing', { body: {} }],
		])('takes %s for an answer of somebody else', async (_, fault) => {
			await order({ path: '/2/users/me', ...fault });
			const { line, lights } = await checkUp();
			expect(line('Connection')).toMatchObject({
				light: 'red',
				finding: expect.stringMatching(/hardly X/),
			});
			expect(lights).toMatchObject({ Account: 'grey', 'Monthly post reads': 'green' });
		});
	});

	it.each(['/2/usage/tweets', '/2/usage/credits', '/2/webhooks', '/2/activity/subscriptions'])(
		'goes on when %s fails, whichever way',
		async (path) => {
			for (const fault of [
				{ status: 401 },
				{ status: 403 },
				{ status: 429 },
				{ status: 503 },
				{ html: true, status: 200 },
				{ malformed: true },
				{ body: { data: [null, 5, 'x', {}, [[]], { id: {}, url: 7, filter: null }] } },
				{ body: { data: { 'a\nb': 'c', project_usage: 'many', cap_reset_day: 77 } } },
				{ body: { errors: [{ title: 'Not now', detail: 'x'.repeat(100_000) }] } },
				{ body: '9'.repeat(100_000) },
			]) {
				await order({ path, times: 5, ...fault });
				const { lights, checks } = await checkUp();
				expect(lights).toMatchObject({ Connection: 'green', Account: 'green', Clock: 'green' });
				for (const { finding } of checks) expect(finding.length).toBeLessThan(1000);
				await sandbox.control('DELETE', 'faults');
			}
		},
	);

	it.each([
		['numbers', { used: 15, cap: 3_000_000 }],
		['text', { used: '15', cap: '3000000' }],
	])('reads usage figures sent as %s', async (_, { used, cap }) => {
		const data = { project_usage: used, project_cap: cap, cap_reset_day: 3 };
		await order({ path: '/2/usage/tweets', body: { data } });
		const { line } = await checkUp();
		expect(line('Monthly post reads').finding).toMatch(/^15 of 3,000,000 .* before counting/);
	});

	it.each<[string, unknown, number | undefined]>([
		['below nothing', { free_balance: 0, prepaid_balance: -0.02, total_balance: 0 }, -0.02],
		['free and prepaid', { free_balance: 10, prepaid_balance: 2.5, total_balance: 12.5 }, 12.5],
		['the total alone', { total_balance: '7.25' }, 7.25],
		['one amount by another name', { account_id: '12345', remaining_usd: 3 }, 3],
		['two amounts by other names', { credits_bought: 10, credits_spent: 4 }, undefined],
		['no amount', { account_id: '12345' }, undefined],
	])('reads a balance %s', async (_, data, expected) => {
		await order({ path: '/2/usage/credits', times: 2, body: { data } });
		const { facts } = await checkUp();
		const balance = 'answer' in facts.credits ? facts.credits.answer : undefined;
		expect(balance).toBe(expected);
	});

	it('counts calls that X has left, and sees when there are few', async () => {
		await set({ limits: { me: { user: 2 } } });
		expect((await checkUp()).lights['Rate limits']).toBe('green');
		const second = await checkUp();
		expect(second.line('Rate limits')).toMatchObject({
			light: 'red',
			finding: expect.stringMatching(/GET \/2\/users\/me; it takes them again in 15 minutes/),
		});
		const third = await checkUp();
		expect(third.line('Connection').whatToDo).toMatch(/again in \d+ minutes/);
	});

	it.each([
		[0, 'green'],
		[-30_000, 'yellow'],
		[120_000, 'red'],
	])('sees that its own clock is %i ms ahead', async (aheadMs, light) => {
		const { line } = await checkUp({ nowMs: () => Date.now() + aheadMs });
		expect(line('Clock').light).toBe(light);
	});

	it('does not blame a slow answer on the clock', async () => {
		// The first call began 40 seconds before X wrote its time down.
		let lagMs = 40_000;
		const slow: HttpSend = async (request) => {
			const answer = await send('sandbox-user-token')(request);
			lagMs = 0;
			return answer;
		};
		const { line } = await checkUp({
			client: toClient(slow),
			nowMs: () => Date.now() - lagMs,
		});
		expect(line('Clock').light).toBe('green');
	});

	it('knows a protected account, and a staff feed that is not', async () => {
		expect((await checkUp({ isStaffFeed: true })).lights).toMatchObject({
			Visibility: 'red',
			Permissions: 'red',
		});
		await sandbox.control('PATCH', 'users/acmecare', { protected: true });
		expect((await checkUp({ isStaffFeed: true })).lights.Visibility).toBe('green');
		expect((await checkUp()).lights.Visibility).toBe('yellow');
	});

	it('reads the label beside the account', async () => {
		const data = {
			id: companyId,
			username: 'acmecare',
			name: 'Acme Care',
			affiliation: { badge_url: 'https://x.example/badge.png', description: 'Automated' },
		};
		await order({ path: '/2/users/me', body: { data } });
		expect((await checkUp({ answersByItself: true })).line('Automated label')).toMatchObject({
			light: 'green',
			finding: expect.stringContaining("'Automated'"),
		});
		expect((await checkUp({ answersByItself: true })).lights['Automated label']).toBe('yellow');
	});

	it('takes what OAuth1 keys may do from what X says with its answer', async () => {
		const credential = new XCareOAuth1Api();
		const keys = {
			consumerKey: 'sandbox-consumer-key',
			consumerSecret: 'sandbox-consumer-secret',
			accessToken: 'sandbox-access-token',
			accessTokenSecret: 'sandbox-access-token-secret',
		};
		const signed: HttpSend = async ({ method, url, query }) => {
			const options: IHttpRequestOptions = { method, baseURL: sandbox.url, url, qs: query };
			const { url: full, headers } = await credential.authenticate(keys, options);
			return await createFetchSend(sandbox.url)({
				method,
				url: full,
				headers: headers as Record<string, string>,
			});
		};
		const { lights, line } = await checkUp({
			client: toClient(signed),
			authentication: 'oAuth1',
			grantedScopes: undefined,
		});
		expect(line('Connection').finding).toContain('OAuth1 credential of @acmecare');
		expect(lights).toMatchObject({ Permissions: 'green', 'Direct messages': 'green' });
	});

	it('says of an app-only credential what it sees, and costs nothing', async () => {
		const { lights, costUsd } = await checkUp({
			client: app(),
			appClient: undefined,
			authentication: 'appOnly',
			grantedScopes: undefined,
		});
		expect(lights).toMatchObject({
			Connection: 'green',
			Account: 'grey',
			Permissions: 'yellow',
			Credits: 'green',
			'Monthly post reads': 'green',
			Clock: 'green',
		});
		expect(costUsd).toBe(0);
		expect((await ledger()).totalUsd).toBe(0);
		expect((await paths()).filter((path) => path === '/2/usage/tweets')).toHaveLength(1);
	});

	it('says what it could not look at without an app-only credential', async () => {
		const { lights, line } = await checkUp({ appClient: undefined });
		expect(lights).toMatchObject({ 'Monthly post reads': 'grey', Webhooks: 'grey' });
		expect(line('Webhooks').whatToDo).toContain('X Care App-Only');
	});

	it('says polling only where nothing is set up', async () => {
		const { line } = await checkUp();
		expect(line('Webhooks')).toMatchObject({ light: 'grey' });
		expect(line('Subscriptions').finding).toContain('polling only');
	});

	it('sees a webhook without any event, and one that X switched off', async () => {
		const webhookId = await setUpWebhook();
		expect((await checkUp()).lights).toMatchObject({ Webhooks: 'green', Subscriptions: 'yellow' });
		await subscribe('post.mention.create', webhookId);
		await subscribe('dm.received', webhookId);
		answersRightly = false;
		await sandbox.control('POST', 'activity', { crc: true });
		const { line } = await checkUp();
		expect(line('Webhooks')).toMatchObject({
			light: 'red',
			finding: expect.stringContaining('X has switched it off'),
		});
		expect(line('Subscriptions')).toMatchObject({
			light: 'yellow',
			finding: expect.stringContaining('dm.received'),
		});
	});

	it('reads more subscriptions than fit one answer, and ends when X goes on for ever', async () => {
		const row = (i: number) => ({
			subscription: { event_type: 'post.delete', filter: { user_id: String(i) }, webhook_id: '1' },
		});
		const page = Array.from({ length: 1000 }, (_, i) => row(i));
		await order({
			path: '/2/activity/subscriptions',
			times: 100,
			body: { data: page, meta: { next_token: 'more' } },
		});
		const { facts, line } = await checkUp();
		expect('answer' in facts.subscriptions && facts.subscriptions.answer).toHaveLength(3000);
		expect(line('Subscriptions').finding.length).toBeLessThan(500);
	});

	it('names the call the plan does not include', async () => {
		await order({ path: '/2/webhooks', problem: 'access-level' });
		expect((await checkUp()).line('Plan')).toMatchObject({
			light: 'yellow',
			finding: expect.stringContaining('GET /2/webhooks'),
		});
	});
});
