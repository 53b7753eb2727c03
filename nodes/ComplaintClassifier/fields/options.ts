import type { INodeProperties } from 'n8n-workflow';

import { languageModelOptions } from './language-model';

const topics: INodeProperties = {
	displayName: 'Topics',
	name: 'topics',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add topic',
	default: {},
	description: 'Your own topics. Each needs words, or examples, or both.',
	options: [
		{
			displayName: 'Topic',
			name: 'topic',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Delivery',
				},
				{
					displayName: 'Words',
					name: 'words',
					type: 'string',
					default: '',
					placeholder: 'e.g. parcel, courier, tracking number',
					description: 'Words or phrases, separated by commas, that belong to the topic',
				},
				{
					displayName: 'Examples',
					name: 'examples',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					placeholder: 'e.g. my order says delivered but nothing came',
					description: 'Posts that belong to the topic, one per line',
				},
			],
		},
	],
};

const own: INodeProperties[] = [
	{
		displayName: 'Competitors',
		name: 'competitors',
		type: 'string',
		default: '',
		placeholder: 'e.g. Globex, @globexcare',
		description: 'Names or handles of competitors, separated by commas',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. en',
		description:
			'Language of the posts, when you know better than X. Posts in a language that the classifier does not read are always unsure.',
	},
	{
		displayName: 'Not for Us Words',
		name: 'notForUsWords',
		type: 'string',
		default: '',
		placeholder: 'e.g. acme marathon, acme the band',
		description:
			'Words or phrases, separated by commas, that show a post is not meant for you, such as a namesake. Replies inside a conversation are never put aside.',
	},
	{
		displayName: 'Own Model',
		name: 'ownModel',
		type: 'json',
		default: '',
		placeholder: 'e.g. {{ $json.model }}',
		description: 'A model that Train on Your Posts has made; it judges instead of the built-in one',
	},
	{
		displayName: 'Posts Are',
		name: 'isAddressed',
		type: 'options',
		default: 'auto',
		options: [
			{
				name: 'As the Event Says',
				value: 'auto',
				description: 'Each event tells whether it names your account',
			},
			{
				name: 'All Addressed to Us',
				value: 'addressed',
				description: 'Such as mentions, replies and direct messages',
			},
			{
				name: 'Anything Found by Keyword',
				value: 'anything',
				description: 'Much of it may not be meant for you',
			},
		],
		description: 'Whether the posts are meant for you to begin with',
	},
	{
		displayName: 'Products',
		name: 'products',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme One, Acme Go',
		description: 'Names of your products, separated by commas',
	},
	topics,
	{
		displayName: 'Urgent Words',
		name: 'urgentWords',
		type: 'string',
		default: '',
		placeholder: 'e.g. pacemaker, model 9 recall',
		description: 'Words or phrases, separated by commas, that make a post urgent in your business',
	},
	{
		displayName: 'VIPs',
		name: 'vips',
		type: 'string',
		default: '',
		placeholder: 'e.g. @alice_m, Bob of the Daily News',
		description: 'Names or handles of people you want to know about, separated by commas',
	},
];

export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...own, ...languageModelOptions].sort((a, b) =>
		a.displayName.localeCompare(b.displayName),
	),
};
