import type { Clock } from './clock.mts';
import type { Tell } from './happenings.mts';
import { compareIds, createIdMint } from './ids.mts';
import { findMentions, guessLanguage } from './post-text.mts';
import { createRelations, type Connection } from './relations.mts';
import { COMPANY_ID } from './seed.mts';
import { createTally } from './tally.mts';

/** Everything that exists on this X: people, their relations, and posts. */
export interface User {
	id: string;
	handle: string;
	name: string;
	createdAtMs: number;
	description?: string;
	location?: string;
	url?: string;
	protected: boolean;
	suspended: boolean;
	verifiedType: 'none' | 'blue' | 'business' | 'government';
	followers: number;
	following: number;
	receivesYourDm: boolean;
}

export interface UserDraft extends Omit<User, 'id'> {
	id?: string;
	/** How the company account sees them from the start. */
	connection?: Connection[];
}

export interface Media {
	key: string;
	type: 'photo' | 'video' | 'animated_gif';
	url: string;
	altText?: string;
	/** In pixels; absent: 1200 by 800. */
	width?: number;
	height?: number;
}

/** Who may answer besides those the post names; absent: everyone. */
export type ReplySettings = 'following' | 'mentionedUsers' | 'subscribers' | 'verified';

/** What only some posts have. */
export interface PostExtras {
	replySettings?: ReplySettings;
	/** X labels the picture as made by a machine. */
	madeWithAi?: boolean;
	/** Where "send a message" below the post leads. */
	directMessageLink?: string;
	poll?: { options: string[]; minutes: number };
	/** People marked on the pictures. */
	taggedUserIds?: string[];
}

export interface Post extends PostExtras {
	id: string;
	authorId: string;
	/** Handles X puts in front of a reply, with a trailing blank; empty otherwise. */
	prefix: string;
	/** What the author typed. The public text is prefix + typed. */
	typed: string;
	createdAtMs: number;
	conversationId: string;
	inReplyTo?: string;
	inReplyToUserId?: string;
	quoteOf?: string;
	/** The post this one repeats in the name of its author; a repost says nothing of its own. */
	repostOf?: string;
	/** Put out of sight by the author of the conversation. */
	hidden?: boolean;
	/** All versions, oldest first; one array shared by every version. */
	versions: string[];
	media: Media[];
	lang: string;
	deleted: boolean;
	/** Ids of the people named in the whole text, auto-populated handles included. */
	mentioned: Set<string>;
}

export interface PostDraft extends PostExtras {
	authorId: string;
	typed: string;
	inReplyTo?: Post;
	excludeFromPrefix?: string[];
	quoteOf?: string;
	repostOf?: Post;
	editOf?: Post;
	media?: Array<Omit<Media, 'key'> & { key?: string }>;
	lang?: string;
	createdAtMs?: number;
}

export type World = ReturnType<typeof createWorld>;

