import type { IExecuteFunctions } from 'n8n-workflow';

import { findDoubt } from '../../domain/approval/doubt';
import type { FollowerSet } from '../../domain/approval/follower-set';
import type { XUserLike } from '../../domain/approval/reconcile';
import { InvalidItem } from '../../domain/field';
import type { Register } from '../../domain/register-index';
import type { XUser } from '../../domain/user';
import type { Session } from '../x-care/session';
import { refuseExecuteOnce } from './inputs';
import type { PeopleInput } from './people-input';
import { type FollowersRead, readFollowers } from './read-followers';
import type { ReconcileSettings } from './reconcile-settings';

export interface Followers extends FollowersRead {
	isFromX: boolean;
	/** Where they are from, in a sentence for ops staff. */
	told: string;
}

interface Facts {
	account: XUser;
	register: Register;
	settings: ReconcileSettings;
	people: PeopleInput;
	before?: FollowerSet;
}

const hourMs = 3_600_000;

/** The followers as ops staff want them: read from X, or as they came in. Throws `HttpFailure` and `InvalidItem`. */
export async function chooseFollowers(
	context: IExecuteFunctions,
	session: Session,
	facts: Facts,
): Promise<Followers> {
	refuseExecuteOnce(context);
	const { followersFrom } = facts.settings;
	const came = followersFrom === 'x' ? undefined : toCame(facts, Date.now());
	if (came && (followersFrom === 'input' || isFresh(came, facts))) return came.followers;
	if (followersFrom === 'input') throw facts.people.strange ?? toNothing(facts.account);
	const read = await readFollowers(session, facts.account);
	const told = `${read.followers.length} followers of @${facts.account.handle} were read from X.`;
	return { ...read, isFromX: true, told };
}

/** Young enough, and about as many as X counts now. */
function isFresh(came: Came, { account, register, settings, before }: Facts): boolean {
	const { followers, ageMs } = came;
	if (ageMs > settings.maxAgeHours * hourMs) return false;
	const statedFollowers = account.followers;
	const lists = { register, followers: followers.followers, statedFollowers, before };
	return findDoubt({ ...lists, ...settings, reconciled: [] }) === undefined;
}

interface Came {
	followers: Followers;
	ageMs: number;
}

/** The followers that came in: one by one, as they are now, or as a set with its age. */
function toCame({ people, before }: Facts, nowMs: number): Came | undefined {
	if (people.strange && people.users.size > 0) throw people.strange;
	if (people.users.size > 0) {
		const followers = [...people.users.values()].map(({ user }) => user);
		const told = `${followers.length} followers came in by the People input.`;
		const asOf = new Date(nowMs).toISOString();
		return { ageMs: 0, followers: { followers, asOf, isFromX: false, told } };
	}
	if (!before) return undefined;
	const { asOf } = before;
	const followers = before.followers.map(toUser);
	const told = `${followers.length} followers were taken from the follower set of ${asOf}, X was not asked for them.`;
	const ageMs = nowMs - Date.parse(asOf);
	return { ageMs, followers: { followers, asOf, isFromX: false, told } };
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
