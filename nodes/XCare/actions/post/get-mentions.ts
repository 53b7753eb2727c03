import { InvalidItem } from '../../../../src/domain/field';
import { isId } from '../../../../src/domain/post-id';
import { settleList, toListRules } from '../../../../src/n8n/x-care/list-rules';
import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { readText } from '../../../../src/n8n/x-care/parameters';
import { toListItems } from '../../../../src/n8n/x-care/list-items';
import { toReading } from '../../../../src/n8n/x-care/reading';
import { pricesUsd } from '../../../../src/x/prices';
import { listMentions } from '../../../../src/x/mention-list';
import { returnAllAndLimit, simplify } from '../../fields/lists';

const spending = 'mentions and conversations';

export const getMentions: ReadOperation = {
	effect: 'read',
	spending,
	properties: [
		{
			displayName:
				'To react to every new mention once, use the X Care Trigger: it remembers how far it has read.',
			name: 'triggerNotice',
			type: 'notice',
			default: '',
		},
		...returnAllAndLimit,
		{
			displayName: 'Newer Than Post (ID)',
			name: 'sinceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1301573587187331074',
			description: 'Leave empty for the newest ones; X shows the newest 800',
		},
		simplify,
	],
	async read(call) {
		const { client, ownsApp } = call.session;
		const sinceId = readText(call, 'sinceId');
		if (sinceId !== '' && !isId(sinceId)) {
			throw new InvalidItem('Newer Than Post (ID)', sinceId, 'a post ID (digits, as text)');
		}
		const found = await listMentions(client, {
			...(await toReading(call)),
			...toListRules(call, spending, ownsApp ? pricesUsd.ownedRead : pricesUsd.postRead),
			ownsApp,
			...(sinceId !== '' && { sinceId }),
		});
		settleList(call, found);
		return toListItems(call, 'event', found.posts, found.raw);
	},
};
