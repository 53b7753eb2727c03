import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Reconciled } from '../../domain/approval/approval';
import { toCard } from '../../domain/approval/card';
import { withoutLeavers } from '../../domain/approval/confirm-outsiders';
import { findDoubt, findNoAccounts } from '../../domain/approval/doubt';
import {
	type FollowerSet,
	openFollowerSet,
	packFollowerSet,
} from '../../domain/approval/follower-set';
import {
	type MissingUser,
	planLookUps,
	reconcile,
	toFollowerSet,
	type XUserLike,
} from '../../domain/approval/reconcile';
import type { Register } from '../../domain/register-index';
import type { XUser } from '../../domain/user';
import { openSession, type Session } from '../x-care/session';
import { showHint } from '../show-hint';
import { chooseFollowers, type Followers } from './choose-followers';
import { lookUp } from './look-ups';
import { readOwnAccount } from './own-account';
import { readPeopleInput } from './people-input';
import { readFollowing } from './read-followers';
import { readRegister, registerInput } from './read-register';
import { readReconcileSettings, type ReconcileSettings } from './reconcile-settings';
import { refuseDoubt } from './refuse-doubt';
import { createRowFinder } from './row-finder';

/** Compares register and followers: one item per person, and the follower set to keep where it was read from X. */
export async function reconcilePeople(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { register, rows } = readRegister(context);
	refuseDoubt(findNoAccounts({ register }));
	const settings = readReconcileSettings(context);
	const people = readPeopleInput(context, settings.followersFrom !== 'x');
	const session = await openSession(context);
	try {
		const account = await readOwnAccount(session);
		const before = openFollowerSet(people.rows, account.id);
		const read = await chooseFollowers(context, session, {
			account,
			register,
			settings,
			people,
			before,
		});
		const done = await compare(context, session, { account, settings, register, before, read });
		showHint(context, `${read.told} ${done.length} people were compared with the register.`);
		const kept = read.isFromX
			? packFollowerSet(toFollowerSet(account, read.asOf, read.followers, done))
			: [];
		const findRow = createRowFinder(rows);
		const costs = session.purse.costs();
		const wanted = done.filter(
			({ approval }) => !settings.onlyDifferences || approval.action !== 'fine',
		);
		return [
			wanted.map((it) => {
				const row = findRow(it.approval.official);
				const item = people.users.get(it.user.id ?? '')?.itemIndex;
				return {
					json: toJson(it, account, costs),
					...(row !== undefined
						? { pairedItem: { item: row, input: registerInput } }
						: item !== undefined && { pairedItem: { item, input: 0 } }),
				};
			}),
			kept.map((row) => ({ json: { ...row } })),
		];
	} finally {
		session.purse.report();
	}
}

interface Facts {
	account: XUser;
	settings: ReconcileSettings;
	register: Register;
	before?: FollowerSet;
	read: Followers;
}

/** Throws `HttpFailure` where the followers, or what came of them, cannot be right: then nobody is an outsider. */
async function compare(
	context: IExecuteFunctions,
	session: Session,
	{ account, settings, register, before, read }: Facts,
): Promise<Reconciled[]> {
	const { followers, asOf, stoppedBy } = read;
	const facts = { register, followers, statedFollowers: account.followers, stoppedBy, before };
	// Before more is spent: a list that is not complete stays so.
	refuseDoubt(findDoubt({ ...facts, ...settings, reconciled: [] }));
	const asked = read.doubtful;
	const others = await readOthers(context, session, { register, followers, settings, asked });
	const following = settings.comparesFollowing ? await readFollowing(session, account) : undefined;
	const reconciled = reconcile({
		register,
		followers: withoutLeavers(followers, asked, others),
		lookedUp: others.users,
		missing: others.missing,
		following,
		before,
		asOf,
		account: { id: account.id, handle: account.handle },
	});
	refuseDoubt(findDoubt({ ...facts, ...settings, reconciled }));
	return reconciled;
}

/** What X says of officials who do not follow, and of those it is asked about besides. */
async function readOthers(
	context: IExecuteFunctions,
	session: Session,
	facts: {
		register: Register;
		followers: readonly XUserLike[];
		settings: ReconcileSettings;
		/** Ids. */
		asked: readonly string[];
	},
): Promise<{ users: XUser[]; missing: MissingUser[] }> {
	if (!facts.settings.looksUp) return { users: [], missing: [] };
	const plan = planLookUps(facts.register, facts.followers);
	const { cutShort, ...read } = await lookUp(session, {
		...plan,
		ids: [...plan.ids, ...facts.asked],
	});
	if (cutShort !== undefined) showHint(context, cutShort, 'warning');
	return read;
}

function toJson(it: Reconciled, { id, handle }: XUser, costs?: IDataObject): IDataObject {
	const account = { id, handle };
	const { action, verdict } = it.approval;
	// Plan Reminders makes those of outsiders, of whom there may be thousands.
	const hasCard = action !== 'fine' && verdict !== 'outsider';
	const card = hasCard ? toCard(it, { account }) : undefined;
	return {
		user: it.user as unknown as IDataObject,
		approval: it.approval as unknown as IDataObject,
		account,
		...(card && { card: card as unknown as IDataObject }),
		...(costs && { costs }),
	};
}
