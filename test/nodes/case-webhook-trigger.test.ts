import { createHmac } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { CaseWebhookTrigger } from '../../nodes/CaseWebhookTrigger/CaseWebhookTrigger.node';
import type { CaseEvent } from '../../src/domain/case-event';
import { boundDesks } from '../desks/every-desk';
import { type CaseDesk, openCaseDesk } from '../support/case-desk';
import { createFetchSend } from '../support/fetch-send';
import { useSandbox } from '../support/use-sandbox';
import { startWebhookNode, type WebhookCall, type WebhookNode } from '../support/webhook-node';

jest.setTimeout(30_000);

const every = ['assigned', 'commented', 'reopened', 'resolved'];
const kept = 'node:X tells us';

type Headers = Record<string, string>;

/** A desk that calls, and how it signs, written from its documentation. */
interface Calling {
	owner: string;
	credentials?: IDataObject;
	headers: Headers;
	/** Lists of what publishing makes, and how much that is. */
	made: Array<[path: string, count: number]>;
	sign(raw: Buffer, secret: string, atMs: number): Headers;
	/** Whether an old call can be told from a new one. */
	hasTime: boolean;
}

const key = 'sandbox-desk-key';
const toMac = (algorithm: string, secret: string, text: Buffer) =>
	createHmac(algorithm, secret).update(text);

const calling: Record<string, Calling> = {
	chatwoot: {
		owner: '3',
		headers: { api_access_token: key },
		made: [['/api/v1/accounts/1/webhooks', 1]],
		sign: (raw, secret, atMs) => {
			const time = String(Math.floor(atMs / 1000));
			const mac = toMac('sha256', secret, Buffer.concat([Buffer.from(`${time}.`), raw]));
			return {
				'x-chatwoot-timestamp': time,
				'x-chatwoot-signature': `sha256=${mac.digest('hex')}`,
			};
		},
		hasTime: true,
	},
	zammad: {
		owner: 'sam@desk.test',
		credentials: { webhookSecret: 'a long random text' },
		headers: { authorization: `Token token=${key}` },
		made: [
			['/api/v1/webhooks', 4],
			['/api/v1/triggers', 4],
		],
		sign: (raw, secret) => ({
			'x-hub-signature': `sha1=${toMac('sha1', secret, raw).digest('hex')}`,
		}),
		hasTime: false,
	},
	zendesk: {
		owner: '9003',
		headers: { authorization: `Basic ${btoa(`care@example.test/token:${key}`)}` },
		made: [['/api/v2/webhooks', 1]],
		sign: (raw, secret, atMs) => {
			const time = new Date(atMs).toISOString();
			const mac = toMac('sha256', secret, Buffer.concat([Buffer.from(time), raw]));
			return {
				'x-zendesk-webhook-signature-timestamp': time,
				'x-zendesk-webhook-signature': mac.digest('base64'),
			};
		},
		hasTime: true,
	},
};

