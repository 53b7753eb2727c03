import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class CaseDeskOdooApi implements ICredentialType {
	name = 'caseDeskOdooApi';

	displayName = 'Case Desk Odoo API';

	icon: Icon = {
		light: 'file:../icons/case-desk-odoo.svg',
		dark: 'file:../icons/case-desk-odoo.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#case-desk-odoo-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://acme.odoo.com',
			description: 'Address of Odoo, without /odoo or /web',
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. acme',
			description: 'On odoo.com the first part of the address',
		},
		{
			displayName: 'Interface',
			name: 'interface',
			type: 'options',
			default: 'json2',
			options: [
				{ name: 'JSON-2 (Odoo 19 and Newer)', value: 'json2' },
				{ name: 'JSON-RPC (Older)', value: 'jsonRpc' },
			],
			description: 'How to talk to Odoo; JSON-RPC leaves Odoo with version 22',
		},
		{
			displayName: 'Login',
			name: 'login',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. n8n@example.com',
			description: 'What the user the flow works as logs in with',
			displayOptions: { show: { interface: ['jsonRpc'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In Odoo, logged in as the user the flow works as: Preferences › Account Security › New API Key',
		},
	];

	/** JSON-2 takes the key in a header; JSON-RPC takes it in the body, before the arguments. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { interface: by, database, login, apiKey } = credentials;
		const body = (request.body ?? {}) as IDataObject;
		const params = body.params as IDataObject | undefined;
		if (by === 'jsonRpc') {
			const args = Array.isArray(params?.args) ? params.args : [];
			const [userId, ...rest] = args as unknown[];
			const signed =
				params?.service === 'common'
					? [database, login, apiKey, {}]
					: [database, userId, apiKey, ...rest];
			return { ...request, body: { ...body, params: { ...params, args: signed } as IDataObject } };
		}
		return {
			...request,
			headers: {
				...request.headers,
				Authorization: `bearer ${String(apiKey)}`,
				...(database ? { 'X-Odoo-Database': String(database) } : {}),
			},
			// The one test request below is JSON-RPC's.
			...(params === undefined ? {} : { body: { context: {} } }),
		};
	};

	/** Logs in (JSON-RPC), or asks who we are (JSON-2). */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '={{ $credentials.interface === "jsonRpc" ? "/jsonrpc" : "/json/2/res.users/context_get" }}',
			method: 'POST',
			body: {
				jsonrpc: '2.0',
				method: 'call',
				params: { service: 'common', method: 'authenticate', args: [] },
			},
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'result',
					value: false,
					message: 'Odoo does not know this login with this key',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'error.message',
					value: 'Odoo Server Error',
					message: 'Odoo refused the log-in; check the database',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'error.message',
					value: '404: Not Found',
					message: 'This Odoo has JSON-RPC switched off; choose JSON-2',
				},
			},
		],
	};
}
