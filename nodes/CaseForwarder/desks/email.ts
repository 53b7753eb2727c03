import type { INodeProperties } from 'n8n-workflow';

import { emailRecipientFields } from './email-recipients';

const forDesk = { show: { desk: ['email'] } };
const forOptions = { show: { '/desk': ['email'] } };

export const emailFields: INodeProperties[] = [
	{
		displayName: 'Send With',
		name: 'sendWith',
		type: 'options',
		noDataExpression: true,
		default: 'handOver',
		description:
			'What sends the message. Each of them may send the same post twice after a failure; Resend and Brevo notice when it is tried again soon.',
		displayOptions: forDesk,
		options: [
			{
				name: 'A Mail Node Behind This One',
				value: 'handOver',
				description:
					'Only composes: case.email holds the message. Send Email, Gmail and Outlook give it a Message-ID and date of their own.',
			},
			{
				name: 'Brevo',
				value: 'brevo',
				description: 'Sends once within 15 minutes; puts a Message-ID and date of its own',
			},
			{
				name: 'Mailgun',
				value: 'mailgun',
				description:
					'Takes the message as it is, Message-ID and date too; sends again when asked to again',
			},
			{
				name: 'Postmark',
				value: 'postmark',
				description: 'Keeps the Message-ID; sends again when asked to again',
			},
			{
				name: 'Resend',
				value: 'resend',
				description: 'Sends once within 24 hours; puts a Message-ID and date of its own',
			},
			{
				name: 'SendGrid',
				value: 'sendGrid',
				description: 'Keeps the Message-ID; sends again when asked to again',
			},
		],
	},
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
	...emailRecipientFields,
	{
		displayName: 'Read By',
		name: 'profile',
		type: 'options',
		default: 'mailbox',
		description:
			"Chooses the headers in case.email.headers; they reach the reader with the services of 'Send With', because Send Email and Gmail take no headers",
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
					'No header marks the message as automatic, because helpdesks park such messages. Most open a ticket for every message: their API keeps one for each conversation.',
			},
		],
	},
];

export const emailOptions: INodeProperties[] = [
	{
		displayName: 'Digest',
		name: 'digest',
		type: 'boolean',
		default: false,
		description:
			'Whether all items of a run that go to the same people become one message and one item: a list, the most urgent first. Personal data is masked; private messages are only mentioned.',
		displayOptions: { show: { '/desk': ['email'], '/operation': ['forward'] } },
	},
	{
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. team@example.com',
		description:
			'One address that answers go to. With a mail node behind this one it is passed on as case.email.replyTo: put that into its Reply To field.',
		displayOptions: forOptions,
	},
];
