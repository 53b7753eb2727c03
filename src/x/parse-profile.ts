import { connections, verifiedTypes, type XUser } from '../domain/user';
import { isRecord } from './envelope';
import { parseUser } from './parse-user';

/** The fields of an `XUser`: they cost nothing beyond the user itself. */
export const userFields = [
	'connection_status',
	'created_at',
	'description',
	'location',
	'name',
	'protected',
	'public_metrics',
	'receives_your_dm',
	'url',
	'username',
	'verified',
	'verified_type',
].join(',');

/** An X user object in full; undefined when it has no id, handle or name, which X always sends. */
export function parseProfile(value: unknown): XUser | undefined {
	const author = parseUser(value);
	if (!author?.handle || author.name === undefined || !isRecord(value)) return undefined;
	const metrics = isRecord(value.public_metrics) ? value.public_metrics : {};
	const connection = parseConnection(value.connection_status);
	const verifiedType = verifiedTypes.find((type) => type === value.verified_type);
	const createdAtMs = Date.parse(String(value.created_at));
	return {
		...author,
		handle: author.handle,
		name: author.name,
		...pick('description', value.description, isText),
		...pick('location', value.location, isText),
		...pick('url', value.url, isText),
		...(!Number.isNaN(createdAtMs) && { createdAt: new Date(createdAtMs).toISOString() }),
		...pick('following', metrics.following_count, isNumber),
		...pick('posts', metrics.tweet_count ?? metrics.post_count, isNumber),
		...(verifiedType && { verifiedType, verified: true }),
		...(connection && { connection }),
		...pick('receivesYourDm', value.receives_your_dm, isBoolean),
	};
}

function parseConnection(value: unknown): XUser['connection'] {
	if (!Array.isArray(value)) return undefined;
	return connections.filter((connection) => value.includes(connection));
}

function pick<K extends string, T>(
	name: K,
	value: unknown,
	is: (value: unknown) => value is T,
): { [key in K]?: T } {
	return is(value) ? ({ [name]: value } as { [key in K]: T }) : {};
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
