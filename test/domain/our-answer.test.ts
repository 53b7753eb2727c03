import { toCaseDraft, toCaseKey } from '../../src/domain/case';
import { toOurAnswer } from '../../src/domain/our-answer';
import { makeEvent } from '../support/events';

describe('what X Care has sent, as an entry of the case', () => {
	const event = makeEvent({
		id: '1900000000000000102',
		conversationId: '1900000000000000100',
		author: { id: '2000000000000000002', name: 'Ann', handle: 'ann' },
	});
	const sent = {
		outcome: 'sent',
		postId: '1900000000000000200',
		texts: ['So sorry!', '2/2 We call you. ^JD'],
		account: { id: '1000000000000000001', handle: 'AcmeCare' },
	};

	it('lies in the conversation it answers, with its own link, by us', () => {
		const draft = toCaseDraft(toOurAnswer(event, sent)!);
		expect(draft.caseKey).toBe(toCaseKey(event));
		expect(draft).toMatchObject({
			reference: 'x-1000000000000000001-1900000000000000200',
			isOurs: true,
			isFollowUp: true,
			contact: { xUserId: '2000000000000000002' },
			permalink: 'https://x.com/i/status/1900000000000000200',
		});
		expect(draft.body).toContain('So sorry!\n\n2/2 We call you. ^JD\n');
		expect(draft.body).toContain('\nFrom: @AcmeCare, our own account\n');
		expect(draft.title).toBe(
			'Our answer to X user 2000000000000000002: So sorry! 2/2 We call you. ^JD',
		);
	});

	it('is the same however often it is made', () => {
		expect(toOurAnswer(event, sent)).toEqual(
			toOurAnswer(event, { ...sent, outcome: 'already sent' }),
		);
	});

	it('stays with the first version when the opening post was edited', () => {
		const edit = makeEvent({ id: '1900000000000000105', editOf: '1900000000000000100' });
		expect(toCaseKey(toOurAnswer(edit, sent)!)).toBe(toCaseKey(event));
	});

	it('may be a direct message about a public post', () => {
		const { texts, postId, ...rest } = sent;
		const message = { ...rest, messageId: postId, text: texts[0] };
		expect(toCaseDraft(toOurAnswer(event, message)!)).toMatchObject({
			caseKey: toCaseKey(event),
			isPrivate: true,
			isOurs: true,
		});
	});

	it.each(['would have', 'needs a person', 'not allowed', 'skipped'])(
		'is nothing when nothing was sent: %s',
		(outcome) => {
			expect(toOurAnswer(event, { ...sent, outcome })).toBeUndefined();
		},
	);

	it.each([
		[undefined, /'reply' should be an object/],
		[{ outcome: 'sent' }, /'reply.postId' should be the id of what was sent/],
		[{ ...sent, postId: 12 }, /'reply.postId'/],
		[{ ...sent, account: { id: '5', handle: 'other' } }, /'reply.account.id'/],
	])('names what is wrong with %j', (outcome, message) => {
		expect(() => toOurAnswer(event, outcome)).toThrow(message);
	});
});
