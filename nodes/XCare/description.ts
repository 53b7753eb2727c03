import type { INodeProperties } from 'n8n-workflow';

import { connection } from './fields/connection';
import { operations } from './operations';
import { operationFields } from './operation-fields';

const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{
			name: 'App Only (Bearer Token)',
			value: 'appOnly',
			description: 'Reading public posts and profiles; belongs to no account, so it sends nothing',
		},
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
	],
	default: 'oAuth2',
};

const account: INodeProperties = {
	displayName: 'Account',
	name: 'account',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. acmecare',
	description:
		"Handle or user ID of the company's account: an app-only credential belongs to none, and posts are read with that account's eyes",
	displayOptions: { show: { authentication: ['appOnly'] } },
};

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Account', value: 'account' },
		{ name: 'Direct Message', value: 'directMessage' },
		{ name: 'Post', value: 'post' },
		{ name: 'User', value: 'user' },
	],
	default: 'post',
};

const notOnX: INodeProperties = {
	displayName:
		'Liking, following, quoting and blocking are not here: X took them out of all plans a company can buy by itself. They are one click in the X app; the links in this node lead there.',
	name: 'notOnXNotice',
	type: 'notice',
	default: '',
	displayOptions: {
		show: { resource: ['post', 'user'], operation: ['publish', 'repost', 'mute'] },
	},
};

/** The parameters of an operation, shown for it alone. */
function showFor(
	resourceName: string,
	operation: string,
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: {
				...property.displayOptions?.show,
				resource: [resourceName],
				operation: [operation],
			},
		},
	}));
}

const parameters = Object.entries(operations).flatMap(([resourceName, byName]) =>
	Object.entries(byName).flatMap(([name, { properties }]) =>
		showFor(resourceName, name, properties),
	),
);

export const properties: INodeProperties[] = [
	authentication,
	account,
	resource,
	...operationFields,
	notOnX,
	...parameters,
	connection,
];
