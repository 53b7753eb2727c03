import { HttpFailure, type HttpRequest } from '../../src/http';
import { createXClient } from '../../src/x/client';
import { fetchMe } from '../../src/x/users';
import { createPatientSend } from '../../src/x/patient-send';
import { type Canned, createCannedX } from '../support/canned-x';

const startMs = Date.parse('2026-11-20T10:00:00Z');
const inSeconds = (seconds: number) => String(startMs / 1000 + seconds);
const ok = { body: { data: 1 } };
const limited = (headers: Record<string, string> = {}): Canned => ({
	status: 429,
	body: { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank' },
	headers,
});
const unreachable = new HttpFailure('unreachable', 'nothing listens at that address');

/** A clock that moves only while somebody sleeps. */
function start(answers: Canned[], more: { waitAtMostMs?: number; random?: number } = {}) {
	const x = createCannedX(...answers);
	const waits: number[] = [];
	let nowMs = startMs;
	const send = createPatientSend(x.send, {
		waitAtMostMs: more.waitAtMostMs ?? 60_000,
		random: () => more.random ?? 0,
		nowMs: () => nowMs,
		sleep: async (ms) => {
			waits.push(ms);
			nowMs += ms;
			await Promise.resolve();
		},
	});
	const call = async (method: HttpRequest['method'] = 'GET') =>
		await send({ method, url: '/2/tweets' });
	return { call, send, waits, requests: x.requests };
}

describe('a call that X turns away because its limit is used up', () => {
	it('waits until the window ends and then succeeds', async () => {
		const { call, waits } = start([limited({ 'x-rate-limit-reset': inSeconds(40) }), ok]);
		expect(await call()).toMatchObject({ status: 200 });
		expect(waits).toEqual([40_000]);
	});

	it('waits a little longer by chance, so that those turned away together do not return together', async () => {
		const { call, waits } = start([limited({ 'retry-after': '5' }), ok], { random: 0.5 });
		await call();
		expect(waits).toEqual([5500]);
	});

	it('is repeated also when it writes: X has not looked at it', async () => {
		const { call, requests } = start([limited({ 'retry-after': '5' }), ok]);
		expect(await call('POST')).toMatchObject({ status: 200 });
		expect(requests).toHaveLength(2);
	});

	it('is handed back at once when waiting would take too long, and says when to come back', async () => {
		const { send, waits } = start([limited({ 'x-rate-limit-reset': inSeconds(600) })]);
		await expect(fetchMe(createXClient(send, () => startMs))).rejects.toMatchObject({
			kind: 'rate-limited',
			retryAfterMs: 600_000,
		});
		expect(waits).toEqual([]);
	});

	it('waits no longer in all than allowed, over all calls together', async () => {
		const { call, waits } = start([limited({ 'retry-after': '25' })]);
		expect(await call()).toMatchObject({ status: 429 });
		expect(await call()).toMatchObject({ status: 429 });
		expect(waits).toEqual([25_000, 25_000]);
	});

	it('waits for the end of the day when it is the day that is used up', async () => {
		const { call, waits } = start(
			[
				limited({
					'retry-after': '3',
					'x-rate-limit-remaining': '12',
					'x-rate-limit-reset': inSeconds(60),
					'x-user-limit-24hour-remaining': '0',
					'x-user-limit-24hour-reset': inSeconds(7200),
				}),
				ok,
			],
			{ waitAtMostMs: 8_000_000 },
		);
		await call();
		expect(waits).toEqual([7_200_000]);
	});

	it('never hammers, whatever the headers say', async () => {
		const { call, waits } = start([
			limited({ 'retry-after': '0' }),
			limited({ 'x-rate-limit-reset': inSeconds(-500) }),
			ok,
		]);
		await call();
		expect(waits).toEqual([1000, 1000]);
	});
});

describe('a call that waiting does not help', () => {
	it.each<[string, Canned]>([
		['no credits', { status: 402, body: { title: 'CreditsDepleted' } }],
		[
			'the spending limit',
			{ status: 403, body: { title: 'SpendCapReached' }, headers: { 'retry-after': '1' } },
		],
		[
			'the usage cap',
			{ status: 429, body: { title: 'UsageCapExceeded' }, headers: { 'retry-after': '1' } },
		],
		[
			'the usage cap under another title',
			{ status: 429, body: { type: 'https://api.x.com/2/problems/usage-capped' } },
		],
		['a dead token', { status: 401, body: { title: 'Unauthorized' } }],
		['a refusal', { status: 403, body: { title: 'Forbidden' } }],
	])('is handed back at once: %s', async (_, answer) => {
		const { call, waits, requests } = start([answer, ok]);
		expect(await call()).toMatchObject({ status: (answer as { status: number }).status });
		expect(waits).toEqual([]);
		expect(requests).toHaveLength(1);
	});
});

describe('a call that X fails at', () => {
	const broken: Canned = { status: 503, body: '<html>Over capacity</html>' };

	it('is repeated after longer and longer waits when it only reads', async () => {
		const { call, waits } = start([broken, unreachable, broken, ok], { random: 1 });
		expect(await call()).toMatchObject({ status: 200 });
		expect(waits).toEqual([1000, 2000, 4000]);
	});

	it('waits as long as X asks for', async () => {
		const asking: Canned = { status: 503, body: '', headers: { 'retry-after': '20' } };
		const { call, waits } = start([asking, ok]);
		await call();
		expect(waits).toEqual([20_000]);
	});

	it.each(['POST', 'PUT', 'DELETE'] as const)(
		'is not repeated when it is a %s: it may have had its effect',
		async (method) => {
			const after503 = start([broken, ok]);
			expect(await after503.call(method)).toMatchObject({ status: 503 });
			const afterSilence = start([unreachable, ok]);
			await expect(afterSilence.call(method)).rejects.toBe(unreachable);
			expect([...after503.waits, ...afterSilence.waits]).toEqual([]);
		},
	);

	it('gives up after five repeats with what X said last', async () => {
		const { call, requests } = start([broken], { waitAtMostMs: Infinity });
		expect(await call()).toMatchObject({ status: 503 });
		expect(requests).toHaveLength(6);
	});

	it('gives up with the failure when there is never an answer', async () => {
		const { call } = start([unreachable], { waitAtMostMs: 2000 });
		await expect(call()).rejects.toBe(unreachable);
	});

	it('does not repeat what was never sent', async () => {
		const misconfigured = new HttpFailure('misconfigured', "'API Base URL' is not a web address");
		const { call, requests } = start([misconfigured, ok]);
		await expect(call()).rejects.toBe(misconfigured);
		expect(requests).toHaveLength(1);
	});
});
