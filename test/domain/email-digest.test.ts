import { createHash } from 'node:crypto';

import fc from 'fast-check';

import type { CaseDraft } from '../../src/domain/case';
import { toCaseDraft } from '../../src/domain/case';
import { composeDigestEmail } from '../../src/domain/email/digest';
import type { EmailSettings } from '../../src/domain/email/message';
import { makeEvent } from '../support/events';

const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const settings: EmailSettings = {
	from: { address: 'care@acme.example' },
	to: [{ address: 'lead@acme.example' }],
	profile: 'mailbox',
};
const digest = (drafts: CaseDraft[]) => composeDigestEmail(drafts, settings, sha256Hex);
const draft = (
	id: string,
	over: Parameters<typeof makeEvent>[0] = {},
	more: Partial<CaseDraft> = {},
): CaseDraft => ({ ...toCaseDraft(makeEvent({ id, ...over })), ...more });

describe('the digest', () => {
	it('tells in the subject how many posts, of which account, from when to when', () => {
		const posts = [
			draft('100', { createdAt: '2026-11-20T10:00:00.000Z' }),
			draft('101', { createdAt: '2026-11-20T12:30:00.000Z' }),
		];
		expect(digest(posts).subject).toBe(
			'X digest: 2 new for @acmecare, 2026-11-20 10:00 to 12:30 UTC',
		);
		expect(digest(posts.slice(0, 1)).subject).toBe(
			'X digest: 1 new for @acmecare, 2026-11-20 10:00 UTC',
		);
		expect(digest(posts)).toMatchObject({
			date: 'Fri, 20 Nov 2026 12:30:00 +0000',
			references: [],
		});
	});

	it('is the same message for the same posts, in whatever order, however often they come', () => {
		const posts = ['100', '101', '102'].map((id) => draft(id));
		expect(digest([posts[2], posts[0], posts[1], posts[0]])).toEqual(digest(posts));
		expect(digest(posts.slice(1)).messageId).not.toBe(digest(posts).messageId);
	});

	it('lists what is urgent first, by category, each with its link', () => {
		const { text } = digest([
			draft('100', {}, { urgency: 'low', category: 'praise' }),
			draft('101', {}, { urgency: 'critical', category: 'complaint' }),
			draft('102', {}, { urgency: 'critical', category: 'question' }),
			draft('103'),
		]);
		expect(text.match(/^== .* ==$/gm)).toEqual([
			'== Critical: complaint (1) ==',
			'== Critical: question (1) ==',
			'== Low: praise (1) ==',
			'== Not judged (1) ==',
		]);
		for (const id of ['100', '101', '102', '103']) {
			expect(text.match(new RegExp(`https://x.com/i/status/${id}`, 'g'))).toHaveLength(1);
		}
	});

	it('masks personal data, also in names', () => {
		const { text, html } = digest([
			draft('100', {
				text: 'call me at +49 170 1234567 or eve@mail.example, order 4711-0815-99',
				author: { id: '9', name: 'eve@mail.example' },
			}),
		]);
		for (const part of [text, html]) {
			expect(part).not.toMatch(/1234567|eve@mail/);
			expect(part).toContain('[e-mail address]');
		}
	});

	it('tells of a private message that there is one and where, and not a word of it', () => {
		const secret = 'my secret words';
		const message = draft('100', {
			kind: 'message',
			text: secret,
			permalink: 'https://x.com/messages/9-1',
		});
		const ours = { ...message, reference: 'x-1-101', isOurs: true };
		const mail = digest([message, ours]);
		expect(JSON.stringify(mail)).not.toContain('secret');
		expect(mail.text).toContain('* Private message from X user 2000000000000000002, 2026-11-20');
		expect(mail.text).toContain('Our private answer to');
		expect(mail.html).toContain('<a href="https://x.com/messages/9-1">Open the conversation');
	});

	it('lets nothing a customer writes become markup, a header or another entry', () => {
		const toTags = (html: string) => html.match(/<[a-z!/][^>]*>/gi);
		const plain = digest([draft('100', { text: 'a', author: { id: '9', name: 'b' } })]);
		const nasty = fc.oneof(
			fc.string({ unit: 'binary', minLength: 1 }).filter((it) => it.trim() !== ''),
			fc.constantFrom('</p><script>', 'a\r\n== Critical ==\r\n* b', 'x\r\nBcc: a@b.c'),
		);
		fc.assert(
			fc.property(nasty, nasty, (text, name) => {
				const mail = digest([
					draft('100', { text: `a${text}`, author: { id: '9', name: `b${name}` } }),
				]);
				expect(toTags(mail.html)).toEqual(toTags(plain.html));
				expect(mail.text.split('\n')).toHaveLength(plain.text.split('\n').length);
				expect(JSON.stringify({ ...mail, html: '', text: '' })).not.toMatch(/\\[rn]/);
			}),
			{ numRuns: 200 },
		);
	});
});
