import type { INodeProperties } from 'n8n-workflow';

import type { PostAction } from '../../../../src/domain/policy/outgoing-action';
import type { OutgoingOperation } from '../../../../src/n8n/x-care/operation';
import { findItemEvent, readPostId } from '../../../../src/n8n/x-care/parameters';
import { postLocator } from '../../fields/locators';
import { safety } from '../../fields/safety';
import { approval } from '../../fields/text';

/** An operation that does something to a post that exists. */
const changePost = (
	kind: PostAction['kind'],
	spending: OutgoingOperation['spending'],
	properties: INodeProperties[],
): OutgoingOperation => ({
	effect: 'outgoing',
	spending,
	properties: [...properties, ...safety],
	async plan(call) {
		const postId = readPostId(call);
		return {
			actions: [{ kind, postId }],
			key: `${kind} ${postId}`,
			event: findItemEvent(call, postId),
		};
	},
});

export const repost = changePost('repost', 'publishing', [
	postLocator(
		'Post',
		'findMentions',
		'A post of somebody else needs a name in Approved By, unless the account is protected',
	),
	approval,
]);

export const undoRepost = changePost('undoRepost', 'care', [
	postLocator('Post', 'findMentions', 'The original post, not the repost'),
]);

export const hideReply = changePost('hideReply', 'care', [
	postLocator('Post', 'findMentions', 'A reply in a conversation that the account started'),
]);

export const unhideReply = changePost('unhideReply', 'care', [
	postLocator('Post', 'findMentions', 'A reply that the account has hidden'),
]);

export const deletePost = changePost('deletePost', 'care', [
	postLocator('Post', 'findOwnPosts', 'A post of the account itself'),
]);
