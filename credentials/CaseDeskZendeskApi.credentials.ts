import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskZendeskApi implements ICredentialType {
	name = 'caseDeskZendeskApi';

	displayName = 'Case Desk Zendesk API';

	icon: Icon = {
		light: 'file:../icons/case-desk-zendesk.svg',
		dark: 'file:../icons/case-desk-zendesk.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-zendesk-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://example.zendesk.com',
			description: 'Address of your Zendesk, with nothing behind it',
		},
		{
			displayName: 'E-Mail',
			name: 'email',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. care-bot@example.com',
			description: 'Of the agent the flow works as: one that sees all tickets',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In Zendesk: Admin Center › Apps and integrations › APIs › API tokens. Token access has to be switched on there.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			auth: {
				username: '={{ $credentials.email }}/token',
				password: '={{ $credentials.apiToken }}',
			},
		},
	};

	// Not /users/me: that answers 200 to anybody.
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '/api/v2/tickets.json?per_page=1',
		},
	};
}
