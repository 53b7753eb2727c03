import type { INodeProperties } from 'n8n-workflow';

/** Fields that both triggers for cases have. */
export const kinds: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['resolved', 'commented'],
	description: 'What the workflow starts for. Only cases the Case Forwarder has made count.',
	options: [
		{ name: 'Assigned', value: 'assigned', description: 'The case has another owner, or none' },
		{
			name: 'Commented',
			value: 'commented',
			description:
				'Somebody at the desk has written something. What the Case Forwarder has put in is left out.',
		},
		{ name: 'Reopened', value: 'reopened', description: 'A closed case is worked on again' },
		{ name: 'Resolved', value: 'resolved', description: 'The case is solved or closed' },
	],
};

export const ownChanges: INodeProperties = {
	displayName: 'Own Changes',
	name: 'ownChanges',
	type: 'boolean',
	default: false,
	description:
		"Whether to start also when the credential's own user assigns or reopens a case, as the Case Forwarder does when a customer writes on",
};
