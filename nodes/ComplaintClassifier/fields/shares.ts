import type { INodeProperties } from 'n8n-workflow';

export const shareFields: INodeProperties[] = [
	{
		displayName: 'Category',
		name: 'category',
		type: 'string',
		default: '={{ $json.triage?.category ?? $json.category }}',
		description: 'What the post is, of each item',
	},
	{
		displayName: 'Time',
		name: 'at',
		type: 'string',
		default: '={{ $json.event?.createdAt ?? $json.at }}',
		description: 'When the post was written, of each item',
	},
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		default: 'day',
		options: [
			{ name: 'Hour', value: 'hour' },
			{ name: 'Day', value: 'day' },
			{ name: 'Week', value: 'week' },
		],
		description: 'How long each stretch of time is that shares are worked out for',
	},
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description: "Where days and weeks begin; empty for the workflow's own time zone",
	},
	{
		displayName: 'Minimum Posts',
		name: 'minimumPosts',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 20,
		description: 'A period with fewer posts than this says too little to be compared',
	},
];
