import { findNotes, postUsd } from '../../src/domain/policy/notes';
import { namePersonalData } from '../../src/domain/policy/personal-data';
import { pricesUsd } from '../../src/x/prices';
import { makeFacts, makeOwnFacts, makePost, message, onPost, publish, reply } from './policy-facts';

describe('notes', () => {
	it('name what a link costs, by the same prices as the calls are counted by', () => {
		expect(postUsd).toEqual({
			plain: pricesUsd.postCreate,
			summonedReply: pricesUsd.summonedReply,
			withLink: pricesUsd.postCreateWithLink,
		});
	});

	it.each([
		[reply('See acme.example.com/help'), makeFacts(), '$0.20 instead of $0.01:'],
		[publish('See https://acme.com'), makeFacts(), '$0.20 instead of $0.015:'],
		[publish('See acme.com', 'none', 'and acme.de'), makeFacts(), '$0.40 instead of $0.03:'],
		[reply('See acme.com'), makeOwnFacts(), '$0.20 instead of $0.015:'],
	])('say that a link makes it dearer: %j', (action, facts, words) => {
		expect(findNotes(action, facts)).toEqual([expect.stringContaining(words)]);
	});

	it('say nothing about a link in a message, or about a post without one', () => {
		expect(findNotes(message('See acme.com'), makeFacts())).toEqual([]);
		expect(findNotes(publish('See you at 10.30'), makeFacts())).toEqual([]);
	});

	it('warn of personal data in what everybody reads, and not in a message', () => {
		expect(findNotes(reply('Is jo@example.org right?'), makeFacts())).toEqual([
			expect.stringContaining('seems to hold an e-mail address'),
		]);
		expect(findNotes(message('Is jo@example.org right?'), makeFacts())).toEqual([]);
	});

	it("warn of personal data in somebody's post that is about to be reposted", () => {
		const facts = makeFacts({ post: makePost({ text: 'Call me: +49 30 1234567' }) });
		expect(findNotes(onPost('repost'), facts)).toEqual([
			expect.stringContaining('a phone number, which a repost shows'),
		]);
	});

	it('say that there is nothing left to delete', () => {
		expect(findNotes(onPost('deletePost'), makeFacts({ post: 'gone' }))).toHaveLength(1);
		expect(findNotes(onPost('undoRepost'), makeFacts({ post: 'gone' }))).toHaveLength(1);
	});
});

describe('personal data', () => {
	it.each([
		['write to Jo.Example+x@mail.example.org please', ['an e-mail address']],
		['call +49 30 1234567', ['a phone number']],
		['call 030/1234567.', ['a phone number']],
		['call (020) 7946 0018 now', ['a phone number']],
		['call 0049301234567', ['a phone number']],
		['card 4111 1111 1111 1111 exp 12/29', ['a card number']],
		['card 5500-0000-0000-0004', ['a card number']],
		['pay to DE89 3704 0044 0532 0130 00 today', ['a bank account number']],
		['GB82WEST12345698765432', ['a bank account number']],
		['jo@example.org or +33 1 23 45 67 89', ['an e-mail address', 'a phone number']],
	])('is found in "%s"', (text, kinds) => {
		expect(namePersonalData(text)).toEqual(kinds);
	});

	it.each([
		'order 4711 came on 01.02.2026 at 10.30',
		'it was $0.0150000 or 1,000,000 of them',
		'the post 1900000000000000001 is gone',
		'4111 1111 1111 1112 is no card',
		'DE00 3704 0044 0532 0130 00 is no account',
		'see https://acme.com/0301234567890/@jo',
		'ask @acmecare',
		'from 09:00 to 17:00, 7 days',
	])('is not seen in "%s"', (text) => {
		expect(namePersonalData(text)).toEqual([]);
	});

	it('takes no long time to find in a huge text', () => {
		const parts = ['a.', '1 ', '0-', 'a@', 'de12 ', '+0', '(0'];
		for (const part of parts) namePersonalData(part.repeat(100_000));
	});
});
