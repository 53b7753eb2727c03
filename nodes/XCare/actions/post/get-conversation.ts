import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { settleList, toListRules } from '../../../../src/n8n/x-care/list-rules';
import { readFlag, readPostId } from '../../../../src/n8n/x-care/parameters';
import { toPostItems, toReading } from '../../../../src/n8n/x-care/post-items';
import { fetchConversation } from '../../../../src/x/conversation';
import { returnAllAndLimit, simplify } from '../../fields/lists';
import { pricesUsd } from '../../../../src/x/prices';
import { postLocator } from '../../fields/locators';

const spending = 'mentions and conversations';

export const getConversation: ReadOperation = {
	effect: 'read',
	spending,
	properties: [
		postLocator(
			'Post',
			'findMentions',
			'Any post of the conversation. Its first post comes, and the replies of the last seven days, oldest first.',
		),
		...returnAllAndLimit,
		simplify,
	],
	async read(call) {
		const found = await fetchConversation(call.session.client, readPostId(call), {
			...(await toReading(call)),
			...toListRules(call, spending, pricesUsd.postRead),
		});
		settleList(call, found);
		return toPostItems(found.posts, found.raw, readFlag(call, 'simplify'));
	},
};
