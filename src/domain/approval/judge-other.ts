import type { Register } from '../register-index';
import type { Account } from './accounts';
import type { Approval } from './approval';
import type { RegisteredPeople } from './entries';
import type { KnownFollower } from './follower-set';
import { judgeFormer, judgeLost, judgeStranger, judgeUnknown, type Known } from './judge-person';
import { sayNameless, sayTrouble, toStranger } from './reasons';

interface Facts {
	register: Register;
	registered: RegisteredPeople;
	/** Of last time, by id. */
	standings: ReadonlyMap<string, KnownFollower['standing']>;
}

/** Where somebody stands who follows and whom no entry of the register is about, as far as can be told. */
export function judgeOther(
	{ id, handles }: Account,
	known: Known,
	{ register, registered, standings }: Facts,
): Approval {
	const who = toStranger(known.user);
	const trouble = registered.unclear.get(id);
	if (trouble) return judgeUnknown(sayTrouble(who, trouble), known);
	const former =
		register.findFormer({ id }) ?? findFirst(handles, (it) => register.findFormer({ handle: it }));
	if (former) return judgeFormer(former, known);
	if (handles.size === 0 && registered.hasUnseenHandle) {
		return judgeUnknown(sayNameless(who, known.account), known);
	}
	if (['approved', 'left'].includes(standings.get(id) ?? '')) return judgeLost(known);
	return judgeStranger(
		known,
		findFirst(handles, (it) => toHolder(register, it)),
	);
}

function toHolder(register: Register, handle: string) {
	const holder = register.findByHandle(handle);
	return holder?.xUserId ? holder : undefined;
}

/** What the first of the names leads to, whatever order they came in. */
function findFirst<T>(names: ReadonlySet<string>, find: (name: string) => T | undefined) {
	for (const name of [...names].sort()) {
		const found = find(name);
		if (found !== undefined) return found;
	}
	return undefined;
}
