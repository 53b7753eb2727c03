import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskSalesforceApi implements ICredentialType {
	name = 'caseDeskSalesforceApi';

	displayName = 'Case Desk Salesforce API';

	icon: Icon = {
		light: 'file:../icons/case-desk-salesforce.svg',
		dark: 'file:../icons/case-desk-salesforce.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-salesforce-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'My Domain URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://company.my.salesforce.com',
			description: 'In Salesforce: Setup › My Domain › Current My Domain URL, with https://',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			description:
				'Consumer Key of an external client app (or connected app) with the client credentials flow enabled and a Run As user',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Consumer Secret of the same app',
		},
	];

	/** Asks for a token when there is none, and by n8n again whenever Salesforce answers 401. */
	async preAuthentication(
		this: IHttpRequestHelper,
		{ baseUrl, clientId, clientSecret }: ICredentialDataDecryptedObject,
	) {
		const form = {
			grant_type: 'client_credentials',
			client_id: toText(clientId),
			client_secret: toText(clientSecret),
		};
		const { statusCode, body } = (await this.helpers.httpRequest({
			method: 'POST',
			url: `${toText(baseUrl).replace(/\/+$/, '')}/services/oauth2/token`,
			headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
			body: new URLSearchParams(form).toString(),
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})) as { statusCode: number; body: unknown };
		const answer = parse(body);
		if (answer.access_token) return { accessToken: answer.access_token };
		throw toRefusal(statusCode, answer);
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '/services/data/v62.0/query',
			qs: { q: 'SELECT Id FROM Case LIMIT 1' },
		},
	};
}

type TokenAnswer = Partial<Record<'access_token' | 'error' | 'error_description', string>>;

const toText = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

function parse(body: unknown): TokenAnswer {
	if (typeof body !== 'string') return (body ?? {}) as TokenAnswer;
	try {
		return JSON.parse(body) as TokenAnswer;
	} catch {
		return {};
	}
}

/** 5xx is no verdict about the credential; for all else its reader says what to do. */
function toRefusal(status: number, { error, error_description: said }: TokenAnswer): Error {
	const words = [error, said].filter(Boolean).join(': ') || `status ${status}`;
	const refusal = new Error(`Salesforce gave no access token (${words})`);
	if (status >= 500) return Object.assign(refusal, { code: `HTTP ${status}` });
	const description = hints[error ?? ''] ?? hints.other;
	return Object.assign(refusal, { description, failure: { cause: 'credential-invalid' } });
}

const hints: Record<string, string> = {
	invalid_client_id: "Check 'Client ID': it is the Consumer Key of the app.",
	invalid_client: "Check 'Client Secret': it is the Consumer Secret of the app.",
	invalid_grant:
		"In Salesforce, open the app's policies, enable the client credentials flow and choose a 'Run As' user with 'API Enabled'.",
	unsupported_grant_type:
		"Enable the client credentials flow in the app, and check that 'My Domain URL' is not login.salesforce.com.",
	other:
		"Check 'My Domain URL' (https://<company>.my.salesforce.com, without a path), 'Client ID' and 'Client Secret'.",
};
