import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { isId } from './ids.mts';
import { CATEGORIES } from './media-categories.mts';
import { toMedia } from './media-store.mts';
import { readNewPost, type NewPost } from './new-post.mts';
import {
	codePoints,
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
import { mayReply } from './reply-settings.mts';
import { fullText, type Media, type Post, type World } from './world.mts';

/** The account's own posts: create and delete, with the rules X has for self-serve plans. */

const DUPLICATE_WINDOW_MS = 24 * 3_600_000;
const MAX_PREMIUM_LENGTH = 25_000;
/** Beyond any text X takes; weighing it would keep the sandbox busy for long. */
const MAX_CHARACTERS = { plain: 20_000, premium: 100_000 };

export function createPost(call: ApiCall): Result {
	const draft = readNewPost(call.body);
	if ('status' in draft) return draft;
	const { world, settings } = call.universe;
	const authorId = call.caller.userId!;
	const parent = draft.replyTo === undefined ? undefined : world.posts.get(draft.replyTo);
	if (draft.replyTo !== undefined && !(parent && world.isShown(authorId, parent))) {
		return forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');
	}
	const refused = refuseText(draft.text, settings.premium);
	if (refused) return refused;
	const summoned =
		parent !== undefined && isSummoned(world, parent, authorId, settings.implicitSummon);
	if (parent && !mayReply(world, parent, authorId)) {
		return forbidden('The original Tweet author restricted who can reply to this Tweet.');
	}
	if (parent && parent.authorId !== authorId && !summoned)
		return notSummoned(settings.summonVariant);
	const media = findMedia(call, draft);
	if ('status' in media) return media;
	if (isRepeated(call, draft, parent, media)) {
		return forbidden('You are not allowed to create a Tweet with duplicate content.');
	}

	const post = world.addPost({
		authorId,
		typed: draft.text,
		inReplyTo: parent,
		excludeFromPrefix: draft.exclude,
		media,
		replySettings: draft.replySettings,
		madeWithAi: draft.madeWithAi,
		directMessageLink: draft.directMessageLink,
		poll: draft.poll,
		taggedUserIds: draft.taggedUserIds,
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

function refuseText(text: string, premium: boolean): Answer | undefined {
	const isEndless = text.length > MAX_CHARACTERS[premium ? 'premium' : 'plain'];
	const most = premium ? MAX_PREMIUM_LENGTH : MAX_WEIGHTED_LENGTH;
	if (isEndless || weightedLength(text) > most) {
		return forbidden(
			'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.',
		);
	}
	return findCashtags(text).length > 1
		? forbidden('Posts with more than one cashtag are not allowed.')
		: undefined;
}

/** Up to four pictures, or one animation, or one film; all uploaded by the author, for posts, and ready. */
function findMedia(call: ApiCall, { mediaIds, taggedUserIds }: NewPost): Media[] | Answer {
	const { media, world } = call.universe;
	const uploads = mediaIds.map((id) => media.findReady(id, call.caller.userId!));
	const found = uploads.filter((upload) => upload && CATEGORIES[upload.category].use === 'tweet');
	if (found.length < mediaIds.length) {
		return invalidRequest('Your media IDs are invalid.', { 'media.media_ids': mediaIds });
	}
	const attached = found.map((upload) => toMedia(upload!));
	if (attached.length > 1 && attached.some(({ type }) => type !== 'photo')) {
		return invalidRequest(
			'$.media.media_ids: up to 4 photos, or 1 GIF, or 1 video can be attached',
		);
	}
	const stranger = taggedUserIds.find((id) => !world.users.has(id));
	return stranger === undefined
		? attached
		: invalidRequest(`$.media.tagged_user_ids: nobody has the id ${stranger}`);
}

/** The same words to the same person with the same pictures, within a day. */
function isRepeated(
	{ universe: { world, clock }, caller }: ApiCall,
	{ text }: NewPost,
	parent: Post | undefined,
	media: Media[],
): boolean {
	const keys = (list: Media[]) => list.map(({ key }) => key).join();
	return world.order.some(
		(post) =>
			post.authorId === caller.userId &&
			!post.deleted &&
			!post.repostOf &&
			post.typed === text &&
			keys(post.media) === keys(media) &&
			post.inReplyToUserId === parent?.authorId &&
			clock.now() - post.createdAtMs < DUPLICATE_WINDOW_MS,
	);
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
