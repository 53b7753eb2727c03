import type { INodeProperties } from 'n8n-workflow';

const forFixed = { show: { desk: ['email'], sendTo: ['fixed'] } };
const forRoles = { show: { desk: ['email'], sendTo: ['roles'] } };

export const emailRecipientFields: INodeProperties[] = [
	{
		displayName: 'Send To',
		name: 'sendTo',
		type: 'options',
		noDataExpression: true,
		default: 'fixed',
		displayOptions: { show: { desk: ['email'] } },
		options: [
			{
				name: 'Fixed Addresses',
				value: 'fixed',
				description: 'The same people, or whoever an expression names',
			},
			{
				name: 'Officials by Role',
				value: 'roles',
				description: 'Whoever has a role in a register: a Data Table, a sheet or a list of the CRM',
			},
		],
	},
	{
		displayName: 'To',
		name: 'toEmail',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. desk@example.com, lead@example.com',
		description: 'Plain addresses with commas between them',
		displayOptions: forFixed,
	},
	{
		displayName: 'Register',
		name: 'register',
		type: 'json',
		required: true,
		default: '[]',
		placeholder: "e.g. {{ $('Register').all().map((row) => row.json) }}",
		description:
			'The rows of the register, one a person or role: Name, Role (several with commas), E-Mail, and if you like X Handle, X User ID, Channels',
		displayOptions: forRoles,
	},
	{
		displayName: 'Roles',
		name: 'roles',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Legal, Press',
		description:
			'Roles with commas between them; everybody who has one of them and an address gets the message',
		displayOptions: forRoles,
	},
	{
		displayName: 'Fallback Address',
		name: 'fallbackEmail',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. care-lead@example.com',
		description:
			'Who gets the message when nobody in the register has the role; case.notes says so then',
		displayOptions: forRoles,
	},
];
