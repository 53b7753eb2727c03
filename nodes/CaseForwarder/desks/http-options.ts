import type { INodeProperties } from 'n8n-workflow';

const forHttp = { show: { '/desk': ['httpApi'] } };

const methods = [
	{ name: 'PATCH', value: 'PATCH' },
	{ name: 'POST', value: 'POST' },
	{ name: 'PUT', value: 'PUT' },
];

export const httpOptions: INodeProperties[] = [
	{
		displayName: 'Case Address',
		name: 'caseAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://helpdesk.example.com/tickets/{case}',
		description: 'Web address of a case, for people to open',
		displayOptions: forHttp,
	},
	{
		displayName: 'Case Address Path',
		name: 'urlPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. data.url',
		description: 'Where the web address of the case is in the answers',
		displayOptions: forHttp,
	},
	{
		displayName: 'Comment Method',
		name: 'commentMethod',
		type: 'options',
		default: 'POST',
		displayOptions: forHttp,
		options: methods,
	},
	{
		displayName: 'Create Method',
		name: 'createMethod',
		type: 'options',
		default: 'POST',
		displayOptions: forHttp,
		options: methods,
	},
	{
		displayName: 'Created ID Path',
		name: 'createdIdPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. ticket.number',
		description: 'Where the ID is in the answer to the create request, if not at the ID path',
		displayOptions: forHttp,
	},
	{
		displayName: 'Error Path',
		name: 'errorPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. error',
		description: 'If something stands there in an answer, the call failed whatever its status was',
		displayOptions: forHttp,
	},
	{
		displayName: 'Existing Comments List Path',
		name: 'commentsListPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. data.comments',
		description: 'Where the comments are in that answer; empty for the whole answer',
		displayOptions: forHttp,
	},
	{
		displayName: 'Existing Comments Path',
		name: 'commentsPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. /tickets/{case}/comments',
		description:
			'Reads what the case holds, so that a post delivered twice is added once; without it, later posts are added twice. Comments are known by the line with the reference in {body}.',
		displayOptions: forHttp,
	},
	{
		displayName: 'Headers',
		name: 'headers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add header',
		description: 'Sent with every request, besides the one of the credential',
		displayOptions: forHttp,
		options: [
			{
				displayName: 'Header',
				name: 'header',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. X-Api-Version',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'Idempotency Header',
		name: 'idempotencyHeader',
		type: 'string',
		default: '',
		placeholder: 'e.g. Idempotency-Key',
		description:
			'Header in which the service takes a key that makes it drop a repeated request. Needs a look-up that shows the texts, or first posts are added twice; otherwise leave {body} out of the create body.',
		displayOptions: forHttp,
	},
	{
		displayName: 'Key Path',
		name: 'keyPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. external_id',
		description:
			'Where the case key is in one entry of the look-up; empty if some text of the entry holds it',
		displayOptions: forHttp,
	},
	{
		displayName: 'List Path',
		name: 'listPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. data.tickets',
		description: 'Where the cases are in the answer to the look-up; empty for the whole answer',
		displayOptions: forHttp,
	},
	{
		displayName: 'Look-Up Body',
		name: 'findBody',
		type: 'json',
		default: '',
		description: 'JSON of the look-up, when its method is POST',
		displayOptions: forHttp,
	},
	{
		displayName: 'Look-Up Method',
		name: 'findMethod',
		type: 'options',
		default: 'GET',
		displayOptions: forHttp,
		options: [
			{ name: 'GET', value: 'GET' },
			{ name: 'POST', value: 'POST' },
		],
	},
	{
		displayName: 'Not Found Is 404',
		name: 'isMissing404',
		type: 'boolean',
		default: false,
		description:
			'Whether 404 to the look-up says that there is no case yet, not that the path is wrong',
		displayOptions: forHttp,
	},
];
