import {
	ControlInputError,
	readBoolean,
	readFields,
	readMatching,
	readOneOf,
	readOptionalText,
	readTime,
	readWhole,
	type Fields,
} from './control-input.mts';
import { plainUser } from './seed.mts';
import { CONNECTIONS, type Connection } from './relations.mts';
import type { Universe } from './state.mts';
import type { User, UserDraft } from './world.mts';

/** Control routes that make people and change what they are. */

const USER_FIELDS = [
	'handle',
	'name',
	'followers',
	'following',
	'verified',
	'verifiedType',
	'protected',
	'suspended',
	'description',
	'location',
	'url',
	'connection',
	'receivesYourDm',
	'createdAt',
];
const CHANGES = [
	'handle',
	'name',
	'protected',
	'suspended',
	'followers',
	'verifiedType',
	'receivesYourDm',
];
const VERIFIED_TYPES = ['none', 'blue', 'business', 'government'] as const;
const MAX_BULK = 20_000;

/** Somebody new on X, or a list of them; a list with a mistake in it makes nobody. */
export function addUsers(universe: Universe, body: unknown) {
	const make = (draft: UserDraft) => {
		const { id, handle } = universe.world.addUser(draft);
		return { id, handle };
	};
	const taken = new Set<string>();
	if (!Array.isArray(body)) return make(readUser(universe, body, taken));
	if (body.length > MAX_BULK) {
		throw new ControlInputError(
			'body',
			`${body.length} users`,
			`Send at most ${MAX_BULK} at once.`,
		);
	}
	const drafts = body.map((item: unknown, index) => {
		try {
			return readUser(universe, item, taken);
		} catch (error) {
			if (!(error instanceof ControlInputError)) throw error;
			throw new ControlInputError(`[${index}].${error.field}`, error.value, error.fix);
		}
	});
	return drafts.map(make);
}

/** Changes somebody who is there; the id never changes. */
export function changeUser(universe: Universe, handleOrId: string, body: unknown) {
	const { world } = universe;
	const user = findUser(universe, 'user', handleOrId);
	const fields = readFields(body, CHANGES);
	if (Object.keys(fields).length === 0) {
		throw new ControlInputError('body', body, `Send at least one of ${CHANGES.join(', ')}.`);
	}
	const handle = fields.handle === undefined ? undefined : readHandle(fields);
	const owner = handle === undefined ? undefined : world.userByHandle(handle);
	if (owner && owner !== user) throw handleTaken(handle);
	const changes = given({
		name: readOptionalText(fields, 'name', 100),
		protected: readBoolean(fields, 'protected'),
		suspended: readBoolean(fields, 'suspended'),
		followers: readWhole(fields, 'followers', 0, 1e9),
		verifiedType: readOneOf(fields, 'verifiedType', VERIFIED_TYPES),
		receivesYourDm: readBoolean(fields, 'receivesYourDm'),
	});
	if (handle !== undefined) world.renameUser(user, handle);
	const before = user.name;
	Object.assign(user, changes);
	const after = user.name;
	if (after !== before) {
		universe.happenings.tell({
			kind: 'renamed',
			what: 'screenname',
			userId: user.id,
			before,
			after,
		});
	}
	return { id: user.id, handle: user.handle };
}

/** Finds somebody by handle or id, or says that nobody is called so. */
export function findUser({ world }: Universe, field: string, handleOrId: unknown): User {
	const text = typeof handleOrId === 'string' ? handleOrId : '';
	const user = world.users.get(text) ?? world.userByHandle(text);
	if (user) return user;
	throw new ControlInputError(
		field,
		handleOrId,
		'Nobody has that handle or id; make the user first with POST /control/users.',
	);
}

function readUser(universe: Universe, body: unknown, taken: Set<string>): UserDraft {
	const fields = readFields(body, USER_FIELDS);
	const handle = readHandle(fields);
	const key = handle.toLowerCase();
	if (taken.has(key) || universe.world.userByHandle(handle)) throw handleTaken(handle);
	taken.add(key);
	const verified = readBoolean(fields, 'verified');
	return {
		...plainUser(),
		followers: 10,
		...given({
			followers: readWhole(fields, 'followers', 0, 1e9),
			following: readWhole(fields, 'following', 0, 1e9),
			protected: readBoolean(fields, 'protected'),
			suspended: readBoolean(fields, 'suspended'),
			receivesYourDm: readBoolean(fields, 'receivesYourDm'),
			description: readOptionalText(fields, 'description', 500),
			location: readOptionalText(fields, 'location', 100),
			url: readOptionalText(fields, 'url', 300),
			createdAtMs: readTime(fields, 'createdAt', Date.UTC(2006, 2, 21)),
			connection: readConnection(fields),
			verifiedType:
				readOneOf(fields, 'verifiedType', VERIFIED_TYPES) ?? (verified ? 'blue' : undefined),
		}),
		handle,
		name: readOptionalText(fields, 'name', 100) ?? handle,
	};
}

const readHandle = (fields: Fields): string =>
	readMatching(
		fields,
		'handle',
		/^\w{1,15}$/,
		'Send 1 to 15 letters, digits or underscores, without "@".',
	);

const handleTaken = (handle: unknown) =>
	new ControlInputError('handle', handle, 'It is taken; choose another one.');

function readConnection(fields: Fields): Connection[] | undefined {
	const value = fields.connection;
	if (value === undefined) return undefined;
	if (Array.isArray(value) && value.every((item) => CONNECTIONS.includes(item as Connection)))
		return value as Connection[];
	throw new ControlInputError('connection', value, `Send a list of: ${CONNECTIONS.join(', ')}.`);
}

/** Without what was not given, so that it cannot overwrite anything. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
		[K in keyof T]?: Exclude<T[K], undefined>;
	};
