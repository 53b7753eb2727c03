import fc from 'fast-check';

import { toCaseDraft, toCaseKey } from '../../src/domain/case';
import { parseTriage } from '../../src/domain/case-triage';
import type { XEvent } from '../../src/domain/event';
import { parseEvent } from '../../src/domain/event-parse';
import { makeEvent } from '../support/events';

const triage = parseTriage({
	category: 'complaint',
	probability: 0.874,
	urgency: 'urgent',
	reasons: [
		{ words: 'missing for two weeks', cue: 'time waited', speaksFor: 'complaint', weight: 2 },
	],
});
const root = makeEvent({ id: '100' });
const reply = makeEvent({ id: '101', conversationId: '100', author: { id: '9', handle: 'else' } });

describe('keys and subject', () => {
	it('are the same for every post of a conversation, whoever writes it', () => {
		const [first, second] = [toCaseDraft(root), toCaseDraft(reply, { triage })];
		expect(second.caseKey).toBe(first.caseKey);
		expect(second.subject).toBe(first.subject);
		expect([first.isFollowUp, second.isFollowUp]).toEqual([false, true]);
	});

	it('stay with the conversation when its first post is edited, and the edit is a post of its own', () => {
		const edit = makeEvent({ id: '105', conversationId: '105', editOf: '100' });
		const draft = toCaseDraft(edit);
		expect(draft).toMatchObject({ caseKey: toCaseKey(root), postKey: '105', isFollowUp: true });
		expect(draft.body).toContain('Edited: a new version of post 100');
	});

	it('tell two accounts of ours apart that one post mentions', () => {
		const other = makeEvent({ id: '100', account: { id: '7', handle: 'acmesales' } });
		expect(toCaseDraft(other).caseKey).not.toBe(toCaseDraft(root).caseKey);
		expect(toCaseDraft(other).reference).not.toBe(toCaseDraft(root).reference);
	});

	it('can be used in every desk: short, and nothing but letters, digits and ". _ -"', () => {
		const id = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String);
		fc.assert(
			fc.property(id, id, id, (post, conversation, account) => {
				const event = makeEvent({
					id: post,
					conversationId: conversation,
					account: { id: account, handle: 'a' },
				});
				expect(toCaseDraft(parseEvent(event)).caseKey).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
			}),
		);
	});
});

/** What no text needs: control characters other than tab and line feed. */
const isKept = (character: string) =>
	character >= ' ' ? character !== '\x7f' : /[\t\n]/.test(character);

describe('the body', () => {
	it('holds the post, who wrote it, when, where, and why it was classed as it was', () => {
		const event = makeEvent({
			id: '101',
			conversationId: '100',
			author: { id: '9', handle: 'ann', name: 'Ann', followers: 1200, verified: true },
			inReplyTo: { postId: '100' },
			media: [{ key: '3_1', type: 'photo', url: 'https://pbs.test/a.jpg', altText: 'a torn\nbox' }],
			completeness: { complete: false, missing: ['The video was not there yet.'] },
		});
		expect(toCaseDraft(event, { triage }).body).toBe(
			[
				'@acmecare my parcel has been missing for two weeks',
				'',
				'--------------------',
				'From: Ann (@ann, X user id 9, 1200 followers, verified)',
				'Posted: 2026-11-20 10:00 UTC',
				'Post: https://x.com/i/status/101',
				'Answer to: https://x.com/i/status/100',
				'Language: en',
				'Media: photo https://pbs.test/a.jpg "a torn box"',
				'Seen as: complaint (87 % sure), urgency urgent',
				'Because: "missing for two weeks" (time waited)',
				'Not read: The video was not there yet.',
				'Reference: x-1000000000000000001-101',
			].join('\n'),
		);
	});

	it('is the same byte for byte whenever the same event is drafted', () => {
		expect(toCaseDraft(parseEvent(JSON.parse(JSON.stringify(reply))), { triage })).toEqual(
			toCaseDraft(parseEvent(reply), { triage }),
		);
	});

	it('says so when the author was not looked up, and when there is no text', () => {
		const { body, title, contact } = toCaseDraft(makeEvent({ text: '' }));
		expect(body).toMatch(/^\(a post without text\)\n/);
		expect(body).toContain('From: name not looked up (X user id 2000000000000000002)');
		expect(title).toBe('Post on X from X user 2000000000000000002');
		expect(contact.profileUrl).toBe('https://x.com/i/user/2000000000000000002');
	});

	it('keeps the words as they were written, whatever they are made of', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
				const clean = [...text.replace(/\r\n?/g, '\n')].filter(isKept).join('');
				fc.pre(clean !== '');
				expect(toCaseDraft(parseEvent(makeEvent({ text }))).body.startsWith(`${clean}\n`)).toBe(
					true,
				);
			}),
		);
	});

	it('cannot be made to tell another fact by a name with line ends, controls or turned text', () => {
		const name = 'Bob\r\nReference: x-1-2\u202e\u0000 \u2066\u200fgnp';
		const { body, contact, title } = toCaseDraft(makeEvent({ author: { id: '9', name } }));
		expect(contact.name).toBe('Bob Reference: x-1-2 gnp');
		expect(body.match(/^Reference: /gm)).toHaveLength(1);
		expect(title).not.toMatch(/[\u202e\u2066\u200f\n]/);
	});

	it('cuts a title between characters, never inside an emoji', () => {
		const text = '👩‍👩‍👧‍👦'.repeat(30);
		expect(toCaseDraft(makeEvent({ text })).title).toMatch(/: (👩‍👩‍👧‍👦)+…$/u);
	});
});

