import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { settleList, toListRules } from '../../../../src/n8n/x-care/list-rules';
import { readPostId } from '../../../../src/n8n/x-care/parameters';
import { toListItems } from '../../../../src/n8n/x-care/list-items';
import { toReading } from '../../../../src/n8n/x-care/reading';
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
		return toListItems(call, 'event', found.posts, found.raw);
	},
};
