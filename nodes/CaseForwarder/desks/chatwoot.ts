import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['chatwoot'], operation: ['forward', 'addAnswer'] } };

export const chatwootFields: INodeProperties[] = [
	{
		displayName: 'Inbox',
		name: 'queue',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description:
			"Inbox that takes new conversations; it must be of the kind 'API'. Run the operation 'Prepare Desk' once before.",
		displayOptions: forDesk,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findQueues', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3' },
		],
	},
];
