import type { INodeProperties } from 'n8n-workflow';

import { defaultUnsureBelow } from '../../../src/domain/triage/classify';

export const classifyFields: INodeProperties[] = [
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
		displayName: 'Unsure By',
		name: 'unsureBy',
		type: 'options',
		default: 'confidence',
		options: [
			{
				name: 'How Sure It Must Be',
				value: 'confidence',
				description: 'A post is unsure when the classifier is less sure than you ask for',
			},
			{
				name: 'Share of Posts for a Person',
				value: 'share',
				description: 'As many posts are unsure as your people can look at, the least sure ones',
			},
		],
		description: 'What decides which posts are unsure',
	},
	{
		displayName: 'Unsure Below',
		name: 'unsureBelow',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: defaultUnsureBelow,
		displayOptions: { show: { unsureBy: ['confidence'] } },
		description:
			'How sure it must be that the post is a complaint, or that it is none, from 0 to 1. Whatever is less sure should go to a person.',
		hint: 'Higher: fewer mistakes, more posts for a person to look at',
	},
	{
		displayName: 'Share for a Person (%)',
		name: 'unsureShare',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 60 },
		default: 20,
		displayOptions: { show: { unsureBy: ['share'] } },
		description:
			'About how many of a hundred posts may be unsure. Posts that cannot be judged, such as a picture without words, come on top.',
	},
	{
		displayName: 'When Unsure',
		name: 'whenUnsure',
		type: 'options',
		default: 'unsure',
		options: [
			{
				name: 'Say Unsure',
				value: 'unsure',
				description: 'The category is "unsure", with the best guess beside it',
			},
			{
				name: 'Say the Best Class',
				value: 'bestClass',
				description:
					'The category is the best guess, marked with "needsReview"; without a guess it is "unsure" all the same',
			},
		],
		description: 'What the category of an unsure post is',
	},
	{
		displayName: 'Ask a Language Model When Unsure',
		name: 'askLanguageModel',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether a chat model that you connect below the node is asked about the posts that are unsure, and only those. Their text leaves n8n for wherever that model runs.',
	},
];
