import type { INodeProperties } from 'n8n-workflow';

const forDesk = { show: { desk: ['httpApi'] } };

const placeholders =
	'Put values in with braces, e.g. {caseKey}, {title}, {body}, {permalink}, {urgency}, {contact.xUserId}; keep the field on Fixed';

export const httpFields: INodeProperties[] = [
	{
		displayName:
			'The service must show, in the answer to the look-up, the case key of every case it lists, or the case is not taken for the right one.',
		name: 'httpNotice',
		type: 'notice',
		default: '',
		displayOptions: forDesk,
	},
	{
		displayName: 'Look-Up Path',
		name: 'findPath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /tickets?external_id={caseKey}',
		description: `Finds the case of a conversation. ${placeholders}.`,
		displayOptions: forDesk,
	},
	{
		displayName: 'Create Path',
		name: 'createPath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /tickets',
		description: 'Creates a case when the look-up finds none',
		displayOptions: forDesk,
	},
	{
		displayName: 'Create Body',
		name: 'createBody',
		type: 'json',
		default:
			'{\n  "external_id": "{caseKey}",\n  "title": "{title}",\n  "description": "{body}",\n  "priority": "{urgency}"\n}',
		description: `JSON of the create request. ${placeholders}.`,
		displayOptions: forDesk,
	},
	{
		displayName: 'Comment Path',
		name: 'commentPath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /tickets/{case}/comments',
		description: 'Adds a later post to the case, which is {case} here',
		displayOptions: forDesk,
	},
	{
		displayName: 'Comment Body',
		name: 'commentBody',
		type: 'json',
		default: '{\n  "body": "{body}"\n}',
		description: `JSON of the comment request. ${placeholders}.`,
		displayOptions: forDesk,
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
		displayOptions: forDesk,
	},
];
