import { createHash } from 'node:crypto';
import { iso } from './clock.mts';
import type { FieldRequest } from './fields.mts';
import type { ToldMessage } from './happenings.mts';
import { escapeText, references, renderPost, renderUser } from './render.mts';
import type { Post, World } from './world.mts';

/** What X puts into activity events: its old field names, and a `_str` twin next to every number. */

type Json = Record<string, unknown>;

export interface Shown {
	payload: Json;
	includes?: Json;
}

/** The developer app, as X names it in events. */
const APP_ID = '28907132';
const ALL_FIELDS: FieldRequest = {
	dialect: 'legacy',
	post: new Set([
		'attachments',
		'author_id',
		'conversation_id',
		'created_at',
		'display_text_range',
		'edit_controls',
		'edit_history_tweet_ids',
		'entities',
		'in_reply_to_user_id',
		'lang',
		'note_tweet',
		'possibly_sensitive',
		'public_metrics',
		'referenced_tweets',
		'reply_settings',
	]),
	user: new Set([
		'created_at',
		'location',
		'profile_image_url',
		'protected',
		'public_metrics',
		'verified',
		'verified_type',
	]),
	media: new Set(),
	expansions: new Set(),
};

/** A post, with everybody it concerns. `withPosts` are posts it refers to. */
export function showPost(world: World, post: Post, withPosts: Post[] = []): Shown {
	const posts = [post, ...withPosts];
	const people = new Set(posts.flatMap((one) => [one.authorId, ...one.mentioned]));
	const users = [...people].map((id) => showUser(world, id));
	return {
		payload: postFields(world, post),
		includes: { users, tweets: posts.map((one) => postFields(world, one)) },
	};
}

export const showDeletion = (world: World, post: Post): Shown => ({
	payload: { id: post.id, author_id: post.authorId },
	includes: { users: [wrapped(world, post.authorId)] },
});

/** Somebody did something to somebody: follows and mutes. */
export const showRelation = (world: World, sourceId: string, targetId: string): Shown => ({
	payload: { source: wrapped(world, sourceId), target: wrapped(world, targetId) },
});

/** A plain message, in the shape X kept from its first API. */
export const showMessage = (world: World, message: ToldMessage, recipientId: string): Shown => ({
	payload: {
		direct_message_events: [
			{
				type: 'message_create',
				id: message.id,
				created_timestamp: String(message.createdAtMs),
				message_create: {
					target: { recipient_id: recipientId },
					sender_id: message.senderId,
					message_data: {
						text: escapeText(message.text),
						entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
					},
				},
			},
		],
		users: Object.fromEntries(
			[message.senderId, recipientId].map((id) => [id, wrapped(world, id)]),
		),
	},
});

/** An encrypted message: looks like X's, and nobody can read it. */
export function showChat(message: Omit<ToldMessage, 'text'>, recipientId: string): Shown {
	const noise = (what: string) =>
		createHash('sha512').update(`${what} ${message.id}`).digest('base64');
	const digits = createHash('sha256').update(message.id).digest('hex');
	return {
		payload: {
			conversation_token: noise('token'),
			id: digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
			created_at_msec: String(message.createdAtMs),
			sender_id: message.senderId,
			conversation_id: `${message.senderId}:${recipientId}`,
			conversation_key_version: '1768236281331',
			encoded_event: noise('event'),
			conversation_key_change_event: noise('key'),
			message_event_signature: {
				public_key_version: '1765382634817',
				signature: noise('signature'),
				signature_version: '7',
				signing_public_key: noise('public key'),
			},
		},
	};
}

export const showRename = (before: string, after: string): Shown => ({
	payload: { before, after },
});

export const showRevocation = (userId: string, atMs: number): Shown => ({
	payload: { date_time: iso(atMs).replace(/\.\d+Z$/, '+00:00'), user_id: userId, app_id: APP_ID },
});

function postFields(world: World, post: Post): Json {
	return withTwins({
		...renderPost(world, post, ALL_FIELDS),
		paid_partnership: false,
		...(post.inReplyTo ? { in_reply_to_tweet_id: post.inReplyTo } : {}),
		...(references(post) ? { referenced_tweets: references(post) } : {}),
	});
}

function showUser(world: World, id: string): Json {
	const user = world.users.get(id)!;
	return withTwins({
		...renderUser(world, user, ALL_FIELDS),
		// Empty here, where look-ups leave them out.
		description: user.description ?? '',
		url: user.url ?? '',
		profile_banner_url: '',
		is_identity_verified: false,
	});
}

const wrapped = (world: World, id: string): Json => ({ data: showUser(world, id) });

/** `{ start: 4 }` becomes `{ start: 4, start_str: "4" }`, at every depth; bare numbers in lists stay alone. */
function withTwins(object: Json): Json {
	return Object.fromEntries(
		Object.entries(object).flatMap(([key, value]): Array<[string, unknown]> => {
			if (typeof value === 'number') {
				return [
					[key, value],
					[`${key}_str`, String(value)],
				];
			}
			return [[key, deepTwins(value)]];
		}),
	);
}

function deepTwins(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(deepTwins);
	return typeof value === 'object' && value !== null ? withTwins(value as Json) : value;
}
