import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { settleList, toListRules } from '../../../../src/n8n/x-care/list-rules';
import { readText } from '../../../../src/n8n/x-care/parameters';
import { toListItems } from '../../../../src/n8n/x-care/list-items';
import { toReading } from '../../../../src/n8n/x-care/reading';
import { readWindow } from '../../../../src/n8n/x-care/window';
import { searchRecent } from '../../../../src/x/search';
import { returnAllAndLimit, simplify } from '../../fields/lists';
import { pricesUsd } from '../../../../src/x/prices';
import { queryFields, windowFields } from '../../fields/search';

const spending = 'keyword search';

export const search: ReadOperation = {
	effect: 'read',
	spending,
	properties: [
		...queryFields,
		...returnAllAndLimit,
		simplify,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				...windowFields,
				{
					displayName: 'Sort By',
					name: 'sort',
					type: 'options',
					default: 'recency',
					options: [
						{ name: 'Newest First', value: 'recency' },
						{ name: 'Relevance', value: 'relevancy' },
					],
				},
			],
		},
	],
	async read(call) {
		const { sort } = call.context.getNodeParameter('filters', call.itemIndex, {}) as {
			sort?: 'recency' | 'relevancy';
		};
		const found = await searchRecent(call.session.client, {
			...(await toReading(call)),
			...toListRules(call, spending, pricesUsd.postRead),
			query: readText(call, 'query'),
			window: readWindow(call),
			...(sort && { sort }),
		});
		settleList(call, found);
		return toListItems(call, 'event', found.posts, found.raw);
	},
};
