import type { HttpRequest } from '../../src/http';
import type { SandboxDesk } from './sandbox-desk';
import { openZammad } from './zammad-under-test';

/**
 * There is no client for Zammad of its own that could judge the sandbox's: these are the requests of Zammad's API
 * documentation, as plain HTTP, and what it says is answered. Nothing of `src/` takes part but the way to send.
 */
describe("The sandbox's Zammad, by the examples of Zammad's documentation", () => {
	let test: SandboxDesk;
	beforeAll(async () => {
		test = await openZammad();
	});
	afterAll(async () => await test?.close());

	const call = async (method: HttpRequest['method'], path: string, body?: unknown) => {
		const [url, search] = `/api/v1/${path}`.split('?');
		const query = Object.fromEntries(new URLSearchParams(search));
		const answer = await test.send({ method, url, query, body });
		return { status: answer.status, body: answer.body as Record<string, unknown> };
	};
	const makePerson = async (over: object = {}) =>
		await call('POST', 'users', { firstname: 'Bob', lastname: 'Smith', ...over });

	it('answers who the token belongs to, and 401 with an error to any other', async () => {
		expect(await call('GET', 'users/me')).toMatchObject({
			status: 200,
			body: { id: expect.any(Number), firstname: expect.any(String), active: true },
		});
		const strange = await fetch(`${test.url}/api/v1/users/me`, {
			headers: { authorization: 'Token token=nobody' },
		});
		expect(strange.status).toBe(401);
		expect(await strange.json()).toMatchObject({ error: "Can't find User for Token" });
		expect((await fetch(`${test.url}/api/v1/users/me`)).status).toBe(401);
	});

	it('creates a user, refuses an address that is taken, and gives a taken login an ending', async () => {
		const made = await makePerson({ email: 'bob@smith.example.com' });
		expect(made).toMatchObject({
			status: 201,
			body: { firstname: 'Bob', lastname: 'Smith', login: 'bob@smith.example.com', role_ids: [3] },
		});
		expect(await makePerson({ email: 'bob@smith.example.com' })).toMatchObject({
			status: 422,
			body: { error: expect.stringContaining('already used'), error_human: expect.anything() },
		});
		await makePerson({ login: 'twice' });
		const second = await makePerson({ login: 'twice' });
		expect(second).toMatchObject({
			status: 201,
			body: { login: expect.stringMatching(/^twice.+/) },
		});
	});

	it('creates a ticket with its first article, shows and changes it', async () => {
		await makePerson({ email: 'david@example.com' });
		const { status, body: made } = await call('POST', 'tickets', {
			...{ title: 'Help me!', group: '2nd Level', customer: 'david@example.com' },
			article: {
				...{ subject: 'My subject', body: 'I am a message!', type: 'note', internal: false },
			},
		});
		expect(status).toBe(201);
		expect(made).toMatchObject({
			...{ id: expect.any(Number), number: expect.any(String), title: 'Help me!' },
			...{ group_id: 3, priority_id: 2, state_id: 1, owner_id: 1, close_at: null },
			article_ids: [expect.any(Number)],
		});
		const id = String(made.id);
		expect((await call('GET', `tickets/${id}`)).body).toMatchObject({ title: 'Help me!' });
		const { body: shown } = await call('GET', `tickets/${id}?expand=true`);
		expect(shown).toMatchObject({
			...{ state: 'new', group: '2nd Level', priority: '2 normal', customer: 'david@example.com' },
		});
		const changed = await call('PUT', `tickets/${id}`, {
			...{ title: 'No help for you', group: 'Users', state: 'open', priority: '3 high' },
			article: { subject: 'Update via API', body: "Here's my reason...", internal: true },
		});
		expect(changed).toMatchObject({
			status: 200,
			body: { title: 'No help for you', state_id: 2, priority_id: 3, group_id: 1 },
		});
		expect(changed.body.article_ids).toHaveLength(2);
		expect((await call('GET', `ticket_articles/by_ticket/${id}`)).body).toMatchObject([
			{ subject: 'My subject', sender: 'Agent', internal: false },
			{ subject: 'Update via API', type: 'note', internal: true },
		]);
	});

	it('takes an article with files as base64, and no file without its parts', async () => {
		const article = { body: 'b' };
		const ticket = { title: 't', group: 'Users', customer_id: 5, article };
		const { body: made } = await call('POST', 'tickets', ticket);
		const add = async (attachments: object[]) =>
			await call('POST', 'ticket_articles', {
				...{ ticket_id: made.id, subject: 'some subject', body: 'huhuhuu<br>huhuhuu' },
				...{ content_type: 'text/html', type: 'note', internal: false, attachments },
			});
		const file = { filename: 'some_file1.txt', data: 'aGk=', 'mime-type': 'text/plain' };
		expect(await add([file])).toMatchObject({
			status: 201,
			body: {
				ticket_id: made.id,
				attachments: [{ filename: 'some_file1.txt', preferences: { 'Mime-Type': 'text/plain' } }],
			},
		});
		expect(await add([{ ...file, 'mime-type': undefined }])).toMatchObject({ status: 422 });
		expect(await add([{ ...file, data: '%%%' }])).toMatchObject({ status: 422 });
	});

	it.each([
		['no title', { group: 'Users', customer_id: 5 }, /title/],
		['no group', { title: 't', customer_id: 5 }, /group_id/],
		['no customer', { title: 't', group: 'Users' }, /customer_id/],
		['a state nobody has', { title: 't', group: 'Users', customer_id: 5, state: 'x' }, /state/],
		[
			'an article without body',
			{ title: 't', group: 'Users', customer_id: 5, article: {} },
			/body/,
		],
	])('refuses a ticket with %s, and makes none', async (_name, ticket, said) => {
		const before = (await test.look()).cases.length;
		expect(await call('POST', 'tickets', ticket)).toMatchObject({
			status: 422,
			body: { error: expect.stringMatching(said) },
		});
		expect((await test.look()).cases).toHaveLength(before);
	});

	it('answers 404 in its own words', async () => {
		expect(await call('GET', 'tickets/999')).toMatchObject({
			status: 404,
			body: { error: "Couldn't find Ticket with 'id'=999" },
		});
		expect((await call('GET', 'nonsense')).status).toBe(404);
	});

	it('drops what is no attribute without a word, and selects everything where a condition has no value', async () => {
		const ticket = { title: 't', group: 'Users', customer_id: 5, x_unheard_of: 'x' };
		const { status, body } = await call('POST', 'tickets', ticket);
		expect(status).toBe(201);
		expect(body).not.toHaveProperty('x_unheard_of');
		const search = async (condition: object) =>
			await call('POST', 'tickets/search?expand=true', { condition });
		const everything = await search({ 'ticket.x_case_key': { operator: 'is' } });
		expect((everything.body as unknown as unknown[]).length).toBeGreaterThan(0);
		const unknown = await search({ 'ticket.x_unheard_of': { operator: 'is', value: 'x' } });
		expect(unknown).toMatchObject({ status: 422, body: { error: expect.anything() } });
		const { body: plain } = await call('POST', 'tickets/search', {
			condition: { 'ticket.id': { operator: 'is', value: [body.id] } },
		});
		expect(plain).toMatchObject({ tickets: [body.id], tickets_count: 1 });
		expect(plain.assets).toHaveProperty(`Ticket.${String(body.id)}.title`, 't');
	});

	it('lists states as a new installation has them', async () => {
		const { body } = await call('GET', 'ticket_states');
		expect(body).toMatchObject([
			{ id: 1, state_type_id: 1, name: 'new', default_create: true },
			{ id: 2, state_type_id: 2, name: 'open', default_follow_up: true },
			{ id: 3, state_type_id: 3, name: 'pending reminder' },
			{ id: 4, state_type_id: 5, name: 'closed' },
			{ id: 5, state_type_id: 6, name: 'merged' },
			{ id: 6, state_type_id: 7, name: 'removed', active: false },
			{ id: 7, state_type_id: 4, name: 'pending close' },
		]);
	});

	it('merges by id and number, links both, and moves the articles', async () => {
		const make = async () =>
			(
				await call('POST', 'tickets', {
					...{ title: 't', group: 'Users', customer_id: 5, article: { body: 'words' } },
				})
			).body;
		const [one, other] = [await make(), await make()];
		const merged = await call('PUT', `ticket_merge/${String(other.id)}/${String(one.number)}`);
		expect(merged).toMatchObject({ status: 200, body: { result: 'success' } });
		const url = `links?link_object=Ticket&link_object_value=${String(other.id)}`;
		expect((await call('GET', url)).body).toMatchObject({
			links: [{ link_type: 'parent', link_object: 'Ticket', link_object_value: one.id }],
		});
		const { body } = await call('GET', `tickets/${String(other.id)}?expand=true`);
		expect(body).toMatchObject({ state: 'merged' });
		expect(await call('PUT', `ticket_merge/${String(other.id)}/1`)).toMatchObject({
			status: 200,
			body: { result: 'failed' },
		});
		expect(
			await call('PUT', `ticket_merge/${String(one.id)}/${String(other.number)}`),
		).toMatchObject({ status: 422 });
	});

	it('takes a new object attribute that counts once the database is updated, and no name that ends in _id', async () => {
		const attribute = {
			...{ name: 'sample_boolean', object: 'Ticket', display: 'Sample Boolean', active: true },
			...{ position: 1550, data_type: 'boolean', data_option: { options: { true: 'y' } } },
		};
		expect(await call('POST', 'object_manager_attributes', attribute)).toMatchObject({
			status: 201,
			body: { name: 'sample_boolean', editable: true, to_create: true },
		});
		const again = await call('POST', 'object_manager_attributes', attribute);
		expect(again).toMatchObject({ status: 422, body: { error: 'already exists' } });
		const wrong = { ...attribute, name: 'sample_id' };
		expect((await call('POST', 'object_manager_attributes', wrong)).status).toBe(422);
		const ticket = { title: 't', group: 'Users', customer_id: 5, sample_boolean: true };
		expect((await call('POST', 'tickets', ticket)).body).not.toHaveProperty('sample_boolean');
		const { status } = await call('POST', 'object_manager_attributes_execute_migrations', {});
		expect(status).toBe(200);
		expect((await call('POST', 'tickets', ticket)).body).toMatchObject({ sample_boolean: true });
	});

	it('takes webhooks and triggers in both shapes of condition, hides secrets, and keeps what is in use', async () => {
		const { status, body: webhook } = await call('POST', 'webhooks', {
			...{ name: 'Ticket lifecycle', endpoint: 'https://example.com/webhooks/incoming' },
			...{ http_method: 'post', signature_token: 'your-signature-token', ssl_verify: true },
			...{ customized_payload: false, note: 'a note', active: true },
		});
		expect(status).toBe(201);
		expect(webhook.signature_token).toBe('**********');
		const perform = { 'notification.webhook': { webhook_id: webhook.id } };
		const shapes = [
			{ 'ticket.action': { operator: 'is', value: 'update' } },
			{
				operator: 'AND',
				conditions: [{ name: 'article.internal', operator: 'is', value: false }],
			},
		];
		for (const [at, condition] of shapes.entries()) {
			const trigger = { name: `Trigger ${at}`, condition, perform, activator: 'action' };
			expect(await call('POST', 'triggers', trigger)).toMatchObject({
				status: 201,
				body: { condition, perform, execution_condition_mode: 'selective' },
			});
		}
		const path = `webhooks/${String(webhook.id)}`;
		expect((await call('DELETE', path)).status).toBe(422);
		const { body: triggers } = await call('GET', 'triggers');
		for (const { id } of triggers as unknown as Array<{ id: number }>) {
			await call('DELETE', `triggers/${id}`);
		}
		expect(await call('DELETE', path)).toMatchObject({ status: 200, body: {} });
		const wrong = { name: 'n', endpoint: 'ftp://example.com' };
		expect((await call('POST', 'webhooks', wrong)).status).toBe(422);
	});
});
