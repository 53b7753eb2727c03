import type { MissingUser } from '../../domain/approval/reconcile';
import { toListUsd } from '../../domain/spend/charge';
import type { XUser } from '../../domain/user';
import { HttpFailure } from '../../http';
import type { Missing } from '../../x/missing';
import { pricesUsd } from '../../x/prices';
import { fetchUsers } from '../../x/users';
import type { Session } from '../x-care/session';

export interface LookedUp {
	users: XUser[];
	/** Who was asked for and is not there, or, with the reason `not asked`, was not asked for. */
	missing: MissingUser[];
	/** Why some were not asked for, where the budget did not allow it. */
	cutShort?: string;
}

const spending = 'profile look-ups';

/** X takes no more in one call. */
const perCall = 100;

/**
 * Accounts by id and by handle, a hundred a call, as far as the budget goes. $0.010 each and UTC day. Throws `HttpFailure`
 * when a call fails, also the last one: half an answer is none.
 */
export async function lookUp(
	session: Session,
	names: { ids: readonly string[]; handles: readonly string[] },
): Promise<LookedUp> {
	const byId = await ask(session, { ids: [...new Set(names.ids)] });
	const byHandle = await ask(session, { handles: [...new Set(names.handles)] });
	const cutShort = byId.cutShort ?? byHandle.cutShort;
	return {
		users: [...byId.users, ...byHandle.users],
		missing: [...byId.missing, ...byHandle.missing],
		...(cutShort !== undefined && { cutShort }),
	};
}

async function ask(
	{ client, purse }: Session,
	names: { ids: readonly string[] } | { handles: readonly string[] },
): Promise<LookedUp> {
	let left = 'ids' in names ? names.ids.length : names.handles.length;
	if (left === 0) return { users: [], missing: [] };
	const read = await fetchUsers(client, names, {
		mayGoOn: (spent) => {
			const next = Math.min(perCall, left) * pricesUsd.userRead;
			left = Math.max(0, left - perCall);
			return purse.objection(spending, toListUsd(spent) + next);
		},
	});
	purse.pay(read.charges);
	const { users, missing, stoppedBy } = read;
	if (!stoppedBy) return { users, missing };
	if (stoppedBy.reason === 'budget') {
		const { message } = stoppedBy;
		return { users, missing: missing.map((it) => toUnasked(it, message)), cutShort: message };
	}
	throw new HttpFailure(
		stoppedBy.failure?.kind ?? 'rate-limited',
		`X did not answer for all people who were looked up: ${stoppedBy.message}`,
		{
			hint: 'Nothing was handed on. Run it again; what X has answered today is not charged again.',
		},
	);
}

/** Of those after the last call the only thing said is what ended the asking. */
const toUnasked = (it: Missing, ending: string): MissingUser =>
	it.reason === 'not answered' && it.detail === ending ? { ...it, reason: 'not asked' } : it;
