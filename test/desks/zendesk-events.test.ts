import type { CaseWebhookSetUp, RegisteredWebhook } from '../../src/desks/case-events';
import { createZendeskWebhook } from '../../src/desks/zendesk/webhook';
import { createZendeskWebhookSetUp } from '../../src/desks/zendesk/webhook-set-up';
import type { CaseEvent } from '../../src/domain/case-event';
import { HttpFailure } from '../../src/http';
import { hmac } from '../../src/n8n/case-events/hmac';
import { zendesk } from '../../src/n8n/desks/zendesk';
import { makeDraft, makeFollowUp } from './desk-under-test';
import type { SandboxDesk } from './sandbox-desk';
import { openZendesk } from './zendesk-desk';
import { type Heard, type Listener, startListener } from './zendesk-listener';

const BOT_ID = '9001';

let test: SandboxDesk;
let listener: Listener;
let setUp: CaseWebhookSetUp;
let registered: RegisteredWebhook;
let failing = 0;
/** Bodies of all deliveries, those that were turned away too. */
const bodies: string[] = [];

beforeAll(async () => {
	test = await openZendesk();
	listener = await startListener(({ raw }) => {
		bodies.push(raw.toString('utf8'));
		return { status: failing-- > 0 ? 503 : 200 };
	});
	setUp = createZendeskWebhookSetUp(test.send);
	registered = await setUp.register(`${listener.url}/hook`);
});
afterAll(async () => {
	await listener?.close();
	await test?.close();
});

const webhook = () => createZendeskWebhook({ baseUrl: test.url });
const toCall = ({ raw, headers }: Heard, nowMs = Date.now()) => ({
	raw,
	headers: headers as Record<string, string | undefined>,
	nowMs,
});
const parse = ({ raw, query }: Heard) =>
	webhook().parseCaseEvents(JSON.parse(raw.toString('utf8')) as unknown, query);
/** What so many deliveries say; deliveries may come in any order. */
const hear = async (count: number): Promise<CaseEvent[]> => {
	const events: CaseEvent[] = [];
	for (let n = 0; n < count; n++) events.push(...parse(await listener.next()));
	return events;
};
const open = async () => {
	const draft = makeDraft();
	const { id } = await test.desk.upsertCase(draft);
	expect(await hear(1)).toEqual([]);
	return { draft, id };
};

it('tells of a case resolved and opened again by people, with the conversation it is about', async () => {
	const { draft, id } = await open();
	await test.act({ do: 'closeCase', caseId: id });
	const [resolved] = await hear(1);
	expect(resolved).toMatchObject({
		...{ kind: 'resolved', desk: 'zendesk', caseId: id, caseKey: draft.caseKey },
		...{ accountId: draft.account.id, conversationId: draft.postKey, status: 'solved' },
		...{ caseUrl: `${test.url}/agent/tickets/${id}`, caseTitle: draft.title },
		...{ by: { id: '9002' }, isOurs: false },
		id: expect.stringMatching(/^zendesk-[A-Za-z0-9._-]{1,90}$/),
		at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
	});
	await test.act({ do: 'reopenCase', caseId: id });
	expect(await hear(1)).toMatchObject([{ kind: 'reopened', status: 'open' }]);
});

it('does not tell of a solved case again when Zendesk closes it for good', async () => {
	const { id } = await open();
	await test.act({ do: 'closeCase', caseId: id });
	await test.act({ do: 'closeForGood', caseId: id });
	expect(await hear(2)).toMatchObject([{ kind: 'resolved' }]);
});

it('tells who has a case now, and that nobody has', async () => {
	const { id } = await open();
	await test.act({ do: 'assign', caseId: id, owner: '9003' });
	expect(await hear(1)).toMatchObject([{ kind: 'assigned', owner: { id: '9003' } }]);
	await test.act({ do: 'assign', caseId: id, owner: '' });
	const [event] = await hear(1);
	expect(event.kind).toBe('assigned');
	expect(event.owner).toBeUndefined();
});

it('tells what agents write to the customer and what among themselves, word for word', async () => {
	const { id } = await open();
	const text = 'We are on it & <soon> done.\nYours, Dana 💙';
	await test.act({ do: 'comment', caseId: id, text, isPublic: true });
	expect(await hear(1)).toMatchObject([
		{
			kind: 'commented',
			by: { id: '9002', name: 'Dana Agent' },
			comment: { text, isPublic: true },
		},
	]);
	await test.act({ do: 'comment', caseId: id, text: 'VIP', isPublic: false });
	expect(await hear(1)).toMatchObject([{ comment: { text: 'VIP', isPublic: false } }]);
});

it('never takes for an answer what the customer wrote by other ways', async () => {
	const { id } = await open();
	const value = { caseId: id, text: 'my own mail' };
	await test.act({ do: 'set', name: 'customerWrites', value });
	expect(await hear(1)).toEqual([]);
});

it('leaves out our own entries, and knows what we opened again', async () => {
	const { draft, id } = await open();
	await test.act({ do: 'closeCase', caseId: id });
	await hear(1);
	await test.desk.upsertCase(makeFollowUp(draft, 'not solved'));
	expect(await hear(2)).toMatchObject([{ kind: 'reopened', by: { id: BOT_ID }, isOurs: true }]);
});

