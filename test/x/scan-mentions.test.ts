import type { Account } from '../../src/x/account';
import { fetchAccount, fetchAuthors, fetchOwnAccount } from '../../src/x/account';
import { createXClient } from '../../src/x/client';
import { HttpFailure } from '../../src/http';
import { mentionCap, scanMentions } from '../../src/x/scan-mentions';
import { createFetchSend } from '../support/fetch-send';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';

describe('reading mentions from X', () => {
	let sandbox: Sandbox;
	let account: Account;

	beforeAll(async () => {
		sandbox = await startSandbox();
	}, 30_000);

	afterAll(async () => await sandbox.stop());

	beforeEach(async () => {
		await sandbox.control('POST', '/control/reset', {});
		account = await fetchOwnAccount(client());
		await sandbox.control('DELETE', '/control/requests');
	});

	const client = (token = 'sandbox-user-token') =>
		createXClient(createFetchSend(sandbox.url, { authorization: `Bearer ${token}` }), Date.now);

	const scan = async (over: { aboveId?: string; pagesRead?: number; deadlineMs?: number } = {}) =>
		await scanMentions(client(), {
			account,
			scan: { aboveId: over.aboveId ?? '1', pagesRead: over.pagesRead },
			receivedAt: '2026-11-20T10:00:00.000Z',
			postPriceUsd: 0.001,
			nowMs: Date.now,
			deadlineMs: over.deadlineMs ?? Date.now() + 60_000,
		});

	const postMany = async (count: number) =>
		(await sandbox.control(
			'POST',
			'/control/posts',
			Array.from({ length: count }, (_, i) => ({
				from: 'alice_m',
				text: `@acmecare order ${i} is late`,
			})),
		)) as Array<{ id: string }>;

	const countRequests = async () => {
		const log = (await sandbox.control('GET', '/control/requests')) as
			| { requests: unknown[] }
			| unknown[];
		return Array.isArray(log) ? log.length : log.requests.length;
	};

	it('knows which account the credential belongs to', () => {
		expect(account).toEqual({ id: expect.stringMatching(/^\d+$/), handle: 'acmecare' });
	});

	it('reads a hundred mentions with one call', async () => {
		await postMany(100);
		const result = await scan();
		expect(result.events).toHaveLength(100);
		expect(result).toMatchObject({ complete: true, pages: 1, reachedCap: false, unreadable: [] });
		expect(await countRequests()).toBe(1);
	});

	it('pays for posts alone: no author, no quoted post, nothing else', async () => {
		await postMany(10);
		await sandbox.control('DELETE', '/control/requests');
		const before = (await sandbox.control('GET', '/control/ledger')) as { totalUsd: number };
		const result = await scan();
		const after = (await sandbox.control('GET', '/control/ledger')) as { totalUsd: number };
		expect(after.totalUsd - before.totalUsd).toBeCloseTo(10 * 0.001, 6);
		expect(result.events[0].author).toEqual({ id: expect.stringMatching(/^\d+$/) });
	});

	it('reads page after page down to where it was, and nothing below', async () => {
		const posts = await postMany(250);
		const result = await scan({ aboveId: posts[29].id });
		expect(result.events.map(({ id }) => id).sort()).toEqual(
			posts
				.slice(30)
				.map(({ id }) => id)
				.sort(),
		);
		expect(result).toMatchObject({ complete: true, pages: 3 });
	});

	it('says so when X shows no older posts than its newest eight hundred', async () => {
		await postMany(820);
		const result = await scan();
		expect(result.events).toHaveLength(mentionCap);
		expect(result).toMatchObject({ complete: true, reachedCap: true });
	});

	it('says so too when some of the newest eight hundred are gone, and when earlier polls read a part of them', async () => {
		const posts = await postMany(820);
		for (const { id } of posts.slice(-5)) await sandbox.control('DELETE', `/control/posts/${id}`);
		expect((await scan()).reachedCap).toBe(true);
		expect((await scan({ aboveId: posts[400].id })).reachedCap).toBe(false);
		expect((await scan({ aboveId: posts[400].id, pagesRead: 4 })).reachedCap).toBe(true);
	});

	it('stops with what it has when the limit runs out between pages, and says how long to wait', async () => {
		await postMany(150);
		await sandbox.control('POST', '/control/settings', { limits: { mentions: 1 } });
		const result = await scan();
		expect(result.events).toHaveLength(100);
		expect(result.complete).toBe(false);
		expect(result.oldestId).toBe(result.events.map(({ id }) => id).sort()[0]);
		expect(result.stoppedBy).toMatchObject({ kind: 'rate-limited' });
		expect(result.stoppedBy?.retryAfterMs).toBeGreaterThan(0);
	});

	it('stops with what it has when a later page fails', async () => {
		await postMany(150);
		let calls = 0;
		const send = createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' });
		const failing = createXClient(async (request) => {
			calls += 1;
			return calls === 2 ? { status: 503, headers: {}, body: '' } : await send(request);
		}, Date.now);
		const result = await scanMentions(failing, {
			account,
			scan: { aboveId: '1' },
			receivedAt: '2026-11-20T10:00:00.000Z',
			postPriceUsd: 0.001,
			nowMs: Date.now,
			deadlineMs: Date.now() + 60_000,
		});
		expect(result.events).toHaveLength(100);
		expect(result).toMatchObject({
			complete: false,
			stoppedBy: { kind: 'temporarily-unavailable' },
		});
	});

	it('goes on past pages that deletions have emptied', async () => {
		const posts = await postMany(600);
		for (const { id } of posts.slice(100, 500)) {
			await sandbox.control('DELETE', `/control/posts/${id}`);
		}
		const result = await scan();
		expect(result.events).toHaveLength(200);
		expect(result.complete).toBe(true);
	});

	it('ends when page tokens lead in circles', async () => {
		const send = createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' });
		await postMany(3);
		const circling = createXClient(async (request) => {
			const answer = await send({
				...request,
				query: { ...request.query, pagination_token: undefined },
			});
			const body = answer.body as { meta: object };
			return { ...answer, body: { ...body, meta: { ...body.meta, next_token: 'again' } } };
		}, Date.now);
		const result = await scanMentions(circling, {
			account,
			scan: { aboveId: '1' },
			receivedAt: '2026-11-20T10:00:00.000Z',
			postPriceUsd: 0.001,
			nowMs: Date.now,
			deadlineMs: Date.now() + 60_000,
		});
		expect(result).toMatchObject({ complete: true, pages: 2 });
		expect(new Set(result.events.map(({ id }) => id)).size).toBe(3);
	});

	it('does not let an old post that X delivers again hide the posts of a scan that was cut short', async () => {
		const posts = await postMany(150);
		await sandbox.control('POST', '/control/duplicate', { postId: posts[0].id });
		await sandbox.control('POST', '/control/settings', { limits: { mentions: 1 } });
		const result = await scan({ aboveId: posts[10].id });
		expect(result.complete).toBe(false);
		expect(BigInt(result.oldestId ?? '0')).toBeGreaterThan(BigInt(posts[10].id));
	});

	it('starts no page after the deadline', async () => {
		await postMany(150);
		const result = await scan({ deadlineMs: 0 });
		expect(result).toMatchObject({ complete: false, pages: 1 });
	});

	it.each([
		[401, 'credential-invalid'],
		[402, 'quota-exhausted'],
		[403, 'forbidden'],
		[404, 'not-found'],
		[429, 'rate-limited'],
		[503, 'temporarily-unavailable'],
	])('fails a first page that X answers with %i as %s', async (status, kind) => {
		await sandbox.control('POST', '/control/faults', { path: '/2/users/\\d+/mentions', status });
		await expect(scan()).rejects.toMatchObject({ kind, status });
	});

	it("takes an answer that is not X's for a wrong address, not for silence", async () => {
		await sandbox.control('POST', '/control/faults', {
			path: '/2/users/\\d+/mentions',
			malformed: true,
		});
		await expect(scan()).rejects.toMatchObject({ kind: 'malformed' });
	});

	it('keeps the whole of a long post, and the pictures of one', async () => {
		const long = `@acmecare ${'this goes on and on '.repeat(40)}end`;
		await sandbox.control('POST', '/control/posts', { from: 'alice_m', text: long });
		await sandbox.control('POST', '/control/posts', {
			from: 'bob_travels',
			text: '@acmecare look',
			media: [{ type: 'photo', url: 'https://pbs.example/box.jpg', altText: 'A crushed box' }],
		});
		const { events } = await scan();
		const byText = (text: string) => events.find((event) => event.text.startsWith(text));
		expect(byText('@acmecare this')?.text).toBe(long);
		expect(byText('@acmecare look')?.media).toEqual([
			{
				key: expect.any(String),
				type: 'photo',
				url: 'https://pbs.example/box.jpg',
				altText: 'A crushed box',
			},
		]);
	});

	it('tells typed mentions from those X adds to a reply', async () => {
		const [{ id }] = (await sandbox.control('POST', '/control/posts', [
			{ from: 'alice_m', text: '@acmecare where is my parcel?' },
		])) as Array<{ id: string }>;
		await sandbox.control('POST', '/control/posts', {
			from: 'bob_travels',
			text: 'same here',
			inReplyTo: id,
		});
		const { events } = await scan();
		expect(events.find(({ kind }) => kind === 'reply')).toMatchObject({
			mentionsUs: 'implicit',
			conversationId: id,
			inReplyTo: { postId: id },
		});
	});

	it('finds an account by handle and by id, with an app-only token too', async () => {
		const app = client('sandbox-app-token');
		expect(await fetchAccount(app, '@acmecare')).toEqual(account);
		expect(await fetchAccount(app, account.id)).toEqual(account);
	});

	it.each([
		['no_such_account', /knows no such account/],
		['not a handle!', /not an X handle or user id: "not a handle!"/],
	])('refuses the account %j with a reason', async (name, message) => {
		await expect(fetchAccount(client(), name)).rejects.toThrow(message);
		await expect(fetchAccount(client(), name)).rejects.toBeInstanceOf(HttpFailure);
	});

	it('looks authors up by id, and leaves out who is gone', async () => {
		await postMany(1);
		const { events } = await scan();
		const authors = await fetchAuthors(client(), [events[0].author.id, '999']);
		expect(authors).toEqual([
			expect.objectContaining({
				id: events[0].author.id,
				handle: 'alice_m',
				followers: expect.any(Number),
			}),
		]);
	});
});
