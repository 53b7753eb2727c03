import type { DirectMessage } from '../domain/direct-message';
import type { MessageAddress } from '../domain/policy/outgoing-action';
import { compareIds, isId } from '../domain/post-id';
import type { Charge } from '../domain/spend/charge';
import { HttpFailure } from '../http';
import type { Account } from './account';
import { readX } from './call';
import { toReadCharges } from './charges';
import type { XClient } from './client';
import type { ReadName } from './endpoints';
import { isRecord, parseRows } from './envelope';
import { isPossibleId } from './id-or-handle';
import { type EarlyStop, type PageRules, readPages } from './pages';
import { unescapeText } from './parse';
import type { RateLimit } from './rate-limit';

export interface MessageQuery extends PageRules {
	/** Tells received messages from sent ones. */
	account: Account;
	/** Only the conversation with this person, or this conversation; absent: all. */
	in?: MessageAddress;
	/** Only newer ones than this message. X cannot be asked for that, so pages are kept small. */
	newerThanId?: string;
}

export interface MessagesRead {
	/** Newest first, sent ones included. */
	messages: DirectMessage[];
	/** X's own objects, by message id. */
	raw: Map<string, unknown>;
	/** Messages that could not be read, and why. */
	unreadable: string[];
	charges: Charge[];
	rateLimit: RateLimit;
	/** Absent when X has no more. */
	stoppedBy?: EarlyStop;
}

const messageFields = [
	'attachments',
	'created_at',
	'dm_conversation_id',
	'event_type',
	'id',
	'sender_id',
	'text',
].join(',');

/**
 * Direct messages of the last 30 days, at most 50 unless told; X does not show encrypted conversations. One message read
 * ($0.010) each. X takes 15 calls a quarter of an hour. Throws `HttpFailure`.
 */
export async function fetchMessages(client: XClient, query: MessageQuery): Promise<MessagesRead> {
	const raw = new Map<string, unknown>();
	const unreadable: string[] = [];
	const pageMax = query.newerThanId === undefined ? 100 : 10;
	const { items, charges, rateLimit, stoppedBy } = await readPages(
		async (token, wanted) => {
			const page = await fetchMessagePage(client, {
				account: query.account,
				in: query.in,
				size: Math.min(pageMax, wanted),
				token,
			});
			const isNew = (id: string) => compareIds(id, query.newerThanId ?? '0') > 0;
			const messages: DirectMessage[] = [];
			for (const { message, why, raw: row } of page.rows) {
				if (message === undefined) unreadable.push(why);
				else if (isNew(message.id)) {
					messages.push(message);
					raw.set(message.id, row);
				}
			}
			const isAllNew = page.rows.every(({ id }) => id === undefined || isNew(id));
			return {
				items: messages,
				...(page.nextToken && isAllNew && { nextToken: page.nextToken }),
				charges: page.charges,
				rateLimit: page.rateLimit,
			};
		},
		{ ...query, limit: query.limit ?? 50 },
	);
	return { messages: items, raw, unreadable, charges, rateLimit, ...(stoppedBy && { stoppedBy }) };
}

export interface MessagePageQuery {
	/** Tells received messages from sent ones. */
	account: Account;
	/** Only the conversation with this person, or this conversation; absent: all. */
	in?: MessageAddress;
	/** 1 to 100. */
	size: number;
	token?: string;
}

/** One of X's messages as it came, and what it says or why that cannot be read. */
export type MessageRow = { raw: unknown } & (
	| { id: string; message: DirectMessage; why?: undefined }
	| { id?: string; message?: undefined; why: string }
);

export interface MessagePage {
	/** Newest first, sent ones included. */
	rows: MessageRow[];
	nextToken?: string;
	charges: Charge[];
	rateLimit: RateLimit;
}

/** One answer of X's. Throws `HttpFailure`. */
export async function fetchMessagePage(
	client: XClient,
	{ account, in: address, size, token }: MessagePageQuery,
): Promise<MessagePage> {
	const call = toCall(address);
	const answer = await readX(client, call.name, {
		path: call.path,
		query: {
			max_results: size,
			pagination_token: token,
			event_types: 'MessageCreate',
			'dm_event.fields': messageFields,
		},
	});
	const { rows, nextToken } = parseRows(answer);
	const ids = rows.map((row) => (isRecord(row) ? row.id : undefined)).filter(isId);
	return {
		rows: rows.map((row) => toRow(row, account)),
		...(nextToken && { nextToken }),
		charges: toReadCharges('messageRead', 'message', ids),
		rateLimit: answer.rateLimit,
	};
}

function toRow(raw: unknown, account: Account): MessageRow {
	const read = parseMessage(raw, account);
	if (typeof read !== 'string') return { raw, id: read.id, message: read };
	return { raw, why: read, ...(isRecord(raw) && isId(raw.id) && { id: raw.id }) };
}

function toCall(address?: MessageAddress): { name: ReadName; path: Record<string, string> } {
	if (!address) return { name: 'messages', path: {} };
	if ('userId' in address) {
		if (isPossibleId(address.userId)) {
			return { name: 'messagesWith', path: { participantId: address.userId } };
		}
		throw toInvalid('User ID', address.userId, "the person's numeric id");
	}
	if (/^\d{1,20}(?:-\d{1,20})?$/.test(address.conversationId)) {
		return { name: 'messagesIn', path: { conversationId: address.conversationId } };
	}
	throw toInvalid('Conversation ID', address.conversationId, 'one number, or two with "-"');
}

function toInvalid(field: string, value: string, expected: string): HttpFailure {
	const shown = JSON.stringify(value.slice(0, 50));
	return new HttpFailure('misconfigured', `'${field}' is ${shown}; it should be ${expected}`, {
		hint: `Take it from a message's own fields, or from the person's profile in this node.`,
	});
}

/** What is wrong with it as text where it cannot be read. */
function parseMessage(value: unknown, account: Account): DirectMessage | string {
	if (!isRecord(value) || !isId(value.id)) return 'a message without a readable id';
	const { id, text, created_at: createdAt, dm_conversation_id: conversationId } = value;
	const { sender_id: senderId, attachments } = value;
	const createdAtMs = Date.parse(String(createdAt));
	if (!isId(senderId)) return `message ${id} without its sender`;
	if (typeof conversationId !== 'string') return `message ${id} without its conversation`;
	if (Number.isNaN(createdAtMs)) return `message ${id} without a readable time`;
	const keys = isRecord(attachments) ? attachments.media_keys : undefined;
	return {
		id,
		text: typeof text === 'string' ? unescapeText(text) : '',
		createdAt: new Date(createdAtMs).toISOString(),
		conversationId,
		senderId,
		direction: senderId === account.id ? 'sent' : 'received',
		mediaKeys: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [],
	};
}
