import type { IExecuteFunctions } from 'n8n-workflow';

import { planConfirmations } from '../../domain/approval/confirm-outsiders';
import { findDoubt } from '../../domain/approval/doubt';
import { type FollowerSet, isYoung } from '../../domain/approval/follower-set';
import type { XUserLike } from '../../domain/approval/reconcile';
import { InvalidItem } from '../../domain/field';
import type { Register } from '../../domain/register-index';
import type { XUser } from '../../domain/user';
import { pricesUsd } from '../../x/prices';
import type { Session } from '../x-care/session';
import { refuseExecuteOnce } from './inputs';
import type { PeopleInput } from './people-input';
import { type FollowersRead, readFollowers } from './read-followers';
import type { ReconcileSettings } from './reconcile-settings';

export interface Followers extends FollowersRead {
	isFromX: boolean;
	/** Where they are from, in a sentence for ops staff. */
	told: string;
	/** Ids of those X is asked about before they are called outsiders: they may have left since. */
	doubtful: string[];
}

interface Facts {
	account: XUser;
	register: Register;
	settings: ReconcileSettings;
	people: PeopleInput;
	before?: FollowerSet;
}

/** The followers as ops staff want them: read from X, or as they came in. Throws `HttpFailure` and `InvalidItem`. */
export async function chooseFollowers(
	context: IExecuteFunctions,
	session: Session,
	facts: Facts,
): Promise<Followers> {
	refuseExecuteOnce(context);
	const { followersFrom } = facts.settings;
	const nowMs = Date.now();
	const came = followersFrom === 'x' ? undefined : toCame(facts, nowMs);
	const isDear = came !== undefined && isDearerThanList(session, came, facts.account);
	if (came && followersFrom === 'input') return isDear ? withoutAsking(came) : came;
	if (came && !isDear && isFresh(came, facts, nowMs)) return came;
	if (followersFrom === 'input') throw facts.people.strange ?? toNothing(facts.account);
	const read = await readFollowers(session, facts.account);
	const told = `${read.followers.length} followers of @${facts.account.handle} were read from X.`;
	return { ...read, isFromX: true, told, doubtful: [] };
}

/** Asking about one by one costs more than reading all of them anew. */
function isDearerThanList(
	{ ownsApp }: Session,
	{ doubtful, followers }: Followers,
	account: XUser,
): boolean {
	const unitUsd = ownsApp ? pricesUsd.ownedRead : pricesUsd.followRead;
	const listed = account.followers ?? followers.length;
	return doubtful.length * pricesUsd.userRead > listed * unitUsd;
}

const withoutAsking = (came: Followers): Followers => ({
	...came,
	doubtful: [],
	told: `${came.told} It was not asked either whether ${came.doubtful.length} outsiders among them have left since: reading the list anew is cheaper.`,
});

/** Young enough, and about as many as X counts now. */
function isFresh(
	{ asOf, followers }: Followers,
	{ account, register, settings, before }: Facts,
	nowMs: number,
): boolean {
	if (!isYoung(asOf, nowMs, settings.maxAgeHours)) return false;
	const lists = { register, followers, statedFollowers: account.followers, before };
	return findDoubt({ ...lists, ...settings, reconciled: [] }) === undefined;
}

/** The followers that came in: one by one, as they are now, or as a set. */
function toCame(
	{ people, before, register, settings }: Facts,
	nowMs: number,
): Followers | undefined {
	if (people.strange && people.users.size > 0) throw people.strange;
	if (people.users.size > 0) {
		const followers = [...people.users.values()].map(({ user }) => user);
		const told = `${followers.length} followers came in by the People input.`;
		const asOf = new Date(nowMs).toISOString();
		return { followers, asOf, isFromX: false, told, doubtful: [] };
	}
	if (!before) return undefined;
	const { asOf } = before;
	const followers = before.followers.map(toUser);
	const told = `${followers.length} followers were taken from the follower set of ${asOf}, X was not asked for them.`;
	const doubtful = settings.looksUp ? planConfirmations(register, followers) : [];
	return { followers, asOf, isFromX: false, told, doubtful };
}

const toUser = ({ id, handle, name }: FollowerSet['followers'][number]): XUserLike => ({
	id,
	...(handle !== '' && { handle }),
	...(name !== '' && { name }),
});

const toNothing = ({ handle }: XUser) =>
	new InvalidItem(
		'People',
		undefined,
		`the follower set of @${handle}, whole`,
		"No complete follower set of this account came in. Choose 'Read From X' once and keep what leaves by the output Follower Set, or connect X Care's User: Get Followers.",
	);
