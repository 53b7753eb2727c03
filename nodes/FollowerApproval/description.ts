import type { INodeProperties } from 'n8n-workflow';

import { accountAuthentications } from '../../src/n8n/authentication-field';
import { connection } from '../../src/n8n/connection-field';
import { showFor } from '../../src/n8n/show-for';
import { checkAccountFields } from './fields/check-account';
import { checkAuthorsFields } from './fields/check-authors';
import { findOfficialsFields } from './fields/find-officials';
import { operation } from './fields/operation';
import { planRemindersFields } from './fields/plan-reminders';
import { reconcileFields } from './fields/reconcile';
import { registerFields } from './fields/register';

const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: accountAuthentications,
	default: 'oAuth2',
};

/** By `hide`: the editor also hides the fields that the choice of a credential is shown by. */
const hideWhereXIsNotAsked = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { hide: { operation: ['planReminders', 'findOfficials'] } },
});

/** Looking for the operator is the only thing that checking the account needs a register for. */
const registerOfOperator = registerFields.map((property) => ({
	...property,
	displayOptions: { show: { ...property.displayOptions?.show, operatorFrom: ['register'] } },
}));

export const properties: INodeProperties[] = [
	hideWhereXIsNotAsked(authentication),
	operation,
	...showFor({ operation: 'checkAccount' }, [...checkAccountFields, ...registerOfOperator]),
	...['checkAuthors', 'reconcile', 'findOfficials'].flatMap((name) =>
		showFor({ operation: name }, registerFields),
	),
	...showFor({ operation: 'checkAuthors' }, checkAuthorsFields),
	...showFor({ operation: 'reconcile' }, reconcileFields),
	...showFor({ operation: 'planReminders' }, planRemindersFields),
	...showFor({ operation: 'findOfficials' }, findOfficialsFields),
	hideWhereXIsNotAsked(connection),
];
