import { DESK_KEY, type DeskAct, json, type MakeDesk, route } from '../service.mts';
import { toAdminRoutes } from './admin.mts';
import { toContactRoutes } from './contacts.mts';
import { addMessage, setStatus, toConversationRoutes, toTouched } from './conversations.mts';
import { createDeliveries } from './hooks.mts';
import { showConversation } from './render.mts';
import { AGENTS, type ChatwootState, type Conversation, OUR_ATTRIBUTES } from './state.mts';

/** Chatwoot 4's application API, account 1. */
export const makeChatwoot: MakeDesk = (clock) => {
	const ids = new Map<string, number>();
	const deliveries = createDeliveries(clock, () => state.hooks);
	const state: ChatwootState = {
		clock,
		contacts: new Map(),
		conversations: new Map(),
		contactInboxes: new Map(),
		attributes: [],
		hooks: [],
		nextId: (kind) => {
			ids.set(kind, (ids.get(kind) ?? 100) + 1);
			return ids.get(kind)!;
		},
		tell: deliveries.tell,
	};
	state.attributes = OUR_ATTRIBUTES.map((it) => ({ ...it, id: state.nextId('attribute') }));
	const routes = [
		...toAdminRoutes(state),
		...toContactRoutes(state),
		...toConversationRoutes(state),
	];
	return {
		answer: (request) => {
			const answer =
				request.headers.api_access_token === DESK_KEY
					? (route(routes, request) ?? json(404, { error: 'Resource could not be found' }))
					: json(401, { error: 'Invalid Access Token' });
			return { ...answer, headers: { date: new Date(clock.now()).toUTCString() } };
		},
		look: () => look(state),
		act: (act) => doAct(state, act),
		end: deliveries.end,
	};
};

const look = (state: ChatwootState) => ({
	cases: [...state.conversations.values()].map((it) => ({
		id: String(it.id),
		caseKey: it.custom_attributes.x_case_key as string | undefined,
		title: it.messages[0]?.content.split('\n')[0] ?? '',
		isClosed: it.status === 'resolved',
		status: it.status,
		...(it.priority && { priority: it.priority }),
		...(it.assignee_id && { owner: String(it.assignee_id) }),
		queue: String(it.inbox_id),
		tags: it.labels,
		...(it.contact_id && { contactId: String(it.contact_id) }),
		entries: it.messages.map((message) => ({
			text: message.content,
			isPublic: !message.private,
			isOutgoing: message.message_type === 1 && !message.private,
		})),
	})),
	contacts: [...state.contacts.values()].map(
		({ id, name, identifier, custom_attributes: own }) => ({
			id: String(id),
			name,
			...(identifier?.startsWith('x-') && { xUserId: identifier.slice(2) }),
			...(own.x_handle !== undefined && { handle: String(own.x_handle) }),
			...(own.x_followers !== undefined && { followers: String(own.x_followers) }),
			...(own.x_profile !== undefined && { profileUrl: String(own.x_profile) }),
		}),
	),
});

function doAct(state: ChatwootState, act: DeskAct): unknown {
	if (act.do === 'forgetFields') return void (state.attributes = []);
	if (act.do === 'renameContact' || act.do === 'deleteContact') {
		const contact = [...state.contacts.values()].find(
			({ identifier }) => identifier === `x-${act.xUserId}`,
		);
		if (!contact) throw new Error(`no contact of X user ${act.xUserId}`);
		if (act.do === 'renameContact') return void (contact.name = act.name);
		state.contacts.delete(contact.id);
		for (const it of state.conversations.values()) {
			if (it.contact_id === contact.id) it.contact_id = null;
		}
		return undefined;
	}
	if (act.do === 'set') throw new Error(`nothing to set: ${act.name}`);
	const conversation = state.conversations.get(Number(act.caseId));
	if (!conversation) throw new Error(`no conversation ${act.caseId}`);
	return actOn(state, conversation, act);
}

function actOn(
	state: ChatwootState,
	conversation: Conversation,
	act: Extract<DeskAct, { caseId: string }>,
): void {
	if (act.do === 'closeCase' || act.do === 'closeForGood')
		setStatus(state, conversation, 'resolved');
	if (act.do === 'reopenCase') setStatus(state, conversation, 'open');
	if (act.do === 'deleteCase') state.conversations.delete(conversation.id);
	if (act.do === 'comment') {
		const message = { content: act.text, isIncoming: false, isPrivate: !act.isPublic };
		addMessage(state, conversation, message, AGENTS[1]);
	}
	if (act.do !== 'assign') return;
	const agent = AGENTS.find(({ id, name }) => [String(id), name].includes(act.owner));
	const previous = conversation.assignee_id;
	conversation.assignee_id = agent?.id ?? null;
	conversation.updatedAtMs = state.clock.now();
	state.tell('conversation_updated', {
		...showConversation(state, conversation),
		changed_attributes: [
			{ assignee_id: { previous_value: previous, current_value: conversation.assignee_id } },
			toTouched(conversation),
		],
	});
}
