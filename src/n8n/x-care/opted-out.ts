import { InvalidItem } from '../../domain/field';
import { isId } from '../../domain/post-id';
import { HttpFailure } from '../../http';
import { fetchUsers } from '../../x/users';
import type { Session } from './session';

/** The people that ops staff listed as having asked us to stop. */
export interface OptedOut {
	/** Throws `HttpFailure` when a handle on the list has to be looked up and X does not answer. */
	has(userId: string, handle?: string): Promise<boolean>;
}

/** Handles that were looked up, by X and credential; undefined: X knows nobody of that name. A restart forgets them. */
const idsByHandle = new Map<string, string | undefined>();

/**
 * A person is on the list by id, or by handle. Items often carry no handle, so those on the list are looked up once ($0.010
 * each).
 *
 * @param listed ids and handles, in lower case and without "@"
 */
export function createOptedOut(session: Session, listed: ReadonlySet<string>): OptedOut {
	const handles = [...listed].filter((name) => !isUserId(name));
	const wrong = handles.find((name) => !/^\w{1,15}$/.test(name));
	if (wrong !== undefined) throw new InvalidItem('People Who Opted Out', wrong, expected, toFix);
	const toKey = (name: string) => `${session.owner} ${name}`;
	return {
		async has(userId, handle) {
			if (listed.has(userId)) return true;
			if (handle !== undefined) return listed.has(handle.toLowerCase());
			const unknown = handles.filter((name) => !idsByHandle.has(toKey(name)));
			const ids = await lookUp(session, unknown);
			for (const name of unknown) idsByHandle.set(toKey(name), ids.get(name));
			return handles.some((name) => idsByHandle.get(toKey(name)) === userId);
		},
	};
}

async function lookUp({ client, purse }: Session, handles: string[]): Promise<Map<string, string>> {
	if (handles.length === 0) return new Map();
	const { users, missing, charges, stoppedBy } = await fetchUsers(client, { handles });
	purse.pay(charges);
	if (stoppedBy?.failure) throw stoppedBy.failure;
	// Who cannot be told apart from the others now must not be written to.
	const untold = missing.find(({ reason }) => reason === 'not answered' || reason === 'unreadable');
	if (untold) {
		throw new HttpFailure(
			'temporarily-unavailable',
			`X did not say who @${untold.asked} on the list of people who opted out is: ${untold.detail}`,
			{ hint: 'Run the items again later, or enter the user ID instead of the handle.' },
		);
	}
	return new Map(users.map(({ id, handle }) => [handle.toLowerCase(), id]));
}

/** Handles have at most 15 characters and may consist of digits; a short number on the list counts as both. */
const isUserId = (name: string) => isId(name) && name.length > 15;

const expected = 'handles or user IDs (digits, as text) with commas in between';
const toFix = "Correct it under 'Safety' in the node.";
