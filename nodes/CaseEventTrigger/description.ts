import type { INodeProperties } from 'n8n-workflow';

import { kinds, ownChanges } from '../../src/n8n/case-events/fields';

export const properties: INodeProperties[] = [
	{
		displayName: 'Desk',
		name: 'desk',
		type: 'options',
		noDataExpression: true,
		default: 'requestTracker',
		description:
			'Where the cases are kept. Desks that call n8n by themselves are in the Case Webhook Trigger.',
		options: [
			{ name: 'Freshdesk', value: 'freshdesk' },
			{ name: 'HubSpot', value: 'hubSpot' },
			{ name: 'Odoo', value: 'odoo' },
			{ name: 'Request Tracker', value: 'requestTracker' },
			{ name: 'Salesforce', value: 'salesforce' },
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
