import type { INodeProperties } from 'n8n-workflow';

export const trainFields: INodeProperties[] = [
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		default: '={{ $json.text }}',
		description: 'The words of the post, of each item',
	},
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '={{ $json.label }}',
		description: 'What the post is, of each item: the class a person of yours gave it',
	},
	{
		displayName: 'Model Name',
		name: 'modelName',
		type: 'string',
		default: 'Our posts',
		description: 'Stands in every triage that the model makes',
	},
];
