import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskZammadApi implements ICredentialType {
	name = 'caseDeskZammadApi';

	displayName = 'Case Desk Zammad API';

	icon: Icon = {
		light: 'file:../icons/case-desk-zammad.svg',
		dark: 'file:../icons/case-desk-zammad.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-zammad-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://example.zammad.com',
			description: 'The address you open Zammad at, without /api/v1',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"In Zammad, logged in as the user the flow works as: your avatar › Profile › Token Access › Create, permission 'ticket.agent'; for 'Prepare Desk' also 'admin.object', for the Case Webhook Trigger 'admin.webhook' and 'admin.trigger'",
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Any long random text, only for the Case Webhook Trigger: Zammad signs with it what it sends',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Token token={{ $credentials.accessToken }}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/api/v1/users/me',
		},
	};
}
