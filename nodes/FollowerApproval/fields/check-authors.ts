import type { INodeProperties } from 'n8n-workflow';

export const checkAuthorsFields: INodeProperties[] = [
	{
		displayName: 'Ask X Whether They Follow',
		name: 'askX',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether X is asked about every person: tells who follows, and who waits to be accepted. $0.010 per person and UTC day, 100 people per call.',
	},
	{
		displayName: 'Output',
		name: 'outputMode',
		type: 'options',
		default: 'perStatus',
		options: [
			{
				name: 'One Output per Status',
				value: 'perStatus',
				description: 'Approved, waiting, outsider and unknown each leave by an output of their own',
			},
			{
				name: 'One Output With Everything',
				value: 'single',
				description: 'Every item leaves by the same output, in the order it came',
			},
		],
		description: 'How the items leave the node',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Follower Set',
				name: 'followerSet',
				type: 'json',
				default: '[]',
				placeholder: "={{ $('Follower Set').all().map((it) => it.json) }}",
				description:
					'The rows that left Reconcile by its output Follower Set: tells who follows without a call to X',
			},
			{
				displayName: 'Max Age (Hours)',
				name: 'maxAgeHours',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 24,
				description:
					'How old the follower set may be; with an older one it is left open whether people follow',
			},
		],
	},
];
