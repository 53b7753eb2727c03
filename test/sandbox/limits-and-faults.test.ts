import { startSandbox, type Sandbox } from '../support/sandbox';
import { APP_TOKEN, callX, idsOf, mentionsPath } from './x-call';

const NOW_MS = Date.parse('2026-11-21T09:00:00Z');
let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: new Date(NOW_MS).toISOString() });
});

interface LogEntry {
	n: number;
	status: number;
	note?: string;
	faultId?: string;
}

const rate = (headers: Headers) =>
	['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-rate-limit-${name}`)));

describe('rate limits', () => {
	it('counts down per user and, apart from that, for the app', async () => {
		const reset = NOW_MS / 1000 + 900;
		expect(rate((await callX(x, mentionsPath())).headers)).toEqual([300, 299, reset]);
		expect(rate((await callX(x, mentionsPath())).headers)).toEqual([300, 298, reset]);
		const asApp = await callX(x, mentionsPath(), { authorization: APP_TOKEN });
		expect(rate(asApp.headers)).toEqual([450, 449, reset]);
		expect(rate((await callX(x, '/2/users/me')).headers)).toEqual([75, 74, reset]);
	});

	it('answers 429 when the window is used up, and works again when it is over', async () => {
		await x.control('POST', 'settings', { limits: { mentions: { user: 2 } } });
		await callX(x, mentionsPath());
		await callX(x, mentionsPath());
		const refused = await callX(x, mentionsPath());
		expect(refused.status).toBe(429);
		expect(refused.body).toEqual({
			title: 'Too Many Requests',
			detail: 'Too Many Requests',
			type: 'about:blank',
			status: 429,
		});
		expect(rate(refused.headers).slice(0, 2)).toEqual([2, 0]);
		expect((await callX(x, mentionsPath(), { authorization: APP_TOKEN })).status).toBe(200);
		await x.control('POST', 'clock', { advanceMs: 15 * 60_000 });
		expect((await callX(x, mentionsPath())).status).toBe(200);
	});

	it('shows the day limit of posting', async () => {
		const answer = await callX(x, '/2/tweets', { method: 'POST', body: { text: 'hi' } });
		expect(answer.headers.get('x-app-limit-24hour-limit')).toBe('10000');
		expect(answer.headers.get('x-app-limit-24hour-remaining')).toBe('9999');
	});
});

describe('ordered faults', () => {
	it.each([
		[{ status: 401 }, 401, { title: 'Unauthorized', type: 'about:blank' }],
		[
			{ problem: 'expired-token' },
			401,
			{ errors: [{ code: 89, message: 'Invalid or expired token' }] },
		],
		[
			{ status: 402 },
			402,
			{ title: 'CreditsDepleted', type: 'https://api.twitter.com/2/problems/credits' },
		],
		[{ problem: 'spend-cap' }, 403, { title: 'SpendCapReached', reset_date: expect.any(String) }],
		[{ status: 403, problem: 'client-not-enrolled' }, 403, { reason: 'client-not-enrolled' }],
		[{ problem: 'access-level' }, 403, { errors: [{ code: 453 }] }],
		[{ status: 429 }, 429, { title: 'Too Many Requests' }],
		[{ problem: 'usage-cap' }, 429, { title: 'UsageCapExceeded', period: 'Monthly' }],
		[{ status: 500 }, 500, { title: 'Internal Server Error' }],
		[{ status: 503 }, 503, { title: 'Service Unavailable' }],
		[{ status: 200, body: { data: 'not a list' } }, 200, { data: 'not a list' }],
	])(
		'answers %j once in X’s own words, then works again, and bills nothing for it',
		async (fault, status, body) => {
			await x.post({ from: 'alice_m', text: '@acmecare hi' });
			await x.control('POST', 'faults', { path: '/2/users/\\d+/mentions', ...fault });
			const faulted = await callX(x, mentionsPath());
			expect(faulted.status).toBe(status);
			expect(faulted.body).toMatchObject(body);
			expect(await x.control('GET', 'ledger')).toEqual({ entries: [], totalUsd: 0, todayUsd: 0 });
			expect(idsOf(await callX(x, mentionsPath()))).toHaveLength(1);
		},
	);

	it('sends the account id of a 402 as the bare number X sends, larger than JavaScript can hold', async () => {
		await x.control('POST', 'faults', { path: '/2/', status: 402 });
		expect((await callX(x, mentionsPath())).text).toContain('"account_id":2036532529868496897,');
	});

	it('answers an ordered 404 with an empty body', async () => {
		await x.control('POST', 'faults', { path: '/2/', status: 404 });
		expect(await callX(x, mentionsPath())).toMatchObject({ status: 404, text: '' });
	});

	it('carries Retry-After and the same instant in x-rate-limit-reset', async () => {
		await x.control('POST', 'faults', { path: '/2/', status: 429, retryAfter: 30 });
		const { headers } = await callX(x, mentionsPath());
		expect(headers.get('retry-after')).toBe('30');
		expect(rate(headers)).toEqual([300, 0, NOW_MS / 1000 + 30]);
	});

	it('shows calls left when credits are used up, so that waiting looks useless', async () => {
		await x.control('POST', 'faults', { path: '/2/', status: 402 });
		expect(rate((await callX(x, mentionsPath())).headers)[1]).toBe(299);
	});

	it('sends HTML from the edge, and JSON that breaks off', async () => {
		await x.control('POST', 'faults', { path: '/2/', html: true });
		const html = await callX(x, mentionsPath());
		expect(html.status).toBe(503);
		expect(html.headers.get('content-type')).toContain('text/html');
		await x.control('POST', 'faults', { path: '/2/', malformed: true });
		const broken = await callX(x, mentionsPath());
		expect(broken.status).toBe(200);
		expect(() => JSON.parse(broken.text)).toThrow();
	});

	it('closes the connection before acting: no post was made', async () => {
		await x.control('POST', 'faults', { path: '/2/tweets', method: 'POST', dropBefore: true });
		await expect(callX(x, '/2/tweets', { method: 'POST', body: { text: 'hi' } })).rejects.toThrow();
		expect(await x.control('GET', 'timeline')).toEqual([]);
	});

	it('acts and then closes the connection: the post is there though nobody was told', async () => {
		await x.control('POST', 'faults', { path: '/2/tweets', method: 'POST', dropAfter: true });
		await expect(callX(x, '/2/tweets', { method: 'POST', body: { text: 'hi' } })).rejects.toThrow();
		expect(await x.control('GET', 'timeline')).toHaveLength(1);
		const again = await callX(x, '/2/tweets', { method: 'POST', body: { text: 'hi' } });
		expect(again.body.detail).toMatch(/duplicate content/);
	});

	it('leaves a call hanging until the faults are cleared', async () => {
		await x.control('POST', 'faults', { path: '/2/users/me', hang: true });
		const hanging = callX(x, '/2/users/me').then(
			() => 'answered',
			() => 'closed',
		);
		let seen: LogEntry[] = [];
		while (seen.length === 0) seen = await x.control<LogEntry[]>('GET', 'requests');
		expect(seen[0]).toMatchObject({ status: 0, note: 'left hanging' });
		await x.control('DELETE', 'faults');
		expect(await hanging).toBe('closed');
	});

	it('strikes only its path and method, as often as ordered, in the order they were ordered', async () => {
		await x.control('POST', 'faults', { path: '/2/users', status: 503, times: 2 });
		await x.control('POST', 'faults', { path: '/2/users/me$', status: 500 });
		const statuses = [];
		for (const path of [
			'/2/tweets?ids=1',
			'/2/users/me',
			'/2/users/me',
			'/2/users/me',
			'/2/users/me',
		]) {
			statuses.push((await callX(x, path)).status);
		}
		expect(statuses).toEqual([200, 503, 503, 500, 200]);
		const log = await x.control<LogEntry[]>('GET', 'requests?since=1');
		expect(log.map(({ n, faultId }) => [n, faultId])).toEqual([
			[2, 'fault-1'],
			[3, 'fault-1'],
			[4, 'fault-2'],
			[5, undefined],
		]);
	});
});

it('answers unknown paths like X: 404 without a body', async () => {
	for (const path of ['/2/followers/accept', '/2', '/2/users/1/2/3']) {
		expect(await callX(x, path)).toMatchObject({ status: 404, text: '' });
	}
});
