/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { toPlainText } from '../../src/desks/zammad/plain-text';
import { createZammadWebhook } from '../../src/desks/zammad/webhook';
import { createZammadWebhookSetUp } from '../../src/desks/zammad/webhook-set-up';
import type { CaseEvent } from '../../src/domain/case-event';
import { hmac } from '../../src/n8n/case-events/hmac';
import { makeDraft, makeFollowUp } from './desk-under-test';
import type { SandboxDesk } from './sandbox-desk';
import { openZammad } from './zammad-under-test';

interface Delivery {
	raw: Buffer;
	headers: IncomingHttpHeaders;
}

const secret = 'a long random text';

describe('Zammad tells what happens to cases', () => {
	let test: SandboxDesk;
	let server: Server;
	let url: string;
	const deliveries: Delivery[] = [];
	let noticed: () => void = () => undefined;
	const setUp = () => createZammadWebhookSetUp(test.send, secret);
	const webhook = () => createZammadWebhook(`${test.url}/`);
	const parse = ({ raw }: Delivery): CaseEvent[] =>
		webhook().parseCaseEvents(JSON.parse(raw.toString('utf8')), {});

	/** What comes until an event of the kind has come. */
	const receive = async (kind: CaseEvent['kind']): Promise<CaseEvent[]> => {
		for (;;) {
			const events = deliveries.flatMap(parse);
			if (events.some((event) => event.kind === kind)) {
				deliveries.length = 0;
				return events;
			}
			await new Promise<void>((resolve) => (noticed = resolve));
		}
	};

	beforeAll(async () => {
		test = await openZammad();
		server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				deliveries.push({ raw: Buffer.concat(chunks), headers: request.headers });
				response.end();
				noticed();
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/cases`;
		await setUp().register(url);
	});
	afterAll(async () => {
		server?.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		await test?.close();
	});

	const openCase = async (text = 'where is it') => {
		const draft = makeDraft({ text });
		const { id } = await test.desk.upsertCase(draft);
		return { draft, id };
	};

	it('says that a case was closed, by whom and when, and that it was opened again', async () => {
		const { draft, id } = await openCase();
		await test.act({ do: 'closeCase', caseId: id });
		const [resolved, ...others] = await receive('resolved');
		expect(others).toEqual([]);
		expect(resolved).toMatchObject({
			...{ kind: 'resolved', desk: 'zammad', caseId: id, caseKey: draft.caseKey },
			caseUrl: `${test.url}/#ticket/zoom/${id}`,
			...{ by: { id: '4' }, isOurs: false, status: 'closed' },
		});
		expect(resolved.id).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
		expect(Math.abs(Date.parse(resolved.at) - Date.now())).toBeLessThan(60_000);
		await test.act({ do: 'reopenCase', caseId: id });
		expect(await receive('reopened')).toMatchObject([
			{ kind: 'reopened', caseId: id, isOurs: false, status: 'open' },
		]);
	});

	it('takes a case opened again by a post of the customer for our own doing', async () => {
		const { draft, id } = await openCase();
		await test.act({ do: 'closeCase', caseId: id });
		await receive('resolved');
		await test.desk.upsertCase(makeFollowUp(draft, 'not solved'));
		expect(await receive('reopened')).toMatchObject([{ caseId: id, isOurs: true }]);
	});

	it('does not take work that begins, or goes on after a wait, for a case opened again', async () => {
		const { id } = await openCase();
		await test.act({ do: 'reopenCase', caseId: id });
		await test.act({ do: 'closeCase', caseId: id });
		const events = await receive('resolved');
		expect(events.map(({ kind }) => kind)).toEqual(['resolved']);
	});

	it('gives a case that is opened twice after one closing one and the same event', async () => {
		const { id } = await openCase();
		await test.act({ do: 'closeCase', caseId: id });
		await receive('resolved');
		await test.act({ do: 'reopenCase', caseId: id });
		const [first] = await receive('reopened');
		const pending_time = '2030-01-01T00:00:00Z';
		const value = { caseId: id, state: 'pending reminder', pending_time };
		await test.act({ do: 'set', name: 'state', value });
		await test.act({ do: 'reopenCase', caseId: id });
		expect((await receive('reopened')).map((event) => event.id)).toEqual([first.id]);
	});

	it('says who has a case now, or that nobody has', async () => {
		const { id } = await openCase();
		await test.act({ do: 'assign', caseId: id, owner: 'sam@desk.test' });
		expect(await receive('assigned')).toMatchObject([
			{ caseId: id, owner: { id: '5', name: 'Sam Stone' }, by: { id: '4' }, isOurs: false },
		]);
		await test.act({ do: 'assign', caseId: id, owner: '' });
		const [freed] = await receive('assigned');
		expect(freed.owner).toBeUndefined();
	});

	it.each([
		['publicly', true],
		['among themselves', false],
	])('hands on what agents write %s, as plain text', async (_name, isPublic) => {
		const { id } = await openCase();
		const text = 'Sorry & <b>thanks</b>!\nC:\\path "quoted" \\" , "kind": 1';
		await test.act({ do: 'comment', caseId: id, text, isPublic });
		expect(await receive('commented')).toMatchObject([
			{
				...{ kind: 'commented', caseId: id, isOurs: false, by: { id: '4', name: 'Lea Berg' } },
				comment: { text, isPublic },
			},
		]);
	});

	it('leaves out what the Case Forwarder has written, and tickets of other people', async () => {
		const { draft, id } = await openCase();
		await test.desk.upsertCase(makeFollowUp(draft, 'words of the customer'));
		await test.desk.upsertCase({ ...makeFollowUp(draft, 'words of ours'), isOurs: true });
		const body = { title: 'By mail', group: 'Users', customer_id: 5, article: { body: 'Hi' } };
		const { body: other } = await test.send({ method: 'POST', url: '/api/v1/tickets', body });
		const caseId = String((other as { id: number }).id);
		await test.act({ do: 'comment', caseId, text: 'to somebody else', isPublic: true });
		await test.act({ do: 'closeCase', caseId });
		await test.act({ do: 'comment', caseId: id, text: 'to ours', isPublic: true });
		const events = await receive('commented');
		expect(events.map(({ comment }) => comment?.text)).toEqual(['to ours']);
	});

	it("does not hand on Zammad's own public note that a ticket was merged away", async () => {
		const [{ id }, other] = [await openCase(), await openCase()];
		const value = { from: other.id, into: id };
		await test.act({ do: 'set', name: 'merge', value });
		await test.act({ do: 'comment', caseId: id, text: 'after the merge', isPublic: true });
		const events = await receive('commented');
		expect(events.map(({ comment }) => comment?.text)).toEqual(['after the merge']);
	});

	it('lets nobody slip words into an event by the name they have on X or by what they write', async () => {
		const evil = '\\", "kind": "reopened", "ticket": {"id": 1}, "x": "';
		const draft = makeDraft({ text: evil, author: { id: '77', handle: 'evil', name: evil } });
		const { id } = await test.desk.upsertCase(draft);
		await test.act({ do: 'closeCase', caseId: id });
		expect(await receive('resolved')).toMatchObject([{ kind: 'resolved', caseId: id }]);
	});

	it('knows what Zammad signed from what it did not', async () => {
		const { id } = await openCase();
		await test.act({ do: 'closeCase', caseId: id });
		while (deliveries.length === 0) await new Promise<void>((resolve) => (noticed = resolve));
		const [{ raw, headers }] = deliveries;
		await receive('resolved');
		const signature = String(headers['x-hub-signature']);
		const isSigned = (over: { raw?: Buffer; signature?: string; secret?: string }) =>
			webhook().isSigned(
				{
					raw: over.raw ?? raw,
					headers: { 'x-hub-signature': 'signature' in over ? over.signature : signature },
					nowMs: Date.now(),
				},
				over.secret ?? secret,
				hmac,
			);
		expect(isSigned({})).toBe(true);
		expect(isSigned({ raw: Buffer.concat([raw, Buffer.from(' ')]) })).toBe(false);
		expect(isSigned({ secret: 'another' })).toBe(false);
		expect(isSigned({ signature: undefined })).toBe(false);
		expect(isSigned({ signature: signature.replace('sha1=', 'sha256=') })).toBe(false);
		expect(isSigned({ secret: '', signature: `sha1=${hmac.sign('sha1', '', [raw], 'hex')}` })).toBe(
			false,
		);
	});

	it.each([
		['nothing', null],
		['a list', []],
		['text', 'hello'],
		['what Zammad sends when a payload did not come out as JSON', { error: 'unexpected token' }],
		['a kind nobody knows', { x_care: 1, kind: 'sold', ticket: { id: 1, x_case_key: 'x-1-2' } }],
		['no time', { x_care: 1, kind: 'resolved', ticket: { id: 1, x_case_key: 'x-1-2' } }],
	])('says that %s cannot be read', (_name, body) => {
		expect(() => webhook().parseCaseEvents(body, {})).toThrow(
			/Zammad: a webhook could not be read/,
		);
	});

	it.each([
		['no key', { ticket: { id: 1 }, article: { id: 2, sender: 'Agent', body: 'x' } }],
		['no article', { ticket: { id: 1, x_case_key: 'x-1-2' }, article: {} }],
		[
			'an id that is a path',
			{ x_care: 1, kind: 'resolved', ticket: { id: '../1', x_case_key: 'x-1-2', updated_at: 'x' } },
		],
	])('makes no event of %s', (_name, body) => {
		expect(webhook().parseCaseEvents(body, {})).toEqual([]);
	});

	it('reads times and ids as older versions write them', () => {
		const ticket = {
			...{ id: '7', x_case_key: 'x-1-2', created_by_id: '3', updated_by_id: '3', state: 'closed' },
			last_close_at: '2026-11-22 10:00:01 UTC',
			updated_at: '2026-11-22 10:00:02 UTC',
		};
		expect(webhook().parseCaseEvents({ x_care: 1, kind: 'resolved', ticket }, {})).toMatchObject([
			{ caseId: '7', at: '2026-11-22T10:00:01.000Z', isOurs: true },
		]);
	});
});

