import { toConversationId, type XEvent } from './event';
import { InvalidItem, read } from './field';
import { toIdTime } from './post-id';

/**
 * What X Care has sent, as an event of ours in the conversation it belongs to, so that a case can hold it like any other entry.
 *
 * @param event the customer's post or message that was answered
 * @param outcome the item's `reply` or `action`
 * @returns undefined when nothing was sent: held back, refused, or tried without sending. Throws `InvalidItem`
 */
export function toOurAnswer(event: XEvent, outcome: unknown): XEvent | undefined {
	const sent = read(outcome, 'reply');
	if (!['sent', 'already sent'].includes(sent.string('outcome'))) return undefined;
	const message = sent.optional('messageId', () => sent.id('messageId'));
	const id = message ?? sent.optional('postId', () => sent.id('postId'));
	if (id === undefined) {
		throw new InvalidItem('reply.postId', undefined, 'the id of what was sent', hint);
	}
	const texts = sent.list('texts', (text) => String(text));
	const text = sent.optional('text', () => sent.string('text'));
	const account = sent.optional('account', () => {
		const fields = sent.object('account');
		return { id: fields.id('id'), handle: fields.handle('handle') };
	});
	if (account && account.id !== event.account.id) {
		throw new InvalidItem(
			'reply.account.id',
			account.id,
			`the account of the event, ${event.account.id}`,
			hint,
		);
	}
	const us = account ?? event.account;
	return {
		...{ id, text: text ?? texts.join('\n\n'), media: [], costUsd: 0 },
		kind: message ? 'message' : 'reply',
		// X's ids tell when they were given out.
		createdAt: new Date(toIdTime(id)).toISOString(),
		conversationId: toConversationId(event),
		account: us,
		author: { ...us },
		...{ mentionsUs: 'none', quotesUs: false, source: event.source },
		inReplyTo: { postId: event.id, authorId: event.author.id },
		permalink: message
			? `https://x.com/messages/${event.author.id}-${event.account.id}`
			: `https://x.com/i/status/${id}`,
		receivedAt: event.receivedAt,
		completeness: { complete: true, missing: [] },
	};
}

const hint =
	"Take the items of X Care's output Done: there, 'reply' or 'action' says what was sent.";
