import type { EventMedia, XEvent } from '../../domain/event';
import { compareIds } from '../../domain/post-id';
import { isRecord } from '../envelope';
import { unescapeText } from '../parse';
import { pricesUsd } from '../prices';
import {
	type ActivityContext,
	type Family,
	type Finder,
	readId,
	type Reading,
	toEvent,
	toFinder,
	toShort,
	toTime,
} from './activity-event';

/** Unencrypted messages; one event of X's may carry several. */
export const readMessages: Family = ({ payload }, context) => {
	const list = payload.direct_message_events;
	if (!Array.isArray(list)) throw new Error('a message event without messages');
	const find = toFinder(payload.users);
	const readings = list.map((it) => readMessage(it, find, context));
	return {
		events: readings.flatMap(({ events = [] }) => events),
		ignored: readings.flatMap(({ ignored = [] }) => ignored),
		unreadable: readings.flatMap(({ unreadable = [] }) => unreadable),
	};
};

function readMessage(value: unknown, find: Finder, context: ActivityContext): Reading {
	const id = isRecord(value) ? readId(value.id) : undefined;
	if (!isRecord(value) || id === undefined) return { unreadable: ['a message without an id'] };
	if (value.type !== undefined && value.type !== 'message_create') {
		return { ignored: [`${id} is no message but ${toShort(value.type)}`] };
	}
	const message = toRecord(value.message_create);
	const senderId = readId(message.sender_id);
	const recipientId = readId(toRecord(message.target).recipient_id);
	if (senderId === context.account.id) return { ignored: [`message ${id} is our own`] };
	if (recipientId !== undefined && recipientId !== context.account.id) {
		return { ignored: [`message ${id} is for account ${recipientId}`] };
	}
	const told = readId(message.dm_conversation_id ?? value.dm_conversation_id);
	const conversationId = told ?? (senderId ? toPair(senderId, context.account.id) : id);
	const createdAt = toTime(value.created_timestamp);
	const { text, attachment } = toRecord(message.message_data);
	const media = toMedia(attachment);
	const faults = [
		...(senderId === undefined ? ['X did not say who wrote the message.'] : []),
		...(createdAt === undefined ? ['X did not say when the message was written.'] : []),
		...(typeof text !== 'string' && media.length === 0 ? ['X sent the message without text.'] : []),
	];
	const whole: Partial<XEvent> = {
		text: typeof text === 'string' ? unescapeText(text) : '',
		media,
	};
	const event = toEvent(
		{
			id,
			kind: faults.length === 0 ? 'message' : 'unreadable_message',
			author: senderId === undefined ? context.account : find(senderId),
			createdAt: createdAt ?? context.receivedAt,
			conversationId,
			permalink: `https://x.com/messages/${conversationId}`,
			costUsd: pricesUsd.messageRead,
			completeness: { complete: faults.length === 0, missing: faults },
			...whole,
		},
		context,
	);
	return { events: [event] };
}

/** X names the conversation of two people after both, the smaller id first. */
const toPair = (a: string, b: string) => (compareIds(a, b) < 0 ? `${a}-${b}` : `${b}-${a}`);

/** Attachments have the shape of X's first API. */
const prefixes = { photo: '3', video: '7', animated_gif: '16' } as const;

function toMedia(attachment: unknown): EventMedia[] {
	const { id_str: id, type, media_url_https: url } = toRecord(toRecord(attachment).media);
	const known = (Object.keys(prefixes) as Array<keyof typeof prefixes>).find((it) => it === type);
	if (readId(id) === undefined || known === undefined) return [];
	const isUrl = typeof url === 'string' && /^https:\/\/[^\s<>"'`\\]{1,500}$/.test(url);
	return [{ key: `${prefixes[known]}_${String(id)}`, type: known, ...(isUrl && { url }) }];
}

const toRecord = (value: unknown) => (isRecord(value) ? value : {});

/** Encrypted messages: that there is one is all that can be known. */
export const readChat: Family = ({ payload }, context) => {
	const senderId = readId(payload.sender_id);
	if (senderId === context.account.id) return { ignored: ['an encrypted message of our own'] };
	const name = toName(payload.id, 55);
	if (name === '') throw new Error('an encrypted message without an id');
	const id = `chat-${name}`;
	const conversationId = toName(payload.conversation_id, 60) || id;
	const event = toEvent(
		{
			id,
			kind: 'unreadable_message',
			author: senderId === undefined ? context.account : { id: senderId },
			createdAt: toTime(payload.created_at_msec) ?? context.receivedAt,
			conversationId,
			permalink: `https://x.com/messages/${conversationId}`,
			costUsd: pricesUsd.messageRead,
			completeness: {
				complete: false,
				missing: ['The message is encrypted: it can be read in the X app only.'],
			},
		},
		context,
	);
	return { events: [event] };
};

const toName = (value: unknown, most: number): string =>
	typeof value === 'string' ? value.slice(0, most).replace(/[^\w.-]/g, '-') : '';