/** `tell` hears of every post and of everything else that happens here. */
export function createWorld(clock: Clock, tell: Tell = () => undefined) {
	const mint = createIdMint();
	const users = new Map<string, User>();
	const handles = new Map<string, User>();
	const posts = new Map<string, Post>();
	/** By the id of the first version of what was reposted. */
	const reposts = new Map<string, Post[]>();
	/** Newest last, deleted ones included: they keep their place in a timeline. */
	const order: Post[] = [];
	const relations = createRelations(tell);
	const tally = createTally();

	function addUser({ connection = [], ...user }: UserDraft): User {
		const added: User = { ...user, id: user.id ?? mint(clock.now()) };
		users.set(added.id, added);
		handles.set(added.handle.toLowerCase(), added);
		for (const each of connection) relations.connect(COMPANY_ID, added.id, each);
		return added;
	}

	function addPost(draft: PostDraft): Post {
		const createdAtMs = draft.createdAtMs ?? clock.now();
		const id = mint(createdAtMs);
		const origin = draft.editOf ?? draft.inReplyTo;
		const versions = draft.editOf?.versions ?? [];
		versions.push(id);
		const prefix = draft.inReplyTo ? replyPrefix(draft, draft.inReplyTo) : '';
		const post: Post = {
			id,
			authorId: draft.authorId,
			prefix,
			typed: draft.typed,
			createdAtMs,
			conversationId: origin?.conversationId ?? id,
			inReplyTo: draft.inReplyTo?.id,
			inReplyToUserId: draft.inReplyTo?.authorId,
			quoteOf: draft.quoteOf ?? draft.editOf?.quoteOf,
			repostOf: draft.repostOf?.id,
			replySettings: draft.replySettings ?? draft.editOf?.replySettings,
			madeWithAi: draft.madeWithAi,
			directMessageLink: draft.directMessageLink,
			poll: draft.poll,
			taggedUserIds: draft.taggedUserIds,
			versions,
			media: (draft.media ?? draft.editOf?.media ?? []).map((item, index) => ({
				...item,
				key:
					item.key ??
					`${item.type === 'photo' ? 3 : item.type === 'video' ? 7 : 16}_${BigInt(id) + BigInt(index)}`,
			})),
			lang: draft.lang ?? guessLanguage(draft.typed),
			deleted: false,
			// Whoever is reposted was not spoken to.
			mentioned: new Set(
				findMentions(draft.repostOf ? '' : prefix + draft.typed).flatMap(
					(span) => handles.get(span.value.toLowerCase())?.id ?? [],
				),
			),
		};
		if (draft.repostOf) repostsOf(draft.repostOf).push(post);
		posts.set(id, post);
		insertInOrder(post);
		if (!draft.editOf) tally.count(post, 1);
		tell({ kind: 'post made', post });
		return post;
	}

	/** Deleted ones included. */
	function repostsOf(post: Post): Post[] {
		let found = reposts.get(post.versions[0]);
		if (!found) reposts.set(post.versions[0], (found = []));
		return found;
	}

	/** Deleting one version deletes them all, and what repeats the post with it. */
	function deletePost(post: Post): void {
		if (!post.deleted) tally.count(posts.get(post.versions[0])!, -1);
		const wasThere = !post.deleted;
		for (const id of post.versions) posts.get(id)!.deleted = true;
		if (wasThere) tell({ kind: 'post deleted', post });
		for (const repost of reposts.get(post.versions[0]) ?? []) deletePost(repost);
	}

	/** The author answered first, then everybody that post names; never the one who answers. */
	function replyPrefix(draft: PostDraft, parent: Post): string {
		const named = [parent.authorId, ...parent.mentioned].filter(
			(id, index, all) =>
				id !== draft.authorId &&
				all.indexOf(id) === index &&
				(id === parent.authorId || !draft.excludeFromPrefix?.includes(id)),
		);
		return named.map((id) => `@${users.get(id)?.handle} `).join('');
	}

	function insertInOrder(post: Post): void {
		let from = 0;
		let to = order.length;
		if (to > 0 && compareIds(order[to - 1].id, post.id) < 0) from = to; // nearly always
		while (from < to) {
			const middle = (from + to) >> 1;
			if (compareIds(order[middle].id, post.id) < 0) from = middle + 1;
			else to = middle;
		}
		order.splice(from, 0, post);
	}

	/** Whether `viewerId` (absent: an app without a user) may see the posts of this author. */
	function canSee(viewerId: string | undefined, author: User): boolean {
		if (author.suspended) return false;
		if (!author.protected || viewerId === author.id) return true;
		return viewerId !== undefined && relations.has('follow', viewerId, author.id);
	}

	return {
		users,
		posts,
		order,
		relations,
		tally,
		addUser,
		addPost,
		userByHandle: (handle: string): User | undefined =>
			handles.get(handle.replace(/^@/, '').toLowerCase()),
		/** The id stays; nobody answers to the old handle any more, and anybody may take it. */
		renameUser(user: User, handle: string): void {
			const before = user.handle;
			handles.delete(before.toLowerCase());
			user.handle = handle;
			handles.set(handle.toLowerCase(), user);
			if (handle !== before)
				tell({ kind: 'renamed', what: 'handle', userId: user.id, before, after: handle });
		},
		deletePost,
		/** Reposts that are there, oldest first. */
		repostsOf: (post: Post): Post[] =>
			(reposts.get(post.versions[0]) ?? []).filter((repost) => !repost.deleted),
		isLatestVersion: (post: Post): boolean => post.versions.at(-1) === post.id,
		canSee,
		/** Whether the post is there and its author may be seen; of a repost, the author of the original too. */
		isShown: (viewerId: string | undefined, post: Post): boolean =>
			!post.deleted &&
			[post, ...(post.repostOf ? [posts.get(post.repostOf)!] : [])].every(({ authorId }) =>
				canSee(viewerId, users.get(authorId)!),
			),
	};
}

export const fullText = (post: Post): string => post.prefix + post.typed;
