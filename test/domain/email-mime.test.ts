import { createHash } from 'node:crypto';

import fc from 'fast-check';
// @ts-expect-error mailparser brings no types
import { simpleParser } from 'mailparser';

import { toCaseDraft } from '../../src/domain/case';
import type { EmailMessage } from '../../src/domain/email/message';
import { composeCaseEmail } from '../../src/domain/email/message';
import { toRfc5322 } from '../../src/domain/email/mime';
import { makeEvent } from '../support/events';

const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const compose = (over: Parameters<typeof makeEvent>[0] = {}, from = 'X Care') =>
	composeCaseEmail(
		toCaseDraft(makeEvent(over)),
		{
			from: { name: from, address: 'care@acme.example' },
			to: [{ address: 'desk@acme.example' }, { address: 'lead@acme.example' }],
			replyTo: { address: 'team@acme.example' },
			profile: 'mailbox',
		},
		sha256Hex,
	);

/** Every rule of RFC 5322 and 2045 that a receiver may hold against us. */
function expectWellFormed(raw: string) {
	expect(raw.replace(/[\t\r\n]/g, '')).toMatch(/^[ -~]*$/);
	expect(raw.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
	const [head, ...body] = raw.split('\r\n\r\n');
	for (const line of head.split('\r\n')) {
		expect(line.length).toBeLessThanOrEqual(998);
		expect(line).toMatch(/^(?:[A-Za-z-]+: \S|[ ]\S)/);
	}
	for (const line of body.join('\r\n\r\n').split('\r\n'))
		expect(line.length).toBeLessThanOrEqual(76);
}

const toLf = (text: string) => text.replace(/\r\n?/g, '\n');

describe('a message as raw mail', () => {
	it('is read by an independent parser as what it was', async () => {
		const text = 'ölçü 😀👩‍👩‍👧 \u05e9\u05dc\u05d5\u05dd . \n.\n..x\nFrom me\n  trailing \t\n=3D';
		const message = compose({ id: '101', conversationId: '100', text }, 'Größe العربية');
		const raw = toRfc5322(message);
		expectWellFormed(raw);
		const mail = await simpleParser(raw);
		expect(mail.from.value).toEqual([{ name: 'Größe العربية', address: 'care@acme.example' }]);
		expect(mail.to.value.map(({ address }: { address: string }) => address)).toEqual(message.to);
		expect(mail.replyTo.value).toMatchObject([{ address: 'team@acme.example' }]);
		expect(mail).toMatchObject({
			subject: message.subject,
			messageId: message.messageId,
			inReplyTo: message.inReplyTo,
			references: message.references[0],
			date: new Date('2026-11-20T10:00:00.000Z'),
		});
		expect(toLf(mail.text)).toBe(message.text);
		expect(toLf(mail.html)).toBe(message.html);
		expect(mail.headers.get('list')).toMatchObject({
			id: { name: 'x-1000000000000000001.acme.example' },
		});
		expect(mail.headers.get('x-care-case')).toBe('x-1000000000000000001-100');
	});

	it('has no header line of more than 76 characters where words are encoded, as RFC 2047 demands', () => {
		const message = { ...compose({}, '顧客サポート'.repeat(10)), subject: 'ありがとう'.repeat(30) };
		const [head] = toRfc5322(message).split('\r\n\r\n');
		const encoded = head.split('\r\n').filter((line) => line.includes('=?utf-8?'));
		expect(encoded.length).toBeGreaterThan(10);
		for (const line of encoded) expect(line.length).toBeLessThanOrEqual(76);
	});

	it('is the same byte for byte for the same message', () => {
		expect(toRfc5322(compose())).toBe(toRfc5322(compose()));
	});

	it('carries a text of 10 kB and an empty one', async () => {
		const long = compose({ text: 'ы😀 '.repeat(2500) });
		expectWellFormed(toRfc5322(long));
		expect(toLf((await simpleParser(toRfc5322(long))).text)).toBe(long.text);
		const empty = compose({ text: '' });
		expect(toLf((await simpleParser(toRfc5322(empty))).text)).toBe(empty.text);
	});

	it('names the first and the latest nine of many references', async () => {
		const references = Array.from({ length: 30 }, (_, at) => `<x.${at}@acme.example>`);
		const mail = await simpleParser(toRfc5322({ ...compose(), references }));
		expect(mail.references).toEqual([references[0], ...references.slice(-9)]);
	});

	it('refuses a further header that is none, or would stand twice', () => {
		for (const name of ['X-A\r\nBcc', 'Bcc', 'Content-Type', 'X A', '']) {
			const headers = { [name]: 'a' };
			expect(() => toRfc5322({ ...compose(), headers })).toThrow(/^'headers' should be the name/);
		}
	});

	it('carries any text unchanged, and lets no value become a header, a recipient or a part', async () => {
		const nasty = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.string({ unit: 'grapheme', maxLength: 3000 }),
			fc.constantFrom(
				'a\r\nBcc: eve@x.test',
				'a\r\n\r\n<script>',
				`--=_x\r\n\r\n--=_x${sha256Hex('x').slice(0, 32)}--`,
				'=?utf-8?B?QmNjOiBldmVAeC50ZXN0?=',
				`${'a'.repeat(2000)}`,
			),
		);
		await fc.assert(
			fc.asyncProperty(nasty, nasty, nasty, async (text, subject, value) => {
				const message: EmailMessage = {
					...compose({ text }),
					subject,
					headers: { 'X-Care-Permalink': value },
					messageId: `<${value}@acme.example>`,
				};
				const raw = toRfc5322(message);
				expectWellFormed(raw);
				const mail = await simpleParser(raw);
				expect(mail.bcc).toBeUndefined();
				expect(mail.to.value).toHaveLength(2);
				expect(mail.attachments).toEqual([]);
				expect(toLf(mail.text)).toBe(toLf(message.text));
				expect(toLf(mail.html)).toBe(toLf(message.html));
			}),
			{ numRuns: 200 },
		);
	});
});
