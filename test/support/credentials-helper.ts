import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ICredentialsHelper } from 'n8n-workflow';

/** Decrypted credential data by credential type. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/** The sandbox's log-in for the watched account, as n8n would hold it after *Connect my account*. */
export function toXCredential(sandboxUrl: string) {
	return {
		xCareOAuth2Api: {
			grantType: 'pkce',
			clientId: 'sandbox-client',
			clientSecret: 'sandbox-client-secret',
			accessTokenUrl: `${sandboxUrl}/2/oauth2/token`,
			authentication: 'header',
			scope: 'tweet.read users.read offline.access',
			apiBaseUrl: sandboxUrl,
			oauthTokenData: {
				access_token: 'sandbox-user-token',
				refresh_token: 'sandbox-refresh-token',
				token_type: 'bearer',
			},
		},
	};
}

/**
 * Stands in for n8n's credential store: data comes from the test, everything else from the real credential classes.
 * Refreshed OAuth2 tokens are written back into the data, as n8n writes them into its database.
 */
export class TestCredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly data: CredentialData,
		private readonly findType: (name: string) => ICredentialType,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		return this.findType(name).extends ?? [];
	}

	getCredentialsProperties() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.findType(typeName);
		if (!authenticate) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const fill = (texts: object = {}) =>
			Object.fromEntries(
				Object.entries(texts).map(([name, value]) => [
					fillIn(name, credentials),
					fillIn(String(value), credentials),
				]),
			);
		const { headers, auth } = authenticate.properties;
		return {
			...options,
			headers: { ...options.headers, ...fill(headers) },
			...(auth && { auth: fill(auth) as unknown as IHttpRequestOptions['auth'] }),
		};
	}

	/** As n8n does it: when the expiring field is empty, and again when the far side has answered 401. */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		isExpired: boolean,
	) {
		const { properties, preAuthentication } = this.findType(typeName);
		const field = properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		);
		if (!preAuthentication || !field) return undefined;
		if (credentials[field.name] && !isExpired) return undefined;
		const output = (await preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[field.name] === undefined) return undefined;
		this.data[typeName] = { ...this.data[typeName], ...output };
		return Object.assign(credentials, output);
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(): Promise<never> {
		throw new Error('not part of these tests');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	) {
		return this.data[type] ?? {};
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	) {
		this.data[type] = { ...this.data[type], oauthTokenData: data.oauthTokenData };
	}
}

/** The one kind of expression that credential classes use: `={{ $credentials.field }}` within text. */
function fillIn(text: string, credentials: ICredentialDataDecryptedObject): string {
	if (!text.startsWith('=')) return text;
	return text
		.slice(1)
		.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_, field: string) =>
			String(credentials[field]),
		);
}
