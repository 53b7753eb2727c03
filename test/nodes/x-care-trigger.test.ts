import type { IDataObject } from 'n8n-workflow';

import { toXCredential } from '../support/credentials-helper';
import type { PolledNode } from '../support/poll-context';
import { useSandbox } from '../support/use-sandbox';
import { startTrigger, toEvents } from '../support/x-care-trigger';

describe('X Care Trigger', () => {
	const sandbox = useSandbox();

	afterEach(() => jest.restoreAllMocks());

	const oAuth2 = () => toXCredential(sandbox.url);

	const start = (
		parameters: IDataObject = {},
		more: { credentials?: object; staticData?: IDataObject } = {},
	) => startTrigger(sandbox, parameters, more);

	const texts = (items: Awaited<ReturnType<PolledNode['poll']>>) =>
		toEvents(items).map(({ text }) => text);
	const mention = async (text: string, from = 'alice_m') =>
		await sandbox.post({ from, text: `@acmecare ${text}` });
	const fault = async (body: object) =>
		await sandbox.control('POST', 'faults', { path: '/2/users/\\d+/mentions', ...body });
	/** What is remembered of the reading itself. */
	const memory = (node: PolledNode) => {
		const { sources } = (node.staticData['node:X mentions'] ?? {}) as IDataObject;
		const { mentions } = (sources ?? {}) as IDataObject;
		return JSON.stringify((mentions as IDataObject | undefined)?.read ?? null);
	};
	const failedAt = async (node: PolledNode) => {
		const before = memory(node);
		const items = await node.poll();
		expect(items).toBeNull();
		expect(memory(node)).toBe(before);
		return node.log.at(-1) ?? '';
	};

	it('hands on what came since the last poll, oldest first, each post once', async () => {
		const node = start();
		await mention('one');
		expect(texts(await node.poll())).toEqual(['@acmecare one']);
		await mention('two');
		await mention('three', 'bob_travels');
		expect(texts(await node.poll())).toEqual(['@acmecare two', '@acmecare three']);
		expect(await node.poll()).toBeNull();
	});

	it('puts out the event and nothing else', async () => {
		const node = start();
		await mention('my parcel is late');
		const [item] = (await node.poll()) ?? [];
		expect(Object.keys(item.json)).toEqual(['event']);
		expect(item.json.event).toMatchObject({
			kind: 'mention',
			account: { handle: 'acmecare' },
			mentionsUs: 'explicit',
			source: 'poll',
			completeness: { complete: true, missing: [] },
			costUsd: 0.005,
		});
	});

	it('starts a quarter of an hour back, and not with the history of the account', async () => {
		const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
		await sandbox.post({ from: 'alice_m', text: '@acmecare old', createdAt: minutesAgo(60) });
		await sandbox.post({ from: 'alice_m', text: '@acmecare fresh', createdAt: minutesAgo(5) });
		expect(texts(await start().poll())).toEqual(['@acmecare fresh']);
	});

	it('brings posts again after a restart, since the process may have died before they were stored', async () => {
		const before = start();
		await mention('swallowed by a crash');
		await before.poll();
		const after = start({}, { staticData: before.staticData });
		expect(texts(await after.poll('trigger', 'init'))).toEqual(['@acmecare swallowed by a crash']);
		expect(await after.poll()).toBeNull();
	});

	it('reads from its activation on, also when X was down then and n8n was stopped before anything came', async () => {
		const threeHoursAgo = Date.now() - 3 * 3_600_000;
		const clock = jest.spyOn(Date, 'now').mockReturnValue(threeHoursAgo);
		const before = start();
		await fault({ status: 503 });
		await failedAt(before);
		clock.mockRestore();
		const text = '@acmecare while you were out';
		const createdAt = new Date(threeHoursAgo + 3_600_000).toISOString();
		await sandbox.post({ from: 'alice_m', text, createdAt });
		const after = start({}, { staticData: before.staticData });
		expect(texts(await after.poll('trigger', 'init'))).toEqual([text]);
	});

	it('goes back no further than told, but for the second that X counts in', async () => {
		const parameters = { options: { rewindMinutes: 0 } };
		const before = start(parameters);
		await before.poll();
		await mention('one');
		await before.poll();
		await sandbox.control('POST', 'clock', { advanceMs: 2000 });
		await mention('two');
		await before.poll();
		const after = start(parameters, { staticData: before.staticData });
		expect(texts(await after.poll('trigger', 'init'))).toEqual(['@acmecare two']);
	});

	it('returns a sample in a test and moves nothing', async () => {
		const node = start();
		for (const text of ['one', 'two', 'three', 'four', 'five', 'six']) await mention(text);
		const sample = await node.poll('manual');
		expect(texts(sample)).toHaveLength(5);
		expect(texts(sample).at(-1)).toBe('@acmecare six');
		expect(memory(node)).toBe(memory(start()));
		expect(texts(await node.poll())).toHaveLength(6);
	});

	it('says what is wrong in a test, for the person at the screen', async () => {
		await fault({ status: 403 });
		await expect(start().poll('manual')).rejects.toMatchObject({
			message: expect.stringContaining('X answered 403'),
			description: expect.stringContaining('plan covers this call'),
		});
	});

	it.each([
		[401, 'X answered 401', 'connect the X account again'],
		[402, 'CreditsDepleted', 'Buy credits'],
		[403, 'X answered 403', 'developer console'],
		[404, 'X answered 404', "Check 'API Base URL'"],
		[503, 'X answered 503', 'the next poll tries again'],
	])(
		'does not fail the activation when X answers %i, keeps its place and says why',
		async (status, what, hint) => {
			await fault({ status, times: 9 });
			const line = await failedAt(start());
			expect(line).toContain(
				'warn: X Care Trigger "X mentions", mentions: nothing was read and nothing is lost.',
			);
			expect(line).toContain(what);
			expect(line).toContain(hint);
		},
	);

	it('does not read a second time while a slow poll is still at work', async () => {
		const node = start();
		await mention('one');
		const both = await Promise.all([node.poll(), node.poll()]);
		expect(both.map(texts)).toEqual([['@acmecare one'], []]);
	});

	it('goes on where it stopped when the trouble is over', async () => {
		const node = start();
		await mention('one');
		await node.poll();
		await mention('two');
		await fault({ status: 503 });
		await failedAt(node);
		expect(texts(await node.poll())).toEqual(['@acmecare two']);
	});

	it('raises one failed execution an hour, and not one a poll, for what only a person can mend', async () => {
		const node = start();
		await node.poll();
		await fault({ status: 402, times: 9 });
		await expect(node.poll()).rejects.toMatchObject({
			message: expect.stringContaining('CreditsDepleted'),
		});
		expect(await node.poll()).toBeNull();
		expect(await node.poll()).toBeNull();
	});

	it('asks X nothing while a rate limit lasts', async () => {
		const node = start();
		await fault({ status: 429, retryAfter: 60 });
		await failedAt(node);
		await sandbox.control('DELETE', 'requests');
		expect(await node.poll()).toBeNull();
		const requests = await sandbox.control<unknown[]>('GET', 'requests');
		expect(requests).toEqual([]);
	});

	it.each([
		['an answer that is cut off', { dropAfter: true }],
		['an answer that is not JSON', { malformed: true }],
		["a proxy's error page", { status: 502, html: true }],
	])('survives %s', async (_, body) => {
		const node = start();
		await mention('one');
		await fault(body);
		await failedAt(node);
		expect(texts(await node.poll())).toEqual(['@acmecare one']);
	});

	it('passes one unreadable post over, says which, and hands on the rest', async () => {
		await fault({
			status: 200,
			body: {
				data: [
					{ id: '1990000000000000002', text: 'no author', created_at: '2026-11-20T10:00:00.000Z' },
					{
						id: '1990000000000000001',
						text: '@acmecare fine',
						author_id: '5',
						created_at: '2026-11-20T10:00:00.000Z',
					},
				],
				meta: { result_count: 2 },
			},
		});
		const node = start();
		expect(texts(await node.poll())).toEqual(['@acmecare fine']);
		expect(node.log.join('\n')).toContain(
			'Could not be read: post 1990000000000000002 has no author_id',
		);
	});

	it('renews an expired log-in by itself, and uses the new refresh token the next time', async () => {
		const credentials = oAuth2();
		const node = start({}, { credentials });
		await mention('one');
		await sandbox.control('POST', 'settings', { tokenExpired: true });
		expect(texts(await node.poll())).toEqual(['@acmecare one']);
		await sandbox.control('POST', 'settings', { tokenExpired: true });
		await mention('two');
		expect(texts(await node.poll())).toEqual(['@acmecare two']);
	});

	it('says that the account must be connected again when the log-in is beyond renewal', async () => {
		const credentials = oAuth2();
		credentials.xCareOAuth2Api.oauthTokenData.refresh_token = 'used up long ago';
		await sandbox.control('POST', 'settings', { tokenExpired: true });
		const line = await failedAt(start({}, { credentials }));
		expect(line).toMatch(/connect/i);
	});

	it('reads with the four keys of OAuth 1.0a', async () => {
		await mention('one & two, 100 %');
		const keys = {
			xCareOAuth1Api: {
				consumerKey: 'sandbox-consumer-key',
				consumerSecret: 'sandbox-consumer-secret',
				accessToken: 'sandbox-access-token',
				accessTokenSecret: 'sandbox-access-token-secret',
				apiBaseUrl: sandbox.url,
			},
		};
		const node = start({ authentication: 'oAuth1' }, { credentials: keys });
		expect(texts(await node.poll())).toEqual(['@acmecare one & two, 100 %']);
	});

	const appOnly = () => ({
		xCareAppOnlyApi: { bearerToken: 'sandbox-app-token', apiBaseUrl: `${sandbox.url}/` },
	});

	it('reads any account with an app-only token', async () => {
		await mention('one');
		const node = start(
			{ authentication: 'appOnly', account: '@acmecare' },
			{ credentials: appOnly() },
		);
		expect(texts(await node.poll())).toEqual(['@acmecare one']);
	});

	it('refuses to start with an app-only token and no account, and says what to enter', async () => {
		const node = start({ authentication: 'appOnly' }, { credentials: appOnly() });
		await expect(node.poll()).rejects.toMatchObject({
			message: "'Account' is empty",
			description: expect.stringContaining('Enter the handle'),
		});
	});

	it.each([
		['acme.example', '\'API Base URL\' is not a web address: "acme.example"'],
		['', '\'API Base URL\' is not a web address: ""'],
	])('refuses to start with the base URL %j', async (apiBaseUrl, message) => {
		const credentials = oAuth2();
		credentials.xCareOAuth2Api.apiBaseUrl = apiBaseUrl;
		await expect(start({}, { credentials }).poll()).rejects.toMatchObject({ message });
	});

	it('keeps polling when the address leads nowhere, and says so', async () => {
		const credentials = oAuth2();
		credentials.xCareOAuth2Api.apiBaseUrl = 'http://127.0.0.1:9';
		expect(await failedAt(start({}, { credentials }))).toContain('nothing listens at that address');
	});

	it('adds name, handle and followers when told to, and pays for each author once', async () => {
		const node = start({ authorDetails: 'lookUp' });
		await mention('one');
		await mention('two');
		const first = toEvents(await node.poll());
		expect(first[0].author).toMatchObject({
			handle: 'alice_m',
			name: expect.any(String),
			followers: expect.any(Number),
		});
		expect(first.map(({ costUsd }) => costUsd)).toEqual([0.015, 0.005]);
		await mention('three');
		await sandbox.control('DELETE', 'requests');
		expect(toEvents(await node.poll())[0]).toMatchObject({
			author: { handle: 'alice_m' },
			costUsd: 0.005,
		});
		const requests = await sandbox.control<Array<{ path: string }>>('GET', 'requests');
		expect(requests.map(({ path }) => path)).toEqual([expect.stringContaining('/mentions')]);
	});

	it('knows every author of a large catch-up, and buys none of them twice in it', async () => {
		const people = Array.from({ length: 320 }, (_, i) => ({ handle: `customer_${i}` }));
		for (const person of people) await sandbox.control('POST', 'users', person);
		const posts = people.map(({ handle }) => ({
			from: handle,
			text: '@acmecare hello, anybody there?',
		}));
		await sandbox.control('POST', 'posts', posts);
		const all = toEvents(await start({ authorDetails: 'lookUp' }).poll());
		expect(all.filter(({ author }) => author.handle?.startsWith('customer_'))).toHaveLength(320);
		expect(
			all.every(({ costUsd, completeness }) => costUsd === 0.015 && completeness.complete),
		).toBe(true);
	});

	it('hands a post on without its author when the look-up fails, and says so in the item', async () => {
		await mention('one');
		await sandbox.control('POST', 'faults', { path: '/2/users$', status: 503 });
		const [event] = toEvents(await start({ authorDetails: 'lookUp' }).poll());
		expect(event.author).toEqual({ id: expect.any(String) });
		expect(event.completeness).toMatchObject({
			complete: false,
			missing: [expect.stringContaining("The author's name and handle: X answered 503")],
		});
	});

	it('does not hand on what the account itself wrote', async () => {
		const { id } = await mention('where is it?');
		await sandbox.post({
			from: 'acmecare',
			text: 'on its way, @acmecare colleagues!',
			inReplyTo: id,
		});
		expect(texts(await start().poll())).toEqual(['@acmecare where is it?']);
	});

	it('reads the rest with the next poll when X cuts a scan short, with a small overlap in case X sent a post out of place', async () => {
		const many = Array.from({ length: 230 }, (_, i) => ({
			from: 'alice_m',
			text: `@acmecare post ${i}`,
		}));
		await sandbox.control('POST', 'posts', many);
		await sandbox.control('POST', 'settings', { limits: { mentions: 2 } });
		const node = start();
		const first = texts(await node.poll());
		expect(first).toHaveLength(200);
		expect(await node.poll()).toBeNull();

		await sandbox.control('POST', 'clock', { advanceMs: 16 * 60_000 });
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000);
		const second = texts(await node.poll());
		jest.restoreAllMocks();
		expect(second).toHaveLength(35);
		expect(new Set([...first, ...second]).size).toBe(230);
	});
});
