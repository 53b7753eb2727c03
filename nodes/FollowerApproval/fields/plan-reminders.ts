import type { INodeProperties } from 'n8n-workflow';

export const planRemindersFields: INodeProperties[] = [
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		default: 'operator',
		options: [
			{
				name: 'Operator',
				value: 'operator',
				description:
					'The operator gets the links: profile, how to remove a follower, a message ready to be sent',
			},
			{
				name: 'Direct Message to the Person',
				value: 'message',
				description:
					"The item carries the text for X Care's Direct Message: Send. X allows it only towards people who wrote to you or agreed to it.",
			},
		],
		description: 'How outsiders are asked to leave. This node itself sends nothing.',
	},
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder:
			'e.g. Hello {name}, {account} is for staff only. Could you please unfollow it? Thank you! {operator}',
		description:
			'The request to the person, with {name}, {account}, {operator} and {number} (of days) filled in. Leave it empty for ours, which is worded another way each day.',
	},
	{
		displayName: 'Operator',
		name: 'operator',
		type: 'string',
		default: '',
		placeholder: 'e.g. Rosa Imre',
		description: 'The name under the request, and in the cards',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description:
			"Whose midnight begins a new day: the one of the account's office. Leave it empty for the time zone of the workflow.",
	},
	{
		displayName:
			'Insert each row (<code>reminder.row</code>) into the table of reminders before anybody is written to: that is what keeps it to one a day, also when two runs overlap.',
		name: 'claimNotice',
		type: 'notice',
		default: '',
	},
];
