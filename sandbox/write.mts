import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { isId } from './ids.mts';
import {
	findCashtags,
	findLinks,
	findMentions,
	weightedLength,
	MAX_WEIGHTED_LENGTH,
} from './post-text.mts';
import type { Charge } from './ledger.mts';
import {
	forbidden,
	invalidRequest,
	missingResource,
	notSummoned,
	problem,
	type Answer,
} from './problems.mts';
import { codePoints } from './post-text.mts';
import { fullText, type Post, type World } from './world.mts';

/** The account's own posts: create and delete, with the rules X has for self-serve plans. */

const KNOWN_KEYS = new Set([
	'text',
	'reply',
	'quote_tweet_id',
	'media',
	'poll',
	'reply_settings',
	'direct_message_deep_link',
	'made_with_ai',
	'paid_partnership',
	'edit_options',
	'community_id',
	'share_with_followers',
	'nullcast',
	'for_super_followers_only',
	'card_uri',
	'geo',
]);
const EXCLUSIVE_KEYS = ['media', 'poll', 'quote_tweet_id', 'card_uri', 'direct_message_deep_link'];
const REPLY_SETTINGS = ['following', 'mentionedUsers', 'subscribers', 'verified'];
const DUPLICATE_WINDOW_MS = 24 * 3_600_000;

interface NewPost {
	text: string;
	replyTo?: string;
	exclude: string[];
}

export function createPost(call: ApiCall): Result {
	const draft = readNewPost(call.body);
	if ('status' in draft) return draft;
	const { world, settings, clock } = call.universe;
	const authorId = call.caller.userId!;
	const parent = draft.replyTo === undefined ? undefined : world.posts.get(draft.replyTo);
	if (draft.replyTo !== undefined && !isVisible(world, authorId, parent)) {
		return forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');
	}
	if (weightedLength(draft.text) > MAX_WEIGHTED_LENGTH) {
		return forbidden(
			'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.',
		);
	}
	if (findCashtags(draft.text).length > 1) {
		return forbidden('Posts with more than one cashtag are not allowed.');
	}
	const summoned =
		parent !== undefined && isSummoned(world, parent, authorId, settings.implicitSummon);
	if (parent && parent.authorId !== authorId && !summoned)
		return notSummoned(settings.summonVariant);

	const repeated = world.order.some(
		(post) =>
			post.authorId === authorId &&
			!post.deleted &&
			post.typed === draft.text &&
			post.inReplyToUserId === parent?.authorId &&
			clock.now() - post.createdAtMs < DUPLICATE_WINDOW_MS,
	);
	if (repeated) return forbidden('You are not allowed to create a Tweet with duplicate content.');

	const post = world.addPost({
		authorId,
		typed: draft.text,
		inReplyTo: parent,
		excludeFromPrefix: draft.exclude,
	});
	return {
		status: 201,
		body: { data: { id: post.id, text: fullText(post), edit_history_tweet_ids: [post.id] } },
		charges: [{ item: priceOf(draft.text, summoned) }],
		note: `posted ${post.id}`,
	};
}

export function deletePost(call: ApiCall): Result {
	const [id] = call.params;
	if (!isId(id)) return badParameter('id', id);
	const post = call.universe.world.posts.get(id);
	if (!post || post.deleted) return problem(404, missingResource('tweet', 'id', id));
	if (post.authorId !== call.caller.userId) {
		return forbidden('You are not authorized to delete this Tweet.');
	}
	call.universe.world.deletePost(post);
	return ok({ data: { deleted: true } }, [{ item: 'content manage' }]);
}

/** The author named the account in words of their own, or quoted one of its posts. */
function isSummoned(
	world: World,
	parent: Post,
	accountId: string,
	implicitCounts: boolean,
): boolean {
	if (parent.quoteOf && world.posts.get(parent.quoteOf)?.authorId === accountId) return true;
	if (implicitCounts && parent.mentioned.has(accountId)) return true;
	const visibleFrom = codePoints(parent.prefix);
	return findMentions(fullText(parent)).some(
		({ start, value }) => start >= visibleFrom && world.userByHandle(value)?.id === accountId,
	);
}

// X does not say what a summoned reply with a link costs; the dearer reading is the safe one.
function priceOf(text: string, summoned: boolean): Charge['item'] {
	if (findLinks(text).length > 0) return 'post create with link';
	return summoned ? 'summoned reply' : 'post create';
}

const isVisible = (world: World, viewerId: string, post: Post | undefined): boolean =>
	post !== undefined && !post.deleted && world.canSee(viewerId, world.users.get(post.authorId)!);

function readNewPost(body: unknown): NewPost | Answer {
	if (!isRecord(body)) return invalidRequest('Requests must have a JSON object as body.');
	const unknown = Object.keys(body).find((key) => !KNOWN_KEYS.has(key));
	if (unknown !== undefined) {
		return badField(
			unknown,
			'is not defined in the schema and the schema does not allow additional properties',
		);
	}
	const exclusive = EXCLUSIVE_KEYS.filter((key) => body[key] !== undefined);
	if (exclusive.length > 1)
		return badField(exclusive[1], `is mutually exclusive with ${exclusive[0]}`);
	if (body.quote_tweet_id !== undefined) {
		return forbidden(
			'Quoting this post is not allowed because you have not been mentioned or are not part of the conversation thread of the post you are quoting.',
		);
	}
	if (body.media !== undefined) return badField('media.media_ids', 'Your media IDs are invalid.');
	if (body.edit_options !== undefined) return forbidden('You are not permitted to edit this Post.');
	if (body.reply_settings !== undefined && !REPLY_SETTINGS.includes(String(body.reply_settings))) {
		return badField(
			'reply_settings',
			`does not have a value in the enumeration ["${REPLY_SETTINGS.join('", "')}"]`,
		);
	}
	if (typeof body.text !== 'string' || body.text.trim() === '') {
		return badField('text', 'must be present and must not be empty');
	}
	if (body.reply === undefined) return { text: body.text, exclude: [] };
	const reply = body.reply;
	if (
		!isRecord(reply) ||
		typeof reply.in_reply_to_tweet_id !== 'string' ||
		!isId(reply.in_reply_to_tweet_id)
	) {
		return badField('reply.in_reply_to_tweet_id', 'does not match the regex pattern ^[0-9]{1,19}$');
	}
	const exclude = reply.exclude_reply_user_ids ?? [];
	if (!Array.isArray(exclude) || !exclude.every((id) => typeof id === 'string' && isId(id))) {
		return badField('reply.exclude_reply_user_ids', 'must be a list of user ids');
	}
	return { text: body.text, replyTo: reply.in_reply_to_tweet_id, exclude: exclude as string[] };
}

const badField = (field: string, why: string): Answer => invalidRequest(`$.${field}: ${why}`);

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
