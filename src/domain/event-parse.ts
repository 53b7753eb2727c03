import { toVerbatim } from './case-text';
import {
	type EventMedia,
	eventKinds,
	eventSources,
	replyCircles,
	toNature,
	type XEvent,
} from './event';
import { InvalidItem, read } from './field';

/**
 * Takes an item's `event` for what it is. Ids, text, time, author and account must be there; what only describes may be
 * absent, but what is there must be right. Throws `InvalidItem`, which names the field and its value.
 */
export function parseEvent(value: unknown): XEvent {
	if (value === undefined || value === null)
		throw new InvalidItem('event', value, 'an event', absent);
	const event = read(value, 'event');
	const kind = event.oneOf('kind', eventKinds, 'mention');
	// Only posts have nothing but ids of X's; conversations of messages are named after two.
	const key = toNature(kind) === 'post' ? event.id : event.key;
	const id = key('id');
	const createdAt = event.time('createdAt');
	const author = event.object('author');
	const account = event.object('account');
	const reply = event.optional('inReplyTo', (it) => read(it, 'event.inReplyTo'));
	const completeness = event.optional('completeness', (it) => read(it, 'event.completeness'));
	return {
		id,
		kind,
		text: toVerbatim(event.string('text')),
		createdAt,
		conversationId: key('conversationId'),
		account: { id: account.id('id'), handle: account.handle('handle') },
		author: {
			id: author.id('id'),
			handle: author.optional('handle', () => author.handle('handle')),
			name: author.optional('name', () => author.string('name')),
			followers: author.optional('followers', () => author.number('followers')),
			verified: author.optional('verified', (it) => it === true),
			protected: author.optional('protected', (it) => it === true),
		},
		mentionsUs: event.oneOf('mentionsUs', ['explicit', 'implicit', 'none'], 'none'),
		quotesUs: event.optional('quotesUs', (it) => it === true) ?? false,
		inReplyTo: reply && {
			postId: reply.id('postId'),
			authorId: reply.optional('authorId', () => reply.id('authorId')),
		},
		whoCanReply: event.optional('whoCanReply', () =>
			event.oneOf('whoCanReply', replyCircles, replyCircles[0]),
		),
		aboutPostId: event.optional('aboutPostId', () => event.id('aboutPostId')),
		editOf: event.optional('editOf', () => event.id('editOf')),
		media: event.list('media', (it, path) => parseMedia(it, path)),
		language: event.optional('language', () => event.string('language')),
		permalink:
			event.optional('permalink', () => event.url('permalink')) ?? `https://x.com/i/status/${id}`,
		source: event.oneOf('source', eventSources, 'poll'),
		receivedAt: event.optional('receivedAt', () => event.time('receivedAt')) ?? createdAt,
		completeness: {
			complete: completeness?.optional('complete', (it) => it === true) ?? true,
			missing: completeness?.list('missing', (it) => String(it)) ?? [],
		},
		costUsd: event.optional('costUsd', () => event.number('costUsd')) ?? 0,
	};
}

const absent =
	'Put this node behind an X Care Trigger, or give every item an `event` of the same shape (see the documentation).';

function parseMedia(value: unknown, path: string): EventMedia {
	const media = read(value, path);
	return {
		key: media.string('key'),
		type: media.optional('type', () =>
			media.oneOf('type', ['photo', 'video', 'animated_gif'], 'photo'),
		),
		url: media.optional('url', () => media.url('url')),
		altText: media.optional('altText', () => media.string('altText')),
	};
}
