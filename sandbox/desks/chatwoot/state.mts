import type { Clock } from '../../clock.mts';

/** One Chatwoot account, id 1, with one API inbox and one of another kind. */
export interface ChatwootState {
	clock: Clock;
	contacts: Map<number, Contact>;
	conversations: Map<number, Conversation>;
	/** Contact in an inbox, by `inboxId sourceId`: Chatwoot's own unique key. */
	contactInboxes: Map<string, number>;
	attributes: Attribute[];
	hooks: Hook[];
	nextId: (kind: string) => number;
	/** Tells the webhooks what happened. */
	tell: (event: string, payload: object) => void;
}

export interface Contact {
	id: number;
	name: string;
	identifier: string | null;
	custom_attributes: Record<string, unknown>;
	additional_attributes: Record<string, unknown>;
}

export interface Conversation {
	/** The display id. */
	id: number;
	inbox_id: number;
	contact_id: number | null;
	source_id: string;
	status: 'open' | 'resolved' | 'pending' | 'snoozed';
	priority: string | null;
	assignee_id: number | null;
	team_id: number | null;
	labels: string[];
	custom_attributes: Record<string, unknown>;
	messages: Message[];
	createdAtMs: number;
	updatedAtMs: number;
}

export interface Message {
	id: number;
	content: string;
	/** 0 incoming, 1 outgoing, 2 activity. */
	message_type: 0 | 1 | 2;
	private: boolean;
	created_at: number;
	sender: { id: number; name: string; type: 'user' | 'contact' } | null;
}

export interface Attribute {
	id: number;
	attribute_key: string;
	attribute_display_name: string;
	attribute_display_type: string;
	attribute_model: 'conversation_attribute' | 'contact_attribute';
}

export interface Hook {
	id: number;
	url: string;
	subscriptions: string[];
	secret: string;
}

export const INBOXES = [
	{ id: 11, name: 'X', channel_type: 'Channel::Api' },
	{ id: 12, name: 'Website', channel_type: 'Channel::WebWidget' },
];

/** The first is whom the key belongs to. */
export const AGENTS = [
	{ id: 1, name: 'X Care Bot', email: 'bot@example.test', role: 'administrator' },
	{ id: 2, name: 'Jane Doe', email: 'jane@example.test', role: 'agent' },
	{ id: 3, name: 'Ravi Rao', email: 'ravi@example.test', role: 'agent' },
];

export const TEAMS = [{ id: 21, name: 'social' }];

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'];
export const STATUSES = ['open', 'resolved', 'pending', 'snoozed'];

/** What *Prepare Desk* makes. */
export const OUR_ATTRIBUTES: Array<Omit<Attribute, 'id'>> = [
	{
		attribute_key: 'x_case_key',
		attribute_display_name: 'X Case Key',
		attribute_display_type: 'text',
		attribute_model: 'conversation_attribute',
	},
	...['x_handle', 'x_followers', 'x_profile'].map(
		(attribute_key): Omit<Attribute, 'id'> => ({
			attribute_key,
			attribute_display_name: attribute_key.replace('_', ' '),
			attribute_display_type: 'text',
			attribute_model: 'contact_attribute',
		}),
	),
];
