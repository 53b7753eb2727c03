import { json, type DeskAnswer, type DeskRequest, type DeskRoute } from '../service.mts';
import { readForm } from './form.mts';
import { showConversation, showMessage } from './render.mts';
import {
	AGENTS,
	type ChatwootState,
	type Conversation,
	INBOXES,
	type Message,
	PRIORITIES,
	STATUSES,
	TEAMS,
} from './state.mts';

type Body = Record<string, unknown>;
const missing = json(404, { error: 'Resource could not be found' });
const refused = (message: string): DeskAnswer => json(422, { message, attributes: [] });

export function toConversationRoutes(state: ChatwootState): DeskRoute[] {
	const find = (id: string) => state.conversations.get(Number(id));
	const base = '/api/v1/accounts/1/conversations';
	const on =
		(run: (conversation: Conversation, body: Body, request: DeskRequest) => DeskAnswer) =>
		(request: DeskRequest, [id]: string[]) => {
			const conversation = find(id);
			return conversation ? run(conversation, (request.body ?? {}) as Body, request) : missing;
		};
	return [
		['POST', `${base}/filter`, ({ body, query }) => filter(state, body as Body, query)],
		['POST', base, ({ body }) => create(state, (body ?? {}) as Body)],
		['GET', `${base}/:id`, on((conversation) => json(200, showConversation(state, conversation)))],
		[
			'GET',
			`${base}/:id/messages`,
			on((conversation, _, { query }) => {
				const before = Number(query.get('before') ?? Infinity);
				const older = conversation.messages.filter(({ id }) => id < before);
				const payload = older.slice(-20).map((it) => showMessage(it, conversation));
				return json(200, { meta: { labels: conversation.labels }, payload });
			}),
		],
		[
			'POST',
			`${base}/:id/messages`,
			on((conversation, body, request) => {
				const input = toMessageInput(conversation, readForm(request) ?? body);
				if ('status' in input) return input;
				return json(200, showMessage(addMessage(state, conversation, input), conversation));
			}),
		],
		[
			'POST',
			`${base}/:id/toggle_status`,
			on((conversation, { status }) => {
				if (!STATUSES.includes(status as string))
					return refused(`Status ${String(status)} is invalid`);
				setStatus(state, conversation, status as Conversation['status']);
				const { id } = conversation;
				return json(200, {
					meta: {},
					payload: { success: true, current_status: status, conversation_id: id },
				});
			}),
		],
		[
			'POST',
			`${base}/:id/toggle_priority`,
			on((conversation, { priority }) => {
				if (!PRIORITIES.includes(priority as string)) {
					return json(500, { error: `'${String(priority)}' is not a valid priority` });
				}
				conversation.priority = priority as string;
				return json(200);
			}),
		],
		[
			'POST',
			`${base}/:id/custom_attributes`,
			on((conversation, { custom_attributes: own }) => {
				conversation.custom_attributes = own as Body;
				return json(200, { custom_attributes: conversation.custom_attributes });
			}),
		],
		[
			'POST',
			`${base}/:id/assignments`,
			on((conversation, { assignee_id: id }) => {
				const agent = AGENTS.find((it) => it.id === Number(id));
				conversation.assignee_id = agent?.id ?? null;
				return json(200, agent ?? null);
			}),
		],
		[
			'GET',
			`${base}/:id/labels`,
			on((conversation) => json(200, { payload: conversation.labels })),
		],
		[
			'POST',
			`${base}/:id/labels`,
			on((conversation, { labels }) => {
				conversation.labels = labels as string[];
				return json(200, { payload: conversation.labels });
			}),
		],
	];
}

/** A look into the database; attributes of our own are known only where they were defined. */
function filter(state: ChatwootState, body: Body, query: URLSearchParams): DeskAnswer {
	const [condition] = (body?.payload ?? []) as Body[];
	const key = String(condition?.attribute_key);
	const isKnown = state.attributes.some(
		(it) => it.attribute_key === key && it.attribute_model === 'conversation_attribute',
	);
	if (!isKnown) {
		return json(422, {
			error: `Invalid attribute key - [${key}]. The key should be one of [status, assignee_id, …]`,
		});
	}
	if (condition.filter_operator !== 'equal_to') {
		return json(422, { error: `Invalid operator - ${String(condition.filter_operator)}` });
	}
	// Compared without regard to case, as custom attributes of the type text are.
	const values = (condition.values as unknown[]).map((value) => String(value).toLowerCase());
	const found = [...state.conversations.values()].filter((it) =>
		values.includes(String(it.custom_attributes[key] ?? '').toLowerCase()),
	);
	const page = Number(query.get('page') ?? 1);
	const newestFirst = found.reverse().slice((page - 1) * 25, page * 25);
	return json(200, {
		meta: { mine_count: 0, unassigned_count: 0, all_count: found.length },
		payload: newestFirst.map((it) => showConversation(state, it)),
	});
}

