import { toPlainLine } from '../case-text';
import type { Official } from '../register';
import type { Person, Reconciled } from './approval';
import type { Reminder } from './guard';

/** Name, handle and role in one line. */
export function toHeading({ user, approval: { official } }: Reconciled): string {
	const handle = toPlainLine(user.handle ?? official?.handle ?? '', 50);
	const name = toUnlinked(user.name, 80) || 'Somebody without a name';
	const roles = toPlainLine(official?.roles.join(', ') ?? '', 120);
	const account = handle && name !== `@${handle}` ? ` (@${handle})` : '';
	return `${name}${account}${roles && `, ${roles}`}`;
}

/** What speaks for and against somebody, one line each. */
export function toEvidence(
	{ user, approval }: Reconciled,
	reminder?: Pick<Reminder, 'number' | 'since'>,
): string[] {
	const { official, matchedBy, asOf } = approval;
	return [
		reminder && `Day ${reminder.number} of asking, since ${reminder.since}`,
		official && toEntry(official, matchedBy),
		official && toApproved(official),
		toAccount(user),
		user.description && `Says of themselves: “${toUnlinked(user.description, 200)}”`,
		asOf && `As of ${toDay(asOf)}`,
	].filter((line): line is string => Boolean(line));
}

/** A stranger's words, in which nothing is a link: whoever reads the card would take it for one of ours. */
const toUnlinked = (text: string, maxLength: number) =>
	toPlainLine(text, maxLength)
		.replace(/:(?=\/\/)/g, '[:]')
		.replace(/(?<=[\p{L}\p{N}])[.。．｡](?=\p{L}{2})/gu, '[.]');

function toEntry(official: Official, matchedBy: 'id' | 'handle' | undefined): string {
	const name = toPlainLine(official.name, 80);
	const entry = `Is on the register as ${name}${official.left ? ', but as left or not approved' : ''}`;
	return `${entry}${matchedBy ? `, ${foundBy[matchedBy]}` : ''}`;
}

const foundBy = {
	id: "found by X's user id",
	handle: 'found by the handle alone: make sure it is them, handles change hands',
};

function toApproved({ approvedBy, approvedOn }: Official): string {
	if (!approvedBy && !approvedOn) return '';
	const by = approvedBy ? ` by ${toPlainLine(approvedBy, 80)}` : '';
	return `Approved${by}${approvedOn ? ` on ${toPlainLine(approvedOn, 40)}` : ''}`;
}

function toAccount({ verified, verifiedType, followers, createdAt, protected: isClosed }: Person) {
	const words = [
		verifiedType ? `verified (${verifiedType})` : toVerified(verified),
		followers === undefined ? '' : `${followers} ${followers === 1 ? 'follower' : 'followers'}`,
		createdAt ? `on X since ${toDay(createdAt)}` : '',
		isClosed ? 'their own posts are protected' : '',
	].filter(Boolean);
	return words.length > 0 ? `Account: ${words.join(', ')}` : '';
}

const toVerified = (verified: boolean | undefined) =>
	verified === undefined ? '' : verified ? 'verified' : 'not verified';

const toDay = (iso: string) => toPlainLine(iso, 40).slice(0, 10);
