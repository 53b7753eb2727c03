import type { INodeProperties } from 'n8n-workflow';

const placeholder = `[
  { "Name": "Rosa Imre", "Role": "Operator", "E-Mail": "rosa@acme.example", "X Handle": "rosa_imre", "X User ID": "2244994945" },
  { "Name": "Tom Okafor", "Role": "Press, Legal", "X Handle": "tom_okafor" }
]`;

/** Where the register comes from, and its rows when typed in. */
export const registerFields: INodeProperties[] = [
	{
		displayName: 'Register',
		name: 'registerFrom',
		type: 'options',
		default: 'input',
		options: [
			{
				name: 'Register Input',
				value: 'input',
				description:
					'Connect a Data Table, a sheet, a CRM or any other node that gives one row per person',
			},
			{
				name: 'Typed Below',
				value: 'typed',
				description: 'A list in the node itself, or an expression that gives one',
			},
		],
		description:
			'The people who are approved. An empty register is refused: nobody becomes an outsider by it.',
	},
	{
		displayName: 'Rows',
		name: 'register',
		type: 'json',
		typeOptions: { rows: 6 },
		default: '[]',
		required: true,
		placeholder,
		displayOptions: { show: { registerFrom: ['typed'] } },
		description:
			"One row per person: Name, Role (several with commas), E-Mail, X Handle, X User ID, Channels, Status. In a loop, where the Register input has rows only the first time, use an expression such as {{ $('Register').all() }}.",
		hint: 'An X user ID stays the same when a person renames their account; a handle does not',
	},
];
