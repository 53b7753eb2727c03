import type { INodeProperties } from 'n8n-workflow';

import { emailFields } from './desks/email';
import { httpFields } from './desks/http';
import { requestTrackerFields } from './desks/request-tracker';

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
				name: 'E-Mail',
				value: 'email',
				description: 'Composes a complete message for a mail node; at least once, not exactly once',
			},
			{
				name: 'HTTP API',
				value: 'httpApi',
				description: 'Any service with a look-up, a create and a comment request',
			},
			{
				name: 'Request Tracker',
				value: 'requestTracker',
				description: 'Exactly one ticket for each conversation',
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
				description:
					'Put what X Care has sent (reply or action in the item) into the case, once',
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
	...requestTrackerFields,
	...httpFields,
	...emailFields,
];
