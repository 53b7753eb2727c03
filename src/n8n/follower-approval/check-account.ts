import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { checkAccount } from '../../domain/approval/account-check';
import { findOperator, type Operator } from '../../domain/approval/operator';
import { readOneOf, readText } from '../setting';
import { toNodeError } from '../node-errors';
import { isTool } from '../x-care/gate-settings';
import { openSession } from '../x-care/session';
import { showHint } from '../show-hint';
import { findFirstFailure, readFilled, readInput } from './inputs';
import { readOwnAccount } from './own-account';
import { readRegister } from './read-register';

/** Looks at the account itself: one item, by *Fine* or *Alarm*. */
export async function checkOwnAccount(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const get = (name: string, fallback: unknown) =>
		context.getNodeParameter(name, 0, fallback) as unknown;
	const earlier = readEarlier(context);
	const operator = readOperator(context);
	const expected = readText(
		'Account',
		context.getNodeParameter('account', 0, '', { extractValue: true }),
	);
	const session = await openSession(context);
	try {
		const user = await readOwnAccount(session);
		const check = checkAccount({
			user,
			...(expected !== '' && { expected: expected.replace(/^@/, '') }),
			isStaffFeed: get('isStaffFeed', true) !== false,
			alsoAnswers: get('alsoAnswers', false) === true,
			...operator,
			earlier,
			nowIso: new Date().toISOString(),
		});
		const costs = session.purse.costs();
		const item = {
			json: { check: check as unknown as IDataObject, ...(costs && { costs }) },
			...(readInput(context, 0).length > 0 && { pairedItem: { item: 0, input: 0 } }),
		};
		if (isTool(context)) return [[item]];
		return check.isAlarm ? [[], [item]] : [[item], []];
	} finally {
		session.purse.report();
	}
}

/** Rows of earlier checks; what a trigger hands on is none. */
function readEarlier(context: IExecuteFunctions): IDataObject[] {
	const rows = readFilled(context, 0);
	const failure = findFirstFailure(rows);
	if (failure !== undefined) {
		showHint(context, `Earlier checks could not be read: ${failure}`, 'warning');
	}
	return rows.filter((row) => 'accountId' in row && 'isProtected' in row);
}

/** A check of the account goes on without a register: that nobody is named is then what it finds. */
function readOperator(context: IExecuteFunctions): {
	operator?: Operator;
	operatorProblem?: string;
} {
	const get = (name: string, fallback: string): unknown =>
		context.getNodeParameter(name, 0, fallback);
	const from = readOneOf('Operator', get('operatorFrom', 'register'), ['register', 'typed']);
	if (from === 'typed') {
		const name = readText('Name', get('operatorName', ''));
		const email = readText('E-Mail', get('operatorEmail', ''));
		if (name === '') return { operatorProblem: "'Operator Name' is empty." };
		return { operator: { name, ...(email !== '' && { email }) } };
	}
	const role = readText('Operator Role', get('operatorRole', 'Operator'));
	try {
		return findOperator(readRegister(context).register.officials, role);
	} catch (error) {
		const { message, description } = toNodeError(context.getNode(), error);
		return {
			operatorProblem: `The register cannot be used: ${message}. ${description ?? ''}`.trim(),
		};
	}
}
