import type { INodeProperties } from 'n8n-workflow';

import { readerAuthentications } from '../../src/n8n/authentication-field';
import { keywordFields } from './keyword-fields';
import { readingFields } from './reading-fields';

export const properties: INodeProperties[] = [
	{
		displayName:
			'X charges for what it hands out, once a day (UTC): $0.005 for a post, $0.010 for a message or a follower; $0.001 for a mention or a follower when the account owns the developer app. How often mentions are read makes no difference. Direct messages cost up to $0.10 a day and followers up to $0.20 also when nothing is new.',
		name: 'priceNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: readerAuthentications,
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
				description:
					'Who follows the account from now on; the first reading costs up to $1.00, to know who is there already',
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
				description: "The author's user ID and a link to the post or conversation",
			},
			{
				name: 'Look Up Name and Handle',
				value: 'lookUp',
				description:
					'Name, handle and number of followers; $0.010 for each new author, remembered for up to a week',
			},
		],
		default: 'idOnly',
		description:
			'What to know about the person who wrote. New followers come with name and handle in any case.',
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
					'Whether the X developer app was created by this very account; X then charges less for its mentions and followers. The costs shown and the daily budget are reckoned with it.',
			},
			{
				displayName: 'Coverage as Items',
				name: 'coverageItems',
				type: 'boolean',
				default: false,
				description:
					'Whether every poll also puts out an item that says what it proved read, up to when, and what could not be read; that is one execution per poll. The log says so in any case.',
			},
			{
				displayName: 'Daily Budget (US Dollars)',
				name: 'dailyBudget',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 3 },
				default: 0,
				description:
					'What reading may cost in one day (UTC), by list price; 0 is no budget. Mentions count, and are always read; messages only wait when their own share is used up. When the budget is, keywords and followers wait for the next day (keywords for seven days at most), and authors come without name and handle.',
			},
			{
				displayName: 'Rewind After a Start (Minutes)',
				name: 'rewindMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: 15,
				description:
					'How far the first poll after a start of n8n goes back, so that what a crash swallowed comes again. Items may come twice then; the Case Forwarder sees to it that a case never does.',
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
