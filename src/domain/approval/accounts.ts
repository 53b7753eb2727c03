import { compareText } from '../compare-text';
import { unknownAuthorId } from '../event';
import { compareIds } from '../post-id';
import { toHandleKey } from '../register-index';
import type { Connection, XUser } from '../user';

/** A follower: of some X told everything, of some there is only what the follower set kept. */
export type XUserLike = Partial<XUser> & { id: string };

/** One account on X as it was seen, however often. */
export interface Account {
	id: string;
	/** The fullest description, without the relation to our account. */
	user: XUserLike;
	/** As `toHandleKey` makes them; several when it was renamed while the followers were read. */
	handles: Set<string>;
	follows: boolean;
	/** Its relation to our account, where X said something of it. */
	connection?: Connection[];
}

export interface Accounts {
	/** Followers in their order, then those who were only looked up. */
	byId: Map<string, Account>;
	/** Ids of all accounts seen with that handle, the lowest first. */
	ownersOf(handle: string): string[];
}

/** What was seen of all accounts, each once. What was looked up came later than the list, so its handle counts. */
export function toAccounts(
	followers: readonly XUserLike[],
	lookedUp: readonly XUserLike[],
): Accounts {
	const listed = groupById(followers);
	const asked = groupById(lookedUp);
	const byId = new Map<string, Account>();
	for (const id of new Set([...listed.keys(), ...asked.keys()])) {
		byId.set(id, toAccount(id, listed.get(id) ?? [], asked.get(id) ?? []));
	}
	const owners = new Map<string, string[]>();
	for (const { id, handles } of byId.values()) {
		for (const handle of handles) owners.set(handle, [...(owners.get(handle) ?? []), id]);
	}
	return {
		byId,
		ownersOf: (handle) => [...(owners.get(toHandleKey(handle)) ?? [])].sort(compareIds),
	};
}

function toAccount(id: string, listed: XUserLike[], asked: XUserLike[]): Account {
	const seen = asked.length > 0 ? asked : listed;
	const [fullest] = seen.length > 1 ? [...seen].sort(byFullness) : seen;
	const { connection: ownRelation, ...user } = fullest;
	const relations = [ownRelation, ...[...asked, ...listed].map((it) => it.connection)].filter(
		(it) => it !== undefined,
	);
	const connection = relations.length > 0 ? [...new Set(relations.flat())] : undefined;
	return {
		id,
		user,
		handles: new Set(seen.flatMap(({ handle }) => (handle ? [toHandleKey(handle)] : []))),
		follows: listed.length > 0 || connection?.includes('followed_by') === true,
		...(connection && { connection }),
	};
}

/** Whatever order they came in, the same one is first. */
function byFullness(one: XUserLike, other: XUserLike): number {
	const toSize = (user: XUserLike) => (user.handle ? 1000 : 0) + Object.keys(user).length;
	return toSize(other) - toSize(one) || compareText(toText(one), toText(other));
}

const toText = (user: XUserLike) => JSON.stringify(Object.entries(user).sort());

function groupById(users: readonly XUserLike[]): Map<string, XUserLike[]> {
	const groups = new Map<string, XUserLike[]>();
	for (const user of users) {
		if (!user.id || user.id === unknownAuthorId) continue;
		const group = groups.get(user.id);
		if (group) group.push(user);
		else groups.set(user.id, [user]);
	}
	return groups;
}
