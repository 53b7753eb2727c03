import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['email'] } };
const forOptions = { show: { '/desk': ['email'] } };

export const emailFields: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'fromEmail',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. X Care <care@example.com>',
		description: 'One address of your own; the name is shown, never that of someone on X',
		displayOptions: forDesk,
	},
	{
		displayName: 'To',
		name: 'toEmail',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. desk@example.com, lead@example.com',
		description: 'Plain addresses with commas between them',
		displayOptions: forDesk,
	},
	{
		displayName: 'Read By',
		name: 'profile',
		type: 'options',
		default: 'mailbox',
		description:
			'Chooses the headers in case.email.headers; they need an HTTP mail API, because Send Email and Gmail take no headers',
		displayOptions: forDesk,
		options: [
			{
				name: 'People',
				value: 'mailbox',
				description:
					'Headers mark the message as automatic, so that no out-of-office answer comes back',
			},
			{
				name: 'A Helpdesk',
				value: 'helpdesk',
				description:
					'No header marks the message as automatic, because helpdesks park such messages',
			},
		],
	},
];

export const emailOptions: INodeProperties[] = [
	{
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. team@example.com',
		description:
			'One address that answers go to. Passed on as case.email.replyTo: put that into the Reply To field of the mail node.',
		displayOptions: forOptions,
	},
];
