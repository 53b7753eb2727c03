import type { XUserLike } from '../../domain/approval/reconcile';
import { read } from '../../domain/field';
import { connections, verifiedTypes } from '../../domain/user';

/** A user as X Care hands them on. What only describes may be absent, but what is there must be right. Throws `InvalidItem`. */
export function parseKnownUser(value: unknown, path: string): XUserLike {
	const user = read(value, path);
	const text = (name: string) => user.optional(name, () => user.string(name));
	const number = (name: string) => user.optional(name, () => user.number(name));
	const flag = (name: string) => user.optional(name, (it) => it === true);
	const told = user.list('connection', String);
	const connection = connections.filter((it) => told.includes(it));
	return withoutAbsent({
		id: user.id('id'),
		handle: user.optional('handle', () => user.handle('handle')),
		name: text('name'),
		description: text('description'),
		createdAt: user.optional('createdAt', () => user.time('createdAt')),
		followers: number('followers'),
		following: number('following'),
		posts: number('posts'),
		verified: flag('verified'),
		verifiedType: verifiedTypes.find((it) => it === text('verifiedType')),
		protected: flag('protected'),
		receivesYourDm: flag('receivesYourDm'),
		connection: connection.length > 0 ? connection : undefined,
	});
}

const withoutAbsent = (user: XUserLike): XUserLike =>
	Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined)) as XUserLike;
