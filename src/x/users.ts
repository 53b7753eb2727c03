import type { Charge } from '../domain/spend/charge';
import type { XUser } from '../domain/user';
import { HttpFailure } from '../http';
import { readX } from './call';
import { toReadCharges } from './charges';
import type { XClient } from './client';
import { toMalformed } from './failure';
import {
	isPossibleHandle,
	isPossibleId,
	toHandle,
	toImpossibleHandle,
	toImpossibleId,
} from './id-or-handle';
import { lookUpMany, lookUpOne, parsePortion, type Single } from './look-up';
import type { Missing } from './missing';
import type { EarlyStop, PageRules } from './pages';
import { parseProfile, userFields } from './parse-profile';
import { toUserIds } from './parse-user';
import type { RateLimit } from './rate-limit';

/** Who is meant; a handle with or without "@". */
export type UserName = { id: string } | { handle: string };

export interface UserRead {
	/** Absent when the account is missing. */
	user?: XUser;
	/** X's own object. */
	raw?: unknown;
	missing?: Missing;
	charges: Charge[];
	rateLimit: RateLimit;
}

/** One account. One user read ($0.010 a day). Throws `HttpFailure`. */
export async function fetchUser(client: XClient, name: UserName): Promise<UserRead> {
	const [asked, isPossible] =
		'id' in name
			? [name.id, isPossibleId(name.id)]
			: [toHandle(name.handle), isPossibleHandle(toHandle(name.handle))];
	if (!isPossible) {
		const missing = 'id' in name ? toImpossibleId(asked) : toImpossibleHandle(asked);
		return { missing, charges: [], rateLimit: {} };
	}
	const query = { 'user.fields': userFields };
	return toUserRead(
		'id' in name
			? await lookUpOne(client, 'user', { path: { id: asked }, query }, asked)
			: await lookUpOne(client, 'userByHandle', { path: { name: asked }, query }, asked),
	);
}

export interface OwnUserRead extends UserRead {
	user: XUser;
}

/** The account the credential belongs to. One user read ($0.010 a day). Not possible app-only. Throws `HttpFailure`. */
export async function fetchMe(client: XClient): Promise<OwnUserRead> {
	const query = { 'user.fields': userFields };
	const read = toUserRead(await lookUpOne(client, 'me', { query }, 'me'));
	const { user, missing } = read;
	if (user) return { ...read, user };
	throw new HttpFailure(
		'forbidden',
		`X does not show the credential's account: ${missing?.detail}`,
		{
			hint: 'Log in on x.com with the account; it may be suspended or locked.',
		},
	);
}

export interface UsersRead {
	/** Each once. */
	users: XUser[];
	/** X's own objects, by user id. */
	raw: Map<string, unknown>;
	/** Who was asked for and is not there, each with the reason. */
	missing: Missing[];
	charges: Charge[];
	rateLimit: RateLimit;
	/** Absent when all were asked for. */
	stoppedBy?: EarlyStop;
}

/** Any number of accounts by id or by handle. One user read ($0.010 a day) each. Throws `HttpFailure`. */
export async function fetchUsers(
	client: XClient,
	names: { ids: readonly string[] } | { handles: readonly string[] },
	rules: Omit<PageRules, 'limit' | 'pageCap'> = {},
): Promise<UsersRead> {
	const raw = new Map<string, unknown>();
	const byId = 'ids' in names;
	const asked = 'ids' in names ? [...names.ids] : names.handles.map(toHandle);
	const isPossible = byId ? isPossibleId : isPossibleHandle;
	const { items, missing, charges, rateLimit, stoppedBy } = await lookUpMany(
		asked.filter(isPossible),
		async (batch) => {
			const query = { [byId ? 'ids' : 'usernames']: batch.join(','), 'user.fields': userFields };
			const answer = await readX(client, byId ? 'users' : 'usersByHandles', { query });
			const { rows, errors } = parsePortion(answer);
			const users = parseUsers(rows, raw);
			const read = new Set(users.map(({ id }) => id));
			const ids = toUserIds(rows);
			return {
				items: users,
				errors,
				unreadable: ids.filter((id) => !read.has(id)).map(toUnreadable),
				charges: toReadCharges('userRead', 'user', ids),
				rateLimit: answer.rateLimit,
			};
		},
		({ id, handle }) => (byId ? [id] : [handle]),
		rules,
	);
	const impossible = asked
		.filter((name) => !isPossible(name))
		.map(byId ? toImpossibleId : toImpossibleHandle);
	return {
		users: items,
		raw,
		missing: [...impossible, ...missing],
		charges,
		rateLimit,
		...(stoppedBy && { stoppedBy }),
	};
}

/** The users that can be read; puts X's own objects into `raw`. */
export function parseUsers(rows: unknown[], raw: Map<string, unknown>): XUser[] {
	return rows.flatMap((row) => {
		const user = parseProfile(row);
		if (!user) return [];
		raw.set(user.id, row);
		return [user];
	});
}

function toUserRead(found: Single): UserRead {
	if ('missing' in found) return { ...found, charges: [] };
	const { data, answer, rateLimit } = found;
	const user = parseProfile(data);
	if (!user) throw toMalformed(answer.call, answer.body);
	return { user, raw: data, charges: toReadCharges('userRead', 'user', [user.id]), rateLimit };
}

const toUnreadable = (asked: string): Missing => ({
	asked,
	reason: 'unreadable',
	detail: 'X sent it without handle or name',
});
