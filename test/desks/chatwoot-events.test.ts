import { createChatwootWebhook } from '../../src/desks/chatwoot/webhook';
import { createChatwootSetUp } from '../../src/desks/chatwoot/webhook-set-up';
import type { CaseEvent } from '../../src/domain/case-event';
import type { RegisteredWebhook } from '../../src/desks/case-events';
import { hmac } from '../../src/n8n/case-events/hmac';
import { openChatwoot } from './chatwoot-under-test';
import { makeDraft, makeFollowUp } from './desk-under-test';
import type { SandboxDesk } from './sandbox-desk';
import { type Heard, type Listener, startListener } from './zendesk-listener';

const base = '/api/v1/accounts/1';

describe('Chatwoot tells what happens to cases', () => {
	let test: SandboxDesk;
	let listener: Listener;
	let registered: RegisteredWebhook;
	beforeAll(async () => {
		test = await openChatwoot();
		listener = await startListener(() => ({ status: 200 }));
		registered = await setUp().register(`${listener.url}/webhook/cases`);
	});
	afterAll(async () => {
		await listener?.close();
		await test?.close();
	});

	const setUp = () => createChatwootSetUp(test.send, '1');
	const webhook = () => createChatwootWebhook(`${test.url}/`, '1');
	const parseBody = (body: unknown) => webhook().parseCaseEvents(body, {});
	const parse = ({ raw }: Heard) => parseBody(JSON.parse(raw.toString('utf8')));
	/** What comes until an event of the kind has come. */
	const receive = async (kind: CaseEvent['kind']): Promise<CaseEvent[]> => {
		const events: CaseEvent[] = [];
		while (!events.some((event) => event.kind === kind)) {
			events.push(...parse(await listener.next()));
		}
		return events;
	};
	const comment = async (caseId: string, text: string, isPublic = true) =>
		await test.act({ do: 'comment', caseId, text, isPublic });
	/** All that comes up to a comment that is made now. */
	const rest = async (caseId: string) => {
		await comment(caseId, 'the last');
		for (const events: CaseEvent[] = []; ; ) {
			events.push(...(await receive('commented')));
			if (events.at(-1)?.comment?.text === 'the last') return events.slice(0, -1);
		}
	};
	const openCase = async () => {
		const draft = makeDraft();
		const { id } = await test.desk.upsertCase(draft);
		return { draft, id };
	};

	it('says that a case was resolved and when, and that it was opened again', async () => {
		const { draft, id } = await openCase();
		await test.act({ do: 'closeCase', caseId: id });
		const [resolved, ...others] = await receive('resolved');
		expect(others).toEqual([]);
		expect(resolved).toMatchObject({
			...{ kind: 'resolved', desk: 'chatwoot', caseId: id, caseKey: draft.caseKey },
			...{ accountId: draft.account.id, conversationId: draft.postKey, status: 'resolved' },
			...{ caseUrl: `${test.url}/app/accounts/1/conversations/${id}`, isOurs: false },
		});
		expect(resolved.id).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
		expect(Math.abs(Date.parse(resolved.at) - Date.now())).toBeLessThan(60_000);
		await test.sandbox.control('POST', 'clock', { advanceMs: 10_000 });
		await test.act({ do: 'reopenCase', caseId: id });
		expect(await receive('reopened')).toMatchObject([{ caseId: id, isOurs: false }]);
	});

	it('takes a case opened again by a post of the customer for our own doing', async () => {
		const { draft, id } = await openCase();
		await test.sandbox.control('POST', 'clock', { advanceMs: 10_000 });
		await test.act({ do: 'closeCase', caseId: id });
		await receive('resolved');
		await test.sandbox.control('POST', 'clock', { advanceMs: 10_000 });
		await test.desk.upsertCase(makeFollowUp(draft, 'not solved'));
		expect(await receive('reopened')).toMatchObject([{ caseId: id, isOurs: true }]);
		await test.act({ do: 'closeCase', caseId: id });
		await receive('resolved');
		// The last words are still that post's; but they were said a while ago.
		await test.sandbox.control('POST', 'clock', { advanceMs: 10_000 });
		await test.act({ do: 'reopenCase', caseId: id });
		expect(await receive('reopened')).toMatchObject([{ caseId: id, isOurs: false }]);
	});

	it('does not take work that goes on after a wait for a case opened again', async () => {
		const { id } = await openCase();
		const status = async (to: string) =>
			await test.send({
				...{ method: 'POST', url: `${base}/conversations/${id}/toggle_status` },
				body: { status: to },
			});
		for (const to of ['pending', 'open', 'snoozed', 'open']) await status(to);
		expect(await rest(id)).toEqual([]);
		await status('resolved');
		await status('pending');
		expect((await rest(id)).map(({ kind }) => kind).sort()).toEqual(['reopened', 'resolved']);
	});

	it('says who has a case now, or that nobody has', async () => {
		const { id } = await openCase();
		await test.act({ do: 'assign', caseId: id, owner: '2' });
		expect(await receive('assigned')).toMatchObject([
			{ caseId: id, owner: { id: '2', name: 'Jane Doe' }, isOurs: false },
		]);
		await test.act({ do: 'assign', caseId: id, owner: '' });
		const [freed] = await receive('assigned');
		expect(freed.owner).toBeUndefined();
	});

	it('hands on word for word what agents write to the customer, and what among themselves', async () => {
		const { id } = await openCase();
		const text = 'Sorry & <b>thanks</b>!\n**really** 💙';
		for (const isPublic of [true, false]) {
			await comment(id, text, isPublic);
			const by = { id: '2', name: 'Jane Doe' };
			expect(await receive('commented')).toMatchObject([
				{ kind: 'commented', caseId: id, by, comment: { text, isPublic } },
			]);
		}
	});

	it('leaves out what the Case Forwarder wrote, what customers wrote, and conversations of others', async () => {
		const { draft, id } = await openCase();
		await test.desk.upsertCase(makeFollowUp(draft, 'words of the customer'));
		await test.desk.upsertCase({ ...makeFollowUp(draft, 'words of ours'), isOurs: true });
		const post = async (path: string, body: object) =>
			(await test.send({ method: 'POST', url: `${base}${path}`, body })).body as { id: number };
		await post(`/conversations/${id}/messages`, { content: 'by chat', message_type: 'incoming' });
		const { payload } = (await post('/contacts', { name: 'Ann' })) as never;
		const { contact } = payload as { contact: { id: number } };
		const other = await post('/conversations', { inbox_id: 11, contact_id: contact.id });
		await comment(String(other.id), 'to somebody else');
		await test.act({ do: 'closeCase', caseId: String(other.id) });
		expect(await rest(id)).toEqual([]);
	});

	it('gives one thing that is told twice the same id, and two things two', async () => {
		const { id } = await openCase();
		await test.act({ do: 'assign', caseId: id, owner: '2' });
		let heard = await listener.next();
		while (parse(heard).length === 0) heard = await listener.next();
		const [one] = parse(heard);
		const body = JSON.parse(heard.raw.toString('utf8')) as Record<string, unknown>;
		// Told late: by then the conversation has changed again.
		const late = { ...body, updated_at: Number(body.updated_at) + 60, meta: {} };
		expect(parseBody(late)).toMatchObject([{ id: one.id, at: one.at, owner: { id: '2' } }]);
		await test.sandbox.control('POST', 'clock', { advanceMs: 1000 });
		await test.act({ do: 'assign', caseId: id, owner: '' });
		await test.act({ do: 'assign', caseId: id, owner: '2' });
		expect((await rest(id)).map((event) => event.id)).not.toContain(one.id);
	});

	it('knows what Chatwoot signed, and not long ago, from what it did not', async () => {
		const { id } = await openCase();
		await comment(id, 'signed');
		const { raw, headers } = await listener.next();
		const signed = (over: { raw?: Buffer; secret?: string; nowMs: number }, more = {}) =>
			webhook().isSigned(
				{
					raw: over.raw ?? raw,
					headers: { ...(headers as Record<string, string>), ...more },
					nowMs: over.nowMs,
				},
				over.secret ?? registered.secret ?? '',
				hmac,
			);
		const nowMs = Number(headers['x-chatwoot-timestamp']) * 1000;
		expect(signed({ nowMs })).toBe(true);
		expect(signed({ nowMs: nowMs + 299_000 })).toBe(true);
		expect(signed({ nowMs: nowMs + 301_000 })).toBe(false);
		expect(signed({ nowMs: nowMs - 301_000 })).toBe(false);
		expect(signed({ nowMs, raw: Buffer.concat([raw, Buffer.from(' ')]) })).toBe(false);
		expect(signed({ nowMs, secret: 'another' })).toBe(false);
		expect(signed({ nowMs, secret: '' })).toBe(false);
		const later = { 'x-chatwoot-timestamp': String(nowMs / 1000 + 1) };
		expect(signed({ nowMs }, later)).toBe(false);
		for (const name of ['x-chatwoot-timestamp', 'x-chatwoot-signature']) {
			expect(signed({ nowMs }, { [name]: undefined })).toBe(false);
			expect(signed({ nowMs }, { [name]: 'x' })).toBe(false);
		}
	});

	it.each([
		['nothing', null],
		['a list', []],
		['text', 'hello'],
		['no kind', { id: 1 }],
		[
			'no time',
			{
				...{ event: 'conversation_status_changed', id: 7, status: 'resolved' },
				custom_attributes: { x_case_key: 'x-1-2' },
			},
		],
	])('says that %s cannot be read', (_name, body) => {
		expect(() => parseBody(body)).toThrow(/Chatwoot: a webhook call/);
	});

	const custom_attributes = { x_case_key: 'x-1-2' };
	const message = {
		...{ event: 'message_created', id: 5, message_type: 'outgoing', content: 'hi' },
		...{ created_at: '2026-11-22T10:00:00Z', conversation: { id: 7, custom_attributes } },
	};
	it.each([
		['a kind it does not know', { ...message, event: 'constructor' }],
		['an id that is a path', { ...message, conversation: { id: '../1', custom_attributes } }],
		['a message without id', { ...message, id: undefined }],
		['a message without words', { ...message, content: null }],
		['what a bot of Chatwoot notes', { ...message, message_type: 'template' }],
		['a list of attributes', { ...message, conversation: { id: 7, custom_attributes: [] } }],
	])('makes no event of %s', (_name, body) => {
		expect(parseBody(body)).toEqual([]);
	});

	it('takes words for the customer only for what Chatwoot says is no note', () => {
		const isPublic = (more: object) => parseBody({ ...message, ...more })[0].comment?.isPublic;
		expect([isPublic({ private: false }), isPublic({}), isPublic({ private: true })]).toEqual([
			...[true, false, false],
		]);
	});
});

