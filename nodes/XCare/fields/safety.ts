import type { INodeProperties } from 'n8n-workflow';

/** What every outgoing operation has: a switch that sends nothing, and the settings of the policy gate. */
export const safety: INodeProperties[] = [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description:
			'Whether to do everything except sending. The output says what would have been sent; what has to be read for that is read, and charged.',
	},
	{
		displayName: 'Safety',
		name: 'safety',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Compare With Recent Posts',
				name: 'compareRecent',
				type: 'boolean',
				default: true,
				description:
					"Whether to read the account's own posts of the last 48 hours first, so that nobody is answered twice and no text is repeated; one call per run, $0.001 per post and day when the account owns the developer app, else $0.005",
			},
			{
				displayName: 'Daily Limit',
				name: 'dailyLimit',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 200,
				description:
					'How many things this node may send per UTC day; what comes after leaves by "To a Person". A guard against loops.',
			},
			{
				displayName: 'Once Per',
				name: 'onceKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. order 4711',
				description:
					'What may lead to one sending only, ever. Leave empty for the post or message that is answered; without one it is the text, which may be sent again after two days.',
			},
			{
				displayName: 'People Who Opted Out',
				name: 'optedOut',
				type: 'string',
				default: '',
				placeholder: 'e.g. alice_m, 2244994945',
				description:
					'Handles or user IDs, with commas in between, that get nothing automatic any more. Handles are looked up ($0.010 each), IDs cost nothing. Whoever writes "stop" is recognised without being listed here.',
			},
			{
				displayName: 'Same Answer to Several People',
				name: 'sameAnswer',
				type: 'boolean',
				default: false,
				description:
					'Whether answers to different people within 48 hours may have the same words. X asks for answers that differ; Other Wordings is the better way.',
			},
		],
	},
];
