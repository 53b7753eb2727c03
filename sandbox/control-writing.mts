import type { ControlCall } from './control.mts';
import { ControlInputError, readFields, readText } from './control-input.mts';
import { findPost } from './control-posts.mts';
import { addRepost, findRepost } from './reposts.mts';
import type { Universe } from './state.mts';

/** Control routes for: what an account does to posts and people, and media. */
export const WRITING_CONTROLS: Record<string, (call: ControlCall) => unknown> = {
	'POST /control/reposts': ({ sandbox, body }) => addOneRepost(sandbox.current, body),
};

/** Somebody reposts: `{ from, postId }`. */
function addOneRepost(universe: Universe, body: unknown) {
	const { world } = universe;
	const fields = readFields(body, ['from', 'postId']);
	const handle = readText(fields, 'from', 16);
	const user = world.userByHandle(handle);
	if (!user) throw new ControlInputError('from', handle, 'Nobody has that handle.');
	const named = findPost(universe, 'postId', fields.postId);
	const original = named.repostOf ? world.posts.get(named.repostOf)! : named;
	if (findRepost(world, user.id, original)) {
		throw new ControlInputError('postId', original.id, `@${user.handle} has reposted it already.`);
	}
	return { id: addRepost(world, user.id, original).id };
}
