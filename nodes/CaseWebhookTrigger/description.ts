import type { INodeProperties } from 'n8n-workflow';

import { kinds, ownChanges } from '../../src/n8n/case-events/fields';

export const properties: INodeProperties[] = [
	{
		displayName: 'Desk',
		name: 'desk',
		type: 'options',
		noDataExpression: true,
		default: 'zendesk',
		description:
			'Where the cases are kept. Desks that do not call n8n by themselves are in the Case Event Trigger.',
		options: [
			{ name: 'Chatwoot', value: 'chatwoot' },
			{ name: 'Zammad', value: 'zammad' },
			{ name: 'Zendesk', value: 'zendesk' },
		],
	},
	kinds,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [ownChanges],
	},
];
