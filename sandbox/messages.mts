import type { Clock } from './clock.mts';
import { compareIds, createIdMint } from './ids.mts';
import { COMPANY_ID } from './seed.mts';
import type { Media, World } from './world.mts';

/** All direct messages: who said what to whom, who blocked whom, and what each person still sees. */

export const EVENT_TYPES = ['MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave'] as const;

/** One entry of a conversation: a message, or people who joined a group. */
export interface MessageEvent {
	id: string;
	type: (typeof EVENT_TYPES)[number];
	conversation: Conversation;
	senderId: string;
	text: string;
	media: Media[];
	/** Who joined or left; nobody for a message. */
	participantIds: string[];
	createdAtMs: number;
	/** People who deleted it from their own view. */
	deletedBy: Set<string>;
}

/** `smaller-larger` for two, `smaller:larger` for two in an encrypted chat, one number for a group. */
export interface Conversation {
	id: string;
	memberIds: string[];
	encrypted: boolean;
}

export interface MessageDraft {
	conversation: Conversation;
	senderId: string;
	text?: string;
	media?: Array<Omit<Media, 'key'> & { key?: string }>;
	createdAtMs?: number;
}

/** Told of each message once: its sender sent it, the recipients received it. */
export type MessageListener = (message: MessageEvent, recipientIds: string[]) => void;

/** X's API forgets what is older. */
const KEPT_MS = 30 * 86_400_000;

const MEDIA_PREFIX = { photo: 3, video: 7, animated_gif: 16 };

export type Messages = ReturnType<typeof createMessages>;

/** The conversation of two people; it needs no making. */
function pair(a: string, b: string, encrypted = false): Conversation {
	const memberIds = [a, b].sort(compareIds);
	return { id: memberIds.join(encrypted ? ':' : '-'), memberIds, encrypted };
}

export function createMessages(world: World, clock: Clock) {
	const mint = createIdMint();
	const groups = new Map<string, Conversation>();
	const events = new Map<string, MessageEvent>();
	/** Oldest first by id. */
	const order: MessageEvent[] = [];
	const blocks = new Set<string>();
	const listeners = new Set<MessageListener>();

	function write(draft: MessageDraft): MessageEvent {
		const { conversation, senderId, text = '', media = [] } = draft;
		const message = add(draft, { type: 'MessageCreate', text, participantIds: [] });
		message.media = media.map((item, index) => ({
			...item,
			key: item.key ?? `${MEDIA_PREFIX[item.type]}_${BigInt(message.id) + BigInt(index)}`,
		}));
		const recipientIds = conversation.memberIds.filter((id) => id !== senderId);
		for (const listener of listeners) listener(message, recipientIds);
		return message;
	}

	function add(
		{ conversation, senderId, createdAtMs = clock.now() }: MessageDraft,
		rest: Pick<MessageEvent, 'type' | 'text' | 'participantIds'>,
	): MessageEvent {
		const id = mint(createdAtMs);
		const made = { conversation, senderId, createdAtMs, media: [], deletedBy: new Set<string>() };
		const event: MessageEvent = { id, ...made, ...rest };
		events.set(id, event);
		order.splice(placeOf(id), 0, event);
		return event;
	}

	function placeOf(id: string): number {
		let [from, to] = [0, order.length];
		if (to === 0 || compareIds(order[to - 1].id, id) < 0) return to; // nearly always
		while (from < to) {
			const middle = (from + to) >> 1;
			if (compareIds(order[middle].id, id) < 0) from = middle + 1;
			else to = middle;
		}
		return from;
	}

	const isVisible = (event: MessageEvent, viewerId: string): boolean =>
		event.conversation.memberIds.includes(viewerId) &&
		!event.conversation.encrypted &&
		!event.deletedBy.has(viewerId) &&
		clock.now() - event.createdAtMs <= KEPT_MS;

	const isBlocked = (byId: string, whomId: string): boolean =>
		blocks.has(`${byId} ${whomId}`) || world.relations.has('block', byId, whomId);

	return {
		/** Everything there ever was, oldest first, whoever can see it. */
		order: order as readonly MessageEvent[],
		write,
		pair,
		/** Makes a group, which shows as the others joining. */
		group(senderId: string, otherIds: string[]): Conversation {
			const memberIds = [senderId, ...otherIds];
			const conversation = { id: mint(clock.now()), memberIds, encrypted: false };
			groups.set(conversation.id, conversation);
			const joined = { type: 'ParticipantsJoin', text: '', participantIds: otherIds } as const;
			add({ conversation, senderId }, joined);
			return conversation;
		},
		/** Any two ids name a conversation, smaller first; a group must exist. */
		conversation(id: string): Conversation | undefined {
			const [, a, b] = /^(\d{1,19})-(\d{1,19})$/.exec(id) ?? [];
			if (!a || !b) return groups.get(id);
			return compareIds(a, b) < 0 ? pair(a, b) : undefined;
		},
		/** What this person's API shows, newest first: nothing encrypted, deleted or too old. */
		visibleTo: (viewerId: string, conversationId?: string): MessageEvent[] =>
			order
				.filter(
					(event) =>
						(conversationId === undefined || event.conversation.id === conversationId) &&
						isVisible(event, viewerId),
				)
				.reverse(),
		find(id: string, viewerId: string): MessageEvent | undefined {
			const event = events.get(id);
			return event && isVisible(event, viewerId) ? event : undefined;
		},
		/** Stops messages of one person to another. */
		block: (byId: string, whomId: string) => void blocks.add(`${byId} ${whomId}`),
		unblock: (byId: string, whomId: string) => void blocks.delete(`${byId} ${whomId}`),
		/** Whether a message of one person reaches the other; if not, why. */
		obstacle(fromId: string, toId: string): string | undefined {
			const [from, to] = [world.users.get(fromId), world.users.get(toId)];
			if (!from || !to) return 'nobody has that id';
			if (from.id === to.id) return `@${from.handle} is the sender`;
			const person = [from, to].find((user) => user.suspended);
			if (person) return `@${person.handle} is suspended`;
			if (isBlocked(from.id, to.id)) return `@${from.handle} blocked @${to.handle}`;
			if (isBlocked(to.id, from.id)) return `@${to.handle} blocked @${from.handle}`;
			return from.id === COMPANY_ID && !to.receivesYourDm
				? `@${to.handle} does not receive messages of @${from.handle}`
				: undefined;
		},
		/** Tells of every message as it is written, encrypted ones too; call what it returns to stop. */
		onMessage(listener: MessageListener): () => void {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
