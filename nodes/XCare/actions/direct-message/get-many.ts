import type { MessageAddress } from '../../../../src/domain/policy/outgoing-action';
import { toListItems } from '../../../../src/n8n/x-care/list-items';
import { settleList, toListRules } from '../../../../src/n8n/x-care/list-rules';
import type { OperationCall, ReadOperation } from '../../../../src/n8n/x-care/operation';
import { readText, readUserId } from '../../../../src/n8n/x-care/parameters';
import { fetchMessages } from '../../../../src/x/messages';
import { pricesUsd } from '../../../../src/x/prices';
import { returnAllAndLimit, simplify } from '../../fields/lists';
import { userLocator } from '../../fields/locators';

const spending = 'mentions and conversations';

export const getMany: ReadOperation = {
	effect: 'read',
	spending,
	properties: [
		{
			displayName:
				'X shows the messages of the last 30 days, sent ones included, at $0.010 each, and takes 15 calls a quarter of an hour. Encrypted chats are not shown.',
			name: 'messageNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'options',
			default: 'all',
			options: [
				{ name: 'All Conversations', value: 'all' },
				{ name: 'One Conversation', value: 'conversation' },
				{ name: 'One User', value: 'user' },
			],
		},
		{
			...userLocator('The other side of the conversation'),
			displayOptions: { show: { from: ['user'] } },
		},
		{
			displayName: 'Conversation ID',
			name: 'conversationId',
			type: 'string',
			default: '={{ $json.message?.conversationId }}',
			required: true,
			placeholder: 'e.g. 906948460078698496-944480690',
			displayOptions: { show: { from: ['conversation'] } },
		},
		...returnAllAndLimit,
		simplify,
	],
	async read(call) {
		const { id, handle } = await call.session.account();
		const found = await fetchMessages(call.session.client, {
			account: { id, handle },
			...(await toAddress(call)),
			...toListRules(call, spending, pricesUsd.messageRead),
		});
		settleList(call, found);
		return toListItems(call, 'message', found.messages, found.raw);
	},
};

async function toAddress(call: OperationCall): Promise<{ in?: MessageAddress }> {
	const from = readText(call, 'from', 'all');
	if (from === 'user') return { in: { userId: await readUserId(call) } };
	if (from === 'conversation') {
		return { in: { conversationId: readText(call, 'conversationId') } };
	}
	return {};
}
