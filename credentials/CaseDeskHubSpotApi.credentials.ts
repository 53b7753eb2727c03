import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskHubSpotApi implements ICredentialType {
	name = 'caseDeskHubSpotApi';

	displayName = 'Case Desk HubSpot API';

	icon: Icon = {
		light: 'file:../icons/case-desk-hubspot.svg',
		dark: 'file:../icons/case-desk-hubspot.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-hubspot-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. pat-eu1-…',
			description:
				'Of a private app: Settings › Integrations › Private Apps › Create. The scopes it needs are listed in the documentation.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.hubapi.com',
			description: 'The same for all accounts, wherever their data is',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.accessToken }}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/crm/v3/pipelines/tickets' },
	};
}
