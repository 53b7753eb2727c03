import type { Clock } from './clock.mts';
import { compareIds, createIdMint } from './ids.mts';
import { findMentions, guessLanguage } from './post-text.mts';

/** Everything that exists on this X: people and posts. `connection` is their relation to the company account. */
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
	connection: string[];
	receivesYourDm: boolean;
}

export interface Media {
	key: string;
	type: 'photo' | 'video' | 'animated_gif';
	url: string;
	altText?: string;
}

export interface Post {
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
	/** All versions, oldest first; one array shared by every version. */
	versions: string[];
	media: Media[];
	lang: string;
	deleted: boolean;
	/** Ids of the people named in the whole text, auto-populated handles included. */
	mentioned: Set<string>;
}

export interface PostDraft {
	authorId: string;
	typed: string;
	inReplyTo?: Post;
	excludeFromPrefix?: string[];
	quoteOf?: string;
	editOf?: Post;
	media?: Array<Omit<Media, 'key'>>;
	lang?: string;
	createdAtMs?: number;
}

export type World = ReturnType<typeof createWorld>;

export function createWorld(clock: Clock) {
	const mint = createIdMint();
	const users = new Map<string, User>();
	const handles = new Map<string, User>();
	const posts = new Map<string, Post>();
	/** Newest last, deleted ones included: they keep their place in a timeline. */
	const order: Post[] = [];

	function addUser(user: Omit<User, 'id'> & { id?: string }): User {
		const added: User = { ...user, id: user.id ?? mint(clock.now()) };
		users.set(added.id, added);
		handles.set(added.handle.toLowerCase(), added);
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
			versions,
			media: (draft.media ?? draft.editOf?.media ?? []).map((item, index) => ({
				...item,
				key: `${item.type === 'photo' ? 3 : item.type === 'video' ? 7 : 16}_${BigInt(id) + BigInt(index)}`,
			})),
			lang: draft.lang ?? guessLanguage(draft.typed),
			deleted: false,
			mentioned: new Set(
				findMentions(prefix + draft.typed).flatMap(
					(span) => handles.get(span.value.toLowerCase())?.id ?? [],
				),
			),
		};
		posts.set(id, post);
		insertInOrder(post);
		return post;
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
		let at = order.length;
		while (at > 0 && compareIds(order[at - 1].id, post.id) > 0) at--;
		order.splice(at, 0, post);
	}

	return {
		users,
		posts,
		order,
		addUser,
		addPost,
		userByHandle: (handle: string): User | undefined =>
			handles.get(handle.replace(/^@/, '').toLowerCase()),
		/** Deleting one version deletes them all. */
		deletePost(post: Post): void {
			for (const id of post.versions) posts.get(id)!.deleted = true;
		},
		isLatestVersion: (post: Post): boolean => post.versions.at(-1) === post.id,
		/** Whether `viewerId` (absent: an app without a user) may see the posts of this author. */
		canSee(viewerId: string | undefined, author: User): boolean {
			if (author.suspended) return false;
			if (!author.protected || viewerId === author.id) return true;
			return viewerId !== undefined && author.connection.includes('following');
		},
	};
}

export const fullText = (post: Post): string => post.prefix + post.typed;
