import { iso } from './clock.mts';
import type { ControlCall } from './control.mts';
import {
	ControlInputError,
	readBoolean,
	readFields,
	readLimit,
	readOptionalText,
	readText,
	readTime,
	type Fields,
} from './control-input.mts';
import { readMedia } from './control-posts.mts';
import { X_EPOCH_MS } from './ids.mts';
import { MAX_MESSAGE_LENGTH } from './message-send.mts';
import type { Conversation, MessageDraft, MessageEvent } from './messages.mts';
import { COMPANY_HANDLE, COMPANY_ID } from './seed.mts';
import type { Universe } from './state.mts';
import type { User } from './world.mts';

/** Control routes for: direct messages. */
export const MESSAGES_CONTROLS: Record<string, (call: ControlCall) => unknown> = {
	'GET /control/messages': ({ sandbox, query }) => {
		const { messages } = sandbox.current;
		const limit = readLimit(query);
		const newest = limit === undefined ? messages.order : messages.order.slice(-limit);
		return newest.map((event) => show(sandbox.current, event));
	},
	'POST /control/messages': ({ sandbox, body }) => addMessages(sandbox.current, body),
	'POST /control/message-blocks': ({ sandbox, body }) => setBlock(sandbox.current, body),
};

const MESSAGE_FIELDS = ['from', 'to', 'conversationId', 'text', 'media', 'encrypted', 'createdAt'];
const MAX_BULK = 20_000;

/** One message, or a list of them; a list with a mistake in it makes none. */
function addMessages(universe: Universe, body: unknown) {
	if (!Array.isArray(body)) return write(universe, readDraft(universe, body));
	if (body.length > MAX_BULK) {
		throw new ControlInputError(
			'body',
			`${body.length} messages`,
			`Send at most ${MAX_BULK} at once.`,
		);
	}
	const drafts = body.map((item: unknown, index) => {
		try {
			return readDraft(universe, item);
		} catch (error) {
			if (!(error instanceof ControlInputError)) throw error;
			throw new ControlInputError(`[${index}].${error.field}`, error.value, error.fix);
		}
	});
	return drafts.map((draft) => write(universe, draft));
}

/** What X does not deliver does not exist: neither side sees it. */
function write({ messages }: Universe, draft: MessageDraft) {
	const { conversation, senderId } = draft;
	const others = conversation.memberIds.filter((id) => id !== senderId);
	const why = others.length === 1 ? messages.obstacle(senderId, others[0]) : undefined;
	if (why !== undefined) return { delivered: false, conversationId: conversation.id, why };
	return { delivered: true, conversationId: conversation.id, id: messages.write(draft).id };
}

function readDraft(universe: Universe, body: unknown): MessageDraft {
	const fields = readFields(body, MESSAGE_FIELDS);
	const from = readUser(universe, fields, 'from');
	const media = fields.media === undefined ? undefined : readMedia(fields.media, 1);
	return {
		senderId: from.id,
		conversation: readConversation(universe, fields, from),
		text: media
			? readOptionalText(fields, 'text', MAX_MESSAGE_LENGTH)
			: readText(fields, 'text', MAX_MESSAGE_LENGTH),
		media,
		createdAtMs: readTime(fields, 'createdAt', X_EPOCH_MS),
	};
}

function readConversation({ messages, world }: Universe, fields: Fields, from: User): Conversation {
	const encrypted = readBoolean(fields, 'encrypted');
	if (fields.conversationId === undefined) {
		const to = readUser({ world }, { to: COMPANY_HANDLE, ...fields }, 'to');
		if (to.id === from.id) {
			throw new ControlInputError('to', to.handle, 'Send the handle of somebody else.');
		}
		return messages.pair(from.id, to.id, encrypted);
	}
	const id = readText(fields, 'conversationId', 40);
	const conversation = messages.conversation(id);
	if (!conversation?.memberIds.includes(from.id)) {
		throw new ControlInputError(
			'conversationId',
			id,
			`@${from.handle} is in no such conversation.`,
		);
	}
	for (const name of ['to', 'encrypted']) {
		if (fields[name] === undefined) continue;
		throw new ControlInputError(name, fields[name], 'Leave it out beside conversationId.');
	}
	return conversation;
}

/** `by` stops the messages of `whom`, as they can in X's app, or lets them through again. */
function setBlock(universe: Universe, body: unknown) {
	const fields = readFields(body, ['by', 'whom', 'blocked']);
	const by = readUser(universe, fields, 'by');
	const whom = readUser(universe, { whom: COMPANY_HANDLE, ...fields }, 'whom');
	if (by.id === whom.id) {
		throw new ControlInputError('whom', whom.handle, 'Send the handle of somebody else.');
	}
	const blocked = readBoolean(fields, 'blocked') ?? true;
	universe.messages[blocked ? 'block' : 'unblock'](by.id, whom.id);
	return { by: by.handle, whom: whom.handle, blocked };
}

function readUser({ world }: Pick<Universe, 'world'>, fields: Fields, name: string): User {
	const handle = readText(fields, name, 16);
	const user = world.userByHandle(handle);
	if (user) return user;
	throw new ControlInputError(
		name,
		handle,
		'Nobody has that handle; make the user first with POST /control/users.',
	);
}

function show({ world }: Universe, event: MessageEvent) {
	const { conversation, senderId } = event;
	const handleOf = (id: string) => world.users.get(id)!.handle;
	return {
		id: event.id,
		type: event.type,
		conversationId: conversation.id,
		encrypted: conversation.encrypted,
		from: handleOf(senderId),
		name: world.users.get(senderId)!.name,
		to: conversation.memberIds.filter((id) => id !== senderId).map(handleOf),
		text: event.text,
		media: event.media.map(({ type, url, altText }) => ({ type, url, altText })),
		createdAt: iso(event.createdAtMs),
		isCompany: senderId === COMPANY_ID,
		deletedBy: [...event.deletedBy].map(handleOf),
	};
}
