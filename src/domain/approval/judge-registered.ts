import { mergeOfficials } from '../register-merge';
import { toHandleKey } from '../register-index';
import type { Approval } from './approval';
import type { RegisteredPerson } from './entries';
import { judgeItself, judgeOfficial, judgeUnknown, type Known, type Match } from './judge-person';
import { sayMissing, sayNoAccount, sayTrouble, toWho } from './reasons';

interface Facts {
	account: { id: string; handle: string };
	/** What X did not describe, by id or handle as `toHandleKey` makes it. */
	missing: ReadonlyMap<string, { reason: string; detail: string }>;
}

/** Where one person of the register stands, all entries about them taken together. */
export function judgeRegistered(
	{ entries, accountId, account: seen }: RegisteredPerson,
	known: Known,
	{ account, missing }: Facts,
): Approval {
	const sure = entries.filter(({ trouble }) => trouble === undefined);
	const officials = (sure.length > 0 ? sure : entries).map(({ official }) => official);
	// Only ids are certain, so the entry that has one is what the others are added to.
	const official = mergeOfficials([
		...officials.filter(({ xUserId }) => xUserId),
		...officials.filter(({ xUserId }) => !xUserId),
	]);
	const { xUserId, handle } = official;
	const matchedBy = xUserId ? 'id' : handle && accountId ? 'handle' : undefined;
	const match: Match = { official, matchedBy };
	const handleKey = handle && toHandleKey(handle);
	const isItself = accountId ? accountId === account.id : handleKey === toHandleKey(account.handle);
	if (isItself) return judgeItself(known, match);
	const who = toWho(official, known.user);
	if (sure.length === 0) {
		return judgeUnknown(sayTrouble(who, entries[0].trouble), known, match);
	}
	if (seen) return judgeOfficial(match, known, seen.handles);
	if (!xUserId && !handle) {
		const unclear = { ...known, follows: undefined };
		return judgeUnknown(sayNoAccount(who, known.account), unclear, match, 'complete the register');
	}
	const gone = missing.get(xUserId ?? handleKey ?? '');
	if (!gone) return judgeOfficial(match, known);
	const isImpossible = gone.reason === 'impossible';
	const action = isImpossible ? 'complete the register' : 'look';
	return judgeUnknown(sayMissing(who, gone), { ...known, follows: undefined }, match, action);
}
