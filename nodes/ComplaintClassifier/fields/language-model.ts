import type { INodeProperties } from 'n8n-workflow';

const show = { '/askLanguageModel': [true] };

/** Options of the second opinion. */
export const languageModelOptions: INodeProperties[] = [
	{
		displayName: 'Calls at a Time',
		name: 'parallelCalls',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 4,
		displayOptions: { show },
		description: 'How many posts the language model is asked about at the same time',
	},
	{
		displayName: 'Most Calls per Run',
		name: 'maxCalls',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 100,
		displayOptions: { show },
		description:
			'How many posts of one run the language model may be asked about; the rest stay unsure',
	},
	{
		displayName: 'Price per Million Input Tokens (USD)',
		name: 'inputPrice',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 0,
		displayOptions: { show },
		description:
			'What your model costs, so that dollars can be shown; it takes the price of output tokens too',
	},
	{
		displayName: 'Price per Million Output Tokens (USD)',
		name: 'outputPrice',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 0,
		displayOptions: { show },
		description:
			'What your model costs, so that dollars can be shown; it takes the price of input tokens too',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 120,
		displayOptions: { show },
		description: 'How long to wait for one answer of the language model',
	},
];
