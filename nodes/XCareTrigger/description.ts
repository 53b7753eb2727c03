import type { INodeProperties } from 'n8n-workflow';

import { keywordFields } from './keyword-fields';
import { readingFields } from './reading-fields';

export const properties: INodeProperties[] = [
	{
		displayName:
			'X charges for what it hands out, not for polling: $0.005 for a post ($0.001 when the account owns the developer app), $0.010 for a message. An interval of 2 minutes costs the same as one of an hour.',
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
			'Handle or user ID of the account that is watched. Leave empty for the account the credential belongs to; with an app-only credential it is needed.',
	},
	{
		displayName: 'Watch',
		name: 'sources',
		type: 'multiOptions',
		options: [
			{
				name: 'Brand Keywords',
				value: 'keywords',
				description: 'Public posts with the names of your brand and products, with and without "@"',
			},
			{
				name: 'Direct Messages',
				value: 'messages',
				description: 'Private messages to the account, as far as they are not encrypted',
			},
			{
				name: 'Mentions',
				value: 'mentions',
				description: 'Posts that name the account, replies to it and quotes of its posts',
			},
			{
				name: 'New Followers',
				value: 'followers',
				description: 'Who follows the account from now on',
			},
		],
		default: ['mentions'],
		description: 'What starts the workflow. All of it comes as the same kind of item.',
	},
	...keywordFields,
	...readingFields,
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
				displayName: 'Coverage as Items',
				name: 'coverageItems',
				type: 'boolean',
				default: false,
				description:
					'Whether every poll also puts out an item that says what it proved read, up to when, and what could not be read; the log says so in any case',
			},
			{
				displayName: 'Daily Budget (US Dollars)',
				name: 'dailyBudget',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 3 },
				default: 0,
				description:
					'The most that reading may cost in one day (UTC), by list price; 0 is no budget. What does not fit is read later, nothing is lost: keywords and followers give way first, by their budget shares.',
			},
			{
				displayName: 'Rewind After a Start (Minutes)',
				name: 'rewindMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: 15,
				description:
					'How far the first poll after a start of n8n goes back, so that what a crash swallowed comes again. Posts may come twice then; the Case Forwarder sees to it that a case never does.',
			},
			{
				displayName: 'Silence Alarm',
				name: 'silenceAlarm',
				type: 'options',
				options: [
					{ name: 'Off', value: 'off' },
					{
						name: 'Low',
						value: 'low',
						description: 'Only when it is next to certain; about one false alarm a year',
					},
					{
						name: 'Normal',
						value: 'normal',
						description: 'About one false alarm a quarter',
					},
					{
						name: 'High',
						value: 'high',
						description: 'Notices soonest; about one false alarm a month',
					},
				],
				default: 'normal',
				description:
					'Puts out an item, once, when a source is quiet for longer than its own past makes likely; it takes about two weeks to learn that',
			},
		],
	},
];
