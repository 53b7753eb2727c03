import type { INodeProperties } from 'n8n-workflow';

export const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Check Account',
			value: 'checkAccount',
			description: 'Tell whether the account is still protected and somebody looks after it',
			action: 'Check account',
		},
		{
			name: 'Check Authors',
			value: 'checkAuthors',
			description: 'Tell of each post, message or follower whether the person is on the register',
			action: 'Check authors',
		},
		{
			name: 'Find Officials to Tell',
			value: 'findOfficials',
			description: 'Tell who of the register hears of each post or message, and which way',
			action: 'Find officials to tell',
		},
		{
			name: 'Plan Reminders',
			value: 'planReminders',
			description:
				'Tell which outsiders are due today: at most one reminder a day until they are gone',
			action: 'Plan reminders',
		},
		{
			name: 'Reconcile',
			value: 'reconcile',
			description:
				'Compare all followers with the register: whom to accept, invite, remove or update',
			action: 'Reconcile followers with the register',
		},
	],
	default: 'checkAuthors',
};
