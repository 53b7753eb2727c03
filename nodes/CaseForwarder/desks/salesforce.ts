import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['salesforce'], operation: ['forward', 'addAnswer'] } };
const forOptions = {
	show: { '/desk': ['salesforce'], '/operation': ['forward', 'addAnswer'] },
};

export const salesforceFields: INodeProperties[] = [
	{
		displayName: 'Queue',
		name: 'queue',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'Queue that owns new cases. Leave empty to let the active case assignment rules decide; where Queue or Owner is set, those rules do not run.',
		displayOptions: forDesk,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findQueues', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 00G5g000004ABCDEA4',
			},
		],
	},
];

export const salesforceOptions: INodeProperties[] = [
	{
		displayName: 'Account ID for Contacts',
		name: 'contactAccount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0015g00000ABCDEAA4',
		description:
			'Account that new contacts belong to, e.g. one named "People on X". Without it they are private: only their owner and administrators see them.',
		displayOptions: forOptions,
	},
	{
		displayName: 'Case Origin',
		name: 'caseOrigin',
		type: 'string',
		default: '',
		placeholder: 'e.g. X',
		description:
			'Value of Case Origin for new cases, for reports and assignment rules. Use one that is in the picklist.',
		displayOptions: forOptions,
	},
	{
		displayName: 'Keep Contacts',
		name: 'keepContacts',
		type: 'boolean',
		default: true,
		description:
			'Whether authors become contacts. Their names are left alone once they are made; handle, followers and profile link are kept up to date.',
		displayOptions: forOptions,
	},
	{
		displayName: 'Publish Comments',
		name: 'publishComments',
		type: 'boolean',
		default: false,
		description:
			"Whether later posts are published as case comments, for the customer's portal. Salesforce may e-mail published comments to contacts that have an address.",
		displayOptions: forOptions,
	},
	{
		displayName: 'Reopen As',
		name: 'reopenAs',
		type: 'string',
		default: '',
		placeholder: 'e.g. Working',
		description:
			'Status of a closed case when the customer writes on. Leave empty for the one new cases have.',
		displayOptions: forOptions,
	},
];
