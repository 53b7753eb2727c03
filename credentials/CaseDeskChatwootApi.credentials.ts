import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskChatwootApi implements ICredentialType {
	name = 'caseDeskChatwootApi';

	displayName = 'Case Desk Chatwoot API';

	icon: Icon = {
		light: 'file:../icons/case-desk-chatwoot.svg',
		dark: 'file:../icons/case-desk-chatwoot.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-chatwoot-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://app.chatwoot.com',
			placeholder: 'e.g. https://chat.example.com',
			description: 'The address you open Chatwoot at, without /app/accounts/…',
		},
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			required: true,
			default: '1',
			placeholder: 'e.g. 1',
			description: "The number behind /app/accounts/ in Chatwoot's address",
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"In Chatwoot, logged in as the user the flow works as: your avatar › Profile Settings › Access Token. 'Prepare Desk' and the Case Webhook Trigger need an administrator's.",
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { api_access_token: '={{ $credentials.accessToken }}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '=/api/v1/accounts/{{ $credentials.accountId }}/inboxes',
		},
	};
}
