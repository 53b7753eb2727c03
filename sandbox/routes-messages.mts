import { fetchEvent, fetchEvents, fetchEventsOf, fetchEventsWith } from './message-lists.mts';
import { blockMessages, deleteEvent, unblockMessages } from './message-privacy.mts';
import { createGroup, sendIn, sendTo } from './message-send.mts';
import { READ, route, type Route } from './route.mts';

const CAN_READ = ['dm.read', ...READ];
const CAN_WRITE = ['dm.write', ...READ];
const READING = { user: 15 };
const SENDING = { user: 15, userDay: 1440, appDay: 1440 };
const BLOCKING = { user: 10, userDay: 400 };

const CONVERSATIONS = '/2/dm_conversations';
const WITH = `${CONVERSATIONS}/with/:participant_id`;
const EVENT = '/2/dm_events/:id';

/** Direct messages. */
export const MESSAGE_ROUTES: Route[] = [
	route('messages', 'GET', '/2/dm_events', 'user', CAN_READ, READING, fetchEvents),
	route('message', 'GET', EVENT, 'user', CAN_READ, READING, fetchEvent),
	route('messages-with', 'GET', `${WITH}/dm_events`, 'user', CAN_READ, READING, fetchEventsWith),
	route(
		'messages-in',
		'GET',
		`${CONVERSATIONS}/:id/dm_events`,
		'user',
		CAN_READ,
		READING,
		fetchEventsOf,
	),
	route('send-message-with', 'POST', `${WITH}/messages`, 'user', CAN_WRITE, SENDING, sendTo),
	route(
		'send-message',
		'POST',
		`${CONVERSATIONS}/:id/messages`,
		'user',
		CAN_WRITE,
		SENDING,
		sendIn,
	),
	route('create-conversation', 'POST', CONVERSATIONS, 'user', CAN_WRITE, SENDING, createGroup),
	route(
		'delete-message',
		'DELETE',
		EVENT,
		'user',
		['dm.read', 'dm.write'],
		{ user: 300, userDay: 1500 },
		deleteEvent,
	),
	route(
		'block-messages',
		'POST',
		'/2/users/:id/dm/block',
		'user',
		CAN_WRITE,
		BLOCKING,
		blockMessages,
	),
	route(
		'unblock-messages',
		'POST',
		'/2/users/:id/dm/unblock',
		'user',
		CAN_WRITE,
		BLOCKING,
		unblockMessages,
	),
];
