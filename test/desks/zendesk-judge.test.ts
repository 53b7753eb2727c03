import { createClient, type ZendeskClient } from 'node-zendesk';

import { CaseDeskZendeskApi } from '../../credentials/CaseDeskZendeskApi.credentials';
import { createZendesk } from '../../src/desks/zendesk/desk';
import { makeDraft, makeFollowUp } from './desk-under-test';
import type { SandboxDesk } from './sandbox-desk';
import { openZendesk, toHeaders, toSettings } from './zendesk-desk';

/** node-zendesk was written by others, for the real one: what it makes of the fake, and reads of ours in it. */
let test: SandboxDesk;
let client: ZendeskClient;

beforeAll(async () => {
	test = await openZendesk();
	client = createClient({
		endpointUri: toEndpoint(),
		username: 'care@example.test',
		token: 'sandbox-desk-key',
		...{ subdomain: 'sandbox', throttle: false },
	} as never);
});
afterAll(async () => await test?.close());

/** Without the proxy: it goes by the addresses of next pages. */
const toEndpoint = () => `${test.sandbox.url}/desks/zendesk/api/v2`;

/** It answers some calls with the record alone, some with the response too. */
const toResult = <T>(answer: unknown): T =>
	(typeof answer === 'object' && answer !== null && 'result' in answer
		? answer.result
		: answer) as T;

it('reads the ticket of a conversation, its comments and its requester as ours', async () => {
	const draft = makeDraft({ author: { id: '77', handle: 'ann', name: 'Ann', followers: 12 } });
	const { id } = await test.desk.upsertCase(draft);
	await test.desk.upsertCase(makeFollowUp(draft, 'and another'));
	const ticket = toResult<Record<string, unknown>>(await client.tickets.show(Number(id)));
	expect(ticket).toMatchObject({ external_id: draft.caseKey, subject: draft.title, status: 'new' });
	const comments = toResult<Array<{ body: string }>>(await client.tickets.getComments(Number(id)));
	expect(comments.map(({ body }) => body.includes('Reference: '))).toEqual([true, true]);
	const found = toResult<object[]>(await client.users.search({ external_id: 'x-77' } as never));
	expect(found).toMatchObject([
		{
			...{ id: ticket.requester_id, name: 'Ann', email: null },
			user_fields: { x_handle: 'ann', x_followers: 12, x_profile_url: 'https://x.com/ann' },
		},
	]);
});

it('creates and changes tickets and users, and pages through long lists', async () => {
	const user = toResult<{ id: number }>(
		await client.users.createOrUpdate({ user: { name: 'Bo', external_id: 'b-1' } } as never),
	);
	const again = toResult<{ id: number; name: string }>(
		await client.users.createOrUpdate({ user: { name: 'Bo Two', external_id: 'b-1' } } as never),
	);
	expect(again).toMatchObject({ id: user.id, name: 'Bo Two' });
	const made = toResult<{ id: number }>(
		await client.tickets.create({
			ticket: { subject: 'Hi', comment: { body: 'Help' }, requester_id: user.id },
		}),
	);
	await client.tickets.update(made.id, { ticket: { comment: { body: 'Done', public: false } } });
	const comments = toResult<object[]>(await client.tickets.getComments(made.id));
	expect(comments).toMatchObject([
		{ body: 'Help', public: true },
		{ body: 'Done', public: false },
	]);
	await test.act({ do: 'set', name: 'crowd', value: 230 });
	expect(toResult<object[]>(await client.groups.list())).toHaveLength(232);
	expect(toResult<object[]>(await client.users.list()).length).toBeGreaterThan(230);
});

it('is refused as by the real one: wrong token, missing words, closed for good, not there', async () => {
	const stranger = createClient({
		...{ endpointUri: toEndpoint(), username: 'care@example.test', token: 'wrong' },
	} as never);
	await expect(stranger.tickets.list()).rejects.toThrow('401');
	await expect(client.tickets.create({ ticket: { subject: 'no words' } })).rejects.toThrow('422');
	const { id } = await test.desk.upsertCase(makeDraft());
	await test.act({ do: 'closeForGood', caseId: id });
	const late = client.tickets.update(Number(id), { ticket: { comment: { body: 'late' } } });
	await expect(late).rejects.toThrow('422');
	await expect(client.tickets.show(4)).rejects.toThrow('404');
});

it('finds what is just made by its list at once, by the search index only later', async () => {
	const draft = makeDraft();
	await test.desk.upsertCase(draft);
	const search = async () =>
		toResult<object[]>(await client.search.query(`type:ticket external_id:${draft.caseKey}`));
	expect(await search()).toHaveLength(0);
	await test.sandbox.control('POST', 'clock', { advanceMs: 61_000 });
	expect(await search()).toHaveLength(1);
});

it('takes the same key and body once for two hours, refuses another body, and forgets', async () => {
	const post = async (subject: string) =>
		await fetch(`${test.url}/api/v2/tickets.json`, {
			method: 'POST',
			headers: {
				...toHeaders('sandbox-desk-key'),
				...{ 'content-type': 'application/json', 'idempotency-key': 'key-1' },
			},
			body: JSON.stringify({ ticket: { subject, comment: { body: 'x' } } }),
		});
	const read = async (answer: Response) => ({
		lookup: answer.headers.get('x-idempotency-lookup'),
		id: ((await answer.json()) as { ticket?: { id: number } }).ticket?.id,
	});
	const first = await read(await post('one'));
	expect(first).toEqual({ lookup: 'miss', id: expect.any(Number) });
	expect(await read(await post('one'))).toEqual({ lookup: 'hit', id: first.id });
	const other = await post('two');
	expect(other.status).toBe(400);
	expect(await other.json()).toMatchObject({ error: 'IdempotentRequestError' });
	await test.sandbox.control('POST', 'clock', { advanceMs: 2 * 3_600_000 });
	const late = await read(await post('one'));
	expect(late.lookup).toBe('miss');
	expect(late.id).not.toBe(first.id);
});

it('tells a wrong token by what the credential is tested with, which is not who one is', async () => {
	const { url = '' } = new CaseDeskZendeskApi().test.request;
	const ask = async (path: string, key: string) =>
		await fetch(`${test.url}${path}`, { headers: toHeaders(key) });
	expect((await ask(url, 'sandbox-desk-key')).status).toBe(200);
	expect((await ask(url, 'wrong')).status).toBe(401);
	const nobody = await ask('/api/v2/users/me.json', 'wrong');
	expect(nobody.status).toBe(200);
	expect(await nobody.json()).toMatchObject({ user: { id: null } });
});

it('turns away who asks too often, and says for how long', async () => {
	await test.act({ do: 'set', name: 'rateLimit', value: 0 });
	const desk = createZendesk(test.send, toSettings(test.url));
	const failure: unknown = await desk.upsertCase(makeDraft()).catch((error: unknown) => error);
	await test.act({ do: 'set', name: 'rateLimit', value: 2500 });
	expect(failure).toMatchObject({ kind: 'rate-limited', retryAfterMs: expect.any(Number) });
	expect((failure as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(60_000);
});
