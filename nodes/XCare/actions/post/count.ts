import type { IDataObject } from 'n8n-workflow';

import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { settleList } from '../../../../src/n8n/x-care/list-rules';
import { readText } from '../../../../src/n8n/x-care/parameters';
import { readWindow } from '../../../../src/n8n/x-care/window';
import { countRecent } from '../../../../src/x/counts';
import { queryFields, windowFields } from '../../fields/search';

export const count: ReadOperation = {
	effect: 'read',
	spending: 'keyword search',
	properties: [
		...queryFields,
		{
			displayName: 'Count Per',
			name: 'granularity',
			type: 'options',
			default: 'hour',
			options: [
				{ name: 'Day', value: 'day' },
				{ name: 'Hour', value: 'hour' },
				{ name: 'Minute', value: 'minute' },
			],
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: windowFields,
		},
	],
	async read(call) {
		const query = readText(call, 'query');
		const counted = await countRecent(call.session.client, {
			query,
			granularity: readText(call, 'granularity', 'hour') as 'minute' | 'hour' | 'day',
			window: readWindow(call),
		});
		settleList(call, counted);
		const { total, buckets } = counted;
		return [{ counts: { query, total, buckets: buckets as unknown as IDataObject[] } }];
	},
};
