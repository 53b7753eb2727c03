import { InvalidItem } from '../field';
import type { Reconciled } from './approval';

/** `inside`: follows and may not. The others are never reminded. */
export type Standing = 'inside' | 'unclear' | 'gone' | 'approved';

/** What the guard makes of one person. Throws `InvalidItem` when an outsider does not say whether they follow. */
export function toStanding({ approval }: Reconciled): Standing {
	const { verdict, follows } = approval;
	if (verdict === 'approved' || verdict === 'waiting') return 'approved';
	if (follows === false) return 'gone';
	return verdict === 'outsider' ? 'inside' : 'unclear';
}

/**
 * One entry per user id, in their order, without the account itself. Somebody who is there twice counts as what asks least of
 * them. Throws `InvalidItem` on an outsider without an id, or of whom nobody looked whether they follow.
 */
export function toPeople(
	people: readonly Reconciled[],
	accountId: string,
): Map<string, Reconciled> {
	const byId = new Map<string, Reconciled>();
	for (const [index, it] of people.entries()) {
		const id = it.user.id;
		if (it.approval.verdict === 'outsider') refuseUnknown(it, `People, item ${index + 1}`);
		if (id === undefined || id === accountId) continue;
		const other = byId.get(id);
		if (!other || rank(it) < rank(other)) byId.set(id, it);
	}
	return byId;
}

const mildest: Standing[] = ['approved', 'unclear', 'gone', 'inside'];
const rank = (it: Reconciled) => mildest.indexOf(toStanding(it));

function refuseUnknown({ user, approval }: Reconciled, where: string): void {
	if (!/^\d{1,20}$/.test(user.id ?? '')) {
		throw new InvalidItem(`${where}, user.id`, user.id, 'an id of X: digits, as text', hint);
	}
	if (approval.follows === undefined) {
		throw new InvalidItem(`${where}, approval.follows`, undefined, 'true or false', hint);
	}
}

const hint =
	'Plan Reminders takes the items of Reconcile: nobody is asked to leave of whom it is not known that they follow.';
