import { isId } from '../../domain/post-id';
import { fetchUsers } from '../../x/users';
import type { Session } from './session';

/** The people that ops staff listed as having asked us to stop. */
export interface OptedOut {
	/** Throws `HttpFailure` when a handle on the list has to be looked up and X does not answer. */
	has(userId: string, handle?: string): Promise<boolean>;
}

/** Handles that were looked up; undefined: X knows nobody of that name. A restart forgets them. */
const idsByHandle = new Map<string, string | undefined>();

/**
 * A person is on the list by id, or by handle. Items often carry no handle, so those on the list are looked up once ($0.010
 * each).
 *
 * @param listed ids and handles, in lower case and without "@"
 */
export function createOptedOut({ client, purse }: Session, listed: ReadonlySet<string>): OptedOut {
	const handles = [...listed].filter((name) => !isUserId(name));
	return {
		async has(userId, handle) {
			if (listed.has(userId)) return true;
			if (handle !== undefined) return listed.has(handle.toLowerCase());
			const unknown = handles.filter((name) => !idsByHandle.has(name));
			if (unknown.length > 0) {
				const { users, charges } = await fetchUsers(client, { handles: unknown });
				purse.pay(charges);
				for (const name of unknown) {
					idsByHandle.set(name, users.find((user) => user.handle.toLowerCase() === name)?.id);
				}
			}
			return handles.some((name) => idsByHandle.get(name) === userId);
		},
	};
}

/** Handles have at most 15 characters and may consist of digits; a short number on the list counts as both. */
const isUserId = (name: string) => isId(name) && name.length > 15;
