import { createHash } from 'node:crypto';
import {
	showChat,
	showDeletion,
	showMessage,
	showPost,
	showRelation,
	showRename,
	showRevocation,
	type Shown,
} from './activity-payloads.mts';
import type { Happening, ToldMessage } from './happenings.mts';
import { codePoints, findMentions } from './post-text.mts';
import { fullText, type Post, type World } from './world.mts';

/** What a happening means to one user, in the terms of X's Activity API. */
export interface Occurrence {
	eventType: string;
	/** Whose subscriptions it concerns; absent: the app's own. */
	userId?: string;
	atMs: number;
	/** Stays the same when it is told twice. */
	uuid: string;
	/** What X bills at most once a day. */
	resource: string;
	/** Made late: rendering costs more than most happenings are worth. */
	show: () => Shown;
}

type Of<K, H = Happening> = H extends { kind: infer Kind } ? (K extends Kind ? H : never) : never;
type Means = {
	[K in Happening['kind']]: (world: World, happening: Of<K>, when: When) => Occurrence[];
};

/** The time, and a number that tells apart what happened at the same time. */
export interface When {
	atMs: number;
	serial: number;
}

const MEANS: Means = {
	'post made': (world, { post }) => whatPostMeans(world, post),
	// Every version of an edited post was a post; taking a repost back deletes none.
	'post deleted': (world, { post }, when) =>
		isPublic(world, post) && !post.repostOf
			? post.versions.map((id) => {
					const version = world.posts.get(id)!;
					return occurrence('post.delete', post.authorId, when, `post ${id}`, () =>
						showDeletion(world, version),
					);
				})
			: [],
	followed: relation('follow.follow', 'both'),
	unfollowed: relation('follow.unfollow', 'both'),
	muted: relation('mute.mute', 'source'),
	unmuted: relation('mute.unmute', 'source'),
	blocked: relation('block.block', 'source'),
	unblocked: relation('block.unblock', 'source'),
	messaged: (world, { message }, when) =>
		exchange('dm', message, when, (recipientId) => showMessage(world, message, recipientId)),
	chatted: (_world, { message }, when) =>
		exchange('chat', message, when, (recipientId) => showChat(message, recipientId)),
	renamed: (_world, { what, userId, before, after }, when) => [
		occurrence(`profile.update.${what}`, userId, when, userId, () => showRename(before, after)),
	],
	revoked: (_world, { userId }, when) => [
		occurrence('oauth.revoke', undefined, when, userId, () => showRevocation(userId, when.atMs)),
	],
};

/** Everything one happening means, to whomever. Posts that are not public mean nothing to anybody. */
export const whatItMeans = (world: World, happening: Happening, when: When): Occurrence[] =>
	(MEANS[happening.kind] as Means['post made'])(world, happening as Of<'post made'>, when);

function whatPostMeans(world: World, post: Post): Occurrence[] {
	if (!isPublic(world, post)) return [];
	if (post.repostOf) return whatRepostMeans(world, post, world.posts.get(post.repostOf)!);
	const parent = post.inReplyTo ? world.posts.get(post.inReplyTo) : undefined;
	const quoted = post.quoteOf ? world.posts.get(post.quoteOf) : undefined;
	const told: Array<[string, string | undefined, Post[]]> = [
		['post.create', post.authorId, []],
		...explicitMentions(world, post).map((id): [string, string, Post[]] => [
			'post.mention.create',
			id,
			[],
		]),
		['post.reply.create', parent?.authorId, []],
		['post.quote.create', quoted?.authorId, quoted && isPublic(world, quoted) ? [quoted] : []],
	];
	return told.flatMap(([eventType, userId, withPosts]) =>
		userId !== undefined && (eventType === 'post.create' || userId !== post.authorId)
			? [postOccurrence(world, eventType, userId, post, withPosts)]
			: [],
	);
}

const whatRepostMeans = (world: World, repost: Post, original: Post): Occurrence[] =>
	isPublic(world, original) && repost.authorId !== original.authorId
		? [postOccurrence(world, 'post.repost.create', original.authorId, repost, [original])]
		: [];

/** People named in the author's own words, not those X put in front of a reply. */
function explicitMentions(world: World, post: Post): string[] {
	const visibleFrom = codePoints(post.prefix);
	const ids = findMentions(fullText(post))
		.filter(({ start }) => start >= visibleFrom)
		.flatMap(({ value }) => world.userByHandle(value)?.id ?? []);
	return [...new Set(ids)];
}

const isPublic = (world: World, post: Post): boolean =>
	world.canSee(undefined, world.users.get(post.authorId)!);

/** X gives such events the id of their post. */
const postOccurrence = (
	world: World,
	eventType: string,
	userId: string,
	post: Post,
	withPosts: Post[],
): Occurrence => ({
	eventType,
	userId,
	atMs: post.createdAtMs,
	uuid: post.id,
	resource: `post ${post.id}`,
	show: () => showPost(world, post, withPosts),
});

function relation(eventType: string, whoHears: 'both' | 'source') {
	return (
		world: World,
		{ sourceId, targetId }: { sourceId: string; targetId: string },
		when: When,
	): Occurrence[] =>
		(whoHears === 'both' ? [sourceId, targetId] : [sourceId]).map((userId) =>
			occurrence(eventType, userId, when, `${sourceId} ${targetId}`, () =>
				showRelation(world, sourceId, targetId),
			),
		);
}

/** A message has one who sent it and one or more who got it. */
function exchange(
	system: 'dm' | 'chat',
	{ id, senderId, recipientIds }: Omit<ToldMessage, 'text'>,
	when: When,
	show: (recipientId: string) => Shown,
): Occurrence[] {
	const told = (what: string, userId: string, recipientId: string): Occurrence => ({
		...occurrence(`${system}.${what}`, userId, when, id, () => show(recipientId)),
		resource: `${system === 'dm' ? 'message' : 'chat'} ${id}`,
	});
	return [
		...recipientIds.map((recipientId) => told('received', recipientId, recipientId)),
		...recipientIds.slice(0, 1).map((recipientId) => told('sent', senderId, recipientId)),
	];
}

function occurrence(
	eventType: string,
	userId: string | undefined,
	{ atMs, serial }: When,
	about: string,
	show: () => Shown,
): Occurrence {
	const uuid = signedId(`${eventType} ${about} ${atMs} ${serial}`);
	return { eventType, userId, atMs, uuid, resource: `event ${uuid}`, show };
}

/** A signed 64-bit number, as X gives to events that are not posts: every second one is negative. */
const signedId = (seed: string): string =>
	createHash('sha256').update(seed).digest().readBigInt64BE(0).toString();
