import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['zammad'], operation: ['forward', 'addAnswer'] } };
const forOptions = { show: { '/desk': ['zammad'], '/operation': ['forward', 'addAnswer'] } };

export const zammadFields: INodeProperties[] = [
	{
		displayName: 'Group',
		name: 'queue',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: "Group that takes new tickets. Run the operation 'Prepare Desk' once before.",
		displayOptions: forDesk,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findQueues', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Social' },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 2' },
		],
	},
];

export const zammadOptions: INodeProperties[] = [
	{
		displayName: 'Articles As',
		name: 'articleType',
		type: 'options',
		default: 'note',
		description: 'How posts and our answers stand in the ticket. Zammad itself sends neither.',
		displayOptions: forOptions,
		options: [
			{
				name: 'Note',
				value: 'note',
				description: 'Sets off no automatic reply; does not count for response times of an SLA',
			},
			{
				name: 'Web',
				value: 'web',
				description:
					'Counts for response times; triggers that reply to it mail a contact somebody has given an address',
			},
		],
	},
];
