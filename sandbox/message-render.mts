import type { ApiCall } from './api-call.mts';
import { iso } from './clock.mts';
import { parseFields } from './fields.mts';
import type { Charge } from './ledger.mts';
import type { MessageEvent } from './messages.mts';
import { findLinks } from './post-text.mts';
import { hiddenResource, missingResource } from './problems.mts';
import { escapeText, renderEntities, renderMedia, renderPost, renderUser } from './render.mts';
import type { Post, World } from './world.mts';

/** Events as JSON with everything they bring along, and what X bills for it all. */
export interface RenderedEvents {
	data: Array<Record<string, unknown>>;
	body: { includes?: Record<string, unknown[]>; errors?: unknown[] };
	charges: Charge[];
}

const DEFAULT_FIELDS = ['id', 'event_type', 'text'];
const SHARED_POST =
	/^(?:https?:\/\/)?(?:www\.|mobile\.)?(?:x|twitter)\.com\/\w+\/status\/(\d{1,19})\b/i;
/** An expanded event shows the field it was expanded from. */
const FIELD_OF_EXPANSION: Record<string, string> = {
	sender_id: 'sender_id',
	participant_ids: 'participant_ids',
	'attachments.media_keys': 'attachments',
	'referenced_tweets.id': 'referenced_tweets',
};

export function renderEvents(call: ApiCall, events: MessageEvent[]): RenderedEvents {
	const { universe, caller, query } = call;
	const { world } = universe;
	const asked = parseFields(query);
	const wanted = new Set([...DEFAULT_FIELDS, ...readNames(query.getAll('dm_event.fields'))]);
	for (const name of asked.expansions) {
		if (FIELD_OF_EXPANSION[name]) wanted.add(FIELD_OF_EXPANSION[name]);
	}
	const has = (name: string) => asked.expansions.has(name);
	const userIds = new Set([
		...(has('sender_id') ? events.map((event) => event.senderId) : []),
		...(has('participant_ids') ? events.flatMap((event) => event.participantIds) : []),
	]);
	const media = has('attachments.media_keys') ? events.flatMap((event) => event.media) : [];
	const { posts, errors } = has('referenced_tweets.id')
		? findPosts(world, events.flatMap(sharedPosts), caller.userId!)
		: { posts: [], errors: [] };

	const includes = {
		users: [...userIds].map((id) => renderUser(world, world.users.get(id)!, asked, caller.userId)),
		[asked.dialect === 'new' ? 'posts' : 'tweets']: posts.map((post) =>
			renderPost(world, post, asked),
		),
		media: media.map((item) => renderMedia(item, asked)),
	};
	const filled = Object.entries(includes).filter(([, list]) => list.length > 0);
	return {
		data: events.map((event) => renderEvent(world, event, wanted)),
		body: {
			...(filled.length > 0 ? { includes: Object.fromEntries(filled) } : {}),
			...(errors.length > 0 ? { errors } : {}),
		},
		charges: [
			{ item: 'message read', resources: events.map((event) => `message ${event.id}`) },
			{ item: 'post read', resources: posts.map((post) => `post ${post.id}`) },
			{ item: 'user read', resources: [...userIds].map((id) => `user ${id}`) },
		],
	};
}

function renderEvent(
	world: World,
	event: MessageEvent,
	wanted: Set<string>,
): Record<string, unknown> {
	const isMessage = event.type === 'MessageCreate';
	const text = isMessage ? escapeText(event.text) : undefined;
	const shared = sharedPosts(event);
	const fields: Record<string, unknown> = {
		id: event.id,
		event_type: event.type,
		text: text === '' ? undefined : text,
		sender_id: event.senderId,
		dm_conversation_id: event.conversation.id,
		created_at: iso(event.createdAtMs),
		attachments:
			event.media.length > 0 ? { media_keys: event.media.map(({ key }) => key) } : undefined,
		entities: text && wanted.has('entities') ? renderEntities(world, text) : undefined,
		// Since June 2025 only events that are about people name them.
		participant_ids: event.participantIds.length > 0 ? event.participantIds : undefined,
		referenced_tweets: shared.length > 0 ? shared.map((id) => ({ id })) : undefined,
	};
	return Object.fromEntries(
		Object.entries(fields).filter(([name, value]) => wanted.has(name) && value !== undefined),
	);
}

/** A post's address in a message is a shared post. */
const sharedPosts = ({ text }: MessageEvent): string[] => [
	...new Set(findLinks(text).flatMap(({ value }) => SHARED_POST.exec(value)?.[1] ?? [])),
];

function findPosts(world: World, ids: string[], viewerId: string) {
	const posts: Post[] = [];
	const errors: unknown[] = [];
	const parameter = 'referenced_tweets.id';
	for (const id of new Set(ids)) {
		const post = world.posts.get(id);
		if (!post || post.deleted) errors.push(missingResource('tweet', parameter, id));
		else if (!world.canSee(viewerId, world.users.get(post.authorId)!))
			errors.push(hiddenResource('tweet', parameter, id));
		else posts.push(post);
	}
	return { posts, errors };
}

const readNames = (values: string[]): string[] =>
	values.flatMap((value) => value.split(',')).map((name) => name.trim());
