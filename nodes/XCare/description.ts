import type { INodeProperties } from 'n8n-workflow';

import { accountAuthentications } from '../../src/n8n/authentication-field';
import { connection } from '../../src/n8n/connection-field';
import { showFor } from '../../src/n8n/show-for';
import { operations } from './operations';
import { operationFields } from './operation-fields';

const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: accountAuthentications,
	default: 'oAuth2',
	displayOptions: { hide: { resource: ['ledger'] } },
};

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Account', value: 'account' },
		{ name: 'Activity', value: 'activity' },
		{ name: 'Direct Message', value: 'directMessage' },
		{ name: 'Ledger', value: 'ledger' },
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

const parameters = Object.entries(operations).flatMap(([resourceName, byName]) =>
	Object.entries(byName).flatMap(([name, { properties }]) =>
		showFor({ resource: resourceName, operation: name }, properties),
	),
);

export const properties: INodeProperties[] = [
	authentication,
	resource,
	...operationFields,
	notOnX,
	...parameters,
	{ ...connection, displayOptions: { hide: { resource: ['ledger'] } } },
];
