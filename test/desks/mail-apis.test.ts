import { createHash } from 'node:crypto';

import { createEmailDesk, type EmailDesk } from '../../src/desks/email';
import { brevoCapabilities } from '../../src/desks/mail-apis/brevo';
import type { MailApiCapabilities } from '../../src/desks/mail-apis/mail-api';
import { mailServices } from '../../src/desks/mail-apis/mail-apis';
import { mailgunCapabilities } from '../../src/desks/mail-apis/mailgun';
import { postmarkCapabilities } from '../../src/desks/mail-apis/postmark';
import { resendCapabilities } from '../../src/desks/mail-apis/resend';
import { sendGridCapabilities } from '../../src/desks/mail-apis/sendgrid';
import { toCaseDraft } from '../../src/domain/case';
import type { EmailSettings } from '../../src/domain/email/message';
import { createFetchSend } from '../support/fetch-send';
import { type Sandbox, startSandbox } from '../support/sandbox';
import { makeEvent } from '../support/events';
import { makeDraft, makeFollowUp, readFailure } from './desk-under-test';
import { type FaultProxy, startFaultProxy } from './fault-proxy';

const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const settings: EmailSettings = {
	from: { name: 'X Care', address: 'care@acme.example' },
	to: [{ address: 'desk@acme.example' }, { address: 'lead@acme.example' }],
	replyTo: { address: 'team@acme.example' },
	profile: 'mailbox',
};

interface Mail {
	to: string[];
	recipients: string[];
	from: string;
	subject: string;
	messageId: string;
	inReplyTo: string | null;
	references: string[];
	date: string;
	text: string;
	html: string;
}

