import type { INodeProperties } from 'n8n-workflow';

export const findOfficialsFields: INodeProperties[] = [
	{
		displayName: 'Tell',
		name: 'tell',
		type: 'options',
		default: 'everybody',
		options: [
			{ name: 'Everybody on the Register', value: 'everybody' },
			{ name: 'People With a Role', value: 'roles' },
		],
		description: 'Which officials hear of each post or message',
	},
	{
		displayName: 'Roles',
		name: 'roles',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Legal, Press',
		displayOptions: { show: { tell: ['roles'] } },
		description: 'One role or more, with commas in between, as the register spells them',
	},
	{
		displayName: 'Private Only To',
		name: 'privateRoles',
		type: 'string',
		default: 'Operator',
		placeholder: 'e.g. Operator, Legal',
		description:
			'Roles, with commas in between, that hear of direct messages and of posts by protected authors: X lets them be shown only to people who are entitled to see them. Leave it empty to tell the same people as of everything else.',
	},
	{
		displayName: 'By',
		name: 'by',
		type: 'options',
		default: 'register',
		options: [
			{
				name: 'As Their Channels Say',
				value: 'register',
				description:
					"As the register's column Channels says of each; by e-mail where it says nothing",
			},
			{ name: 'Direct Message', value: 'message', description: 'Needs their X User ID' },
			{ name: 'E-Mail', value: 'email', description: 'Needs their E-Mail' },
			{ name: 'E-Mail and Direct Message', value: 'both' },
		],
		description: 'Which way they are told',
	},
	{
		displayName: 'Repost Public Posts',
		name: 'repost',
		type: 'boolean',
		default: true,
		description:
			'Whether public posts also leave once each by the output Repost, for the protected feed. Nothing that was said in private ever does.',
	},
];
