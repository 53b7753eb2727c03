import { unknownAuthorId } from './event';
import { InvalidItem } from './field';
import { type Official, parseRegister, toList } from './register';

/** The officials by the accounts they have on X. */
export interface Register {
	/** In the register's order, each person once. */
	officials: Official[];
	/** Those all of whose rows say that they left, or are not approved yet. */
	former: Official[];
	/** Whether there are officials with a handle and no id: whoever is known by id alone may be one of them. */
	hasHandlesOnly: boolean;
	/** Whether anybody has a handle or an id; without, nobody can be told from a stranger. */
	hasAccounts: boolean;
	find(account: { id?: string; handle?: string }): RegisterMatch | undefined;
	/** The same among those who left. */
	findFormer(account: { id?: string; handle?: string }): RegisterMatch | undefined;
	/** Whose entry has that handle, also where it has an id; that is no proof of who somebody is. */
	findByHandle(handle: string): Official | undefined;
}

export interface RegisterMatch {
	official: Official;
	/** By handle only where the entry has no id. */
	matchedBy: 'id' | 'handle';
}

/**
 * The register in the rows of a table, sheet or CRM (see `parseRegister`), ready to be searched. Throws `InvalidItem`, also
 * when nobody in it is approved: an empty register would make an outsider of everybody.
 *
 * @param field the parameter or input, named when it is refused
 */
export function openRegister(rows: unknown, field = 'Register'): Register {
	const list = toList(rows, field);
	if (list.every(isBlank)) throw new InvalidItem(field, [], 'a list of people', emptyHint);
	const people = parseRegister(list, field);
	const officials = people.filter(({ left }) => !left);
	if (officials.length === 0) {
		const shown = `${people.length} of ${people.length} not approved`;
		throw new InvalidItem(field, shown, 'a list with somebody approved on it', formerHint);
	}
	const former = people.filter(({ left }) => left);
	const holders = new Map<string, Official>();
	for (const official of people) {
		const handle = official.handle && toHandleKey(official.handle);
		if (handle && (!holders.has(handle) || holders.get(handle)?.left))
			holders.set(handle, official);
	}
	return {
		officials,
		former,
		hasHandlesOnly: officials.some(({ handle, xUserId }) => handle && !xUserId),
		hasAccounts: officials.some(({ handle, xUserId }) => handle ?? xUserId),
		find: toFinder(officials),
		findFormer: toFinder(former),
		findByHandle: (handle) => holders.get(toHandleKey(handle)),
	};
}

/** Handles are the same in any case, with or without "@". */
export const toHandleKey = (handle: string) => handle.replace(/^@/, '').toLowerCase();

function toFinder(officials: Official[]): Register['find'] {
	const byId = new Map<string, RegisterMatch>();
	const byHandle = new Map<string, RegisterMatch>();
	for (const official of officials) {
		const { xUserId, handle } = official;
		if (xUserId) byId.set(xUserId, { official, matchedBy: 'id' });
		else if (handle) byHandle.set(toHandleKey(handle), { official, matchedBy: 'handle' });
	}
	return ({ id, handle }) =>
		(id && id !== unknownAuthorId ? byId.get(id) : undefined) ??
		(handle ? byHandle.get(toHandleKey(handle)) : undefined);
}

/** What n8n makes of "Always Output Data", and blank lines. */
function isBlank(row: unknown): boolean {
	if (typeof row !== 'object' || row === null) return false;
	const { json } = row as { json?: unknown };
	const cells = typeof json === 'object' && json !== null ? json : row;
	return Object.values(cells).every(
		(value) => value === undefined || value === null || value === '',
	);
}

const emptyHint =
	'Nothing was handed on, because with an empty register everybody would be an outsider. Check that the table has rows, that "Return All" is on in the node that reads it, and that its branch ran.';

const formerHint =
	'Nothing was handed on, because everybody would be an outsider. Look at the columns Status, Approval, Active and Left of the register: all of them say that the person left or is not approved.';