it('says nothing about tickets that are not ours', async () => {
	const body = { ticket: { subject: 'Printer', comment: { body: 'It burns' } } };
	const made = await test.send({ method: 'POST', url: '/api/v2/tickets.json', body });
	const { ticket } = made.body as { ticket: { id: number } };
	await test.act({ do: 'closeCase', caseId: String(ticket.id) });
	expect(await hear(2)).toEqual([]);
});

it('is sent again until it is taken, with the same id and a signature that holds', async () => {
	const { id } = await open();
	failing = 2;
	bodies.length = 0;
	await test.act({ do: 'closeCase', caseId: id });
	const heard = await listener.next();
	expect(webhook().isSigned(toCall(heard), registered.secret!, hmac)).toBe(true);
	const ids = bodies.map((body) => parse({ ...heard, raw: Buffer.from(body) })[0].id);
	expect(ids).toEqual(Array(3).fill(ids[0]));
});

it('believes the signature of the right secret only, over these bytes, at this time', async () => {
	const { id } = await open();
	await test.act({ do: 'closeCase', caseId: id });
	const heard = await listener.next();
	const { secret = '' } = registered;
	const isSigned = (over: Partial<Heard>, nowMs = Date.now(), key = secret) =>
		webhook().isSigned(toCall({ ...heard, ...over }, nowMs), key, hmac);
	expect(isSigned({})).toBe(true);
	expect(isSigned({}, Date.now(), 'another')).toBe(false);
	expect(isSigned({}, Date.now(), '')).toBe(false);
	expect(isSigned({ raw: Buffer.concat([heard.raw, Buffer.from(' ')]) })).toBe(false);
	const time = 'x-zendesk-webhook-signature-timestamp';
	const later = new Date(Date.now() + 1000).toISOString();
	for (const value of [undefined, 'nonsense', later]) {
		expect(isSigned({ headers: { ...heard.headers, [time]: value } })).toBe(false);
	}
	const unsigned = { ...heard.headers, 'x-zendesk-webhook-signature': undefined };
	expect(isSigned({ headers: unsigned })).toBe(false);
	expect(isSigned({}, Date.now() + 6 * 60_000)).toBe(false);
	expect(isSigned({}, Date.now() - 2 * 60_000)).toBe(false);
});

it.each([
	['nothing', undefined],
	['a text', 'zen:event-type:ticket.status_changed'],
	['a trigger’s own JSON', { ticket_id: 7 }],
	[
		'an event without a time',
		{
			type: 'zen:event-type:ticket.status_changed',
			detail: { id: '1', external_id: 'x-1-2' },
			event: { current: 'SOLVED', previous: 'OPEN' },
		},
	],
])('says that it cannot read %s', (_name, body) => {
	expect(() => webhook().parseCaseEvents(body, {})).toThrow(HttpFailure);
});

it('passes over what it knows nothing of', () => {
	const told = (type: string, event: unknown) => ({
		...{ type: `zen:event-type:ticket.${type}`, time: '2026-11-20T10:00:00Z', id: 'a b' },
		...{ detail: { id: 7, external_id: 'x-1-2', status: 'OPEN' }, event },
	});
	for (const [type, event] of [
		['tags_changed', { tags_added: ['x'] }],
		['status_changed', { current: 'OPEN', previous: 'NEW' }],
		['status_changed', undefined],
		['toString', {}],
	] as const) {
		expect(webhook().parseCaseEvents(told(type, event), {})).toEqual([]);
	}
	const done = told('status_changed', { current: 'solved', previous: 'pending' });
	const [event] = webhook().parseCaseEvents(done, {});
	expect(event).toMatchObject({ kind: 'resolved', caseId: '7', isOurs: false });
	expect(event.id).toMatch(/^zendesk-[A-Za-z0-9._-]+$/);
});

it('registers the webhook, finds it again, and removes it without complaint when it is gone', async () => {
	const url = `${listener.url}/other`;
	const { toSetUp } = zendesk.webhook!;
	const made = toSetUp(test.send, {});
	const other = await made.register(url);
	expect(other).toEqual({ id: expect.any(String), secret: expect.stringMatching(/.{20}/) });
	expect(await made.isThere(other, url)).toBe(true);
	expect(await made.isThere(other, `${url}/moved`)).toBe(false);
	await made.remove(other);
	expect(await made.isThere(other, url)).toBe(false);
	await expect(made.remove(other)).resolves.toBeUndefined();
});

it('leaves no webhook behind whose secret it could not read, and says who may register one', async () => {
	const count = async () => {
		const { body } = await test.send({ method: 'GET', url: '/api/v2/webhooks' });
		return (body as { webhooks: unknown[] }).webhooks.length;
	};
	const before = await count();
	const when = (_method: string, path: string) => path.endsWith('/signing_secret');
	test.proxy.behave({ when, fault: { status: 500, body: {} } });
	await expect(setUp.register(`${listener.url}/lost`)).rejects.toThrow('signing secret');
	test.proxy.behave();
	expect(await count()).toBe(before);
	await test.act({ do: 'set', name: 'isAdmin', value: false });
	await expect(setUp.register(`${listener.url}/mine`)).rejects.toMatchObject({
		...{ kind: 'forbidden', hint: expect.stringContaining('administrator') },
	});
	await test.act({ do: 'set', name: 'isAdmin', value: true });
});
