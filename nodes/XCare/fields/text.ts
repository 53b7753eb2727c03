import type { INodeProperties } from 'n8n-workflow';

const text: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. Sorry about that! We are looking into it and will be back within the hour.',
	description:
		'At most 280 characters as X counts them: a link counts 23, an emoji 2. A link makes a post cost $0.20 instead of about a cent.',
};

const otherWordings: INodeProperties = {
	displayName: 'Other Wordings',
	name: 'otherWordings',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add wording',
	default: {},
	description:
		'Further ways to say the same, so that not everybody reads one sentence. Each item gets one of them, always the same one.',
	options: [
		{
			displayName: 'Wording',
			name: 'wordings',
			values: [
				{
					displayName: 'Text',
					name: 'text',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
				},
			],
		},
	],
};

const signature: INodeProperties = {
	displayName: 'Signature',
	name: 'signature',
	type: 'string',
	default: '',
	placeholder: 'e.g. ^JD',
	description: 'The initials of the agent, put at the end of the text',
};

const longText: INodeProperties = {
	displayName: 'Long Text',
	name: 'longText',
	type: 'options',
	default: 'hold',
	description: 'What becomes of a text that is longer than X takes',
	options: [
		{
			name: 'Hand to a Person',
			value: 'hold',
			description: 'Nothing is sent; the item leaves by "To a Person"',
		},
		{
			name: 'Shorten',
			value: 'shorten',
			description: 'Cut between two words, with "…" at the end',
		},
		{
			name: 'Split Into a Thread',
			value: 'split',
			description: 'Several numbered posts, each answering the one before; each is charged',
		},
	],
};

export const media: INodeProperties = {
	displayName: 'Media',
	name: 'media',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add file',
	default: {},
	description: 'Up to four pictures, or one GIF, or one film',
	options: [
		{
			displayName: 'File',
			name: 'files',
			values: [
				{
					displayName: 'Input Binary Field',
					name: 'binaryProperty',
					type: 'string',
					default: 'data',
					hint: 'The name of the input binary field containing the file to be uploaded',
				},
				{
					displayName: 'Alt Text',
					name: 'altText',
					type: 'string',
					default: '',
					description: 'What the picture shows, for people who cannot see it; $0.005',
				},
			],
		},
	],
};

const approvedBy: INodeProperties = {
	displayName: 'Approved By',
	name: 'approvedBy',
	type: 'string',
	default: '',
	placeholder: 'e.g. Jane Doe',
	description:
		'Who has read and approved it, e.g. from an approval step before. Without a name the item leaves by "To a Person".',
};

const writtenBy: INodeProperties = {
	displayName: 'Text Written By',
	name: 'writtenBy',
	type: 'options',
	default: 'template',
	description:
		'X wants texts that a language model writes and posts to be approved; as a tool of a language model it is always that',
	options: [
		{ name: 'A Language Model (AI)', value: 'ai' },
		{ name: 'A Person', value: 'person' },
		{ name: 'A Template', value: 'template' },
	],
};

export const textFields: INodeProperties[] = [
	text,
	otherWordings,
	signature,
	writtenBy,
	{ ...approvedBy, displayOptions: { show: { writtenBy: ['ai'] } } },
];

export const postTextFields: INodeProperties[] = [...textFields, longText, media];

export const approval: INodeProperties = approvedBy;
