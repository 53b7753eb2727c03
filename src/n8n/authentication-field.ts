import type { INodePropertyOptions } from 'n8n-workflow';

import type { Authentication } from './open-x';

type Option = INodePropertyOptions & { value: Authentication };

/** The two ways for a node to act as the account itself. */
export const accountAuthentications: Option[] = [
	{
		name: 'OAuth1 (Four Keys)',
		value: 'oAuth1',
		description: 'Copy the keys from the X developer console; they do not expire',
	},
	{
		name: 'OAuth2 (Recommended)',
		value: 'oAuth2',
		description: 'Log in to X once; n8n renews the access by itself',
	},
];

/** The same, and the developer app for what everybody may read. */
export const readerAuthentications: Option[] = [
	{
		name: 'App Only (Bearer Token)',
		value: 'appOnly',
		description:
			'Read what everybody may see of any public account, no messages; belongs to no account itself',
	},
	...accountAuthentications,
];
