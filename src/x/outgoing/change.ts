import type { PersonAction, PostAction } from '../../domain/policy/outgoing-action';
import { type CallArguments, sendX } from '../call';
import { endpoints, type OutgoingName } from '../endpoints';
import { parseRecord } from '../envelope';
import { toMalformed } from '../failure';
import { pricesUsd } from '../prices';
import type { Sending } from './sending';

interface Change {
	name: OutgoingName;
	args: CallArguments;
	/** What X says when it is done. */
	isDone: (data: Record<string, unknown>) => boolean;
}

/** What happens to a post that exists, or to what a person may do; each can be asked for twice without harm. */
const changes: Record<
	(PostAction | PersonAction)['kind'],
	(subjectId: string, ownId: string) => Change
> = {
	repost: (postId, userId) => ({
		name: 'repost',
		args: { path: { userId }, body: { tweet_id: postId } },
		isDone: ({ retweeted }) => retweeted === true,
	}),
	undoRepost: (postId, userId) => ({
		name: 'undoRepost',
		args: { path: { userId, postId } },
		isDone: ({ retweeted }) => retweeted === false,
	}),
	hideReply: (id) => ({
		name: 'hideReply',
		args: { path: { id }, body: { hidden: true } },
		isDone: ({ hidden }) => hidden === true,
	}),
	unhideReply: (id) => ({
		name: 'hideReply',
		args: { path: { id }, body: { hidden: false } },
		isDone: ({ hidden }) => hidden === false,
	}),
	deletePost: (id) => ({
		name: 'deletePost',
		args: { path: { id } },
		isDone: ({ deleted }) => deleted === true,
	}),
	blockMessages: (id) => ({
		name: 'blockMessages',
		args: { path: { id } },
		isDone: ({ blocked }) => blocked === true,
	}),
	unblockMessages: (id) => ({
		name: 'unblockMessages',
		args: { path: { id } },
		isDone: ({ blocked }) => blocked === false,
	}),
	mute: (target, userId) => ({
		name: 'mute',
		args: { path: { userId }, body: { target_user_id: target } },
		isDone: ({ muting }) => muting === true,
	}),
	unmute: (targetId, userId) => ({
		name: 'unmute',
		args: { path: { userId, targetId } },
		isDone: ({ muting }) => muting === false,
	}),
};

/** Makes one change to a post or a person. Throws `HttpFailure`. */
export async function makeChange(sending: Sending<PostAction | PersonAction>): Promise<void> {
	const { client, permit, account } = sending;
	const { action } = permit;
	const subjectId = 'postId' in action ? action.postId : action.userId;
	const { name, args, isDone } = changes[action.kind](subjectId, account.id);
	const answer = await sendX(client, permit, name, args);
	if (!isDone(parseRecord(answer))) throw toMalformed(answer.call, answer.body);
	const item = endpoints[name].price;
	sending.onCharges([{ item, unitUsd: pricesUsd[item] }]);
	sending.onSent(subjectId);
}
