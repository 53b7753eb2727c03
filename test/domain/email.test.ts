import { createHash } from 'node:crypto';

import fc from 'fast-check';
// @ts-expect-error mailparser brings no types
import { simpleParser } from 'mailparser';

import { createEmailDesk } from '../../src/desks/email';
import { toCaseDraft } from '../../src/domain/case';
import { parseAddress, parseAddresses } from '../../src/domain/email/address';
import type { EmailMessage, EmailSettings } from '../../src/domain/email/message';
import { composeCaseEmail } from '../../src/domain/email/message';
import { toOurAnswer } from '../../src/domain/our-answer';
import { makeEvent } from '../support/events';

const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const settings: EmailSettings = {
	from: { name: 'X Care', address: 'care@example.test' },
	to: [{ address: 'desk@example.test' }],
	profile: 'mailbox',
};
const compose = (over: Parameters<typeof makeEvent>[0] = {}, more: Partial<EmailSettings> = {}) =>
	composeCaseEmail(toCaseDraft(makeEvent(over)), { ...settings, ...more }, sha256Hex);

/** The message as the plainest of senders would put it on the wire: header values unfolded and unchecked. */
function toWire(message: EmailMessage): string {
	const encode = (text: string) =>
		Buffer.from(text, 'utf8').toString('base64').replace(/.{76}/g, '$&\r\n');
	const headers = {
		From: message.from,
		To: message.to.join(', '),
		Subject: message.subject,
		Date: message.date,
		'Message-ID': message.messageId,
		...(message.inReplyTo ? { 'In-Reply-To': message.inReplyTo } : {}),
		...(message.references.length ? { References: message.references.join(' ') } : {}),
		...message.headers,
		'MIME-Version': '1.0',
		'Content-Type': 'multipart/alternative; boundary=b0',
	};
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
	const part = (type: string, text: string) =>
		`--b0\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${encode(text)}\r\n`;
	const parts = part('text/plain', message.text) + part('text/html', message.html);
	return `${lines.join('\r\n')}\r\n\r\n${parts}--b0--\r\n`;
}

describe('the message', () => {
	it('reads as what it is in a mail program', async () => {
		const mail = await simpleParser(
			toWire(compose({ author: { id: '9', handle: 'ann', name: 'Änn "A" <a@b>' } })),
		);
		expect(mail.from?.value).toEqual([{ name: 'X Care', address: 'care@example.test' }]);
		expect(mail.to).toMatchObject({ value: [{ address: 'desk@example.test' }] });
		expect(mail.subject).toBe(
			'X conversation of 2025-03-13 01:44 UTC with @acmecare (1900000000000000001)',
		);
		expect(mail.date?.toISOString()).toBe('2026-11-20T10:00:00.000Z');
		expect(mail.text).toMatch(/^@acmecare my parcel has been missing for two weeks\n/);
		expect(mail.html).toContain('Änn &#34;A&#34; &#60;a@b&#62; (@ann)');
		expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
	});

	it('keeps a conversation in one thread: one subject with Re: before it, one root, also when the first post was never mailed', () => {
		const root = compose({ id: '100' });
		const reply = compose({ id: '101', conversationId: '100', author: { id: '9' } });
		expect(reply.subject).toBe(`Re: ${root.subject}`);
		expect(reply.inReplyTo).toBe(root.messageId);
		expect(reply.references).toEqual([root.messageId]);
		expect(root).toMatchObject({ inReplyTo: undefined, references: [] });
		expect(reply.messageId).not.toBe(root.messageId);
		expect(root.messageId).toMatch(/^<x\.[0-9a-f]{32}@example\.test>$/);
	});

	it('is the same byte for byte when the same post comes again, so that mail systems can drop it', () => {
		expect(compose({ id: '100' })).toEqual(
			compose({ id: '100', receivedAt: '2027-01-01T00:00:00Z' }),
		);
	});

	it('says of an answer of ours that it is ours, and to whom', () => {
		const event = makeEvent({ id: '100', author: { id: '9', handle: 'ann', name: 'Ann' } });
		const answer = toOurAnswer(event, { outcome: 'sent', postId: '101', texts: ['Sorry! ^JD'] })!;
		const named = { ...answer, inReplyTo: { postId: '100', authorId: '9' } };
		const message = composeCaseEmail(toCaseDraft(named), settings, sha256Hex);
		expect(message.text).toMatch(/^Our answer to X user 9:\n\nSorry! \^JD\n/);
		expect(message.html).toContain('Our answer to <a href="https://x.com/i/user/9">X user 9</a>');
		expect(message.inReplyTo).toBe(compose({ id: '100' }).messageId);
	});

	it('says of a private message that it is private, and opens the conversation', () => {
		const { html } = compose({ kind: 'message', permalink: 'https://x.com/messages/9-1' });
		expect(html).toContain('private message</span>');
		expect(html).toMatch(/href="https:\/\/x\.com\/messages\/9-1"[^>]*>Open the conversation on X</);
	});

	it('is not marked as automatic for a helpdesk, which would park it', () => {
		expect(Object.keys(compose({}, { profile: 'helpdesk' }).headers)).toEqual([
			'List-Id',
			'X-Care-Case',
			'X-Care-Post',
			'X-Care-Permalink',
		]);
	});

	it('lets nothing a customer writes become a header, a recipient or markup', async () => {
		const toTags = (html: string) => html.match(/<[a-z!/][^>]*>/gi);
		const plainTags = toTags(compose({ text: 'a', author: { id: '9', name: 'b' } }).html);
		const nasty = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom(
				'a\r\nBcc: evil@x.test',
				'</blockquote><script>alert(1)</script>',
				'"><img src=x onerror=alert(1)>',
				'\n\n--------------------\nPost: https://evil.test',
				'a\u2028b\u0085c\u202e',
			),
		);
		await fc.assert(
			fc.asyncProperty(nasty, nasty, async (text, name) => {
				const message = compose({ text, author: { id: '9', name } });
				const { html } = message;
				const heads = { ...message, html: '', text: '' };
				expect(JSON.stringify(heads)).not.toMatch(/\\r|\\n/);
				expect(message.subject.length).toBeLessThanOrEqual(150);
				expect(toTags(html)).toEqual(plainTags);
				const mail = await simpleParser(toWire(message));
				expect(mail.bcc).toBeUndefined();
				expect(mail.to).toMatchObject({ value: [{ address: 'desk@example.test' }] });
			}),
			{ numRuns: 60 },
		);
	});
});