describe.each(Object.entries(calling))('Case Webhook Trigger with %s', (name, its) => {
	const sandbox = useSandbox();
	let desk: CaseDesk;
	const open: WebhookNode[] = [];

	beforeEach(async () => {
		desk = openCaseDesk(sandbox, name, sandbox.url, its.credentials);
		await desk.prepare();
	});
	afterEach(async () => await Promise.all(open.splice(0).map(async (node) => await node.stop())));

	const start = async (parameters: IDataObject = {}, staticData?: IDataObject) => {
		const node = await startWebhookNode({
			type: new CaseWebhookTrigger(),
			parameters: { desk: name, events: every, ...parameters },
			credentials: desk.credentials,
			credentialTypes: [boundDesks[name].credential],
			staticData,
		});
		open.push(node);
		return node;
	};
	const published = async (parameters: IDataObject = {}) => {
		const node = await start(parameters);
		await node.publish();
		return node;
	};
	const told = (node: WebhookNode) =>
		node.starts.flat().map(({ caseEvent }) => caseEvent as unknown as CaseEvent);
	/** How much of each kind stands at the desk. */
	const count = async () => {
		const send = createFetchSend(`${sandbox.url}/desks/${name}`, its.headers);
		const counts: number[] = [];
		for (const [url] of its.made) {
			const { body } = await send({ method: 'GET', url });
			const { payload, webhooks = payload } = Object(body) as Record<string, never>;
			const list: unknown = Array.isArray(body) ? body : webhooks;
			counts.push((Array.isArray(list) ? list : Object.values(Object(list)).flat()).length);
		}
		return counts;
	};
	const all = its.made.map(([, made]) => made);
	const none = its.made.map(() => 0);
	const toSecret = ({ staticData }: WebhookNode) =>
		((staticData[kept] as IDataObject).registered as { secret: string }).secret;
	const toStored = ({ staticData }: WebhookNode) =>
		JSON.parse(JSON.stringify(staticData)) as IDataObject;
	/** By what n8n itself looks at once the node is done. */
	const isToBeStored = ({ staticData }: WebhookNode) => staticData.__dataChanged === true;
	/** Handed over as the desk would send it. */
	const handSigned = async (node: WebhookNode, raw: Buffer, atMs = Date.now()) =>
		await node.hand(raw, its.sign(raw, toSecret(node), atMs));
	/** A published node, and a call of the desk's own that says that a case was resolved. */
	const withCall = async () => {
		const node = await published({ events: ['resolved'] });
		const { caseId, of } = await desk.forward();
		await desk.act({ do: 'closeCase', caseId });
		await node.started(1);
		const call = node.calls.find(({ raw }) => told(node).length === 1 && isClosing(raw));
		return { node, of, call: call as WebhookCall };
	};
	const isClosing = (raw: Buffer) => {
		const text = raw.toString('utf8');
		return /conversation_status_changed|"kind": ?"resolved"|ticket\.status_changed/.test(text);
	};
	const toHeaders = ({ headers }: WebhookCall) => headers as Headers;

	it('sets up what is needed, and starts once for each thing people do', async () => {
		const node = await published();
		expect(await count()).toEqual(all);
		expect(await node.isThere()).toBe(true);
		const { caseId, of } = await desk.forward();
		const happening: Array<[IDataObject, object]> = [
			[
				{ do: 'assign', owner: its.owner },
				{ kind: 'assigned', owner: expect.anything() },
			],
			[
				{ do: 'comment', text: 'We are on it.', isPublic: true },
				{ kind: 'commented', comment: { text: 'We are on it.', isPublic: true } },
			],
			[
				{ do: 'comment', text: 'Who knows?', isPublic: false },
				{ kind: 'commented', comment: { text: 'Who knows?', isPublic: false } },
			],
			[{ do: 'closeCase' }, { kind: 'resolved' }],
			[{ do: 'reopenCase' }, { kind: 'reopened' }],
		];
		for (const [at, [doing]] of happening.entries()) {
			await desk.act({ ...doing, caseId });
			await node.started(at + 1);
		}
		const events = happening.map(([, event]) => ({ ...of, ...event, isOurs: false }));
		expect(told(node)).toMatchObject(events);
		expect(node.starts).toHaveLength(happening.length);
		expect(new Set(told(node).map(({ id }) => id)).size).toBe(happening.length);
		for (const { id } of told(node)) expect(id).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
		expect(new Set(node.statuses)).toEqual(new Set([200]));
	});

	it('starts neither for what the Case Forwarder did nor for what was not chosen', async () => {
		const node = await published({ events: ['commented', 'reopened'] });
		const { caseId, event } = await desk.forward();
		await desk.act({ do: 'closeCase', caseId });
		const { id: conversationId, author } = event;
		await desk.forward({ conversationId, author, text: 'not solved at all' });
		await desk.act({ do: 'comment', caseId, text: 'the last', isPublic: true });
		await node.started(1);
		expect(told(node).map(({ comment }) => comment?.text)).toEqual(['the last']);
	});

	it('starts once for what is told twice, also after a restart', async () => {
		const { node, call } = await withCall();
		expect(await node.hand(call.raw, toHeaders(call))).toMatchObject({ status: 200, items: [] });
		expect(await handSigned(node, call.raw)).toMatchObject({ status: 200, items: [] });
		const after = await start({ events: ['resolved'] }, toStored(node));
		expect(await handSigned(after, call.raw)).toMatchObject({ status: 200, items: [] });
		expect([node.starts.length, after.starts.length]).toEqual([1, 0]);
		expect(isToBeStored(after)).toBe(false);
	});

	it('has n8n store what it started for, and no more than it can use', async () => {
		const { node, call } = await withCall();
		const stored = toStored(node);
		const many = Array.from({ length: 1000 }, (_, n) => `${name}-${n}`);
		(stored[kept] as IDataObject).seen = many;
		const after = await start({ events: ['resolved'] }, stored);
		expect(isToBeStored(after)).toBe(false);
		expect(await handSigned(after, call.raw)).toMatchObject({ status: 200, items: [{}] });
		expect(isToBeStored(after)).toBe(true);
		const { seen } = toStored(after)[kept] as { seen: string[] };
		expect(seen).toEqual([...many.slice(1), told(after)[0].id]);
	});

	it('turns away whatever the desk did not sign just so, and starts nothing', async () => {
		const { node, call } = await withCall();
		const { raw } = call;
		delete (node.staticData[kept] as IDataObject).seen;
		const headers = its.sign(raw, toSecret(node), Date.now());
		const flipped = (at: number) => {
			const bytes = Buffer.from(raw);
			bytes[at] ^= 1;
			return bytes;
		};
		const wrong: Array<[Buffer, Headers]> = [
			[raw, {}],
			[raw, Object.fromEntries(Object.keys(headers).map((it) => [it, '']))],
			[raw, its.sign(raw, 'another secret', Date.now())],
			[raw, its.sign(raw, '', Date.now())],
			[raw, its.sign(flipped(0), toSecret(node), Date.now())],
			[Buffer.alloc(0), headers],
			...[0, raw.length >> 1, raw.length - 1].map((at): [Buffer, Headers] => [
				flipped(at),
				headers,
			]),
		];
		if (its.hasTime) {
			for (const atMs of [Date.now() - 600_000, Date.now() + 600_000, 0]) {
				wrong.push([raw, its.sign(raw, toSecret(node), atMs)]);
			}
		}
		for (const [bytes, given] of wrong) {
			expect(await node.hand(bytes, given)).toMatchObject({ status: 401, items: [] });
		}
		expect(node.starts).toHaveLength(1);
		// And the very same, signed well, does start it.
		expect(await handSigned(node, raw)).toMatchObject({ status: 200, items: [{}] });
	});

	it('starts nothing for cases of other people', async () => {
		const { node, call, of } = await withCall();
		const text = call.raw.toString('utf8');
		delete (node.staticData[kept] as IDataObject).seen;
		for (const other of ['', 'T-1', 'x-1', `${of.caseKey} or so`]) {
			const raw = Buffer.from(text.replaceAll(of.caseKey, other));
			expect(await handSigned(node, raw)).toMatchObject({ status: 200, items: [] });
		}
		expect(node.starts).toHaveLength(1);
	});

	it('answers 400 to what is signed and no JSON', async () => {
		const node = await published();
		for (const text of ['', '{', 'hello', '\u0000', '{"a":1}}']) {
			expect(await handSigned(node, Buffer.from(text))).toMatchObject({ status: 400, items: [] });
		}
		const cut = new Error('request aborted');
		expect(await node.hand(cut, {})).toMatchObject({ status: 400, items: [] });
		const large = Object.assign(new Error('too large'), { status: 413 });
		expect(await node.hand(large, {})).toMatchObject({ status: 413, items: [] });
	});

	it('survives whatever nonsense the desk may sign', async () => {
		const { node, call, of } = await withCall();
		delete (node.staticData[kept] as IDataObject).seen;
		const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
		const text = call.raw.toString('utf8');
		const mangled = [/"(id|conversation|ticket|detail|status|at|time|updated_at)":/g].flatMap(
			(it) =>
				[deep, '"x"', 'null', '1e999', '-1', '{}', '["__proto__"]'].map((value) =>
					text.replace(it, `"$1":${value},"was_$1":`),
				),
		);
		const nonsense = [
			...['null', 'true', '0', '""', '[]', '{}', deep, `{"event":${deep}}`, `{"type":${deep}}`],
			...['{"event":"constructor"}', '{"type":"__proto__","detail":{}}', '{"x_care":{}}'],
			JSON.stringify({ event: 'message_created', conversation: [] }),
			JSON.stringify({ ticket: {}, article: {}, text: 'x'.repeat(5_000_000) }),
			...mangled,
		];
		for (const it of nonsense) {
			const { status, items } = await handSigned(node, Buffer.from(it));
			expect(status).toBe(200);
			for (const { caseEvent } of items) {
				expect(caseEvent).toMatchObject({ caseKey: of.caseKey });
				expect((caseEvent as unknown as CaseEvent).id).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
			}
		}
		expect(node.log.filter((line) => line.startsWith('crash'))).toEqual([]);
	});

	it('takes back all that was set up, and nothing else', async () => {
		const [one, other] = [await published(), await published()];
		expect(await count()).toEqual(all.map((made) => made * 2));
		await one.unpublish();
		expect(await count()).toEqual(all);
		expect(await other.isThere()).toBe(true);
		expect(await one.isThere()).toBe(false);
		await other.unpublish();
		await other.unpublish();
		expect(await count()).toEqual(none);
	});

	it('leaves one set-up when it is published again after a stop that forgot everything', async () => {
		const node = await published();
		delete node.staticData[kept];
		await node.publish();
		expect(await count()).toEqual(all);
		expect(await node.isThere()).toBe(true);
		const { caseId } = await desk.forward();
		await desk.act({ do: 'closeCase', caseId });
		await node.started(1);
		expect(told(node)).toMatchObject([{ kind: 'resolved', caseId }]);
	});

	it('gives up the old address when n8n has moved to a new one', async () => {
		const before = await published();
		const after = await start({}, toStored(before));
		await after.publish();
		expect(await count()).toEqual(all);
		expect(await before.isThere()).toBe(false);
		expect(await after.isThere()).toBe(true);
	});

	it('makes nothing twice when it is published while it is published', async () => {
		const node = await published();
		const before = toStored(node);
		await node.publish('trigger', 'init');
		expect(toStored(node)).toEqual(before);
		expect(await count()).toEqual(all);
	});

	it('lets the unpublishing pass that the desk does not hear of, and clears up with the next', async () => {
		const node = await published();
		const data = desk.credentials[Object.keys(desk.credentials)[0]];
		const { baseUrl } = data;
		data.baseUrl = 'http://127.0.0.1:1';
		await node.unpublish();
		expect(node.log.at(-1)).toContain('the desk still has the webhook');
		data.baseUrl = baseUrl;
		await node.publish();
		expect(await count()).toEqual(all);
	});
});
