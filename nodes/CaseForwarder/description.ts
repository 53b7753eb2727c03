import type { INodeProperties } from 'n8n-workflow';

import { chatwootFields } from './desks/chatwoot';
import { emailFields } from './desks/email';
import { freshdeskFields } from './desks/freshdesk';
import { httpFields } from './desks/http';
import { hubSpotFields } from './desks/hubspot';
import { odooFields } from './desks/odoo';
import { promises } from './desks/promises';
import { requestTrackerFields } from './desks/request-tracker';
import { salesforceFields } from './desks/salesforce';
import { zammadFields } from './desks/zammad';
import { zendeskFields } from './desks/zendesk';

export const properties: INodeProperties[] = [
	{
		displayName: 'Desk',
		name: 'desk',
		type: 'options',
		noDataExpression: true,
		default: 'requestTracker',
		description: 'Where the cases are kept',
		options: [
			{
				name: 'Chatwoot',
				value: 'chatwoot',
				description: 'One conversation of an API inbox for each conversation on X',
			},
			{
				name: 'E-Mail',
				value: 'email',
				description:
					'Composes a complete message and sends it or hands it on; at least once, not exactly once',
			},
			{
				name: 'Freshdesk',
				value: 'freshdesk',
				description: 'One ticket for each conversation; two made at once are merged',
			},
			{
				name: 'HTTP API',
				value: 'httpApi',
				description: 'Any service with a look-up, a create and a comment request',
			},
			{
				name: 'HubSpot',
				value: 'hubSpot',
				description: 'Exactly one ticket for each conversation, with its contact',
			},
			{
				name: 'Odoo',
				value: 'odoo',
				description: 'Exactly one CRM lead or helpdesk ticket for each conversation',
			},
			{
				name: 'Request Tracker',
				value: 'requestTracker',
				description: 'Exactly one ticket for each conversation',
			},
			{
				name: 'Salesforce',
				value: 'salesforce',
				description: 'Exactly one case for each conversation, and one contact for each person',
			},
			{
				name: 'Zammad',
				value: 'zammad',
				description: 'One ticket for each conversation; two made at once are merged',
			},
			{
				name: 'Zendesk',
				value: 'zendesk',
				description: 'One ticket for each conversation, a follow-up when it is closed for good',
			},
		],
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'forward',
		options: [
			{
				name: 'Add Our Answer',
				value: 'addAnswer',
				action: 'Add our answer to the case',
				description: 'Put what X Care has sent (reply or action in the item) into the case, once',
			},
			{
				name: 'Forward',
				value: 'forward',
				action: 'Forward a post or message',
				description: 'Put the post or message into the case of its conversation, once',
			},
			{
				name: 'Prepare Desk',
				value: 'prepare',
				action: 'Prepare the desk',
				description:
					'Create the fields the desk needs, or say how; may be run again at any time and changes nothing that is there',
				displayOptions: { hide: { desk: ['email', 'httpApi'] } },
			},
		],
	},
	...promises,
	...odooFields,
	...chatwootFields,
	...requestTrackerFields,
	...salesforceFields,
	...hubSpotFields,
	...freshdeskFields,
	...httpFields,
	...emailFields,
	...zammadFields,
	...zendeskFields,
];
