import {
	AGENTS,
	type ChatwootState,
	type Contact,
	type Conversation,
	type Message,
	TEAMS,
} from './state.mts';

export const showContact = (contact: Contact) => ({
	...contact,
	email: null,
	phone_number: null,
	thumbnail: '',
	blocked: false,
	availability_status: 'offline',
});

export const showMessage = (message: Message, conversation: Conversation) => ({
	...message,
	account_id: 1,
	inbox_id: conversation.inbox_id,
	conversation_id: conversation.id,
	content_type: 'text',
	content_attributes: {},
	status: 'sent',
});

/** As lists and look-ups show it: the last message only. */
export function showConversation(state: ChatwootState, conversation: Conversation) {
	const {
		contact_id: contactId,
		messages,
		createdAtMs,
		updatedAtMs,
		source_id,
		...rest
	} = conversation;
	const sender = contactId === null ? undefined : state.contacts.get(contactId);
	const last = messages.at(-1);
	return {
		...rest,
		account_id: 1,
		uuid: `00000000-0000-4000-8000-${String(conversation.id).padStart(12, '0')}`,
		additional_attributes: {},
		updated_at: updatedAtMs / 1000,
		timestamp: Math.floor(updatedAtMs / 1000),
		created_at: Math.floor(createdAtMs / 1000),
		meta: {
			...(sender && { sender: showContact(sender) }),
			assignee: AGENTS.find(({ id }) => id === conversation.assignee_id) ?? null,
			team: TEAMS.find(({ id }) => id === conversation.team_id) ?? null,
			channel: 'Channel::Api',
		},
		contact_inbox: { source_id, inbox_id: conversation.inbox_id, contact_id: contactId },
		messages: last ? [showMessage(last, conversation)] : [],
	};
}
