import type { INodeProperties } from 'n8n-workflow';

/** Desks by what a new case can be given; each desk adds itself where it belongs. */
const desksWith = {
	owner: [
		'chatwoot',
		'freshdesk',
		'hubSpot',
		'odoo',
		'requestTracker',
		'salesforce',
		'zammad',
		'zendesk',
	],
	status: [
		'chatwoot',
		'freshdesk',
		'hubSpot',
		'odoo',
		'requestTracker',
		'salesforce',
		'zammad',
		'zendesk',
	],
	tags: ['chatwoot', 'freshdesk', 'odoo', 'zammad', 'zendesk'] as string[],
	priorities: [
		'chatwoot',
		'freshdesk',
		'hubSpot',
		'odoo',
		'requestTracker',
		'salesforce',
		'zammad',
		'zendesk',
	],
	media: ['odoo', 'requestTracker', 'salesforce', 'zammad', 'zendesk'],
};

const onlyFor = (desks: string[]) => ({
	show: { '/desk': desks, '/operation': ['forward', 'addAnswer'] },
});

const onCreation = 'Set when the case is created, never changed afterwards';

const priority = (displayName: string, name: string): INodeProperties => ({
	displayName: `${displayName} Name or ID`,
	name,
	type: 'options',
	typeOptions: { loadOptionsMethod: 'loadPriorities' },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

/** What a new case can be given at every desk with an API of its own. */
export const apiOptions: INodeProperties[] = [
	{
		displayName: 'Attach Media',
		name: 'attachMedia',
		type: 'boolean',
		default: false,
		description:
			'Whether pictures and films of a post are put into the case, not only links to them. Up to 10 MB each; what is private, X hands out by its app only.',
		displayOptions: onlyFor(desksWith.media),
	},
	{
		displayName: 'Owner',
		name: 'owner',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: `Who gets a new case. ${onCreation}.`,
		displayOptions: onlyFor(desksWith.owner),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findOwners', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 42' },
		],
	},
	{
		displayName: 'Priorities',
		name: 'priorities',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Choose priorities',
		description: `What the urgency found by the Complaint Classifier means at this desk. ${onCreation}.`,
		displayOptions: onlyFor(desksWith.priorities),
		options: [
			{
				displayName: 'By Urgency',
				name: 'byUrgency',
				values: [
					priority('Critical', 'critical'),
					priority('Urgent', 'urgent'),
					priority('Normal', 'normal'),
					priority('Low', 'low'),
				],
			},
		],
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: `Status of a new case, if not the desk's usual one. ${onCreation}.`,
		displayOptions: onlyFor(desksWith.status),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findStatuses', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. open' },
		],
	},
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		default: '',
		placeholder: 'e.g. x, complaint',
		description: `Labels with commas between them. ${onCreation}.`,
		displayOptions: onlyFor(desksWith.tags),
	},
];
