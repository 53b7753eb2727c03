import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Reconciled } from '../../domain/approval/approval';
import { toCard } from '../../domain/approval/card';
import { planConfirmations, withoutLeavers } from '../../domain/approval/confirm-outsiders';
import { type DoubtFacts, findDoubt } from '../../domain/approval/doubt';
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
import { HttpFailure } from '../../http';
import { openSession, type Session } from '../x-care/session';
import { chooseFollowers, type Followers } from './choose-followers';
import { lookUp } from './look-ups';
import { readOwnAccount } from './own-account';
import { readPeopleInput } from './people-input';
import { readFollowing } from './read-followers';
import { readRegister, registerInput } from './read-register';
import { readReconcileSettings, type ReconcileSettings } from './reconcile-settings';
import { createRowFinder } from './row-finder';
import { showHint } from './show-hint';

/** Compares register and followers: one item per person, and the follower set to keep where it was read from X. */
export async function reconcilePeople(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { register, rows } = readRegister(context);
	const settings = readReconcileSettings(context);
	const people = readPeopleInput(context, settings.followersFrom !== 'x');
	refuseDoubt({ register, followers: [], reconciled: [], ...settings });
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
					json: { ...toJson(it, account), ...(costs && { costs }) },
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
	refuseDoubt({ ...facts, ...settings, reconciled: [] });
	const asked = read.isFromX || !settings.looksUp ? [] : planConfirmations(register, followers);
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
	refuseDoubt({ ...facts, ...settings, reconciled });
	return reconciled;
}

/** Throws `HttpFailure` when there is a doubt. */
function refuseDoubt(facts: DoubtFacts): void {
	const doubt = findDoubt(facts);
	if (doubt) throw new HttpFailure('misconfigured', doubt.problem, { hint: doubt.hint });
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

function toJson(it: Reconciled, { id, handle }: XUser): IDataObject {
	const account = { id, handle };
	const card = it.approval.action === 'fine' ? undefined : toCard(it, { account });
	return {
		user: { ...it.user } as IDataObject,
		approval: { ...it.approval } as unknown as IDataObject,
		account,
		...(card && { card: { ...card } as unknown as IDataObject }),
	};
}
