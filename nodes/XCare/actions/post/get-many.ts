import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { readPostIds } from '../../../../src/n8n/x-care/parameters';
import { toMissingItems, toListItems } from '../../../../src/n8n/x-care/list-items';
import { toReading } from '../../../../src/n8n/x-care/reading';
import { settleList } from '../../../../src/n8n/x-care/list-rules';
import { fetchPosts } from '../../../../src/x/posts';
import { simplify } from '../../fields/lists';

export const getMany: ReadOperation = {
	effect: 'read',
	spending: 'mentions and conversations',
	properties: [
		{
			displayName: 'Post IDs',
			name: 'postIds',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1301573587187331074, 1301573587187331075',
			description:
				'IDs or addresses with commas in between; any number, asked for a hundred at a time. A post that is gone comes out as an item that says why.',
		},
		simplify,
	],
	async read(call) {
		const ids = readPostIds(call, 'postIds');
		const found = await fetchPosts(call.session.client, ids, await toReading(call));
		settleList(call, found);
		return [
			...toListItems(call, 'event', found.posts, found.raw),
			...toMissingItems(found.missing),
		];
	},
};
