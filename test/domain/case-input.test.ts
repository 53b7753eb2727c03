import { parseTriage } from '../../src/domain/case-triage';
import { eventKinds } from '../../src/domain/event';
import { parseEvent } from '../../src/domain/event-parse';
import { makeEvent } from '../support/events';

const without = (field: string) => ({ ...makeEvent(), [field]: undefined });

describe('an event from outside', () => {
	it('may be a private message or a person, whose ids are names made from two ids', () => {
		const message = makeEvent({ kind: 'message', conversationId: '2222-1111' });
		expect(parseEvent(message)).toEqual(message);
		const follow = makeEvent({ kind: 'follow', id: 'follow-2222', conversationId: 'follow-2222' });
		expect(parseEvent(follow)).toEqual(follow);
		expect(() => parseEvent({ ...follow, kind: 'mention' })).toThrow("'event.id' should be an id");
		expect(() => parseEvent({ ...follow, id: '../etc' })).toThrow("'event.id' should be an id");
	});

	it('is taken as it is when nothing is wrong with it', () => {
		expect(parseEvent(makeEvent())).toEqual(makeEvent());
	});

	it('may be a post that is not about us, with who may reply to it', () => {
		const event = makeEvent({ kind: 'post', mentionsUs: 'none', whoCanReply: 'following' });
		expect(parseEvent(event)).toEqual(event);
		expect(() => parseEvent({ ...event, whoCanReply: 'nobody' })).toThrow(
			`'event.whoCanReply' should be one of following, mentionedUsers, subscribers, verified`,
		);
	});

	it('may lack what only describes', () => {
		const { id, text, createdAt, conversationId, account, author } = makeEvent();
		expect(parseEvent({ id, text, createdAt, conversationId, account, author })).toMatchObject({
			kind: 'mention',
			media: [],
			permalink: `https://x.com/i/status/${id}`,
		});
	});

	it.each([
		[undefined, "'event' should be an event, but it is missing"],
		['a text', `'event' should be an object, but it is "a text"`],
		[without('id'), "'event.id' should be an id: digits, as text, but it is missing"],
		[
			{ ...makeEvent(), id: 1900000000000000000 },
			"'event.id' should be an id: digits, as text, but it is 1900000000000000000",
		],
		[
			{ ...makeEvent(), id: "1' OR '1" },
			`'event.id' should be an id: digits, as text, but it is "1' OR '1"`,
		],
		[without('text'), "'event.text' should be text, but it is missing"],
		[
			without('conversationId'),
			"'event.conversationId' should be an id: digits, as text, but it is missing",
		],
		[
			{ ...makeEvent(), createdAt: 'yesterday' },
			`'event.createdAt' should be a time such as 2026-03-01T09:12:00Z, but it is "yesterday"`,
		],
		[
			{ ...makeEvent(), author: { id: '1', handle: 'a b' } },
			`'event.author.handle' should be a handle: letters, digits and "_", but it is "a b"`,
		],
		[
			{ ...makeEvent(), permalink: 'javascript:alert(1)' },
			`'event.permalink' should be a web address, but it is "javascript:alert(1)"`,
		],
		[
			{ ...makeEvent(), permalink: 'https://x.com/a\r\nBcc: b' },
			String.raw`'event.permalink' should be a web address, but it is "https://x.com/a\r\nBcc: b"`,
		],
		[
			{ ...makeEvent(), kind: 'wave' },
			`'event.kind' should be one of ${eventKinds.join(', ')}, but it is "wave"`,
		],
		[{ ...makeEvent(), media: [{ key: 1 }] }, "'event.media[0].key' should be text, but it is 1"],
	])('is refused by field and value: %#', (event, message) => {
		expect(() => parseEvent(event)).toThrow(message);
	});

	it('does not take inherited properties for fields', () => {
		expect(() => parseEvent(Object.create(makeEvent()))).toThrow("'event.id'");
	});
});

describe('a triage from outside', () => {
	it('may be absent, because a post can be forwarded unclassified', () => {
		expect(parseTriage(undefined)).toBeUndefined();
	});

	it.each([
		[
			{ category: 'angry', probability: 1 },
			/'triage.category' should be one of complaint, question/,
		],
		[
			{ category: 'praise', probability: 87 },
			/'triage.probability' should be a number from 0 to 1, but it is 87/,
		],
		[{ category: 'praise' }, /'triage.probability' should be a number, but it is missing/],
	])('is refused by field and value: %j', (value, message) => {
		expect(() => parseTriage(value)).toThrow(message);
	});
});
