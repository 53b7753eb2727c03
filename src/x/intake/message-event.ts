import { toBareEvent, unknownAuthorId, type XEvent } from '../../domain/event';
import type { DirectMessage } from '../../domain/direct-message';
import { isId, toIdTime } from '../../domain/post-id';
import { isRecord } from '../envelope';
import type { MessageRow } from '../messages';
import { pricesUsd } from '../prices';
import type { Turn } from './turn';

/**
 * What a message is to the people who answer it; undefined where it is none of theirs: the account wrote it itself, or it is no
 * message at all. One that cannot be read is handed on as such, so that a person looks.
 */
export function toMessageEvent(row: MessageRow & { id: string }, turn: Turn): XEvent | undefined {
	const { message, raw } = row;
	if (isRecord(raw) && isText(raw.event_type) && raw.event_type !== 'MessageCreate') {
		return undefined;
	}
	if (message === undefined) return toUnreadable(row, turn);
	if (message.direction === 'sent') return undefined;
	const { id, createdAt, mediaKeys } = message;
	const conversationId = toConversationKey(message.conversationId);
	const missing = listMissing(message, conversationId);
	return toBareEvent({
		...toShared(id, conversationId, turn),
		kind: message.text.trim() === '' && mediaKeys.length === 0 ? 'unreadable_message' : 'message',
		text: message.text,
		createdAt,
		author: { id: message.senderId },
		media: mediaKeys.map((key) => ({ key })),
		completeness: { complete: missing.length === 0, missing },
	});
}

function toUnreadable({ id, raw, why }: MessageRow & { id: string }, turn: Turn) {
	const { sender_id: senderId, created_at, dm_conversation_id } = isRecord(raw) ? raw : {};
	if (senderId === turn.account.id) return undefined;
	const conversationId = toConversationKey(dm_conversation_id);
	const createdAtMs = isText(created_at) ? Date.parse(created_at) : NaN;
	const missing = [
		`X sent this message in a form that cannot be read: ${why}. Open the account's messages on X to see it.`,
	];
	if (!isId(senderId)) {
		missing.push(`Who sent it is not known; the author's id ${unknownAuthorId} is nobody's.`);
	}
	if (Number.isNaN(createdAtMs)) missing.push('When it was sent is told by its id.');
	return toBareEvent({
		...toShared(id, conversationId, turn),
		kind: 'unreadable_message',
		createdAt: new Date(Number.isNaN(createdAtMs) ? toIdTime(id) : createdAtMs).toISOString(),
		author: { id: isId(senderId) ? senderId : unknownAuthorId },
		completeness: { complete: false, missing },
	});
}

function toShared(id: string, conversationId: string | undefined, turn: Turn) {
	return {
		id,
		conversationId: conversationId ?? id,
		account: turn.account,
		permalink: `https://x.com/messages${conversationId === undefined ? '' : `/${conversationId}`}`,
		source: 'poll',
		receivedAt: new Date(turn.startedMs).toISOString(),
		costUsd: pricesUsd.messageRead,
	} as const;
}

function listMissing({ text, mediaKeys }: DirectMessage, conversationId?: string): string[] {
	const missing: string[] = [];
	if (mediaKeys.length > 0) {
		missing.push(
			'What is attached is named by its key only; open the conversation on X to see it.',
		);
	} else if (text.trim() === '') {
		missing.push('X sent the message with nothing in it that can be read; open it on X.');
	}
	if (conversationId === undefined) missing.push('X did not say which conversation it is part of.');
	return missing;
}

/** X's own name of a conversation, as far as it is one. */
function toConversationKey(value: unknown): string | undefined {
	const key = isText(value) ? value.replaceAll(':', '-') : '';
	return /^[A-Za-z0-9._-]{1,60}$/.test(key) ? key : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
