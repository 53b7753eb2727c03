import type { IDataObject } from 'n8n-workflow';

import { InvalidItem } from '../../../../src/domain/field';
import type { MessageAddress } from '../../../../src/domain/policy/outgoing-action';
import { assertContent, composeWordings } from '../../../../src/n8n/x-care/compose';
import { readMedia } from '../../../../src/n8n/x-care/media';
import type { OperationCall, OutgoingOperation } from '../../../../src/n8n/x-care/operation';
import {
	readOnceKey,
	readText,
	readUserId,
	toPassingKey,
} from '../../../../src/n8n/x-care/parameters';
import { userLocator } from '../../fields/locators';
import { safety } from '../../fields/safety';
import { media, textFields } from '../../fields/text';

export const send: OutgoingOperation = {
	effect: 'outgoing',
	spending: 'care',
	properties: [
		{
			displayName: 'Send To',
			name: 'sendTo',
			type: 'options',
			default: 'user',
			options: [
				{ name: 'Conversation', value: 'conversation', description: 'One that exists, by its ID' },
				{ name: 'User', value: 'user', description: 'Somebody who has written to the account' },
			],
		},
		{
			...userLocator(
				'X takes automatic messages only to people who wrote first; all others leave by "To a Person", with a link for writing by hand',
				'={{ $json.message?.senderId ?? $json.event?.author.id }}',
			),
			displayOptions: { show: { sendTo: ['user'] } },
		},
		{
			displayName: 'Conversation ID',
			name: 'conversationId',
			type: 'string',
			default: '={{ $json.message?.conversationId }}',
			required: true,
			placeholder: 'e.g. 906948460078698496-944480690',
			displayOptions: { show: { sendTo: ['conversation'] } },
		},
		...textFields,
		{ ...media, description: 'One picture, GIF or film: X takes no more per message' },
		...safety,
	],
	async plan(call) {
		const message = call.item.json.message as IDataObject | undefined;
		const event = call.item.json.event as IDataObject | undefined;
		const to = await readAddress(call);
		const name = 'userId' in to ? to.userId : to.conversationId;
		const occasion = readOnceKey(call) || toId(message) || toId(event);
		const [text] = composeWordings(call, occasion || name);
		const files = await readMedia(call, 1);
		assertContent([text], files);
		const sender = typeof message?.senderId === 'string' ? message.senderId : '';
		const isAnswer = 'userId' in to ? sender === to.userId : message?.conversationId === name;
		return {
			actions: [{ kind: 'sendMessage', to, text, media: files }],
			key: `sendMessage ${name} ${occasion || toPassingKey(text, files)}`,
			...('userId' in to && { userId: to.userId }),
			...(isAnswer &&
				message?.direction === 'received' && {
					...(sender && { userId: sender }),
					received: String(message.text ?? ''),
				}),
		};
	},
};

async function readAddress(call: OperationCall): Promise<MessageAddress> {
	if (readText(call, 'sendTo', 'user') === 'user') return { userId: await readUserId(call) };
	const conversationId = readText(call, 'conversationId');
	if (/^\d{1,20}(-\d{1,20})?$/.test(conversationId)) return { conversationId };
	throw new InvalidItem(
		'Conversation ID',
		conversationId,
		'one such as 906948460078698496-944480690',
		"Take it from a message's conversationId.",
	);
}

const toId = (value: IDataObject | undefined): string =>
	typeof value?.id === 'string' ? value.id : '';