interface Service {
	name: keyof typeof mailServices;
	path: string;
	capabilities: MailApiCapabilities;
	toHeaders: (key: string) => Record<string, string>;
	/** How a refused recipient is told: the words hold the field's name. */
	refused: RegExp;
	/** How a sender is refused that nobody has verified. */
	unverified: RegExp;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const services: Service[] = [
	{
		...{ name: 'resend', path: 'resend', capabilities: resendCapabilities, toHeaders: bearer },
		refused: /422: validation_error: Invalid `to` field/,
		unverified: /403: validation_error: The other.example domain is not verified/,
	},
	{
		...{ name: 'postmark', path: 'postmark', capabilities: postmarkCapabilities },
		toHeaders: (key) => ({ 'x-postmark-server-token': key }),
		refused: /422: 406, .* inactive addresses: nobody@refused.example/,
		unverified: /422: 400, The 'From' address/,
	},
	{
		...{ name: 'sendGrid', path: 'sendgrid', capabilities: sendGridCapabilities },
		toHeaders: bearer,
		refused: /400: personalizations\.0\.to\.0\.email: Does not contain/,
		unverified: /403: from: The from address/,
	},
	{
		...{ name: 'mailgun', path: 'mailgun', capabilities: mailgunCapabilities },
		toHeaders: (key) => ({
			authorization: `Basic ${Buffer.from(`api:${key}`).toString('base64')}`,
		}),
		refused: /400: 'to' parameter is not a valid address/,
		unverified: /404: Domain not found: other\.example/,
	},
	{
		...{ name: 'brevo', path: 'brevo', capabilities: brevoCapabilities },
		toHeaders: (key) => ({ 'api-key': key }),
		refused: /400: invalid_parameter: email is not valid in to/,
		unverified: /400: invalid_parameter: Sending has been rejected/,
	},
];

let sandbox: Sandbox;
let proxy: FaultProxy;

beforeAll(async () => {
	sandbox = await startSandbox();
	proxy = await startFaultProxy(sandbox.url);
}, 30_000);
afterAll(async () => {
	await proxy?.close();
	await sandbox?.stop();
});
beforeEach(async () => {
	await sandbox.control('POST', 'reset', {});
	proxy.behave();
	proxy.takeLog();
});

const mails = async () => await sandbox.control<Mail[]>('GET', 'mailbox');

describe.each(services)('$name', (service) => {
	const { capabilities, refused, unverified } = service;
	const open = (over: Partial<EmailSettings> = {}, key = 'sandbox-desk-key'): EmailDesk => {
		const all = { ...settings, ...over };
		const send = createFetchSend(`${proxy.url}/mail-apis/${service.path}`, service.toHeaders(key));
		const domain = all.from.address.split('@')[1];
		const mailApi = mailServices[service.name].create(send, domain);
		return createEmailDesk(all, sha256Hex, { mailApi });
	};
	const isSend = (method: string) => method === 'POST';
	const knowsKeys = capabilities.keyTtlMs > 0;

	it('delivers the message to every recipient, word for word, and tells what it became', async () => {
		const reference = await open().upsertCase(makeDraft({ text: 'late again\n.\nreally' }));
		expect(reference).toMatchObject({
			outcome: 'created',
			id: reference.email.messageId,
			sentWith: mailServices[service.name].name,
			providerMessageId: expect.stringMatching(/\S/),
		});
		const [mail, ...others] = await mails();
		expect(others).toEqual([]);
		expect(mail).toMatchObject({
			from: 'care@acme.example',
			to: ['desk@acme.example', 'lead@acme.example'],
			subject: reference.email.subject,
			text: reference.email.text,
			html: reference.email.html,
		});
		expect(mail.recipients).toEqual(mail.to);
		expect(mail.messageId === reference.email.messageId).toBe(capabilities.messageId === 'kept');
		const isOurDate = mail.date === '2026-11-20T10:00:00.000Z';
		expect(isOurDate).toBe(capabilities.date === 'kept');
	});

	it('keeps a conversation in one thread, whoever puts the Message-ID', async () => {
		const first = makeDraft();
		const root = await open().upsertCase(first);
		const reply = await open().upsertCase(makeFollowUp(first, 'day three'));
		expect(reply.outcome).toBe('added');
		const [one, two] = await mails();
		expect(two.subject).toBe(`Re: ${one.subject}`);
		expect(two.inReplyTo).toBe(root.email.messageId);
		expect(two.references).toContain(root.email.messageId);
		expect([one.messageId, ...one.references]).toContain(root.email.messageId);
	});

	it(`${knowsKeys ? 'sends once' : 'sends again'} when the same post comes again, and only as long as it knows the key`, async () => {
		const draft = makeDraft();
		const first = await open().upsertCase(draft);
		const again = await open().upsertCase(draft);
		expect(again.id).toBe(first.id);
		expect(await mails()).toHaveLength(knowsKeys ? 1 : 2);
		await sandbox.control('POST', 'clock', { advanceMs: capabilities.keyTtlMs + 1000 });
		await open().upsertCase(draft);
		expect(await mails()).toHaveLength(knowsKeys ? 2 : 3);
	});

	it('sends the same post to other people all the same', async () => {
		const draft = makeDraft();
		await open().upsertCase(draft);
		await open({ to: [{ address: 'board@acme.example' }] }).upsertCase(draft);
		expect((await mails()).map(({ to }) => to.length)).toEqual([2, 1]);
	});

	it('does not take a key for sent mail that was never accepted', async () => {
		const draft = makeDraft();
		const refusedTo = { to: [{ address: 'nobody@refused.example' }] };
		await readFailure(open(refusedTo), draft);
		await readFailure(open(refusedTo), draft);
		expect(await mails()).toEqual([]);
	});

	it('names the service and the reason when the key is wrong, and no key', async () => {
		const failure = await readFailure(open({}, 'a-secret-key'), makeDraft());
		expect(failure).toMatchObject({ kind: 'credential-invalid' });
		expect(failure.message).toMatch(
			new RegExp(`^${mailServices[service.name].name}: sending the e-mail`),
		);
		expect(JSON.stringify(failure) + failure.message).not.toContain('a-secret-key');
		expect(await mails()).toEqual([]);
	});

	it('names the field when a recipient or the sender is refused, and does not ask again', async () => {
		const to = [{ address: 'nobody@refused.example' }];
		const failure = await readFailure(open({ to }), makeDraft());
		expect(failure.message).toMatch(refused);
		expect(failure.kind).toBe('refused');
		const from = { address: 'care@other.example' };
		expect((await readFailure(open({ from }), makeDraft())).message).toMatch(unverified);
		expect(proxy.takeLog()).toHaveLength(2);
		expect(await mails()).toEqual([]);
	});

	it(`when the answer gets lost, ${knowsKeys ? 'asks again with the same key and sends once' : 'does not send blindly again, and says where to look'}`, async () => {
		proxy.behave({ when: isSend, fault: 'drop-answer', times: 1 });
		const draft = makeDraft();
		if (knowsKeys) {
			await open().upsertCase(draft);
			expect(proxy.takeLog()).toHaveLength(2);
		} else {
			const failure = await readFailure(open(), draft);
			expect(failure).toMatchObject({ kind: 'unreachable' });
			expect(failure.hint).toContain('look at its log of sent mail');
			expect(proxy.takeLog()).toHaveLength(1);
		}
		expect(await mails()).toHaveLength(1);
	});

	it.each([
		['a failure of the service', { status: 500, body: { message: 'engine room' } }],
		['a web page', { status: 200, body: '<html>Welcome</html>' }],
		['an empty answer', { status: 200, body: {} }],
	])('does not take %s for success', async (_, fault) => {
		proxy.behave({ when: isSend, fault });
		const failure = await readFailure(open(), makeDraft());
		expect(['temporarily-unavailable', 'malformed']).toContain(failure.kind);
		expect(proxy.takeLog()).toHaveLength(knowsKeys ? 2 : 1);
	});

	it('says how long to wait when it sends no more just now, and invents no time', async () => {
		const body = { message: 'slow down' };
		proxy.behave({ when: isSend, fault: { status: 429, headers: { 'retry-after': '7' }, body } });
		expect(await readFailure(open(), makeDraft())).toMatchObject({
			kind: 'rate-limited',
			retryAfterMs: 7000,
		});
		proxy.behave({ when: isSend, fault: { status: 429, body } });
		const failure = await readFailure(open(), makeDraft());
		expect(failure).toMatchObject({ kind: 'rate-limited', status: 429 });
		expect(failure.retryAfterMs).toBeUndefined();
		expect(proxy.takeLog()).toHaveLength(2);
	});

	it('carries emoji, right-to-left and 10 kB of text, and a post without any', async () => {
		const texts = ['Größe 😀👩‍👩‍👧 שלום مرحبا', 'ы😀 '.repeat(2500), ''];
		const from = { name: 'Größe العربية', address: 'care@acme.example' };
		const sent = [];
		for (const text of texts) sent.push(await open({ from }).upsertCase(makeDraft({ text })));
		const received = await mails();
		expect(received.map(({ text }) => text)).toEqual(sent.map(({ email }) => email.text));
		expect(received.map(({ html }) => html)).toEqual(sent.map(({ email }) => email.html));
		expect(received.map((mail) => mail.from)).toEqual(texts.map(() => 'care@acme.example'));
	});

	it('lets nothing a customer writes become a header or a recipient', async () => {
		const evil = 'a\r\nBcc: eve@x.test\r\n\r\n--x';
		await open().upsertCase(makeDraft({ text: evil, author: { id: '9', name: evil } }));
		const [mail] = await mails();
		expect(mail.recipients).toEqual(['desk@acme.example', 'lead@acme.example']);
	});

	it('refuses more recipients than the service takes before anything is sent', async () => {
		const to = Array.from({ length: capabilities.maxRecipients + 1 }, (_, at) => ({
			address: `a${at}@acme.example`,
		}));
		const failure = await readFailure(open({ to }), makeDraft());
		expect(failure).toMatchObject({ kind: 'misconfigured' });
		expect(failure.message).toContain(`${capabilities.maxRecipients} recipients a message`);
		expect(proxy.takeLog()).toEqual([]);
	});

	it('sends a digest like any other message', async () => {
		const drafts = [makeDraft({ text: 'one' }), makeDraft({ text: 'two' })];
		const reference = await open().sendDigest(drafts);
		expect(reference).toMatchObject({ outcome: 'created', sentWith: expect.any(String) });
		expect((await mails())[0].subject).toMatch(/^X digest: 2 new for @acmecare/);
	});
});

describe('what is special', () => {
	const open = (
		name: 'resend' | 'postmark' | 'sendGrid' | 'brevo',
		over: Partial<EmailSettings> = {},
	) => {
		const service = services.find((it) => it.name === name)!;
		const send = createFetchSend(
			`${proxy.url}/mail-apis/${service.path}`,
			service.toHeaders('sandbox-desk-key'),
		);
		const mailApi = mailServices[name].create(send, 'acme.example');
		return createEmailDesk({ ...settings, ...over }, sha256Hex, { mailApi });
	};

	it('is that Resend takes the same post in other words for one it has sent, which is no failure', async () => {
		const event = makeEvent({ id: '100' });
		await open('resend').upsertCase(toCaseDraft(event));
		const due = { answerBy: '2026-11-20T14:00:00.000Z' };
		const again = await open('resend').upsertCase(toCaseDraft(event, { due }));
		expect(again).toMatchObject({
			outcome: 'existing',
			notes: [expect.stringContaining('in other words')],
		});
		expect(await mails()).toHaveLength(1);
	});

	it('is that Brevo refuses a key it knows, which is no failure', async () => {
		const draft = makeDraft();
		await open('brevo').upsertCase(draft);
		expect(await open('brevo').upsertCase(draft)).toMatchObject({ outcome: 'existing' });
	});

	it('is that Postmark leaves some recipients out and says so beside its OK', async () => {
		const to = [{ address: 'desk@acme.example' }, { address: 'nobody@refused.example' }];
		const reference = await open('postmark', { to }).upsertCase(makeDraft());
		expect(reference.notes).toEqual([expect.stringContaining('nobody@refused.example')]);
		expect((await mails()).map(({ recipients }) => recipients)).toEqual([['desk@acme.example']]);
	});

	it.each([
		['resend', 'daily_quota_exceeded', 'quota-exhausted'],
		['resend', 'concurrent_idempotent_requests', 'rate-limited'],
	] as const)('is that %s says %s: %s', async (name, code, kind) => {
		const body = { statusCode: 429, name: code, message: 'as it says' };
		proxy.behave({ when: () => true, fault: { status: 429, body } });
		expect(await readFailure(open(name), makeDraft())).toMatchObject({ kind });
	});

	it('is that SendGrid and Brevo say in headers of their own when to come back', async () => {
		const date = 'Fri, 20 Nov 2026 10:00:00 GMT';
		const reset = String(Date.parse(date) / 1000 + 30);
		const headers = { date, 'x-ratelimit-reset': reset, 'x-sib-ratelimit-reset': '30' };
		proxy.behave({ when: () => true, fault: { status: 429, headers, body: {} } });
		for (const name of ['sendGrid', 'brevo'] as const) {
			expect(await readFailure(open(name), makeDraft())).toMatchObject({ retryAfterMs: 30_000 });
		}
	});
});
