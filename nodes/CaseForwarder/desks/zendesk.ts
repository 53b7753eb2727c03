import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['zendesk'], operation: ['forward', 'addAnswer'] } };
const forOptions = { show: { '/desk': ['zendesk'], '/operation': ['forward', 'addAnswer'] } };

export const zendeskFields: INodeProperties[] = [
	{
		displayName: 'Group',
		name: 'queue',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			"Group that gets new tickets. Leave it empty for Zendesk's own routing. Run the operation 'Prepare Desk' once before.",
		displayOptions: forDesk,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findQueues', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 360001234567' },
		],
	},
];

export const zendeskOptions: INodeProperties[] = [
	{
		displayName: 'Comments As',
		name: 'commentsAs',
		type: 'options',
		default: 'quiet',
		description: 'How posts and our answers stand in the ticket',
		displayOptions: forOptions,
		options: [
			{
				name: 'Internal Notes',
				value: 'internal',
				description: 'Always, for example where triggers of your own act on public comments',
			},
			{
				name: 'Public Comments',
				value: 'quiet',
				description:
					'As the words of whoever said them; internal notes where Zendesk would mail them to somebody',
			},
		],
	},
];
