import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskFreshdeskApi implements ICredentialType {
	name = 'caseDeskFreshdeskApi';

	displayName = 'Case Desk Freshdesk API';

	icon: Icon = {
		light: 'file:../icons/case-desk-freshdesk.svg',
		dark: 'file:../icons/case-desk-freshdesk.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-freshdesk-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://example.freshdesk.com',
			description:
				'Address at Freshdesk itself: its API does not answer at a portal address of your own',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"In Freshdesk, as the agent the flow works as: profile picture › Profile Settings › View API Key. The agent needs global access to tickets; an administrator's key is needed once, for Prepare Desk.",
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { auth: { username: '={{ $credentials.apiKey }}', password: 'X' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/api/v2/agents/me' },
	};
}
