import { tellCount } from '../intake/told-time';
import type { Register } from '../register-index';
import type { Reconciled } from './approval';
import type { FollowerSet } from './follower-set';
import type { XUserLike } from './reconcile';

/** Why nobody may be called an outsider this time. */
export interface Doubt {
	/** What is wrong; one sentence. */
	problem: string;
	/** How to get unstuck. */
	hint: string;
}

export interface DoubtFacts {
	register: Register;
	followers: readonly XUserLike[];
	/** How many followers X says the account has. */
	statedFollowers?: number;
	/** What ended reading the list before its end. */
	stoppedBy?: { reason: string; message: string };
	/** May be empty: then only the lists are judged. */
	reconciled: readonly Reconciled[];
	before?: FollowerSet;
	/** Percent of the stated followers that must have been read. */
	leastShare: number;
	/** Percent of those approved last time who may be outsiders or have left now. */
	mostNewOutsiders: number;
}

/** So few say nothing: people come and go while the list is read, and of four approved three may well leave. */
const few = 5;

/** What speaks against the followers, or against what came of them; undefined when nothing does. */
export function findDoubt(facts: DoubtFacts): Doubt | undefined {
	for (const find of [
		findUnread,
		findNoAccounts,
		findTooFew,
		findNobody,
		findTooManyOut,
		findAllOut,
	]) {
		const doubt = find(facts);
		if (doubt) return doubt;
	}
	return undefined;
}

function findUnread({ followers, stoppedBy }: DoubtFacts): Doubt | undefined {
	if (!stoppedBy) return undefined;
	return {
		problem: `The list of followers was not read to its end: after ${tellPeople(count(followers))} it stopped (${stoppedBy.reason}): ${stoppedBy.message}`,
		hint: `${nobodyJudged} Run it again later; when a limit or budget of the node stopped it, raise that first.`,
	};
}

/** By such a register all followers would be outsiders. */
export function findNoAccounts({
	register: { officials, hasAccounts },
}: Pick<DoubtFacts, 'register'>): Doubt | undefined {
	if (hasAccounts) return undefined;
	return {
		problem: `The register has ${tellCount(officials.length, 'official')}, but no X handle and no X user id of anybody`,
		hint: `${nobodyJudged} Check that the table has a column "X Handle" or "X User ID", and that it is filled.`,
	};
}

function findTooFew(facts: DoubtFacts): Doubt | undefined {
	const { statedFollowers: stated, leastShare } = facts;
	if (stated === undefined || !(stated > 0)) return undefined;
	const read = count(facts.followers);
	const isEnough = read >= (stated * leastShare) / 100 || stated - read <= few;
	if (isEnough && read > 0) return undefined;
	return {
		problem: `X says that the account has ${stated} followers, but ${tellPeople(read)} of them could be read; at least ${leastShare}% are needed`,
		hint: `${nobodyJudged} X may have had trouble: run it again. If X leaves people out for good, e.g. suspended ones, lower the option "Least Share Read (%)"; a follower set that was kept may be too old.`,
	};
}

function findNobody({ followers, before }: DoubtFacts): Doubt | undefined {
	const known = before?.followers.length ?? 0;
	if (followers.length > 0 || known < few) return undefined;
	return {
		problem: `Nobody at all seems to follow the account, but last time ${known} did`,
		hint: `${nobodyJudged} Check that the People input has all followers, and that the node before it ran. If they have really all left, empty the table of the follower set.`,
	};
}

function findTooManyOut({ reconciled, before, mostNewOutsiders }: DoubtFacts): Doubt | undefined {
	const approved = new Set(
		before?.followers.flatMap(({ id, standing }) => (standing === 'approved' ? id : [])),
	);
	const out = new Set(
		reconciled.flatMap(({ user, approval }) =>
			user.id && approved.has(user.id) && approval.verdict === 'outsider' ? user.id : [],
		),
	);
	if (approved.size < few || out.size * 100 <= approved.size * mostNewOutsiders) return undefined;
	return {
		problem: `Of ${approved.size} followers who were approved last time, ${out.size} would be outsiders now; at most ${mostNewOutsiders}% may be at once`,
		hint: `${nobodyJudged} Most likely the register was not read completely: check that its table has all rows and that "Return All" is on. If they have really left, raise the option "Most New Outsiders (%)" for one run.`,
	};
}

/** On the first run there is no last time to compare with. Who was an outsider then already is no surprise. */
function findAllOut({ reconciled, before, mostNewOutsiders }: DoubtFacts): Doubt | undefined {
	const inside = reconciled.filter(({ approval }) => approval.follows);
	if (mostNewOutsiders >= 100 || inside.some(({ approval }) => approval.verdict !== 'outsider')) {
		return undefined;
	}
	const known = new Set(before?.followers.flatMap(({ id, standing }) => (standing ? id : [])));
	if (inside.filter(({ user }) => !known.has(user.id ?? '')).length < few) return undefined;
	return {
		problem: `Of ${inside.length} followers not one is on the register`,
		hint: `${nobodyJudged} Most likely it is the register of another account, or its columns "X Handle" and "X User ID" are not what they should be. If they are really all outsiders, set the option "Most New Outsiders (%)" to 100 for one run.`,
	};
}

const nobodyJudged = 'Nobody was made an outsider.';

const count = (followers: readonly XUserLike[]) => new Set(followers.map(({ id }) => id)).size;

const tellPeople = (people: number) => (people === 0 ? 'none' : `${people}`);
