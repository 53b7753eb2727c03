import type { INodeProperties } from 'n8n-workflow';

import { expectedAccount } from './expected-account';

export const checkAccountFields: INodeProperties[] = [
	expectedAccount,
	{
		displayName: 'This Is a Protected Staff Feed',
		name: 'isStaffFeed',
		type: 'boolean',
		default: true,
		description:
			'Whether only approved followers may read the account: then it is an alarm when it is not protected',
	},
	{
		displayName: 'This Account Also Answers Customers',
		name: 'alsoAnswers',
		type: 'boolean',
		default: false,
		description:
			'Whether customers are answered from this account: on a protected account they cannot see it, and the node warns',
	},
	{
		displayName: 'Operator',
		name: 'operatorFrom',
		type: 'options',
		default: 'register',
		options: [
			{
				name: 'From the Register',
				value: 'register',
				description: 'Whoever has the role below; connect the register to the Register input',
			},
			{ name: 'Typed Below', value: 'typed', description: 'A name in the node itself' },
		],
		description: 'Who looks after the account. It is an alarm when nobody does.',
	},
	{
		displayName: 'Operator Role',
		name: 'operatorRole',
		type: 'string',
		default: 'Operator',
		displayOptions: { show: { operatorFrom: ['register'] } },
		description: 'The role that the operator has in the register',
	},
	{
		displayName: 'Operator Name',
		name: 'operatorName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Rosa Imre',
		displayOptions: { show: { operatorFrom: ['typed'] } },
		description: 'The person who looks after the account',
	},
	{
		displayName: 'Operator E-Mail',
		name: 'operatorEmail',
		type: 'string',
		default: '',
		placeholder: 'e.g. rosa@acme.example',
		displayOptions: { show: { operatorFrom: ['typed'] } },
		description: 'Where they are written to',
	},
];
