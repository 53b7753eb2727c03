import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class XCareAppOnlyApi implements ICredentialType {
	name = 'xCareAppOnlyApi';

	displayName = 'X Care App-Only API';

	icon: Icon = { light: 'file:../icons/x-care.svg', dark: 'file:../icons/x-care.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#x-care-app-only-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'An app-only token belongs to the developer app, not to an account: it reads public posts, at full price, and manages the webhook of the X Activity Trigger.',
			name: 'appOnlyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Bearer Token',
			name: 'bearerToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'In the X developer console, in the app under "Keys and tokens"',
		},
		{
			displayName: 'API Key Secret',
			name: 'apiKeySecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Also called consumer secret. It signs the events X sends; needed by the X Activity Trigger only.',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: 'https://api.x.com',
			placeholder: 'e.g. https://api.x.com',
			description: 'Advanced: where X is reached. Change it only for a proxy or the sandbox.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.bearerToken }}' } },
	};

	// Usage figures are the one thing an app-only token reads for free.
	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.apiBaseUrl }}', url: '/2/usage/tweets' },
	};
}
