import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { isId } from './ids.mts';
import { refuseOtherUser } from './own-account.mts';
import { forbidden, invalidRequest, missingResource, problem } from './problems.mts';

/** What an account does about replies and people it does not want to see. */

/** `PUT /2/tweets/:tweet_id/hidden`: replies of others in conversations the account began. */
export function hideReply(call: ApiCall): Result {
	const [id] = call.params;
	if (!isId(id)) return badParameter('tweet_id', id);
	const { hidden } = (call.body ?? {}) as { hidden?: unknown };
	if (typeof hidden !== 'boolean') return invalidRequest('$.hidden: must be true or false');
	const { world } = call.universe;
	const userId = call.caller.userId!;
	const post = world.posts.get(id);
	if (!post || !world.isShown(userId, post)) {
		return problem(404, missingResource('tweet', 'tweet_id', id));
	}
	const root = world.posts.get(post.conversationId);
	if (!post.inReplyTo || post.authorId === userId || root?.authorId !== userId) {
		return forbidden('You are not allowed to hide or unhide this reply.');
	}
	for (const version of post.versions) world.posts.get(version)!.hidden = hidden;
	return ok({ data: { hidden } }, [{ item: 'content manage' }]);
}

export function mute(call: ApiCall): Result {
	const [ownId] = call.params;
	const refused = refuseOtherUser(call, 'id', ownId);
	if (refused) return refused;
	const { target_user_id: targetId } = (call.body ?? {}) as { target_user_id?: unknown };
	if (typeof targetId !== 'string' || !isId(targetId)) {
		return invalidRequest('$.target_user_id: does not match the regex pattern ^[0-9]{1,19}$');
	}
	if (targetId === ownId) return invalidRequest('$.target_user_id: you cannot mute yourself');
	const { world } = call.universe;
	const target = world.users.get(targetId);
	if (!target || target.suspended) {
		return problem(404, missingResource('user', 'target_user_id', targetId));
	}
	world.relations.relate('mute', ownId, targetId);
	return ok({ data: { muting: true } }, [{ item: 'privacy update' }]);
}

/** Says no more than that the person is not muted now, also when they were not. */
export function unmute(call: ApiCall): Result {
	const [ownId, targetId] = call.params;
	const refused = refuseOtherUser(call, 'source_user_id', ownId);
	if (refused) return refused;
	if (!isId(targetId)) return badParameter('target_user_id', targetId);
	const { world } = call.universe;
	if (!world.users.has(targetId)) {
		return problem(404, missingResource('user', 'target_user_id', targetId));
	}
	world.relations.unrelate('mute', ownId, targetId);
	return ok({ data: { muting: false } }, [{ item: 'mute delete' }]);
}