describe('the case of what is no post', () => {
	const message = makeEvent({
		...{ id: '301', kind: 'message', conversationId: '9-1000000000000000001' },
		...{ text: 'My card number is wrong', author: { id: '9', handle: 'ann', name: 'Ann' } },
		...{ mentionsUs: 'none', permalink: 'https://x.com/messages/9-1000000000000000001' },
	});

	it('is one for all messages of a conversation, and says that it is private', () => {
		const [first, second] = [message, { ...message, id: '302' }].map((it) => toCaseDraft(it));
		expect(second.caseKey).toBe(first.caseKey);
		expect(second.subject).toBe('X direct messages with @acmecare (9-1000000000000000001)');
		expect(first.title).toBe('Message on X from Ann (@ann): My card number is wrong');
		expect(toCaseDraft(message, { triage }).title).toMatch(/^Complaint in a message on X from Ann/);
		expect(first.body).toContain('Sent: 2026-11-20 10:00 UTC\nConversation: https://x.com/mess');
	});

	it('tells of a message that cannot be read that a person has to look, and never what it is like', () => {
		const event: XEvent = {
			...message,
			...{ kind: 'unreadable_message', text: '', author: { id: '0' } },
			completeness: { complete: false, missing: ['X sent this message in no known form.'] },
		};
		const { title, body, contact } = toCaseDraft(parseEvent(event), { triage });
		expect(title).toBe('Private message on X that cannot be read from somebody X did not name');
		expect(body).toMatch(/^\(a private message that only a person can read, in the X app/);
		expect(body).toContain('From: somebody X did not name\n');
		expect(body).toContain('Not read: X sent this message in no known form.');
		expect(contact.xUserId).toBe('0');
	});

	it.each([
		['follow', 'follow-9', '', 'Follow on X from Ann (@ann)', 'Profile: https'],
		['unfollow', 'unfollow-9', '', 'Unfollow on X from Ann (@ann)', 'Noticed: 2026'],
		['repost', '400', '', 'Repost on X from Ann (@ann)', 'Post: https'],
		['gap', 'gap-mentions-1-2', 'Not read.', 'Notice about X from Ann (@ann): Not read.', 'To loo'],
		['silence', 'silence-keywords-1', '', 'Notice about X from Ann (@ann)', 'Noticed: 2026'],
	] as const)('names a %s for what it is', (kind, id, text, title, line) => {
		const event = makeEvent({ id, kind, text, author: { id: '9', handle: 'ann', name: 'Ann' } });
		const draft = toCaseDraft(parseEvent(event));
		expect(draft.title).toBe(title);
		expect(draft.body).toContain(`\n${line}`);
		expect(draft.caseKey).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
	});
});
