import type { Register } from '../register-index';
import type { XUser } from '../user';
import type { MissingUser, XUserLike } from './reconcile';

/**
 * Followers of a list that was kept, who are not on the register: some may have left since, and nobody is reminded who has. X is
 * asked about them before.
 */
export const planConfirmations = (
	register: Register,
	followers: readonly XUserLike[],
): string[] => [...new Set(followers.filter((it) => !register.find(it)).map(({ id }) => id))];

/** The followers without those who, as X has said by now, do not follow any more, or are not there any more. */
export function withoutLeavers(
	followers: readonly XUserLike[],
	asked: readonly string[],
	{ users, missing }: { users: readonly XUser[]; missing: readonly MissingUser[] },
): XUserLike[] {
	const uncertain = new Set(asked);
	const gone = new Set([
		...users.filter(({ connection }) => !connection?.includes('followed_by')).map(({ id }) => id),
		...missing.filter(({ reason }) => isGone(reason)).map((it) => it.asked),
	]);
	return followers.filter(({ id }) => !(uncertain.has(id) && gone.has(id)));
}

/** Of the others X has not said that they are gone. */
const isGone = (reason: string) => reason === 'deleted or unknown' || reason === 'suspended';
