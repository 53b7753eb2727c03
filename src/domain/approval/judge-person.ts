import type { Official } from '../register';
import { toHandleKey } from '../register-index';
import { type Action, type Approval, type Status, toVerdict } from './approval';
import {
	isHandle,
	sayApproved,
	sayFollowing,
	sayFormer,
	sayItself,
	sayNext,
	sayNotAsked,
	sayNotFollowing,
	sayOtherAccount,
	sayRenamed,
	sayWaiting,
	toRename,
	toStranger,
	toWho,
} from './reasons';

/** What is known of one person, but for the register. */
export interface Known {
	user: { id?: string; handle?: string };
	/** Whether they follow; absent: not known. */
	follows?: boolean;
	hasAsked?: boolean;
	isFollowed?: boolean;
	asOf?: string;
	/** X was asked about this person. */
	isLookedUp?: boolean;
	/** The account that is followed, as sentences call it. */
	account: string;
}

export interface Match {
	official: Official;
	matchedBy?: 'id' | 'handle';
}

/** Where somebody on the register stands. @param handles all that the account was seen with, when it is not `user.handle` alone */
export function judgeOfficial(
	{ official, matchedBy }: Match,
	known: Known,
	handles: ReadonlySet<string> = toHandles(known.user.handle),
): Approval {
	const { user, follows, hasAsked } = known;
	const isRenamed =
		official.handle !== undefined && handles.size > 0 && !handles.has(toHandleKey(official.handle));
	const handle = isRenamed && isHandle(user.handle) ? user.handle : undefined;
	const xUserId = official.xUserId === undefined ? user.id : undefined;
	const updates = { ...(xUserId && { xUserId }), ...(handle && { handle }) };
	const match = { official, matchedBy, ...(Object.keys(updates).length > 0 && { updates }) };
	const settle = (status: Status, action: Action, reason: string) =>
		toApproval(status, action, reason, known, match);
	const who = toWho(official, user);
	const { account } = known;
	if (follows) {
		if (!handle) return settle('following', 'fine', sayFollowing(who, account));
		return settle('renamed', 'update handle', sayRenamed(official, account, handle));
	}
	if (hasAsked) return settle('waiting', 'accept now', sayWaiting(who, account));
	if (follows === false) {
		const say = known.isLookedUp ? sayNotFollowing : sayNotAsked;
		return settle('not following', 'invite', say(who, account));
	}
	if (!handle) return settle('approved', 'fine', sayApproved(who, account));
	const reason = `${official.name} is on the register, but ${toRename(official, handle)}.`;
	return settle('approved', 'update handle', reason);
}

/** Where somebody stands whose entries all say that they left, or are not approved. */
export function judgeFormer(match: Match, known: Known): Approval {
	const reason = sayNext(
		sayFormer(toWho(match.official, known.user)),
		known,
		toName(known),
		known.account,
	);
	return toApproval('left', toNextAction(known), reason, known, match);
}

/** Where somebody stands who was on the register last time and is not any more. */
export function judgeLost(known: Known): Approval {
	const begin = `${toStart(known)} was on the register, but is not any more`;
	return toApproval(
		'left',
		toNextAction(known),
		sayNext(begin, known, toName(known), known.account),
		known,
	);
}

/** Where somebody stands who is not on the register. @param holder whose entry has their handle, with another id */
export function judgeStranger(known: Known, holder?: Official): Approval {
	const says = holder?.xUserId ? sayOtherAccount(holder) : 'is not on the register';
	const begin = `${toStart(known)} ${says}`;
	const reason = sayNext(begin, known, toName(known), known.account);
	return toApproval('outsider', toNextAction(known), reason, known);
}

/** The account that is followed. */
export const judgeItself = (known: Known, match?: Match): Approval =>
	toApproval('approved', 'fine', sayItself(known.account), { ...known, follows: undefined }, match);

/** It cannot be told, and somebody has to look or to complete the register. */
export const judgeUnknown = (
	reason: string,
	known: Known,
	match?: Match,
	action: Action = 'look',
): Approval => toApproval('unknown', action, reason, known, match);

/** What is not known is absent. */
function toApproval(
	status: Status,
	action: Action,
	reason: string,
	{ follows, hasAsked, isFollowed, asOf }: Known,
	{ official, matchedBy, updates }: Partial<Match> & Pick<Approval, 'updates'> = {},
): Approval {
	return {
		...{ verdict: toVerdict(status), status, action, reason },
		...(official && { official }),
		...(matchedBy && { matchedBy }),
		...(updates && { updates }),
		...(follows !== undefined && { follows }),
		...(hasAsked !== undefined && { hasAsked }),
		...(isFollowed !== undefined && { isFollowed }),
		...(asOf !== undefined && { asOf }),
	};
}

function toNextAction({ follows, hasAsked }: Known): Action {
	if (follows) return 'remove';
	return hasAsked ? 'look' : 'fine';
}

const toName = ({ user }: Known) => toStranger(user);

const toStart = (known: Known) => toName(known).replace(/^[a-z]/, (letter) => letter.toUpperCase());

const toHandles = (handle: string | undefined) => new Set(handle ? [toHandleKey(handle)] : []);