describe('Setting up the webhook of Chatwoot', () => {
	let test: SandboxDesk;
	beforeAll(async () => {
		test = await openChatwoot();
	});
	afterEach(() => test.proxy.behave());
	afterAll(async () => await test?.close());
	const url = 'https://n8n.example/webhook/1b2c/cases';
	const setUp = () => createChatwootSetUp(test.send, '1');
	const hooks = async () => {
		const { body } = await test.send({ method: 'GET', url: `${base}/webhooks` });
		return (body as { payload: { webhooks: Array<{ id: number }> } }).payload.webhooks;
	};
	const isPost = (method: string, path: string) => method === 'POST' && path.endsWith('/webhooks');

	it('makes one webhook, finds it, and takes it away again', async () => {
		const registered = await setUp().register(url);
		expect(registered.secret).toMatch(/\w{16,}/);
		expect(await hooks()).toHaveLength(1);
		expect(await setUp().isThere(registered, url)).toBe(true);
		expect(await setUp().isThere(registered, `${url}2`)).toBe(false);
		expect(await setUp().isThere({ ...registered, id: '1' }, url)).toBe(false);
		await setUp().remove(registered);
		expect(await hooks()).toEqual([]);
		await setUp().remove(registered);
	});

	it('clears away what a killed run has left at the address, and nothing else', async () => {
		const other = await setUp().register(`${url}/other`);
		test.proxy.behave({ when: isPost, fault: 'drop-answer', times: 1 });
		await expect(setUp().register(url)).rejects.toThrow();
		test.proxy.behave();
		const again = await setUp().register(url);
		expect(await hooks()).toHaveLength(2);
		expect(await setUp().isThere(again, url)).toBe(true);
		for (const it of [other, again]) await setUp().remove(it);
	});

	it('asks for a newer Chatwoot where webhooks are not signed, and leaves nothing behind', async () => {
		const send: typeof test.send = async (request) => {
			const answer = await test.send(request);
			const { payload } = Object(answer.body) as { payload?: { webhook?: { secret?: string } } };
			if (payload?.webhook) delete payload.webhook.secret;
			return answer;
		};
		await expect(createChatwootSetUp(send, '1').register(url)).rejects.toMatchObject({
			kind: 'misconfigured',
			hint: expect.stringContaining('Update Chatwoot'),
		});
		expect(await hooks()).toEqual([]);
	});

	it('says whose token it takes', async () => {
		const body = { error: 'You are not authorized to do this action' };
		test.proxy.behave({ when: isPost, fault: { status: 401, body } });
		await expect(setUp().register(url)).rejects.toMatchObject({
			hint: expect.stringContaining('administrator'),
		});
	});
});
