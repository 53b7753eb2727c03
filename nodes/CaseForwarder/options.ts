import type { INodeProperties } from 'n8n-workflow';

import { apiOptions } from './desks/api-options';
import { emailOptions } from './desks/email';
import { freshdeskOptions } from './desks/freshdesk';
import { httpOptions } from './desks/http-options';
import { requestTrackerOptions } from './desks/request-tracker';
import { salesforceOptions } from './desks/salesforce';
import { zammadOptions } from './desks/zammad';
import { zendeskOptions } from './desks/zendesk';

export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		...apiOptions,
		...requestTrackerOptions,
		...salesforceOptions,
		...freshdeskOptions,
		...httpOptions,
		...emailOptions,
		{
			displayName: 'Mask Personal Data',
			name: 'maskPersonalData',
			type: 'boolean',
			default: false,
			description:
				'Whether phone numbers, e-mail addresses, card, bank account and order numbers in the words of customers are replaced, e.g. by [phone number]. Leave it off where people need them to help.',
		},
		...zammadOptions,
		...zendeskOptions,
		{
			displayName: 'Max Wait (Seconds)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 60,
			description:
				'How long all items together may wait for a desk that takes no more calls just now',
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 30,
			description: 'How long one call to the desk may take',
		},
	],
};
