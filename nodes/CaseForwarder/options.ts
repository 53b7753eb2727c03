import type { INodeProperties } from 'n8n-workflow';

import { httpOptions } from './http-options';

const forTracker = { show: { '/desk': ['requestTracker'] } };
const forEmail = { show: { '/desk': ['email'] } };

const trackerOptions: INodeProperties[] = [
	{
		displayName: 'Follow-Ups As',
		name: 'followUpAs',
		type: 'options',
		default: 'correspond',
		description: 'How later posts of a conversation are put into its ticket',
		displayOptions: forTracker,
		options: [
			{
				name: 'Comment',
				value: 'comment',
				description: 'Seen by staff only; opens a closed ticket again',
			},
			{
				name: 'Correspondence',
				value: 'correspond',
				description: 'Sent to whoever watches the ticket; opens a closed ticket again',
			},
		],
	},
	{
		displayName: 'Keep Contacts',
		name: 'keepContacts',
		type: 'boolean',
		default: true,
		description:
			'Whether authors become users of Request Tracker (without log-in) and requestors of their cases. Names that staff have edited are left alone.',
		displayOptions: forTracker,
	},
];

const emailOptions: INodeProperties[] = [
	{
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. team@example.com',
		description:
			'One address that answers go to. Passed on as case.email.replyTo: put that into the Reply To field of the mail node.',
		displayOptions: forEmail,
	},
];

export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		...trackerOptions,
		...httpOptions,
		...emailOptions,
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
