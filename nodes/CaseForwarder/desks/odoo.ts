import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['odoo'] } };

export const odooFields: INodeProperties[] = [
	{
		displayName: 'Record Kind',
		name: 'recordKind',
		type: 'options',
		noDataExpression: true,
		default: 'crm.lead',
		description: 'What a case is in Odoo',
		displayOptions: forDesk,
		options: [
			{
				name: 'CRM Lead',
				value: 'crm.lead',
				description: 'Lead or opportunity of the CRM app (Community and Enterprise)',
			},
			{
				name: 'Helpdesk Ticket',
				value: 'helpdesk.ticket',
				description: 'Ticket of the Helpdesk app (Enterprise)',
			},
		],
	},
	{
		displayName: 'Team',
		name: 'queue',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: "Sales or helpdesk team that takes new cases; empty: Odoo's own choice",
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
