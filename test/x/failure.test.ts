import { toXFailure } from '../../src/x/failure';

const nowMs = Date.parse('2026-11-20T10:00:00Z');
const call = 'GET /2/users/1/mentions';
const problem = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	toXFailure(call, { status, headers, body }, nowMs);

describe("X's refusals", () => {
	it.each([
		[
			401,
			{ title: 'Unauthorized', detail: 'Unauthorized', type: 'about:blank' },
			'credential-invalid',
		],
		[402, { title: 'CreditsDepleted', detail: 'no credits' }, 'quota-exhausted'],
		[403, { title: 'SpendCapReached', detail: 'spend cap' }, 'quota-exhausted'],
		[403, { title: 'Forbidden', detail: 'not allowed' }, 'forbidden'],
		[404, { title: 'Not Found' }, 'not-found'],
		[429, { title: 'Too Many Requests' }, 'rate-limited'],
		[429, { title: 'UsageCapExceeded', detail: 'Monthly product cap' }, 'quota-exhausted'],
		[
			400,
			{
				title: 'Invalid Request',
				errors: [{ message: 'max_results [3] is not between 5 and 100' }],
			},
			'refused',
		],
		[500, { title: 'Internal Server Error' }, 'temporarily-unavailable'],
		[503, '<html><body><h1>Over capacity</h1></body></html>', 'temporarily-unavailable'],
	])('%i %j is %s, says what X said, and what to do', (status, body, kind) => {
		const failure = problem(status, body);
		expect(failure.kind).toBe(kind);
		expect(failure.status).toBe(status);
		expect(failure.message).toContain(`X answered ${status} to ${call}`);
		expect(failure.hint).toMatch(/\w{3,}.*\.$/);
	});

	it('repeats the parameter X complains about', () => {
		const body = { title: 'Invalid Request', errors: [{ message: 'The `since_id` is too old' }] };
		expect(problem(400, body).message).toContain('The `since_id` is too old');
	});

	it('shows no markup of an error page', () => {
		expect(problem(503, '<html><h1>Over capacity</h1></html>').message).toMatch(/: Over capacity$/);
	});

	it('waits as long as X says: Retry-After first, then the end of the window, else a whole window', () => {
		const resetSeconds = String(nowMs / 1000 + 90);
		expect(
			problem(429, {}, { 'retry-after': '7', 'x-rate-limit-reset': resetSeconds }).retryAfterMs,
		).toBe(7000);
		expect(problem(429, {}, { 'x-rate-limit-reset': resetSeconds }).retryAfterMs).toBe(90_000);
		expect(problem(429, {}).retryAfterMs).toBe(900_000);
	});

	it('does not make anyone wait for what waiting does not cure', () => {
		expect(
			problem(429, { title: 'UsageCapExceeded' }, { 'retry-after': '7' }).retryAfterMs,
		).toBeUndefined();
	});

	it('survives an answer without a body', () => {
		expect(problem(500, undefined).message).toBe(`X answered 500 to ${call}: an empty answer`);
		expect(problem(500, {}).message).toBe(`X answered 500 to ${call}: no explanation given`);
	});
});
