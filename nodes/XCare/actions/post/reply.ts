import type { ReplyAction } from '../../../../src/domain/policy/outgoing-action';
import { findItemEvent, readOnceKey, readPostId } from '../../../../src/n8n/x-care/parameters';
import { assertContent, composePosts } from '../../../../src/n8n/x-care/compose';
import { readMedia } from '../../../../src/n8n/x-care/media';
import type { OutgoingOperation } from '../../../../src/n8n/x-care/operation';
import { postLocator } from '../../fields/locators';
import { safety } from '../../fields/safety';
import { postTextFields } from '../../fields/text';

export const reply: OutgoingOperation = {
	effect: 'outgoing',
	spending: 'care',
	properties: [
		postLocator(
			'Post to Answer',
			'findMentions',
			'X takes automatic replies only to posts that name or quote the account; all others leave by "To a Person", with a link for answering by hand',
		),
		...postTextFields,
		...safety,
	],
	async plan(call) {
		const toPostId = readPostId(call, 'postId', 'Post to Answer');
		const [first, ...others] = composePosts(call, toPostId);
		const media = await readMedia(call);
		assertContent(first, media);
		const toAction = (texts: string[]): ReplyAction => ({ kind: 'reply', toPostId, texts, media });
		return {
			actions: [toAction(first), ...others.map(toAction)],
			key: `reply ${readOnceKey(call) || toPostId}`,
			event: findItemEvent(call, toPostId),
		};
	},
};
