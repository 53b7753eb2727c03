import type { ApiCall, Result } from './api-call.mts';
import { badParameter } from './api-call.mts';
import { isId } from './ids.mts';
import { CATEGORIES } from './media-categories.mts';
import { toMedia } from './media-store.mts';
import { isConversationId, missingMessage, notAMember } from './message-lists.mts';
import type { Conversation } from './messages.mts';
import { codePoints } from './post-text.mts';
import { forbidden, invalidRequest, type Answer } from './problems.mts';
import type { Media } from './world.mts';

/** The account's own messages, with X's rules for who may be written to. */

interface NewMessage {
	text?: string;
	media: Media[];
}

export const MAX_MESSAGE_LENGTH = 10_000;
const GROUP_KEYS = ['conversation_type', 'participant_ids', 'message'];

export function sendTo(call: ApiCall): Result {
	const [personId] = call.params;
	if (!isId(personId)) return badParameter('participant_id', personId);
	const message = readMessage(call, call.body, '$');
	if ('status' in message) return message;
	const refused = refusal(call, [personId]);
	if (refused) return refused;
	return send(call, call.universe.messages.pair(call.caller.userId!, personId), message);
}

export function sendIn(call: ApiCall): Result {
	const [id] = call.params;
	const senderId = call.caller.userId!;
	if (!isConversationId(id)) return badParameter('dm_conversation_id', id);
	const message = readMessage(call, call.body, '$');
	if ('status' in message) return message;
	const conversation = call.universe.messages.conversation(id);
	if (!conversation) return missingMessage('conversation', id);
	if (!conversation.memberIds.includes(senderId)) return notAMember();
	// Who is in a group gets what is said there; between two, the other one may have closed the door.
	const isPair = id.includes('-');
	const others = conversation.memberIds.filter((memberId) => memberId !== senderId);
	const refused = refusal(call, isPair ? others : []);
	return refused ?? send(call, conversation, message);
}

/** `POST /2/dm_conversations`: a new group and its first message. */
export function createGroup(call: ApiCall): Result {
	const { body, caller, universe } = call;
	if (!isRecord(body)) return needsObject();
	const stray = Object.keys(body).find((key) => !GROUP_KEYS.includes(key));
	if (stray !== undefined) {
		return badField(
			`$.${stray}`,
			'is not defined in the schema and the schema does not allow additional properties',
		);
	}
	if (body.conversation_type !== 'Group') {
		return badField('$.conversation_type', 'does not have a value in the enumeration ["Group"]');
	}
	const ids: unknown = body.participant_ids;
	if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string' && isId(id))) {
		return badField('$.participant_ids', 'must be a list of user ids');
	}
	const others = [...new Set(ids as string[])].filter((id) => id !== caller.userId);
	if (ids.length < 2 || ids.length > 49 || others.length < 2) {
		return badField('$.participant_ids', 'must have 2 to 49 different people besides yourself');
	}
	const message = readMessage(call, body.message, '$.message');
	if ('status' in message) return message;
	const refused = refusal(call, others);
	return refused ?? send(call, universe.messages.group(caller.userId!, others), message);
}

function send(call: ApiCall, conversation: Conversation, message: NewMessage): Result {
	const sent = call.universe.messages.write({
		conversation,
		senderId: call.caller.userId!,
		...message,
	});
	return {
		status: 201,
		body: { data: { dm_conversation_id: conversation.id, dm_event_id: sent.id } },
		charges: [{ item: 'message create' }],
		note: `sent ${sent.id}`,
	};
}

function refusal({ caller, universe }: ApiCall, recipientIds: string[]): Answer | undefined {
	const { messages, settings } = universe;
	if (settings.dmThrottled) {
		return { ...forbidden('This operation is not permitted.'), note: 'dmThrottled is set' };
	}
	for (const id of recipientIds) {
		const why = messages.obstacle(caller.userId!, id);
		if (why === undefined) continue;
		const detail = 'You do not have permission to DM one or more participants.';
		return { ...forbidden(detail), note: `${detail} (${id}: ${why})` };
	}
	return undefined;
}

function readMessage(call: ApiCall, body: unknown, where: string): NewMessage | Answer {
	if (!isRecord(body)) return where === '$' ? needsObject() : badField(where, 'must be an object');
	const { text, attachments } = body;
	if (text === undefined && attachments === undefined) {
		return badField(where, 'must have `text` or `attachments`');
	}
	if (text !== undefined && (typeof text !== 'string' || text.trim() === '')) {
		return badField(`${where}.text`, 'must be a text that is not empty');
	}
	if (text !== undefined && codePoints(text) > MAX_MESSAGE_LENGTH) {
		return badField(`${where}.text`, `is longer than ${MAX_MESSAGE_LENGTH} characters`);
	}
	if (attachments === undefined) return { text, media: [] };
	const media = readAttachment(call, attachments, `${where}.attachments`);
	return 'status' in media ? media : { ...(text === undefined ? {} : { text }), media: [media] };
}

function readAttachment(call: ApiCall, attachments: unknown, where: string): Media | Answer {
	if (!Array.isArray(attachments) || attachments.length !== 1) {
		return badField(where, 'must be a list of one attachment');
	}
	const [attachment] = attachments as unknown[];
	const id = isRecord(attachment) ? attachment.media_id : undefined;
	if (typeof id !== 'string' || !isId(id)) {
		return badField(`${where}[0].media_id`, 'does not match the regex pattern ^[0-9]{1,19}$');
	}
	const upload = call.universe.media.findReady(id, call.caller.userId!);
	if (!upload || CATEGORIES[upload.category].use !== 'dm') {
		return badField(`${where}[0].media_id`, 'Your media IDs are invalid.');
	}
	return toMedia(upload);
}

const needsObject = (): Answer => invalidRequest('Requests must have a JSON object as body.');

const badField = (field: string, why: string): Answer => invalidRequest(`${field}: ${why}`);

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
