import type { Official } from '../register';
import type { XUser } from '../user';

/** Where one person stands with the register; the key `approval` of an item. */
export interface Approval {
	/** By which output it leaves. */
	verdict: Verdict;
	/** Finer than the verdict; each person has exactly one. */
	status: Status;
	/** What the operator does next. */
	action: Action;
	/** One sentence for ops staff: why, and what to do. */
	reason: string;
	/** The entry of the register, where there is one. */
	official?: Official;
	/** How the entry was found. A handle alone is weaker: handles change hands. */
	matchedBy?: 'id' | 'handle';
	/** What the register should say from now on. */
	updates?: { xUserId?: string; handle?: string };
	/** Whether they follow the account; absent: not known. */
	follows?: boolean;
	/** Whether they have asked to follow; absent: not known. */
	hasAsked?: boolean;
	/** Whether the account follows them; absent: not known. */
	isFollowed?: boolean;
	/** As of when all that was so. ISO 8601, UTC. */
	asOf?: string;
}

/** `unknown` goes to a person, never to "not ours". */
export const verdicts = ['approved', 'waiting', 'outsider', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

export type Status =
	/** On the register; nobody looked whether they follow. */
	| 'approved'
	/** On the register, and follows. */
	| 'following'
	/** On the register, and has asked to follow. */
	| 'waiting'
	/** On the register, does not follow and has not asked. */
	| 'not following'
	/** On the register by id, follows, and has another handle by now. */
	| 'renamed'
	/** Not on the register. Of followers: somebody who got in. */
	| 'outsider'
	/** Follows, and was on the register once. */
	| 'left'
	/** It cannot be told: no id, no account on X, suspended, two entries for one account. */
	| 'unknown';

export type Action =
	| 'fine'
	| 'accept now'
	| 'invite'
	| 'update handle'
	| 'remove'
	/** The entry of the register has neither id nor handle, or one that X does not know. */
	| 'complete the register'
	/** A person has to look: none of the others is sure. */
	| 'look';

/** The verdict each status goes by. */
export const toVerdict = (status: Status): Verdict => verdictOf[status];

const verdictOf: Record<Status, Verdict> = {
	approved: 'approved',
	following: 'approved',
	'not following': 'approved',
	renamed: 'approved',
	waiting: 'waiting',
	outsider: 'outsider',
	left: 'outsider',
	unknown: 'unknown',
};

/** An account on X as far as it is known: of some there is only an id, of some only what the register says. */
export interface Person extends Partial<Omit<XUser, 'connection'>> {
	/** Always something to show. */
	name: string;
}

/** One person and where they stand: what reconciling gives per person. */
export interface Reconciled {
	user: Person;
	approval: Approval;
}
