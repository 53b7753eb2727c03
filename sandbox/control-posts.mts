import { X_EPOCH_MS } from './ids.mts';
import {
	ControlInputError,
	readFields,
	readMatching,
	readOneOf,
	readOptionalText,
	readText,
	readTime,
	readWhole,
} from './control-input.mts';
import { REPLY_SETTINGS } from './reply-settings.mts';
import type { Universe } from './state.mts';
import type { Media, Post, PostDraft } from './world.mts';

/** Control routes that make, repeat and delete posts. */

const POST_FIELDS = [
	'from',
	'text',
	'inReplyTo',
	'quote',
	'editOf',
	'media',
	'replySettings',
	'lang',
	'createdAt',
];
const MAX_TEXT = 25_000;
const MAX_BULK = 20_000;

/** One post, or a list of them; a list with a mistake in it makes none. */
export function addPosts(universe: Universe, body: unknown) {
	if (!Array.isArray(body)) return make(universe, readDraft(universe, body));
	if (body.length > MAX_BULK) {
		throw new ControlInputError(
			'body',
			`${body.length} posts`,
			`Send at most ${MAX_BULK} at once.`,
		);
	}
	const drafts = body.map((item: unknown, index) => {
		try {
			return readDraft(universe, item);
		} catch (error) {
			if (!(error instanceof ControlInputError)) throw error;
			throw new ControlInputError(`[${index}].${error.field}`, error.value, error.fix);
		}
	});
	return drafts.map((draft) => make(universe, draft));
}

export function removePost(universe: Universe, id: string) {
	const post = findPost(universe, 'id', id);
	universe.world.deletePost(post);
	return { deleted: true, versions: post.versions };
}

export function repeatPost(universe: Universe, body: unknown) {
	const fields = readFields(body, ['postId', 'times']);
	const post = findPost(universe, 'postId', fields.postId);
	const times = readWhole(fields, 'times', 1, 1000) ?? 1;
	universe.duplicates.set(post.id, times);
	return { postId: post.id, times };
}

function readDraft(universe: Universe, body: unknown): PostDraft {
	const { world } = universe;
	const fields = readFields(body, POST_FIELDS);
	const handle = readText(fields, 'from', 16);
	const author = world.userByHandle(handle);
	if (!author) {
		throw new ControlInputError(
			'from',
			handle,
			'Nobody has that handle; make the user first with POST /control/users.',
		);
	}
	const optional = (name: string) =>
		fields[name] === undefined ? undefined : findPost(universe, name, fields[name]);
	const editOf = optional('editOf');
	if (editOf && editOf.authorId !== author.id) {
		throw new ControlInputError(
			'editOf',
			editOf.id,
			`Only @${world.users.get(editOf.authorId)?.handle} can edit it.`,
		);
	}
	if (editOf?.inReplyTo) {
		throw new ControlInputError(
			'editOf',
			editOf.id,
			'X does not let replies be edited; edit a post that is none.',
		);
	}
	if (editOf && !world.isLatestVersion(editOf)) {
		throw new ControlInputError(
			'editOf',
			editOf.id,
			`Edit the latest version: ${editOf.versions.at(-1)}.`,
		);
	}
	return {
		authorId: author.id,
		typed: readText(fields, 'text', MAX_TEXT),
		inReplyTo: optional('inReplyTo'),
		quoteOf: optional('quote')?.id,
		editOf,
		media: fields.media === undefined ? undefined : readMedia(fields.media),
		replySettings: readOneOf(fields, 'replySettings', REPLY_SETTINGS),
		lang:
			fields.lang === undefined
				? undefined
				: readMatching(fields, 'lang', /^[A-Za-z-]{2,12}$/, 'Send a language tag such as en.'),
		createdAtMs: readTime(fields, 'createdAt', X_EPOCH_MS),
	};
}

function make(universe: Universe, draft: PostDraft) {
	const post = universe.world.addPost(draft);
	return { id: post.id, conversationId: post.conversationId };
}

export function findPost(universe: Universe, field: string, id: unknown): Post {
	const post = typeof id === 'string' ? universe.world.posts.get(id) : undefined;
	if (post && !post.deleted) return post;
	const why = post ? 'That post was deleted.' : 'No such post.';
	throw new ControlInputError(
		field,
		id,
		`${why} Send the id (a string) that POST /control/posts answered.`,
	);
}

/** A list of 1 to `most` media objects. */
export function readMedia(value: unknown, most = 4): Array<Omit<Media, 'key'>> {
	if (!Array.isArray(value) || value.length < 1 || value.length > most) {
		throw new ControlInputError('media', value, `Send a list of 1 to ${most} media objects.`);
	}
	return value.map((item: unknown) => {
		const fields = readFields(item, ['type', 'url', 'altText'], 'media');
		return {
			type: readOneOf(fields, 'type', ['photo', 'video', 'animated_gif'] as const) ?? 'photo',
			url: readMatching(fields, 'url', /^https?:\/\/\S+$/, 'Send an http(s) address.'),
			altText: readOptionalText(fields, 'altText', 1000),
		};
	});
}
