import type { INodeProperties } from 'n8n-workflow';

/** Costs, budgets and waits of a node that calls X. */
export const connection: INodeProperties = {
	displayName: 'Connection and Budget',
	name: 'connection',
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
				'Whether the X developer app was created by this very account; X then charges a fifth for its own timelines. Only the costs shown depend on it.',
		},
		{
			displayName: 'Add Costs to Output',
			name: 'addCosts',
			type: 'boolean',
			default: false,
			description:
				'Whether every item gets the estimated costs of the run, of the UTC day and of the month under "costs"',
		},
		{
			displayName: 'Budget per Day (USD)',
			name: 'dayBudget',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 3 },
			default: 0,
			description:
				'What this credential may spend per UTC day, as far as this n8n has seen; 0 for no limit. As it fills up, profiles are given up first (at 60%), then keyword search (70%), lists of people (80%), publishing (90%) and reading (100%). Replies and messages to people who wrote are never given up.',
		},
		{
			displayName: 'Budget per Run (USD)',
			name: 'runBudget',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 3 },
			default: 0,
			description: 'What one run may spend on reading; 0 for no limit',
		},
		{
			displayName: 'Longest Wait (Seconds)',
			name: 'waitAtMost',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1000 },
			default: 60,
			description:
				"How long one run may wait for X's rate limits altogether; after that it stops and says when X takes calls again",
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 300 },
			default: 30,
			description: 'How long one call to X may take',
		},
	],
};
