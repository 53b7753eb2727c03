import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskHttpApi implements ICredentialType {
	name = 'caseDeskHttpApi';

	displayName = 'Case Desk HTTP API';

	icon: Icon = {
		light: 'file:../icons/case-desk-http.svg',
		dark: 'file:../icons/case-desk-http.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-http-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://helpdesk.example.com/api/v1',
			description: 'What all paths in the node are put below',
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			required: true,
			default: 'Authorization',
			description: 'Header the service reads the key from',
		},
		{
			displayName: 'Header Value',
			name: 'headerSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. Bearer 1a2b3c',
			description: 'The whole value, with the word in front of the key if the service wants one',
		},
		{
			displayName: 'Test Path',
			name: 'testPath',
			type: 'string',
			default: '/',
			placeholder: 'e.g. /me',
			description: 'A harmless GET request, made when this credential is tested',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: { '={{ $credentials.headerName }}': '={{ $credentials.headerSecret }}' },
		},
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '={{ $credentials.testPath }}' },
	};
}
