import type { INodeProperties } from 'n8n-workflow';

import { accountAuthentications } from '../../src/n8n/authentication-field';
import { connection } from '../../src/n8n/connection-field';
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

/** The parameters of an operation, shown for it alone. */
function showFor(operationName: string, properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...property.displayOptions?.show, operation: [operationName] },
		},
	}));
}

/** Looking for the operator is the only thing that checking the account needs a register for. */
const registerOfOperator = registerFields.map((property) => ({
	...property,
	displayOptions: { show: { ...property.displayOptions?.show, operatorFrom: ['register'] } },
}));

export const properties: INodeProperties[] = [
	hideWhereXIsNotAsked(authentication),
	operation,
	...showFor('checkAccount', [...checkAccountFields, ...registerOfOperator]),
	...['checkAuthors', 'reconcile', 'findOfficials'].flatMap((name) =>
		showFor(name, registerFields),
	),
	...showFor('checkAuthors', checkAuthorsFields),
	...showFor('reconcile', reconcileFields),
	...showFor('planReminders', planRemindersFields),
	...showFor('findOfficials', findOfficialsFields),
	hideWhereXIsNotAsked(connection),
];
