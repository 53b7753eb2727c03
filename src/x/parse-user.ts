import type { EventAuthor } from '../domain/event';
import { isId } from '../domain/post-id';

interface XUser {
	id?: unknown;
	username?: unknown;
	name?: unknown;
	verified?: unknown;
	protected?: unknown;
	public_metrics?: { followers_count?: unknown };
}

/** An X user object as an author; undefined when it has no id. */
export function parseUser(value: unknown): EventAuthor | undefined {
	const user = (value ?? {}) as XUser;
	if (!isId(user.id)) return undefined;
	const followers = user.public_metrics?.followers_count;
	return {
		id: user.id,
		...(typeof user.username === 'string' ? { handle: user.username } : {}),
		...(typeof user.name === 'string' ? { name: user.name } : {}),
		...(typeof followers === 'number' ? { followers } : {}),
		...(typeof user.verified === 'boolean' ? { verified: user.verified } : {}),
		...(typeof user.protected === 'boolean' ? { protected: user.protected } : {}),
	};
}

/** Ids of all users that have one, readable or not: X charges for them either way. */
export function toUserIds(users: unknown[]): string[] {
	return users.map((user) => ((user ?? {}) as XUser).id).filter(isId);
}
