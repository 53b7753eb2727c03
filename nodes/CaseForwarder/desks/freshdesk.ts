import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['freshdesk'] }, hide: { operation: ['prepare'] } };
const forOptions = {
	show: { '/desk': ['freshdesk'], '/operation': ['forward', 'addAnswer'] },
};

export const freshdeskFields: INodeProperties[] = [
	{
		displayName: 'Group',
		name: 'queue',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'Group that gets new tickets; left empty, the rules of your Freshdesk choose. Tickets need the field "X Case Key": run the operation Prepare Desk once.',
		displayOptions: forDesk,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findQueues', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 22000168676' },
		],
	},
];

export const freshdeskOptions: INodeProperties[] = [
	{
		displayName: 'Public Notes',
		name: 'publicNotes',
		type: 'boolean',
		default: false,
		description:
			'Whether later posts and our answers can be read in the customer portal. Freshdesk then e-mails them to a requester who has an address, unless your notification settings say otherwise.',
		displayOptions: forOptions,
	},
	{
		displayName: 'Ticket Fields',
		name: 'ticketFields',
		type: 'json',
		default: '{}',
		description:
			'Further fields of a new ticket as the API of Freshdesk takes them, e.g. {"custom_fields": {"cf_product": "Shoes"}}; for what your ticket form demands',
		displayOptions: forOptions,
	},
	{
		displayName: 'Ticket Type',
		name: 'ticketType',
		type: 'string',
		default: '',
		placeholder: 'e.g. Problem',
		description: 'Type of a new ticket, by its name in your ticket form',
		displayOptions: forOptions,
	},
];
