import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['requestTracker'] } };
const forOptions = {
	show: { '/desk': ['requestTracker'], '/operation': ['forward', 'addAnswer'] },
};

export const requestTrackerFields: INodeProperties[] = [
	{
		displayName: 'Queue',
		name: 'queue',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'Queue that takes new cases. Its tickets need the custom field "X Case Key".',
		displayOptions: forDesk,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'findQueues', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Social' },
		],
	},
];

export const requestTrackerOptions: INodeProperties[] = [
	{
		displayName: 'Follow-Ups As',
		name: 'followUpAs',
		type: 'options',
		default: 'correspond',
		description:
			'How later posts of a conversation are put into its ticket. Our own answers are always comments.',
		displayOptions: forOptions,
		options: [
			{
				name: 'Comment',
				value: 'comment',
				description: 'Seen by staff only; opens a closed ticket again',
			},
			{
				name: 'Correspondence',
				value: 'correspond',
				description: 'Sent to whoever watches the ticket; opens a closed ticket again',
			},
		],
	},
	{
		displayName: 'Keep Contacts',
		name: 'keepContacts',
		type: 'boolean',
		default: true,
		description:
			'Whether authors become users of Request Tracker (without log-in) and requestors of their cases. Names that staff have edited are left alone.',
		displayOptions: forOptions,
	},
];
