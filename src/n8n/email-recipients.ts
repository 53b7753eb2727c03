import type { IExecuteFunctions } from 'n8n-workflow';

import { type EmailAddress, parseAddress, parseAddresses } from '../domain/email/address';
import { findRecipients, type Official, parseRegister } from '../domain/register';
import { HttpFailure } from '../http';

export interface Recipients {
	/** At least one. */
	to: EmailAddress[];
	/** Why it goes elsewhere than asked for, where it does. */
	notes: string[];
}

/** Who the mail of one item goes to: the addresses in the node, or the officials who have the roles. */
export function readRecipients(context: IExecuteFunctions, itemIndex: number): Recipients {
	const get = (name: string) => context.getNodeParameter(name, itemIndex, '');
	if (get('sendTo') !== 'roles') return { to: parseAddresses(get('toEmail'), 'To'), notes: [] };
	const roles = toRoles(get('roles'));
	const fallback = parseAddress(get('fallbackEmail'), 'Fallback Address');
	const found = findRecipients(readRegister(context, itemIndex), roles);
	if (found.length > 0) return { to: found.map(({ email }) => ({ address: email! })), notes: [] };
	return { to: [fallback], notes: [toNote(roles)] };
}

const toNote = (roles: string[]) =>
	`Nobody in the register has an e-mail address and the role ${roles.join(' or ')}: the e-mail goes to the fallback address.`;

function toRoles(value: unknown): string[] {
	const roles = String(value ?? '')
		.split(',')
		.map((role) => role.trim())
		.filter(Boolean);
	if (roles.length > 0) return roles;
	throw new HttpFailure('misconfigured', "'Roles' is empty", {
		hint: 'Enter one or more roles of the register with commas between them, e.g. Legal, Press.',
	});
}

/** Registers already read, by the rows they come from: n8n hands every item the same list when the expression is. */
const known = new WeakMap<object, Official[]>();

function readRegister(context: IExecuteFunctions, itemIndex: number): Official[] {
	const rows: unknown = context.getNodeParameter('register', itemIndex, []);
	if (typeof rows !== 'object' || rows === null) return parseRegister(rows);
	const register = known.get(rows) ?? parseRegister(rows);
	known.set(rows, register);
	return register;
}
