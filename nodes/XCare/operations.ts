import type { Operation } from '../../src/n8n/x-care/operation';
import { checkUp } from './actions/account/check-up';
import { check as checkActivity } from './actions/activity/check';
import { repair as repairActivity } from './actions/activity/repair';
import { getMany as getManyMessages } from './actions/direct-message/get-many';
import { send } from './actions/direct-message/send';
import { hash } from './actions/ledger/hash';
import { redact } from './actions/ledger/redact';
import { seal } from './actions/ledger/seal';
import { verify } from './actions/ledger/verify';
import { deletePost, hideReply, repost, undoRepost, unhideReply } from './actions/post/changes';
import { count } from './actions/post/count';
import { get as getPost } from './actions/post/get';
import { getConversation } from './actions/post/get-conversation';
import { getMany as getManyPosts } from './actions/post/get-many';
import { getMentions } from './actions/post/get-mentions';
import { publish } from './actions/post/publish';
import { reply } from './actions/post/reply';
import { search } from './actions/post/search';
import { blockMessages, mute, unblockMessages, unmute } from './actions/user/changes';
import { getFollowers, getFollowing } from './actions/user/follows';
import { get as getUser } from './actions/user/get';
import { getMany as getManyUsers } from './actions/user/get-many';

/** Every operation, by resource and operation as the parameters name them. */
export const operations = {
	account: { checkUp },
	activity: { check: checkActivity, repair: repairActivity },
	directMessage: {
		blockSender: blockMessages,
		getMany: getManyMessages,
		send,
		unblockSender: unblockMessages,
	},
	ledger: { hash, redact, seal, verify },
	post: {
		count,
		delete: deletePost,
		get: getPost,
		getConversation,
		getMany: getManyPosts,
		getMentions,
		hideReply,
		publish,
		reply,
		repost,
		search,
		undoRepost,
		unhideReply,
	},
	user: { get: getUser, getFollowers, getFollowing, getMany: getManyUsers, mute, unmute },
} as const satisfies Record<string, Record<string, Operation>>;

/** Undefined when there is no such operation. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	const all: Record<string, Record<string, Operation>> = operations;
	return all[resource]?.[operation];
}