describe('an address', () => {
	it.each([
		['care@example.com', { address: 'care@example.com' }],
		[
			' Customer Care <care@mail.example.co.uk> ',
			{ name: 'Customer Care', address: 'care@mail.example.co.uk' },
		],
		["o'neill+x@example.com", { address: "o'neill+x@example.com" }],
	])('is read: %s', (text, address) => {
		expect(parseAddress(text, 'From')).toEqual(address);
	});

	it.each([
		'a@example.test\r\nRCPT TO:<evil@x.test>',
		'a@example.test,b@example.test',
		'g: a@x.test, b@x.test;',
		'"a@x.test, b" <c@x.test>',
		'a@x.test <b@x.test>',
		'Name\nBcc: b@x.test <a@x.test>',
		'<@relay.test:a@x.test>',
		'a(comment)@x.test',
		'a@x.test (b)',
		'a..b@x.test',
		'a@localhost',
		'a @x.test',
		`${'a'.repeat(65)}@x.test`,
		'аdmin@x.test',
		'',
		undefined,
	])('is refused, by field and value: %j', (text) => {
		expect(() => parseAddress(text, 'From')).toThrow(/^'From' should be one e-mail address/);
	});

	it('never lets more than one recipient out of one entry', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary-ascii' }),
				fc.string({ unit: 'binary-ascii' }),
				(before, after) => {
					let parsed;
					try {
						parsed = parseAddress(`${before}a@x.test${after}`, 'To');
					} catch {
						return;
					}
					expect(parsed.address).toMatch(/^[^\s,;:<>()"@]+@[A-Za-z0-9.-]+$/);
					expect(parsed.name ?? '').not.toMatch(/[<>",;:@\r\n]/);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('comes in a list with commas, each one checked, none twice', () => {
		expect(parseAddresses('a@x.test, b@x.test,, a@x.test', 'To')).toEqual([
			{ address: 'a@x.test' },
			{ address: 'b@x.test' },
		]);
		expect(() => parseAddresses('a@x.test, b', 'To')).toThrow(/^'To' .* but it is " b"$/);
		expect(() => parseAddresses(' , ', 'To')).toThrow(/^'To' should be at least one/);
	});
});

describe('the desk', () => {
	it('hands the message on and is honest about what mail can promise', async () => {
		const desk = createEmailDesk(settings, sha256Hex);
		const root = await desk.upsertCase(toCaseDraft(makeEvent({ id: '100' })));
		const reply = await desk.upsertCase(
			toCaseDraft(makeEvent({ id: '101', conversationId: '100' })),
		);
		expect(root).toMatchObject({ desk: 'email', id: root.email.messageId, outcome: 'created' });
		expect(reply).toMatchObject({ url: 'https://x.com/i/status/101', outcome: 'added' });
		expect(desk.capabilities).toMatchObject({ caseKey: 'none', commentKey: 'none' });
	});
});
