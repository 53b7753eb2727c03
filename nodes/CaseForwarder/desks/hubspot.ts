import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['hubSpot'] } };

export const hubSpotFields: INodeProperties[] = [
	{
		displayName: 'Pipeline',
		name: 'queue',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description:
			'Ticket pipeline that takes new cases. Run the operation Prepare Desk once before the first.',
		displayOptions: forDesk,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findQueues', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 0' },
		],
	},
];
