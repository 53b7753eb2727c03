import { toPlainLine } from '../case-text';
import type { Official } from '../register';

/** Somebody as sentences call them. */
interface Named {
	id?: string;
	handle?: string;
}

/**
 * A stranger by handle, else by id, never by the name they chose: it may say anything, and the sentence is read by somebody who
 * does what it says.
 */
export function toStranger({ id, handle }: Named): string {
	if (isHandle(handle)) return `@${handle}`;
	return id ? `the user with the id ${id}` : 'somebody X did not name';
}

/** Whether it can be shown, and written into the register. */
export const isHandle = (handle: string | undefined): handle is string =>
	handle !== undefined && /^\w{1,50}$/.test(handle);

/** An official by the register's name, with the handle they have by now. */
export function toWho(official: Official, user: Named = {}): string {
	const handle = isHandle(user.handle) ? user.handle : official.handle;
	const at = handle && `@${handle}`;
	return at && at.toLowerCase() !== official.name.toLowerCase()
		? `${official.name} (${at})`
		: official.name;
}

/** Somebody else's words, short enough for a sentence. */
export const toQuoted = (text: string) => `"${toPlainLine(text, 120).replace(/"/g, "'")}"`;

const requestsUrl = 'https://x.com/follower_requests';

/** What a person does in X to end a following; there is no call for it. */
export const toRemoval = (account: string, who: string) =>
	`open the followers of ${account} on X and choose "Remove this follower" in the menu of ${who}`;

export const toRename = (official: Official, handle: string) =>
	`they are called @${handle} on X now: put this handle into the register in place of @${official.handle}`;

export const sayFollowing = (who: string, account: string) =>
	`${who} is on the register and follows ${account}: there is nothing to do.`;

export const sayRenamed = (official: Official, account: string, handle: string) =>
	`${official.name} is on the register and follows ${account}, but ${toRename(official, handle)}.`;

export const sayApproved = (who: string, account: string) =>
	`${who} is on the register; whether they follow ${account} was not looked up.`;

export const sayWaiting = (who: string, account: string) =>
	`${who} is on the register and has asked to follow ${account}: open ${requestsUrl} and accept the request.`;

export const sayNotFollowing = (who: string, account: string) =>
	`${who} is on the register but does not follow ${account}, and X shows no request of theirs: invite them to follow.`;

export const sayNotAsked = (who: string, account: string) =>
	`${who} is on the register but does not follow ${account}, and nobody asked X whether they have asked to: look at ${requestsUrl}, and invite them when they are not there.`;

export const sayItself = (account: string) =>
	`This is ${account} itself, which does not follow itself: there is nothing to do.`;

export const sayFormer = (who: string) =>
	`${who} is in the register, but an entry says that they left or are not approved`;

export const sayNoAccount = (who: string, account: string) =>
	`The register has neither a handle nor an X user id of ${who}, so nobody can tell whether they follow ${account}: complete their entry.`;

export function sayMissing(
	who: string,
	{ reason, detail }: { reason: string; detail: string },
): string {
	const said = detail ? `, ${toQuoted(detail)}` : '';
	const next = reason === 'not answered' ? 'run it again later' : lookAtAccount;
	return `X could not say where ${who} stands (${toPlainLine(reason, 60)}${said}): ${next}.`;
}

const lookAtAccount =
	'look at their account on X, and correct their entry in the register if it is not that one';

/** @param trouble what is unclear about the account behind a handle */
export const sayTrouble = (who: string, trouble = 'the handle is not clear') =>
	`Whether ${who} is the person on the register cannot be told, because ${trouble}: look at the account on X and put the right X user id into the register.`;

export const sayNameless = (who: string, account: string) =>
	`Of ${who}, who follows ${account}, no handle is known, and some entries of the register have a handle only: let the followers be read from X anew.`;

/** Who a handle of the register belongs to, said of another account that uses it now. */
export const sayOtherAccount = (official: Official) =>
	`is not on the register: the handle is there for ${official.name}, but with another X user id (${official.xUserId})`;

/** How a sentence about somebody not approved goes on, by what is known of their following. */
export function sayNext(
	begin: string,
	known: { follows?: boolean; hasAsked?: boolean },
	who: string,
	account: string,
): string {
	if (known.follows) return `${begin}, and follows ${account}: ${toRemoval(account, who)}.`;
	if (known.hasAsked)
		return `${begin}, and has asked to follow ${account}: open ${requestsUrl} and decline the request, or put them on the register first.`;
	if (known.follows === undefined)
		return `${begin}; whether they follow ${account} was not looked up.`;
	return `${begin}, and does not follow ${account}: there is nothing to do.`;
}
