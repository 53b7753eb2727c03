import { compareIds } from '../post-id';
import type { Official } from '../register';
import { type Register, toHandleKey } from '../register-index';
import type { Account, Accounts } from './accounts';
import type { FollowerSet } from './follower-set';

/** One person of the register with all entries about them. */
export interface RegisteredPerson {
	entries: Entry[];
	/** Known once an entry names it or its handle was seen. */
	accountId?: string;
	account?: Account;
}

export interface Entry {
	official: Official;
	/** Why it cannot be told whose entry this is; a sentence after the person's name. */
	trouble?: string;
}

export interface RegisteredPeople {
	/** In the register's order. */
	people: RegisteredPerson[];
	/** Accounts that may be an official's, with the reason it cannot be told. */
	unclear: Map<string, string>;
	/** Somebody has a handle only, and no account was seen with it. */
	hasUnseenHandle: boolean;
}

/** Which account each entry is about. By an id for certain; by a handle where one account alone uses it, the same as last time. */
export function findRegistered(
	register: Register,
	accounts: Accounts,
	before: FollowerSet | undefined,
): RegisteredPeople {
	const withId = new Set(register.officials.flatMap(({ xUserId }) => xUserId ?? []));
	const earlierOf = toEarlier(before, withId);
	const people = new Map<string, RegisteredPerson>();
	const unclear = new Map<string, string>();
	let hasUnseenHandle = false;
	register.officials.forEach((official, place) => {
		const { xUserId, handle } = official;
		const found: Found =
			xUserId || !handle
				? { id: xUserId }
				: findOwner(handle, { accounts, earlier: earlierOf(handle), withId });
		for (const id of found.maybe ?? []) unclear.set(id, found.trouble ?? '');
		if (found.id === undefined && handle) hasUnseenHandle = true;
		const key = found.id ?? `entry ${place}`;
		const person = people.get(key) ?? { entries: [] };
		person.entries.push({ official, ...(found.trouble && { trouble: found.trouble }) });
		if (found.id !== undefined) {
			person.accountId = found.id;
			person.account = accounts.byId.get(found.id);
		}
		people.set(key, person);
	});
	return { people: [...people.values()], unclear, hasUnseenHandle };
}

interface Found {
	id?: string;
	trouble?: string;
	/** Of others that it may be as well. */
	maybe?: string[];
}

interface Evidence {
	accounts: Accounts;
	/** Whom the handle belonged to last time. */
	earlier: string[];
	/** Ids the register has entries for. */
	withId: ReadonlySet<string>;
}

function findOwner(handle: string, { accounts, earlier, withId }: Evidence): Found {
	const owners = accounts.ownersOf(handle);
	const stayed = earlier.filter((id) => accounts.byId.get(id)?.follows);
	const own = owners.filter((id) => earlier.includes(id));
	if (owners.length <= 1 && own.length === 0 && stayed.length === 1) return { id: stayed[0] };
	if (owners.length === 0) return {};
	const isSure = owners.length === 1 && (earlier.length === 0 || own.length === 1);
	if (isSure) return { id: owners[0] };
	const trouble =
		owners.length > 1
			? `more than one account was seen with the handle @${handle} (ids ${owners.join(' and ')})`
			: `the handle @${handle} belongs to another account (id ${owners[0]}) than last time (id ${earlier.join(' or ')})`;
	// An entry with an id is certain, and stays so.
	const maybe = owners.filter((id) => !withId.has(id));
	const [best] = [...maybe].sort((a, b) => followsFirst(accounts, a, b));
	return { ...(best !== undefined && { id: best }), trouble, maybe };
}

const followsFirst = ({ byId }: Accounts, one: string, other: string) =>
	Number(byId.get(other)?.follows) - Number(byId.get(one)?.follows) || compareIds(one, other);

/** Ids of those approved last time by handle, but for those the register knows by id. */
function toEarlier(before: FollowerSet | undefined, withId: ReadonlySet<string>) {
	const byHandle = new Map<string, string[]>();
	for (const { id, handle, standing } of before?.followers ?? []) {
		if (standing !== 'approved' || handle === '' || withId.has(id)) continue;
		const key = toHandleKey(handle);
		byHandle.set(key, [...(byHandle.get(key) ?? []), id]);
	}
	return (handle: string) => byHandle.get(toHandleKey(handle)) ?? [];
}
