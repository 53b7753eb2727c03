import { createHmac } from 'crypto';
import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import OAuth from 'oauth-1.0a';

export class XCareOAuth1Api implements ICredentialType {
	name = 'xCareOAuth1Api';

	displayName = 'X Care OAuth1 API';

	icon: Icon = { light: 'file:../icons/x-care.svg', dark: 'file:../icons/x-care.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#x-care-oauth1-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'All four keys are in the X developer console, in the app under "Keys and tokens". The permission "Read" is enough for the X Care Trigger; the X Care node needs "Read and write and Direct message". After changing it, generate the access token again.',
			name: 'keysNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'consumerKey',
			type: 'string',
			required: true,
			default: '',
			description: 'Also called consumer key',
		},
		{
			displayName: 'API Key Secret',
			name: 'consumerSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Also called consumer secret',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Belongs to the account whose mentions are to be read',
		},
		{
			displayName: 'Access Token Secret',
			name: 'accessTokenSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
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

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const url = toFullUrl(requestOptions);
		const signer = new OAuth({
			consumer: {
				key: String(credentials.consumerKey).trim(),
				secret: String(credentials.consumerSecret).trim(),
			},
			signature_method: 'HMAC-SHA1',
			hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
		});
		// Bodies are JSON, which OAuth 1.0a leaves unsigned.
		const signed = signer.authorize(
			{ url: url.href, method: requestOptions.method ?? 'GET' },
			{
				key: String(credentials.accessToken).trim(),
				secret: String(credentials.accessTokenSecret).trim(),
			},
		);
		return {
			...requestOptions,
			baseURL: undefined,
			qs: undefined,
			url: url.href,
			headers: { ...requestOptions.headers, ...signer.toHeader(signed) },
		};
	}

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.apiBaseUrl }}', url: '/2/users/me' },
	};
}

/** The address as it goes out: what is signed and what is sent must agree to the letter. */
function toFullUrl({ baseURL, url, qs }: IHttpRequestOptions): URL {
	const isAbsolute = /^https?:\/\//i.test(url);
	const full = new URL(isAbsolute || !baseURL ? url : baseURL.replace(/\/+$/, '') + url);
	for (const [name, value] of Object.entries(qs ?? {})) {
		if (value !== undefined) full.searchParams.append(name, String(value));
	}
	// URLSearchParams writes a space as "+", which OAuth reads as a plus.
	full.search = full.search.replaceAll('+', '%20');
	return full;
}
