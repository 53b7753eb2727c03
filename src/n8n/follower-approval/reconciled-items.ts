import type { IExecuteFunctions } from 'n8n-workflow';

import {
	type Approval,
	type Person,
	type Reconciled,
	verdicts,
} from '../../domain/approval/approval';
import { type Fields, InvalidItem, read } from '../../domain/field';
import { findFailure, readInput } from './inputs';

export interface AccountPeople {
	account: { id: string; handle: string };
	/** With the item each came in. */
	people: Array<Reconciled & { itemIndex: number }>;
}

/** What Reconcile handed on, by account. Items that hold nothing are none. Throws `InvalidItem`. */
export function readReconciled(context: IExecuteFunctions): AccountPeople[] {
	const byAccount = new Map<string, AccountPeople>();
	for (const [itemIndex, { json }] of readInput(context, 0).entries()) {
		if (Object.keys(json).length === 0) continue;
		const where = `People, item ${itemIndex}`;
		const failure = findFailure(json);
		if (failure !== undefined) throw new InvalidItem(where, failure, 'a person', failedHint);
		const account = read(json.account, `${where}, account`);
		const id = account.id('id');
		const found = byAccount.get(id) ?? {
			account: { id, handle: account.handle('handle') },
			people: [],
		};
		byAccount.set(id, found);
		found.people.push({ ...parsePerson(json, where), itemIndex });
	}
	return [...byAccount.values()];
}

function parsePerson({ user, approval }: Record<string, unknown>, where: string): Reconciled {
	const person = read(user, `${where}, user`);
	person.string('name');
	person.optional('id', () => person.id('id'));
	person.optional('handle', () => person.handle('handle'));
	checkTexts(person, ['description', 'createdAt', 'verifiedType']);
	const stand = read(approval, `${where}, approval`);
	stand.string('verdict');
	stand.oneOf('verdict', verdicts, 'unknown');
	stand.string('status');
	stand.string('action');
	stand.string('reason');
	stand.optional('asOf', () => stand.time('asOf'));
	// What a sheet makes of it would read as true, also where it says false.
	stand.optional('follows', (value) => {
		if (typeof value === 'boolean') return;
		throw new InvalidItem(`${where}, approval.follows`, value, 'true or false', changedHint);
	});
	stand.optional('official', () => {
		const official = stand.object('official');
		official.string('name');
		official.list('roles', String);
		checkTexts(official, ['handle', 'xUserId', 'approvedBy', 'approvedOn']);
	});
	// Reconcile made it, and the node hands it on as it came.
	return { user: user as Person, approval: approval as Approval };
}

function checkTexts(fields: Fields, names: string[]): void {
	for (const name of names) fields.optional(name, () => fields.string(name));
}

const changedHint =
	"Plan Reminders takes the items of Reconcile as they are: connect its output People directly, or leave 'approval' alone in between.";

const failedHint =
	'Reconcile has failed, so nobody is reminded. Its error says how to get unstuck.';
