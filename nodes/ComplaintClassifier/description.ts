import type { INodeProperties } from 'n8n-workflow';

export const properties: INodeProperties[] = [
	{
		displayName: 'Text Source',
		name: 'textSource',
		type: 'options',
		default: 'event',
		options: [
			{
				name: 'Event From the Trigger',
				value: 'event',
				description: 'Read the post in the item as an X Care trigger made it (its "event" key)',
			},
			{
				name: 'Own Text',
				value: 'text',
				description: 'Read any text you name below, also when another node made the item',
			},
		],
		description: 'Where the text of the post stands',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. {{ $json.message }}',
		displayOptions: { show: { textSource: ['text'] } },
		description: 'The post to judge. An empty text is not refused: it is unsure.',
	},
	{
		displayName: 'Output',
		name: 'outputMode',
		type: 'options',
		default: 'single',
		options: [
			{
				name: 'One Output With Everything',
				value: 'single',
				description: 'Every item leaves by the same output, in the order it came',
			},
			{
				name: 'One Output per Category',
				value: 'perCategory',
				description:
					'Complaints, questions, praise, comments, not for us and unsure each leave by an output of their own',
			},
		],
		description: 'How the items leave the node',
	},
	{
		displayName: 'Unsure Below',
		name: 'unsureBelow',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.5,
		description:
			'How likely the best category must be, from 0 to 1. Whatever is less likely becomes unsure and should go to a person.',
		hint: 'Higher: fewer mistakes, more posts for a person to look at',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Language',
				name: 'language',
				type: 'string',
				default: '',
				placeholder: 'e.g. en',
				description:
					'Language of the posts, when you know better than X. Posts in another language than English are always unsure.',
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
				displayName: 'Urgent Words',
				name: 'urgentWords',
				type: 'string',
				default: '',
				placeholder: 'e.g. pacemaker, model 9 recall',
				description:
					'Words or phrases, separated by commas, that make a post urgent in your business',
			},
		],
	},
];
