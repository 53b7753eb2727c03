import type { INodeProperties } from 'n8n-workflow';

export const queryFields: INodeProperties[] = [
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		required: true,
		placeholder: 'e.g. ("acme bank" OR #acmebank) -from:acmecare -is:retweet lang:en',
		description:
			'In X\'s search language, up to 512 characters: a blank means "and"; OR, quotes, brackets and a minus in front work; from:, to:, lang:, is:reply and has:links narrow it down. X searches the last seven days.',
	},
];

export const windowFields: INodeProperties[] = [
	{
		displayName: 'Newer Than Post (ID)',
		name: 'sinceId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1301573587187331074',
		description: 'Only posts newer than this one; goes before Start Time',
	},
	{ displayName: 'End Time', name: 'endTime', type: 'dateTime', default: '' },
	{
		displayName: 'Older Than Post (ID)',
		name: 'untilId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1301573587187331074',
		description: 'Only posts older than this one; goes before End Time',
	},
	{ displayName: 'Start Time', name: 'startTime', type: 'dateTime', default: '' },
];
