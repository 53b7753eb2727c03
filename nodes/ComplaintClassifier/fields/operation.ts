import type { INodeProperties } from 'n8n-workflow';

export const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Classify',
			value: 'classify',
			description: 'Tell what each post is, how urgent it is and why',
			action: 'Classify posts',
		},
		{
			name: 'Train on Your Posts',
			value: 'train',
			description: 'Make a model of your own out of posts that people of yours have labelled',
			action: 'Train on your posts',
		},
		{
			name: 'Share of Classes',
			value: 'shares',
			description: 'Work out which share of the posts each class has, hour by hour or day by day',
			action: 'Work out shares of classes',
		},
	],
	default: 'classify',
};
