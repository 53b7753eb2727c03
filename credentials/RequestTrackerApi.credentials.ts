import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class RequestTrackerApi implements ICredentialType {
	name = 'requestTrackerApi';

	displayName = 'Request Tracker API';

	icon: Icon = {
		light: 'file:../icons/request-tracker.svg',
		dark: 'file:../icons/request-tracker.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#request-tracker-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://rt.example.com',
			description: 'Address of the web interface, without /REST/2.0. Request Tracker 5 or newer.',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In Request Tracker, logged in as the user the flow works as: Settings › Auth Tokens › Create',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=token {{ $credentials.token }}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/REST/2.0/rt' },
	};
}
