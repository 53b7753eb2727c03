import type { INodeProperties } from 'n8n-workflow';

export const reconcileFields: INodeProperties[] = [
	{
		displayName: 'Followers',
		name: 'followersFrom',
		type: 'options',
		default: 'x',
		options: [
			{
				name: 'From the People Input While Fresh, Else From X',
				value: 'fresh',
				description: 'Saves money when the node runs often: X is asked once per Max Age',
			},
			{
				name: 'Read From X',
				value: 'x',
				description:
					'The whole list, 1,000 people per call: $0.010 each and UTC day, or $0.001 when the account owns the developer app',
			},
			{
				name: 'Take Them From the People Input',
				value: 'input',
				description:
					"The rows kept from the output Follower Set, or X Care's User: Get Followers with Return All on",
			},
		],
		description:
			'Where the followers come from. The People input may hold the follower set of last time in any case: it tells who is new.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Ask X About Officials Who Do Not Follow',
				name: 'lookUp',
				type: 'boolean',
				default: true,
				description:
					'Whether X is asked about people on the register who do not follow: finds who waits to be accepted, who was renamed or suspended. Where the followers come from the input also about outsiders, so that nobody is reminded who has left. $0.010 each and UTC day.',
			},
			{
				displayName: 'Compare With Whom the Account Follows',
				name: 'compareFollowing',
				type: 'boolean',
				default: false,
				description:
					'Whether the list of accounts that yours follows is read too; it costs as much per person as the list of followers',
			},
			{
				displayName: 'Least Share Read (%)',
				name: 'leastShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 90,
				description:
					'How many percent of the followers X counts must have been read. With fewer the list is not complete, and the node stops with the reason.',
			},
			{
				displayName: 'Max Age (Hours)',
				name: 'maxAge',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 24,
				displayOptions: { show: { '/followersFrom': ['fresh'] } },
				description:
					'How old the follower set from the People input may be before X is asked again',
			},
			{
				displayName: 'Most New Outsiders (%)',
				name: 'mostNewOutsiders',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 50,
				description:
					'How many percent of the followers approved last time may be outsiders now. With more of them the register is probably not whole, and the node stops with the reason.',
			},
			{
				displayName: 'Only Differences',
				name: 'onlyDifferences',
				type: 'boolean',
				default: false,
				description:
					'Whether people with whom all is fine are left out. Leave it off before Plan Reminders, which needs to see everybody.',
			},
		],
	},
];