describe('Setting up the webhooks of Zammad', () => {
	let test: SandboxDesk;
	beforeAll(async () => {
		test = await openZammad();
	});
	afterEach(() => test.proxy.behave());
	afterAll(async () => await test?.close());
	const url = 'https://n8n.example/webhook/1b2c/cases';
	const setUp = (token = secret) => createZammadWebhookSetUp(test.send, token);
	const count = async () => {
		const list = async (path: string) => {
			const { body } = await test.send({ method: 'GET', url: `/api/v1/${path}` });
			return (body as unknown[]).length;
		};
		return [await list('webhooks'), await list('triggers')];
	};

	it('makes one webhook and one trigger for each kind, finds them, and takes them away again', async () => {
		const registered = await setUp().register(url);
		expect(registered.secret).toBe(secret);
		expect(await count()).toEqual([4, 4]);
		expect(await setUp().isThere(registered, url)).toBe(true);
		expect(await setUp().isThere(registered, `${url}2`)).toBe(false);
		expect(await setUp('changed').isThere(registered, url)).toBe(false);
		await test.send({ method: 'DELETE', url: '/api/v1/triggers/1' });
		expect(await setUp().isThere(registered, url)).toBe(false);
		await setUp().remove(registered);
		expect(await count()).toEqual([0, 0]);
		await setUp().remove(registered);
	});

	it('leaves nothing behind when it breaks off, and clears away what a killed run has left', async () => {
		const isTrigger = (method: string, path: string) =>
			method === 'POST' && path.endsWith('/triggers');
		test.proxy.behave({ when: isTrigger, fault: { status: 500, body: {} } });
		await expect(setUp().register(url)).rejects.toThrow(/Zammad: creating/);
		test.proxy.behave();
		expect(await count()).toEqual([0, 0]);
		await setUp().register(url);
		await setUp().register(`${url}/other`);
		const again = await setUp().register(url);
		expect(await count()).toEqual([8, 8]);
		expect(await setUp().isThere(again, url)).toBe(true);
	});

	it('clears away also what somebody has switched off, whose name would be taken', async () => {
		const before = await count();
		const address = `${url}/off`;
		const off = { name: `X Care resolved: ${address}`, active: false };
		const hook = await test.send({
			...{ method: 'POST', url: '/api/v1/webhooks' },
			body: { ...off, endpoint: address, signature_token: 'old', ssl_verify: true },
		});
		const { id } = hook.body as { id: number };
		const perform = { 'notification.webhook': { webhook_id: id } };
		const condition = { 'ticket.action': { operator: 'is', value: 'update' } };
		const body = { ...off, condition, perform, activator: 'action' };
		await test.send({ method: 'POST', url: '/api/v1/triggers', body });
		const registered = await setUp().register(address);
		expect(await count()).toEqual(before.map((made) => made + 4));
		expect(await setUp().isThere(registered, address)).toBe(true);
		await setUp().remove(registered);
		expect(await count()).toEqual(before);
	});

	it('says what is missing: a secret, a permission', async () => {
		await expect(setUp(' ').register(url)).rejects.toMatchObject({
			kind: 'misconfigured',
			message: expect.stringContaining("'Webhook Secret'"),
		});
		await test.act({ do: 'set', name: 'rights', value: ['ticket.agent'] });
		await expect(setUp().register(url)).rejects.toMatchObject({
			kind: 'forbidden',
			hint: expect.stringContaining('admin.webhook'),
		});
	});
});

