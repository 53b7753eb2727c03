import type { INodeProperties } from 'n8n-workflow';

export const properties: INodeProperties[] = [
	{
		displayName:
			'X charges for every post it hands out ($0.005; $0.001 when the account owns the developer app), not for polling. An interval of 2 to 5 minutes costs the same as one of an hour.',
		name: 'priceNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'App Only (Bearer Token)',
				value: 'appOnly',
				description: 'Read the mentions of any public account; belongs to no account itself',
			},
			{
				name: 'OAuth1 (Four Keys)',
				value: 'oAuth1',
				description: 'Copy the keys from the X developer console; they do not expire',
			},
			{
				name: 'OAuth2 (Recommended)',
				value: 'oAuth2',
				description: 'Log in to X once; n8n renews the access by itself',
			},
		],
		default: 'oAuth2',
	},
	{
		displayName: 'Account',
		name: 'account',
		type: 'string',
		default: '',
		placeholder: 'e.g. acmecare',
		description:
			'Handle or user ID of the account whose mentions are read. Leave empty for the account the credential belongs to; with an app-only credential it is needed.',
	},
	{
		displayName: 'Author Details',
		name: 'authorDetails',
		type: 'options',
		options: [
			{
				name: 'ID Only (Free)',
				value: 'idOnly',
				description: "The author's user ID and a link to the post",
			},
			{
				name: 'Look Up Name and Handle',
				value: 'lookUp',
				description:
					'Name, handle and number of followers; $0.010 for each new author, remembered for a week',
			},
		],
		default: 'idOnly',
		description: 'What to know about the person who wrote the post',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Account Owns the Developer App',
				name: 'ownsApp',
				type: 'boolean',
				default: false,
				description:
					'Whether the X developer app was created by this very account; X then charges a fifth. Only the cost shown in the items depends on it.',
			},
			{
				displayName: 'Rewind After a Start (Minutes)',
				name: 'rewindMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: 15,
				description:
					'How far the first poll after a start of n8n goes back, so that posts which a crash swallowed come again. Posts may come twice then; the Case Forwarder sees to it that a case never does.',
			},
		],
	},
];