function create(state: ChatwootState, body: Body): DeskAnswer {
	const inbox = INBOXES.find(({ id }) => id === Number(body.inbox_id));
	if (!inbox) return missing;
	const contactId = Number(body.contact_id);
	if (!state.contacts.has(contactId)) return missing;
	const assignee = body.assignee_id === undefined ? null : Number(body.assignee_id);
	if (assignee !== null && !AGENTS.some(({ id }) => id === assignee)) {
		return refused('Assignee must exist');
	}
	const team = body.team_id === undefined ? null : Number(body.team_id);
	if (team !== null && !TEAMS.some(({ id }) => id === team)) return refused('Team must exist');
	const status = (body.status ?? 'open') as Conversation['status'];
	if (!STATUSES.includes(status)) return json(500, { error: `'${status}' is not a valid status` });
	// Found again or made, whoever's it is: the source id is unique in an inbox.
	const sourceId = String(body.source_id ?? `random-${state.nextId('source')}`);
	const key = `${inbox.id} ${sourceId}`;
	if (!state.contactInboxes.has(key)) state.contactInboxes.set(key, contactId);
	const conversation: Conversation = {
		id: state.nextId('conversation'),
		inbox_id: inbox.id,
		contact_id: state.contactInboxes.get(key) ?? contactId,
		source_id: sourceId,
		status,
		priority: null,
		assignee_id: assignee,
		team_id: team,
		labels: [],
		custom_attributes: (body.custom_attributes ?? {}) as Body,
		messages: [],
		createdAtMs: state.clock.now(),
		updatedAtMs: state.clock.now(),
	};
	const message = body.message as Body | undefined;
	if (message) {
		const input = toMessageInput(conversation, message);
		if ('status' in input) return input;
		state.conversations.set(conversation.id, conversation);
		addMessage(state, conversation, input);
	} else {
		state.conversations.set(conversation.id, conversation);
	}
	state.tell('conversation_created', showConversation(state, conversation));
	return json(200, showConversation(state, conversation));
}

function toMessageInput(
	{ inbox_id: inboxId }: Conversation,
	{ content, message_type: type = 'outgoing', private: isPrivate = false }: Body,
): DeskAnswer | { content: string; isIncoming: boolean; isPrivate: boolean } {
	const isIncoming = type === 'incoming';
	const isApi = INBOXES.some(
		({ id, channel_type }) => id === inboxId && channel_type === 'Channel::Api',
	);
	if (isIncoming && !isApi) {
		return json(500, { error: 'Incoming messages are only allowed in Api inboxes' });
	}
	const text = String(content ?? '');
	if (text.length > 150_000) {
		return json(422, {
			message: 'Content is too long (maximum is 150000 characters)',
			attributes: ['content'],
		});
	}
	return { content: text, isIncoming, isPrivate: isPrivate === true || isPrivate === 'true' };
}

export function addMessage(
	state: ChatwootState,
	conversation: Conversation,
	{ content, isIncoming, isPrivate }: { content: string; isIncoming: boolean; isPrivate: boolean },
	agent = AGENTS[0],
): Message {
	const contact = conversation.contact_id ? state.contacts.get(conversation.contact_id) : undefined;
	const from = isIncoming && contact ? { ...contact, type: 'contact' as const } : undefined;
	const message: Message = {
		id: state.nextId('message'),
		content,
		message_type: isIncoming ? 0 : 1,
		private: isPrivate,
		created_at: Math.floor(state.clock.now() / 1000),
		sender: from
			? { id: from.id, name: from.name, type: 'contact' }
			: isIncoming
				? null
				: { id: agent.id, name: agent.name, type: 'user' },
	};
	conversation.messages.push(message);
	conversation.updatedAtMs = state.clock.now();
	state.tell('message_created', {
		...showMessage(message, conversation),
		message_type: isIncoming ? 'incoming' : 'outgoing',
		created_at: new Date(state.clock.now()).toISOString(),
		account: { id: 1, name: 'Acme' },
		conversation: showConversation(state, conversation),
	});
	// An incoming message opens what is closed.
	if (isIncoming && conversation.status !== 'open' && conversation.status !== 'pending') {
		setStatus(state, conversation, 'open');
	}
	return message;
}

export function setStatus(
	state: ChatwootState,
	conversation: Conversation,
	status: Conversation['status'],
): void {
	const previous = conversation.status;
	if (previous === status) return;
	conversation.status = status;
	conversation.updatedAtMs = state.clock.now();
	const changed = { status: { previous_value: previous, current_value: status } };
	const shown = showConversation(state, conversation);
	state.tell('conversation_status_changed', { ...shown, changed_attributes: [changed] });
	const changed_attributes = [changed, toTouched(conversation)];
	state.tell('conversation_updated', { ...shown, changed_attributes });
}

/** Each change of a conversation changes this, too. */
export const toTouched = ({ updatedAtMs }: Conversation) => ({
	updated_at: { previous_value: null, current_value: new Date(updatedAtMs).toISOString() },
});
