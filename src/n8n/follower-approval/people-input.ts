import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { XUserLike } from '../../domain/approval/reconcile';
import { InvalidItem } from '../../domain/field';
import { findFailure, readInput } from './inputs';
import { parseKnownUser } from './known-user';

/** What came in by Reconcile's *People* input. */
export interface PeopleInput {
	/** Rows of the follower set, and changes since. */
	rows: IDataObject[];
	/** Followers one by one, each once, with the item they came in. */
	users: Map<string, { user: XUserLike; itemIndex: number }>;
	/** The first item that is neither, if it holds anything: of a trigger. */
	strange?: InvalidItem;
}

/**
 * Throws `InvalidItem` when a follower cannot be read, for the list would be one short, and when the node before has failed:
 * the set of last time is what a broken register is noticed by.
 *
 * @param wantsUsers not when X is asked for them at any rate
 */
export function readPeopleInput(context: IExecuteFunctions, wantsUsers: boolean): PeopleInput {
	const found: PeopleInput = { rows: [], users: new Map() };
	for (const [itemIndex, { json }] of readInput(context, 0).entries()) {
		if (isSetRow(json)) found.rows.push(json);
		else if (json.user !== undefined && json.user !== null) {
			if (!wantsUsers) continue;
			const user = parseKnownUser(json.user, `People, item ${itemIndex}, user`);
			if (!found.users.has(user.id)) found.users.set(user.id, { user, itemIndex });
		} else if (Object.keys(json).length > 0) {
			const failure = findFailure(json);
			const where = `People, item ${itemIndex}`;
			const what = 'a row of the follower set, or a "user"';
			if (failure !== undefined) throw new InvalidItem(where, failure, what, failedHint);
			found.strange ??= new InvalidItem(where, json, what, strangeHint);
		}
	}
	return found;
}

const isSetRow = (json: IDataObject) => 'entries' in json || 'change' in json;

const failedHint =
	'The node before has failed and handed on its error, so nobody was compared: look at its output, and run again.';

const strangeHint =
	"Connect the table that Reconcile's output Follower Set is kept in, or X Care's User: Get Followers with Return All on. A part of the followers will not do.";
