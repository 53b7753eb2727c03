import { startSandbox, type Sandbox } from '../support/sandbox';

/**
 * The fake Freshdesk, judged by what Freshdesk documents (developers.freshdesk.com/api): each request is one of its examples, each
 * expectation what it says comes back. Nothing of the adapter takes part.
 */
describe('The Freshdesk of the sandbox', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.stop());

	const call = async (method: string, path: string, body?: unknown, key = 'sandbox-desk-key') => {
		const answer = await fetch(`${sandbox.url}/desks/freshdesk/api/v2${path}`, {
			method,
			headers: {
				authorization: `Basic ${btoa(`${key}:X`)}`,
				'content-type': 'application/json',
				connection: 'close',
			},
			...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		const text = await answer.text();
		return {
			status: answer.status,
			headers: Object.fromEntries(answer.headers),
			body: (text ? JSON.parse(text) : undefined) as never,
		};
	};
	let count = 0;
	const makeTicket = async (over: object = {}) => {
		const unique_external_id = `judge-${(count += 1)}`;
		const ticket = { description: 'Details about the issue...', subject: 'Support Needed...' };
		const { body } = await call('POST', '/tickets', {
			...{ ...ticket, unique_external_id, priority: 1, status: 2 },
			...over,
		});
		return body as { id: number; requester_id: number; updated_at: string };
	};
	const set = async (name: string, value: unknown) =>
		await sandbox.control('POST', 'desks/freshdesk', { do: 'set', name, value });
	const advance = async (advanceMs: number) =>
		await sandbox.control('POST', 'clock', { advanceMs });

	it('lets in by key as user name, whatever the password, and nobody else', async () => {
		expect(await call('GET', '/agents/me')).toMatchObject({ status: 200, body: { id: 101 } });
		expect(await call('GET', '/agents/me', undefined, 'other')).toMatchObject({
			status: 401,
			body: { code: 'invalid_credentials' },
		});
	});

	it('answers 400 to what is no JSON, 404 to what there is not, 405 to a wrong verb', async () => {
		expect(await call('POST', '/tickets', '{"a"')).toMatchObject({
			status: 400,
			body: { code: 'invalid_json' },
		});
		expect(await call('GET', '/tickets/999999')).toMatchObject({ status: 404 });
		expect(await call('GET', '/nonsense')).toMatchObject({ status: 404 });
		expect(await call('PUT', '/tickets', {})).toMatchObject({ status: 405 });
	});

	it('creates a ticket with 201, its address and its times, in whole seconds', async () => {
		const answer = await call('POST', '/tickets', {
			...{ subject: 'Support Needed...', description: '<b>Details</b>', priority: 1, status: 2 },
			...{ twitter_id: 'tom', name: 'Tom', tags: ['a'] },
		});
		expect(answer.status).toBe(201);
		expect(answer.headers.location).toMatch(/\/api\/v2\/tickets\/\d+$/);
		expect(answer.body).toMatchObject({
			...{ id: expect.any(Number), requester_id: expect.any(Number), source: 2, tags: ['a'] },
			...{ description: '<b>Details</b>', description_text: 'Details', spam: false },
			...{ responder_id: null, group_id: null },
			created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
		});
	});

	it.each([
		['nobody who asks', { subject: 'x' }, 'requester_id', 'missing_field'],
		['a field that is not documented', { phone: '1', nonsense: 1 }, 'nonsense', 'invalid_field'],
		[
			'a custom field that is not there',
			{ phone: '1', custom_fields: { cf_no: 1 } },
			'cf_no',
			'invalid_field',
		],
		['a status that is not there', { phone: '1', status: 99 }, 'status', 'invalid_value'],
		['a priority that is not there', { phone: '1', priority: 9 }, 'priority', 'invalid_value'],
	])('refuses a ticket with %s, naming the field', async (_name, ticket, field, code) => {
		const answer = await call('POST', '/tickets', ticket);
		expect(answer).toMatchObject({ status: 400, body: { description: 'Validation failed' } });
		const { errors } = answer.body as { errors: unknown };
		expect(errors).toEqual([{ field, code, message: expect.any(String) }]);
	});

	it('keeps one contact per external id: 409 for a second one, the same one for tickets', async () => {
		const contact = { name: 'Ann', unique_external_id: 'ext-1', twitter_id: 'ann' };
		const made = await call('POST', '/contacts', contact);
		expect(made).toMatchObject({ status: 201, body: { ...contact, id: expect.any(Number) } });
		const again = await call('POST', '/contacts', { ...contact, twitter_id: undefined });
		expect(again).toMatchObject({
			status: 409,
			body: { errors: [{ field: 'unique_external_id', code: 'duplicate_value' }] },
		});
		const { requester_id } = await makeTicket({ unique_external_id: 'ext-1' });
		expect(requester_id).toBe((made.body as { id: number }).id);
	});

	it('deletes contacts softly: out of lists, restored with 204', async () => {
		const made = await call('POST', '/contacts', { name: 'Bo', unique_external_id: 'ext-2' });
		const { id } = made.body as { id: number };
		expect(await call('DELETE', `/contacts/${id}`)).toMatchObject({ status: 204 });
		const list = '/contacts?unique_external_id=ext-2';
		expect(await call('GET', list)).toMatchObject({ body: [] });
		expect(await call('GET', `${list}&state=deleted`)).toMatchObject({ body: [{ id }] });
		expect(await call('GET', `/contacts/${id}`)).toMatchObject({ body: { deleted: true } });
		expect(await call('PUT', `/contacts/${id}/restore`)).toMatchObject({ status: 204 });
		expect(await call('GET', list)).toMatchObject({ body: [{ id }] });
	});

	it('lists at once what the search shows minutes later', async () => {
		const custom_fields = { cf_x_case_key: 'judged-key' };
		const { id } = await makeTicket({ unique_external_id: 'ext-3', custom_fields });
		const search = `/search/tickets?query=${encodeURIComponent(`"cf_x_case_key:'judged-key'"`)}`;
		const list = '/tickets?unique_external_id=ext-3&order_by=updated_at';
		expect(await call('GET', list)).toMatchObject({ body: [{ id, custom_fields }] });
		expect(await call('GET', search)).toMatchObject({ status: 200, body: { total: 0 } });
		await advance(61_000);
		expect(await call('GET', search)).toMatchObject({ body: { total: 1, results: [{ id }] } });
		await call('DELETE', `/tickets/${id}`);
		expect(await call('GET', list)).toMatchObject({ body: [] });
		expect(await call('GET', search)).toMatchObject({ body: { total: 1 } });
		expect(await call('GET', `/tickets/${id}`)).toMatchObject({ body: { deleted: true } });
	});

	it('searches only by a query in double quotes, and only by fields there are', async () => {
		for (const query of [`cf_x_case_key:'a'`, `"cf_no:'a'"`]) {
			const path = `/search/tickets?query=${encodeURIComponent(query)}`;
			expect(await call('GET', path)).toMatchObject({ status: 400 });
		}
	});

	it('hides tickets older than 30 days from the list unless it is asked by change', async () => {
		const { id } = await makeTicket({ unique_external_id: 'ext-4' });
		await advance(31 * 86_400_000);
		const list = '/tickets?unique_external_id=ext-4';
		expect(await call('GET', list)).toMatchObject({ body: [] });
		const all = `${list}&updated_since=2015-01-19T02:00:00Z`;
		expect(await call('GET', all)).toMatchObject({ body: [{ id }] });
	});

	it('pages by 30 or as told up to 100, with a link to the next page', async () => {
		for (let n = 0; n < 31; n++) await makeTicket({ unique_external_id: 'ext-5' });
		const list = '/tickets?unique_external_id=ext-5';
		const first = await call('GET', list);
		expect(first.body).toHaveLength(30);
		expect(first.headers.link).toMatch(/^<http.*page=2>;\s?rel="next"$/);
		const second = await call('GET', `${list}&page=2`);
		expect(second.body).toHaveLength(1);
		expect(second.headers.link).toBeUndefined();
		expect(await call('GET', `${list}&per_page=101`)).toMatchObject({ status: 400 });
	});

	it('sorts by creation, newest first, or as told', async () => {
		const old = await makeTicket({ unique_external_id: 'ext-6' });
		await advance(2000);
		const young = await makeTicket({ unique_external_id: 'ext-6' });
		await advance(2000);
		await call('PUT', `/tickets/${old.id}`, { priority: 2 });
		const list = '/tickets?unique_external_id=ext-6';
		const ids = async (path: string) =>
			((await call('GET', path)).body as Array<{ id: number }>).map(({ id }) => id);
		expect(await ids(list)).toEqual([young.id, old.id]);
		expect(await ids(`${list}&order_type=asc`)).toEqual([old.id, young.id]);
		expect(await ids(`${list}&order_by=updated_at`)).toEqual([old.id, young.id]);
	});

	it('lists no texts and no statistics unless they are included', async () => {
		const { id } = await makeTicket({ unique_external_id: 'ext-7', description: 'Words' });
		await call('PUT', `/tickets/${id}`, { status: 4 });
		const list = '/tickets?unique_external_id=ext-7';
		const [plain] = (await call('GET', list)).body as Array<Record<string, unknown>>;
		expect(plain.description).toBeUndefined();
		expect(plain.stats).toBeUndefined();
		expect(await call('GET', `${list}&include=description,stats`)).toMatchObject({
			body: [{ description: 'Words', stats: { resolved_at: expect.any(String) } }],
		});
	});

	it('adds private notes unless told otherwise, public replies, and lists both, oldest first', async () => {
		const { id } = await makeTicket();
		const note = await call('POST', `/tickets/${id}/notes`, { body: 'Hi tom, Still Angry' });
		expect(note).toMatchObject({
			status: 201,
			body: { private: true, incoming: false, source: 2, ticket_id: id, user_id: 101 },
		});
		await call('POST', `/tickets/${id}/reply`, { body: 'We are working on this issue.' });
		expect(await call('GET', `/tickets/${id}/conversations`)).toMatchObject({
			body: [{ source: 2 }, { source: 0, private: false }],
		});
		expect(await call('POST', `/tickets/${id}/notes`, {})).toMatchObject({ status: 400 });
	});

	it('embeds at most ten conversations, the oldest', async () => {
		const { id } = await makeTicket();
		for (let n = 0; n < 12; n++) await call('POST', `/tickets/${id}/notes`, { body: `no ${n}` });
		const { body } = await call('GET', `/tickets/${id}?include=conversations`);
		const { conversations } = body as { conversations: Array<{ body: string }> };
		expect(conversations.map((it) => it.body)).toEqual(
			Array.from({ length: 10 }, (_, n) => `no ${n}`),
		);
	});

	it('merges with 204: conversations move, the secondary is closed and keeps its fields', async () => {
		const [primary, secondary] = [await makeTicket(), await makeTicket()];
		await call('POST', `/tickets/${secondary.id}/notes`, { body: 'moves' });
		const merge = { primary_id: primary.id, ticket_ids: [secondary.id] };
		const note_in_primary = { body: 'from the other', private: true };
		expect(await call('PUT', '/tickets/merge', { ...merge, note_in_primary })).toMatchObject({
			status: 204,
		});
		expect(await call('GET', `/tickets/${secondary.id}`)).toMatchObject({ body: { status: 5 } });
		expect(await call('GET', `/tickets/${primary.id}/conversations`)).toMatchObject({
			body: [{ body: 'moves' }, { body: 'from the other' }],
		});
		const unknown = { ...merge, ticket_ids: [999_999] };
		expect(await call('PUT', '/tickets/merge', unknown)).toMatchObject({
			status: 400,
			body: { errors: [{ field: 'ticket_ids' }] },
		});
	});

	it('makes fields for administrators only', async () => {
		const field = { label: 'Judged Field', label_for_customers: 'Judged', type: 'custom_text' };
		expect(await call('POST', '/admin/ticket_fields', field)).toMatchObject({
			body: { name: 'cf_judged_field' },
		});
		expect(await call('GET', '/ticket_fields')).toMatchObject({
			body: expect.arrayContaining([expect.objectContaining({ name: 'cf_judged_field' })]),
		});
		await set('isAdminForbidden', true);
		expect(await call('POST', '/contact_fields', field)).toMatchObject({
			status: 403,
			body: { code: 'access_denied' },
		});
		await set('isAdminForbidden', false);
	});

	it('counts what is left of the hour in every answer', async () => {
		expect((await call('GET', '/groups')).headers).toMatchObject({
			'x-ratelimit-total': expect.stringMatching(/^\d+$/),
			'x-ratelimit-remaining': expect.stringMatching(/^\d+$/),
		});
	});
});
