import { unknownAuthorId } from '../event';
import type { Register } from '../register-index';
import type { Approval } from './approval';
import {
	judgeFormer,
	judgeOfficial,
	judgeStranger,
	judgeUnknown,
	type Known,
} from './judge-person';
import { toStranger, toWho } from './reasons';

/** What is known of an author beside who they are. */
export interface KnownAuthor {
	follows?: boolean;
	hasAsked?: boolean;
	/** As of when that was so. ISO 8601, UTC. */
	asOf?: string;
}

/**
 * Where the author of something stands with the register. Whoever cannot be told is `unknown`: by a handle alone nobody is an
 * outsider, for their entry may have an id or another handle, nor by an id alone while the register has handles without ids, nor
 * while it has neither of anybody.
 */
export function checkAuthor(
	author: { id?: string; handle?: string; name?: string },
	register: Register,
	{ follows, hasAsked, asOf }: KnownAuthor = {},
): Approval {
	const id = author.id === unknownAuthorId ? undefined : author.id || undefined;
	const handle = author.handle?.replace(/^@/, '') || undefined;
	const user = { id, handle };
	const isLookedUp = hasAsked !== undefined;
	const known: Known = { user, follows, hasAsked, asOf, isLookedUp, account: 'the account' };
	const match = register.find(user);
	if (match) return judgeOfficial(match, known);
	const holder = handle === undefined ? undefined : register.findByHandle(handle);
	if (id === undefined) return judgeUnknown(sayNobody(handle, holder && toWho(holder)), known);
	const former = register.findFormer(user);
	if (former) return judgeFormer(former, known);
	if (handle === undefined && register.hasHandlesOnly) {
		return judgeUnknown(sayNoHandle(toStranger(user)), known);
	}
	if (!register.hasAccounts) return judgeUnknown(sayNoAccounts(toStranger(user)), known);
	return judgeStranger(known, holder);
}

const askHint = 'turn on "Ask X Whether They Follow", which finds out';

function sayNobody(handle: string | undefined, holder: string | undefined): string {
	if (handle === undefined)
		return 'X did not say who this is from: look at it on X before it is answered or passed on.';
	if (holder !== undefined)
		return `@${handle} is the handle the register has for ${holder}, but without an X user id it cannot be told whether it is still theirs: ${askHint}.`;
	return `Only the handle @${handle} is known, and the register has nobody with it; somebody on it may have taken it since: ${askHint}.`;
}

const sayNoAccounts = (who: string) =>
	`Whether ${who} is on the register cannot be told: it has no X handle and no X user id of anybody. Check that its table has a column "X Handle" or "X User ID", and that it is filled.`;

const sayNoHandle = (who: string) =>
	`Of ${who} no handle is known, and some entries of the register have a handle only: ${askHint}.`;
