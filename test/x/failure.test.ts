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

	it.each(['https://api.x.com/2/problems/', 'https://api.twitter.com/2/problems/'])(
		'knows what only money cures by the type too, under %s',
		(prefix) => {
			const typed = (status: number, type: string) => problem(status, { type: prefix + type });
			expect(typed(402, 'credits').kind).toBe('quota-exhausted');
			expect(typed(403, 'credits').kind).toBe('quota-exhausted');
			expect(typed(429, 'usage-capped').kind).toBe('quota-exhausted');
			expect(typed(429, 'usage-capped').retryAfterMs).toBeUndefined();
		},
	);

	it.each<[string, number, object, RegExp]>([
		[
			'a plan without this call',
			403,
			{ errors: [{ code: 453, message: 'You currently have access to a subset' }] },
			/plan of the X app does not include/,
		],
		[
			'an app without a project',
			403,
			{ title: 'Client Forbidden', reason: 'client-not-enrolled' },
			/attach the app to a project/,
		],
		[
			'the wrong kind of credential',
			403,
			{
				title: 'Unsupported Authentication',
				detail: 'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.',
				type: 'https://api.twitter.com/2/problems/unsupported-authentication',
			},
			/'Authentication'/,
		],
		[
			"an OAuth1 app's permissions",
			403,
			{ title: 'Forbidden', type: 'https://api.twitter.com/2/problems/oauth1-permissions' },
			/'Read and write and Direct message'/,
		],
		[
			'a missing scope',
			403,
			{ title: 'Forbidden', type: 'about:blank', status: 403, detail: 'Forbidden' },
			/needs tweet\.read, users\.read\b.*connect the X account again/,
		],
		[
			'a locked account',
			403,
			{ errors: [{ code: 326, message: 'To protect our users from spam' }] },
			/unlock/,
		],
		['a token that ran out', 401, { errors: [{ code: 89, message: 'expired' }] }, /connect/],
		[
			'something that is gone',
			404,
			{ type: 'https://api.x.com/2/problems/resource-not-found' },
			/deleted or was never there/,
		],
	])('names the cure for %s', (_, status, body, hint) => {
		expect(problem(status, body).hint).toMatch(hint);
	});

	it.each([
		['GET /2/dm_events', 'dm.read, tweet.read, users.read'],
		['DELETE /2/tweets/5', 'tweet.write, tweet.read, users.read'],
		['GET /2/users/me', 'tweet.read, users.read'],
		['POST /2/media/upload/5/append', 'media.write'],
		['GET /2/no/such/call', 'a permission it lacks'],
	])('names the permissions that %s needs', (asked, scopes) => {
		const body = { title: 'Forbidden', detail: 'Forbidden' };
		expect(toXFailure(asked, { status: 403, headers: {}, body }, nowMs).hint).toContain(
			`needs ${scopes}`,
		);
	});

	it('keeps the answer, for those who look for more than the kind', () => {
		expect(problem(403, { title: 'Forbidden', reason: 'why' }).body).toEqual({
			title: 'Forbidden',
			reason: 'why',
		});
	});

	it('waits until the day is over when the day is used up, and for a date when X names one', () => {
		const reset = (seconds: number) => String(nowMs / 1000 + seconds);
		const day = {
			'x-rate-limit-reset': reset(60),
			'x-app-limit-24hour-remaining': '0',
			'x-app-limit-24hour-reset': reset(7200),
		};
		expect(problem(429, {}, { ...day, 'retry-after': '5' }).retryAfterMs).toBe(7_200_000);
		expect(problem(429, {}, { ...day, 'x-app-limit-24hour-remaining': '9' }).retryAfterMs).toBe(
			60_000,
		);
		const date = new Date(nowMs + 30_000).toUTCString();
		expect(problem(429, {}, { 'retry-after': date }).retryAfterMs).toBe(30_000);
		expect(problem(503, '', { 'retry-after': '30' }).retryAfterMs).toBe(30_000);
		expect(problem(503, '').retryAfterMs).toBeUndefined();
	});

	it('waits neither for ever nor not at all, whatever the headers say', () => {
		expect(problem(429, {}, { 'retry-after': '99999999999999' }).retryAfterMs).toBe(86_400_000);
		expect(problem(429, {}, { 'retry-after': '0' }).retryAfterMs).toBe(1000);
		expect(problem(429, {}, { 'retry-after': 'soon' }).retryAfterMs).toBe(900_000);
		expect(problem(429, {}, { 'x-rate-limit-reset': '1' }).retryAfterMs).toBe(1000);
	});

	it.each<[unknown]>([
		[{ title: { a: 1 }, detail: 5, type: [], errors: 'none' }],
		[{ title: '__proto__', detail: 'constructor', reason: 'toString' }],
		[{ errors: [null, 5, { message: {}, code: '453' }] }],
		[[{ title: 'CreditsDepleted' }]],
		[{ title: 'x'.repeat(1e6), errors: Array.from({ length: 1e4 }, () => ({ message: 'y' })) }],
	])('survives a body that nobody would send: %#', (body) => {
		const failure = problem(403, body);
		expect(failure.kind).toBe('forbidden');
		expect(failure.message.length).toBeLessThan(2000);
	});

	it('survives an answer without a body', () => {
		expect(problem(500, undefined).message).toBe(`X answered 500 to ${call}: an empty answer`);
		expect(problem(500, {}).message).toBe(`X answered 500 to ${call}: no explanation given`);
	});
});
