import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

const readScopes = 'tweet.read users.read offline.access';

/** Least scopes for all that the X Care node does. */
const careScopes = [
	'tweet.read users.read follows.read tweet.write tweet.moderate.write',
	'dm.read dm.write media.write mute.write offline.access',
].join(' ');

export class XCareOAuth2Api implements ICredentialType {
	name = 'xCareOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'X Care OAuth2 API';

	icon: Icon = { light: 'file:../icons/x-care.svg', dark: 'file:../icons/x-care.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-x-care/n8n-nodes-x-care/blob/main/docs/credentials.md#x-care-oauth2-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'Create the developer app under the company\'s own X account: reading its mentions then costs a fifth. In the app\'s settings choose "Web App, Automated App or Bot" and enter the redirect URL shown above.',
			name: 'appNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Permissions',
			name: 'permissions',
			type: 'options',
			default: 'care',
			description: 'What X will ask you to allow; connect the account again after changing it',
			options: [
				{
					name: 'Read and Answer',
					value: 'care',
					description: 'All that the X Care node does',
				},
				{
					name: 'Read Mentions Only',
					value: 'read',
					description: 'Enough for the X Care Trigger; nothing can be posted',
				},
			],
		},
		{
			displayName:
				'X will ask you to allow three things. <b>tweet.read</b>: read the posts that mention you. <b>users.read</b>: learn which account is logged in, and look up authors when a node is told to. <b>offline.access</b>: stay logged in, so that n8n can renew the two-hour access by itself. Nothing can be posted with this credential.',
			name: 'readNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { permissions: ['read'] } },
		},
		{
			displayName:
				'X will ask you to allow: reading and writing posts, hiding replies, reading and sending direct messages, uploading pictures, reading followers, muting, and staying logged in. In the app\'s settings at X choose the permission "Read and write and Direct message".',
			name: 'careNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { permissions: ['care'] } },
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'pkce',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default:
				'={{ $self["apiBaseUrl"].replace(/\\/+$/, "") === "https://api.x.com" ? "https://x.com/i/oauth2/authorize" : $self["apiBaseUrl"].replace(/\\/+$/, "") + "/i/oauth2/authorize" }}',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: '={{ $self["apiBaseUrl"].replace(/\\/+$/, "") }}/2/oauth2/token',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: `={{ $self["permissions"] === "read" ? "${readScopes}" : "${careScopes}" }}`,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'header',
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

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.apiBaseUrl }}', url: '/2/users/me' },
	};
}
