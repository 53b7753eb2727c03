import type { XUserLike } from '../../domain/approval/reconcile';
import { toListUsd } from '../../domain/spend/charge';
import type { XUser } from '../../domain/user';
import { HttpFailure } from '../../http';
import { fetchFollowers, fetchFollowing, type FollowsRead } from '../../x/follows';
import type { EarlyStop } from '../../x/pages';
import { pricesUsd } from '../../x/prices';
import { leastUsd } from '../x-care/purse';
import type { Session } from '../x-care/session';

export interface FollowersRead {
	followers: XUserLike[];
	/** Before the first page was asked for. ISO 8601, UTC. */
	asOf: string;
	/** What ended the reading before the end of the list. */
	stoppedBy?: EarlyStop;
}

const spending = 'lists of people';

/** X takes a thousand people a page: enough for a million. */
const mostPages = 1_100;

/**
 * Everybody who follows the account. Nothing is read when the budget would end before the list does. Throws `HttpFailure`,
 * also when a later page fails.
 */
export async function readFollowers(session: Session, account: XUser): Promise<FollowersRead> {
	refuseTooDear(session, account.followers ?? 0);
	const asOf = new Date().toISOString();
	const { users, stoppedBy } = await readList(session, account, fetchFollowers, 'followers');
	return { followers: users, asOf, ...(stoppedBy && { stoppedBy }) };
}

/** Whom the account follows, by id. Throws `HttpFailure` where not all could be read. */
export async function readFollowing(session: Session, account: XUser): Promise<Set<string>> {
	const { users, stoppedBy } = await readList(
		session,
		account,
		fetchFollowing,
		'followed accounts',
	);
	if (!stoppedBy) return new Set(users.map(({ id }) => id));
	throw new HttpFailure(
		'misconfigured',
		`The list of followed accounts is not complete: ${stoppedBy.message}`,
		{ hint: "Run it again later, or switch 'Compare With Whom the Account Follows' off." },
	);
}

async function readList(
	{ client, ownsApp, purse }: Session,
	{ id, handle }: XUser,
	fetchList: typeof fetchFollowers,
	what: string,
): Promise<FollowsRead> {
	const read = await fetchList(client, id, {
		account: { id, handle },
		ownsApp,
		pageCap: mostPages,
		dropsRaw: true,
		mayGoOn: (spent) => purse.objection(spending, toListUsd(spent) + leastUsd),
	});
	purse.pay(read.charges);
	const { failure } = read.stoppedBy ?? {};
	if (!failure) return read;
	throw new HttpFailure(
		failure.kind,
		`The list of ${what} broke off after ${read.users.length} people: ${failure.message}`,
		{
			status: failure.status,
			retryAfterMs: failure.retryAfterMs,
			hint: `Nobody was compared. Run it again later; who was read today is not charged again. ${failure.hint ?? ''}`.trim(),
		},
	);
}

function refuseTooDear({ ownsApp, purse }: Session, stated: number): void {
	const unitUsd = ownsApp ? pricesUsd.ownedRead : pricesUsd.followRead;
	const affordable = purse.affordable(spending, unitUsd);
	const objection = purse.objection(spending, leastUsd);
	if (objection === undefined && affordable >= stated) return;
	throw new HttpFailure(
		'quota-exhausted',
		`The budget does not allow reading all ${stated} followers: ${objection ?? `${affordable} fit now`}`,
		{
			hint: "Nobody was compared, since a part of the list would make outsiders of the rest. Raise the budget under 'Connection and Budget', wait for the next day, or take the followers from the People input.",
		},
	);
}
