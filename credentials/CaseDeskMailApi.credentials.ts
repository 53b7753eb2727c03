import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskMailApi implements ICredentialType {
	name = 'caseDeskMailApi';

	displayName = 'Case Desk Mail API';

	icon: Icon = {
		light: 'file:../icons/case-desk-mail.svg',
		dark: 'file:../icons/case-desk-mail.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-mail-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Service',
			name: 'service',
			type: 'options',
			default: 'resend',
			description: "Must be the same as 'Send With' in the node",
			options: [
				{ name: 'Brevo', value: 'brevo' },
				{ name: 'Mailgun', value: 'mailgun' },
				{ name: 'Postmark', value: 'postmark' },
				{ name: 'Resend', value: 'resend' },
				{ name: 'SendGrid', value: 'sendGrid' },
			],
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'A key that may send mail. Postmark: the API token of a server. Resend: one with full access, or the test below fails though sending works.',
		},
		{
			displayName: 'Mailgun Domain',
			name: 'domain',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. mg.example.com',
			description: 'The sending domain, as Mailgun shows it',
			displayOptions: { show: { service: ['mailgun'] } },
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			default: 'us',
			description: 'Where the domain lives at Mailgun',
			displayOptions: { show: { service: ['mailgun'] } },
			options: [
				{ name: 'EU', value: 'eu' },
				{ name: 'US', value: 'us' },
			],
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api.eu.sendgrid.com',
			description:
				"Leave empty, unless your account is to use another address than the service's usual one",
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'={{ { brevo: "api-key", postmark: "X-Postmark-Server-Token" }[$credentials.service] || "Authorization" }}':
					'={{ { brevo: $credentials.apiKey, postmark: $credentials.apiKey, mailgun: "Basic " + ("api:" + $credentials.apiKey).base64Encode() }[$credentials.service] || "Bearer " + $credentials.apiKey }}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ ($credentials.baseUrl || { brevo: "https://api.brevo.com", mailgun: $credentials.region === "eu" ? "https://api.eu.mailgun.net" : "https://api.mailgun.net", postmark: "https://api.postmarkapp.com", resend: "https://api.resend.com", sendGrid: "https://api.sendgrid.com" }[$credentials.service]) }}',
			url: '={{ { brevo: "/v3/account", mailgun: "/v4/domains/" + $credentials.domain, postmark: "/server", resend: "/domains", sendGrid: "/v3/scopes" }[$credentials.service] }}',
			headers: { accept: 'application/json' },
		},
	};
}