describe("An article of Zammad's editor as plain text", () => {
	it.each([
		['<div>Dear Ann,</div><div><br></div><div>sorry!</div>', 'Dear Ann,\n\nsorry!'],
		['a<br>b<br/>c', 'a\nb\nc'],
		['<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
		['2 &lt; 3 &amp;amp; &#39;x&#39; &nbsp;&euro; &#x1F600; &zzz;', "2 < 3 &amp; 'x' € 😀 &zzz;"],
		['<style>p{}</style><script>alert(1)</script>text', 'text'],
		['&#0;&#99999999;ok', '&#99999999;ok'],
		['<b>unclosed', 'unclosed'],
		['<constructor>a tag nobody has</constructor>', 'a tag nobody has'],
		['<DIV>İİ</DIV><style>p {}</style><div>İstanbul</div>two', 'İİ\nİstanbul\ntwo'],
	])('%s', (html, text) => {
		expect(toPlainText(html)).toBe(text);
	});

	it('does not take long over what is made to take long', () => {
		const startedMs = Date.now();
		for (const evil of ['<', '<style>', '<style ', '&', '<li', '</div ']) {
			toPlainText(evil.repeat(200_000 / evil.length));
		}
		expect(Date.now() - startedMs).toBeLessThan(5000);
	});
});
