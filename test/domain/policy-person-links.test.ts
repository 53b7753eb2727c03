import fc from 'fast-check';

import type { OutgoingAction } from '../../src/domain/policy/outgoing-action';
import { toPersonLinks } from '../../src/domain/policy/person-links';
import {
	customerId,
	everyAction,
	makeFacts,
	makeOwnFacts,
	makePerson,
	message,
	onPost,
	ourId,
	postId,
	publish,
	reply,
} from './policy-facts';

const facts = makeFacts();
const first = (action: OutgoingAction, over = facts) => toPersonLinks(action, over)[0];
const inConversation = (conversationId: string) => ({ ...message('Hi'), to: { conversationId } });

describe('links for a person who does it by hand', () => {
	it('open the answer with its text filled in, then the post and its author', () => {
		expect(toPersonLinks(reply('We are on it & sorry'), facts)).toEqual([
			{
				label: 'Answer',
				url: `https://x.com/intent/tweet?in_reply_to=${postId}&text=We%20are%20on%20it%20%26%20sorry`,
			},
			{ label: 'Open the post', url: `https://x.com/i/status/${postId}` },
			{
				label: "Open the person's profile",
				url: `https://x.com/intent/user?user_id=${customerId}`,
			},
		]);
	});

	it('open a message to the person with its text', () => {
		expect(first(message('Your order?'))).toEqual({
			label: 'Write the message',
			url: `https://x.com/messages/compose?recipient_id=${customerId}&text=Your%20order%3F`,
		});
	});

	it('find the other one of a conversation of two by its id', () => {
		const unknown = makeFacts({ person: undefined });
		for (const id of [`${ourId}-${customerId}`, `${customerId}-${ourId}`]) {
			expect(first(inConversation(id), unknown).url).toContain(`recipient_id=${customerId}`);
		}
	});

	it('open a conversation of several as it is, and say that the text is not in the link', () => {
		expect(first(inConversation('1582'), makeFacts({ person: undefined }))).toEqual({
			label: 'Open the conversation (copy the text from the item)',
			url: 'https://x.com/messages/1582',
		});
	});

	it('say that only the first post of a thread is filled in, and that files are missing', () => {
		const media = [{ base64: 'AAAA', mimeType: 'image/png' }];
		const { label, url } = first({ ...publish('One', 'Two', 'Three'), media });
		expect(label).toBe(
			'Publish (only the first of 3 posts; add the other 2 by hand; attach the file by hand)',
		);
		expect(url).toBe('https://x.com/intent/tweet?text=One');
	});

	it('leave a text out that is too long for an address, rather than cut it', () => {
		const { label, url } = first(message('😀'.repeat(1000)));
		expect(label).toContain('copy the text');
		expect(url).toBe(`https://x.com/messages/compose?recipient_id=${customerId}`);
	});

	it.each([
		[onPost('repost'), `https://x.com/intent/retweet?tweet_id=${postId}`],
		[onPost('hideReply'), `https://x.com/i/status/${postId}`],
		[onPost('deletePost'), `https://x.com/i/status/${postId}`],
		[{ kind: 'mute' as const, userId: '5' }, 'https://x.com/intent/user?user_id=5'],
	])('lead to where it is done: %j', (action, url) => {
		expect(first(action).url).toBe(url);
	});

	it('offer nothing to write to whoever asked us to stop', () => {
		const optedOut = makeFacts({ person: makePerson({ optedOut: true }) });
		for (const action of [reply(), message(), inConversation('1582')]) {
			for (const { url } of toPersonLinks(action, optedOut)) {
				expect(url).not.toMatch(/intent\/tweet|messages/);
			}
		}
	});

	it('offer nothing to do with a post that is gone', () => {
		expect(toPersonLinks(reply(), makeFacts({ post: 'gone' }))).toEqual([]);
		expect(toPersonLinks(onPost('repost'), makeFacts({ post: 'gone' }))).toEqual([]);
	});

	it('do not lead to our own profile when our own thread goes on', () => {
		expect(toPersonLinks(reply(), makeOwnFacts()).map(({ label }) => label)).toEqual([
			'Answer',
			'Open the post',
		]);
	});

	it('exist for whatever may need a person', () => {
		for (const action of everyAction) {
			expect(toPersonLinks(action, facts).length).toBeGreaterThan(0);
		}
	});

	it('carry line ends and emoji, and what cannot be seen or is half a character does no harm', () => {
		const { searchParams } = new URL(first(publish('a\r\nb\r👩‍👩‍👧\u0000\u001b[31m\ud83d!')).url);
		expect(searchParams.get('text')).toBe('a\nb\n👩‍👩‍👧[31m\ufffd!');
	});

	it('stay one address that reads back as the text, whatever is in it, and end no quote or bracket around them', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (text) => {
				const visible = text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
				for (const action of [reply(text), publish(text), message(text)]) {
					const { url } = first(action);
					expect(url).toMatch(/^https:\/\/x\.com\/[\w/]+\?[\w%~.&=-]+$|^https:\/\/x\.com\/[\w/]+$/);
					expect(new URL(url).searchParams.get('text') ?? '').toBe(visible);
				}
			}),
		);
	});
});
