import type { INodeProperties } from 'n8n-workflow';

const forTracker = { show: { desk: ['requestTracker'] } };
const forHttp = { show: { desk: ['httpApi'] } };
const forEmail = { show: { desk: ['email'] } };

const placeholders =
	'Put values in with braces, e.g. {caseKey}, {title}, {body}, {permalink}, {urgency}, {contact.xUserId}; keep the field on Fixed';

export const properties: INodeProperties[] = [
	{
		displayName: 'Desk',
		name: 'desk',
		type: 'options',
		noDataExpression: true,
		default: 'requestTracker',
		description: 'Where the cases are kept',
		options: [
			{
				name: 'E-Mail',
				value: 'email',
				description: 'Composes a complete message for a mail node; at least once, not exactly once',
			},
			{
				name: 'HTTP API',
				value: 'httpApi',
				description: 'Any service with a look-up, a create and a comment request',
			},
			{
				name: 'Request Tracker',
				value: 'requestTracker',
				description: 'Exactly one ticket for each conversation',
			},
		],
	},
	{
		displayName: 'Queue',
		name: 'queue',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'Queue that takes new cases. Its tickets need the custom field "X Case Key".',
		displayOptions: forTracker,
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
	{
		displayName:
			'The service must show, in the answer to the look-up, the case key of every case it lists, or the case is not taken for the right one.',
		name: 'httpNotice',
		type: 'notice',
		default: '',
		displayOptions: forHttp,
	},
	{
		displayName: 'Look-Up Path',
		name: 'findPath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /tickets?external_id={caseKey}',
		description: `Finds the case of a conversation. ${placeholders}.`,
		displayOptions: forHttp,
	},
	{
		displayName: 'Create Path',
		name: 'createPath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /tickets',
		description: 'Creates a case when the look-up finds none',
		displayOptions: forHttp,
	},
	{
		displayName: 'Create Body',
		name: 'createBody',
		type: 'json',
		default:
			'{\n  "external_id": "{caseKey}",\n  "title": "{title}",\n  "description": "{body}",\n  "priority": "{urgency}"\n}',
		description: `JSON of the create request. ${placeholders}.`,
		displayOptions: forHttp,
	},
	{
		displayName: 'Comment Path',
		name: 'commentPath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /tickets/{case}/comments',
		description: 'Adds a later post to the case, which is {case} here',
		displayOptions: forHttp,
	},
	{
		displayName: 'Comment Body',
		name: 'commentBody',
		type: 'json',
		default: '{\n  "body": "{body}"\n}',
		description: `JSON of the comment request. ${placeholders}.`,
		displayOptions: forHttp,
	},
	{
		displayName: 'ID Path',
		name: 'idPath',
		type: 'string',
		required: true,
		default: 'id',
		placeholder: 'e.g. data.number',
		description:
			'Where the ID of the case is: in one entry of the look-up and in the answer to the create request; steps separated by dots',
		displayOptions: forHttp,
	},
	{
		displayName: 'From',
		name: 'fromEmail',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. X Care <care@example.com>',
		description: 'One address of your own; the name is shown, never that of someone on X',
		displayOptions: forEmail,
	},
	{
		displayName: 'To',
		name: 'toEmail',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. desk@example.com, lead@example.com',
		description: 'Plain addresses with commas between them',
		displayOptions: forEmail,
	},
	{
		displayName: 'Read By',
		name: 'profile',
		type: 'options',
		default: 'mailbox',
		description:
			'Chooses the headers in case.email.headers; they need an HTTP mail API, because Send Email and Gmail take no headers',
		displayOptions: forEmail,
		options: [
			{
				name: 'People',
				value: 'mailbox',
				description:
					'Headers mark the message as automatic, so that no out-of-office answer comes back',
			},
			{
				name: 'A Helpdesk',
				value: 'helpdesk',
				description:
					'No header marks the message as automatic, because helpdesks park such messages',
			},
		],
	},
];
