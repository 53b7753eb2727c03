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
import type { Universe } from './state.mts';
import type { User } from './world.mts';

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
const CONNECTIONS = [
	'blocking',
	'follow_request_received',
	'follow_request_sent',
	'followed_by',
	'following',
	'muting',
];

/** Somebody new on X. */
export function addUser(universe: Universe, body: unknown) {
	const fields = readFields(body, USER_FIELDS);
	const handle = readMatching(
		fields,
		'handle',
		/^\w{1,15}$/,
		'Send 1 to 15 letters, digits or underscores, without "@".',
	);
	if (universe.world.userByHandle(handle)) {
		throw new ControlInputError('handle', handle, 'It is taken; choose another one.');
	}
	const verified = readBoolean(fields, 'verified');
	const given: Partial<User> = {
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
			readOneOf(fields, 'verifiedType', ['none', 'blue', 'business', 'government'] as const) ??
			(verified ? 'blue' : undefined),
	};
	const user = universe.world.addUser({
		...plainUser(),
		followers: 10,
		...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
		handle,
		name: readOptionalText(fields, 'name', 100) ?? handle,
	});
	return { id: user.id, handle: user.handle };
}

function readConnection(fields: Fields): string[] | undefined {
	const value = fields.connection;
	if (value === undefined) return undefined;
	if (Array.isArray(value) && value.every((item) => CONNECTIONS.includes(item as string)))
		return value as string[];
	throw new ControlInputError('connection', value, `Send a list of: ${CONNECTIONS.join(', ')}.`);
}
