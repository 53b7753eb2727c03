import { type Register, toHandleKey } from '../register-index';
import type { XUser } from '../user';
import { type Account, toAccounts, type XUserLike } from './accounts';
import type { Person, Reconciled, Status } from './approval';
import { findRegistered, type RegisteredPerson } from './entries';
import type { FollowerSet, KnownFollower } from './follower-set';
import { judgeOther } from './judge-other';
import { judgeItself, type Known } from './judge-person';
import { judgeRegistered } from './judge-registered';

export type { XUserLike } from './accounts';

/** Whom X did not describe when asked, and why. */
export interface MissingUser {
	/** The id or handle that was asked for. */
	asked: string;
	/** In a word or two, e.g. `suspended`; `not asked` where X was not asked at all. */
	reason: string;
	/** In X's words. */
	detail: string;
}

export interface ReconcileFacts {
	register: Register;
	followers: readonly XUserLike[];
	/** What X said of officials who are not among the followers. */
	lookedUp: readonly XUser[];
	missing: readonly MissingUser[];
	/** Ids of those whom the account follows; absent: not known. */
	following?: ReadonlySet<string>;
	/** The set of last time, with standings. */
	before?: FollowerSet;
	/** ISO 8601, UTC. */
	asOf: string;
	account: { id: string; handle: string };
}

/** The officials X has to be asked about, because the followers do not say where they stand. */
export function planLookUps(
	register: Register,
	followers: readonly XUserLike[],
): { ids: string[]; handles: string[] } {
	const { byId, ownersOf } = toAccounts(followers, []);
	const ids = register.officials.flatMap(({ xUserId }) =>
		xUserId && !byId.has(xUserId) ? xUserId : [],
	);
	const handles = register.officials.flatMap(({ xUserId, handle }) =>
		!xUserId && handle && ownersOf(handle).length !== 1 ? handle : [],
	);
	return { ids, handles };
}

/**
 * Where everybody stands who is on the register or follows: each person once, whatever the order and however often they were
 * seen. Officials come first, in the register's order, then the others in that of the followers.
 */
export function reconcile(facts: ReconcileFacts): Reconciled[] {
	const { register, before, account } = facts;
	const accounts = toAccounts(facts.followers, facts.lookedUp);
	const registered = findRegistered(register, accounts, before);
	const missing = new Map(
		facts.missing
			.filter(({ reason }) => reason !== 'not asked')
			.map((it) => [toHandleKey(it.asked), it]),
	);
	const lookedUp = new Set(facts.lookedUp.map(({ id }) => id));
	const toKnown = (seen: Account | undefined, user: Known['user']): Known => ({
		user,
		...toFollowing(seen, facts.following, user.id),
		asOf: facts.asOf,
		isLookedUp: lookedUp.has(user.id ?? ''),
		account: `@${account.handle}`,
	});
	const standings = new Map(before?.followers.map(({ id, standing }) => [id, standing]));
	const found: Reconciled[] = registered.people.map((person) => {
		const user = toUser(person);
		const known = toKnown(person.account, user);
		return { user, approval: judgeRegistered(person, known, { account, missing }) };
	});
	const done = new Set(registered.people.flatMap(({ accountId }) => accountId ?? []));
	for (const seen of accounts.byId.values()) {
		if (done.has(seen.id) || !seen.follows) continue;
		const user = { ...seen.user, name: toName(seen.user) };
		const known = toKnown(seen, user);
		const approval =
			seen.id === account.id
				? judgeItself(known)
				: judgeOther(seen, known, { register, registered, standings });
		found.push({ user, approval });
	}
	return found;
}

/** The set to keep for the next time. */
export function toFollowerSet(
	account: { id: string },
	asOf: string,
	followers: readonly XUserLike[],
	reconciled: readonly Reconciled[],
): FollowerSet {
	const statuses = new Map(reconciled.map(({ user, approval }) => [user.id, approval.status]));
	const alsoFollowing = reconciled.flatMap(({ user, approval }) =>
		user.id && approval.follows ? { ...user, id: user.id } : [],
	);
	const { byId } = toAccounts(followers, alsoFollowing);
	return {
		accountId: account.id,
		asOf,
		followers: [...byId.values()]
			.filter(({ id }) => id !== account.id)
			.map(({ id, user }): KnownFollower => {
				const status = statuses.get(id);
				const standing = status && standingOf[status];
				return {
					id,
					handle: user.handle ?? '',
					name: user.name ?? '',
					...(standing && { standing }),
				};
			}),
	};
}

const standingOf: Partial<Record<Status, KnownFollower['standing']>> = {
	approved: 'approved',
	following: 'approved',
	renamed: 'approved',
	outsider: 'outsider',
	left: 'left',
};

function toFollowing(
	seen: Account | undefined,
	following: ReadonlySet<string> | undefined,
	id: string | undefined,
): Pick<Known, 'follows' | 'hasAsked' | 'isFollowed'> {
	const { follows = false, connection } = seen ?? {};
	const hasAsked = follows ? undefined : connection?.includes('follow_request_received');
	const isFollowed =
		following && id !== undefined ? following.has(id) : connection?.includes('following');
	return { follows, hasAsked, isFollowed };
}

function toUser({ account, accountId, entries }: RegisteredPerson): Person {
	const [{ official }] = entries;
	if (account) return { ...account.user, name: account.user.name || official.name };
	const handle = entries.find((it) => it.official.handle)?.official.handle;
	return {
		...(accountId !== undefined && { id: accountId }),
		...(handle !== undefined && { handle }),
		name: official.name,
	};
}

const toName = ({ id, handle, name }: XUserLike) => name || (handle ? `@${handle}` : id);
