import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { isId } from './ids.mts';
import { codePoints, cut } from './post-text.mts';
import {
	alreadyReposted,
	forbidden,
	invalidRequest,
	missingResource,
	problem,
} from './problems.mts';
import { refuseOtherUser } from './own-account.mts';
import { fullText, type Post, type World } from './world.mts';

/** An account puts somebody's post before its own followers. */

const SHOWN_CODE_POINTS = 140;

export function repost(call: ApiCall): Result {
	const { world, settings } = call.universe;
	const userId = call.caller.userId!;
	const refused = refuseOtherUser(call, 'id', call.params[0]);
	if (refused) return refused;
	const id = readPostId(call.body);
	if (id === undefined)
		return invalidRequest('$.tweet_id: does not match the regex pattern ^[0-9]{1,19}$');
	const named = world.posts.get(id);
	const original = named?.repostOf ? world.posts.get(named.repostOf) : named;
	if (!original || original.deleted || world.users.get(original.authorId)!.suspended) {
		return problem(404, missingResource('tweet', 'tweet_id', id));
	}
	if (world.users.get(original.authorId)!.protected && original.authorId !== userId) {
		return forbidden('You are not permitted to retweet a Tweet of a protected account.');
	}
	if (findRepost(world, userId, original)) return alreadyReposted(settings.repostVariant, id);
	const made = addRepost(world, userId, original);
	return {
		...ok({ data: { retweeted: true, rest_id: made.id } }, [{ item: 'repost' }]),
		note: `reposted ${original.id} as ${made.id}`,
	};
}

/** Says no more than that nothing is reposted now, also when nothing was. */
export function undoRepost(call: ApiCall): Result {
	const [ownId, id] = call.params;
	const refused = refuseOtherUser(call, 'id', ownId);
	if (refused) return refused;
	if (!isId(id)) return badParameter('source_tweet_id', id);
	const { world } = call.universe;
	const named = world.posts.get(id);
	const original = named?.repostOf ? world.posts.get(named.repostOf) : named;
	if (!original) return problem(404, missingResource('tweet', 'source_tweet_id', id));
	const made = findRepost(world, ownId, original);
	if (made) world.deletePost(made);
	return ok({ data: { retweeted: false } }, [{ item: 'content manage' }]);
}

/** The repost as a post of its own; X cuts its text, whole is only the original. */
export function addRepost(world: World, userId: string, original: Post): Post {
	const { handle } = world.users.get(original.authorId)!;
	const whole = `RT @${handle}: ${fullText(original)}`;
	const isCut = codePoints(whole) > SHOWN_CODE_POINTS;
	return world.addPost({
		authorId: userId,
		typed: isCut ? `${cut(whole, SHOWN_CODE_POINTS - 1)}…` : whole,
		repostOf: original,
		lang: original.lang,
	});
}

export const findRepost = (world: World, userId: string, original: Post): Post | undefined =>
	world.repostsOf(original).find((made) => made.authorId === userId);

function readPostId(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const { tweet_id: id, ...rest } = body as Record<string, unknown>;
	const isWhole = typeof id === 'string' && isId(id) && Object.keys(rest).length === 0;
	return isWhole ? id : undefined;
}
