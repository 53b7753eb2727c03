import { toPlainLine } from '../case-text';
import type { AccountFacts } from './account-check';
import type { EarlierChecks } from './account-check-row';

export interface AccountFinding {
	severity: 'alarm' | 'warning' | 'fine';
	message: string;
	/** What to click. */
	fix?: string;
}

export function judgeAccount({ user, expected }: AccountFacts, isOther: boolean): AccountFinding {
	if (!isOther) return fine(`The credential acts as @${user.handle}, id ${user.id}.`);
	return alarm(
		`The credential acts as @${user.handle}, id ${user.id}, but the account should be ${toPlainLine(expected ?? '', 80)}: nothing is known of that one.`,
		"In n8n, open the node's credential and connect it again while signed in to X as the right account, or correct 'Account' in the node.",
	);
}

/** Who can read the account. */
export function judgeFeed(facts: AccountFacts, seen: EarlierChecks): AccountFinding {
	const { user, isStaffFeed } = facts;
	if (user.protected === true) {
		return fine(`@${user.handle} is protected: only approved followers read it.`);
	}
	if (user.protected === false) {
		if (!isStaffFeed) return fine(`@${user.handle} is public: everybody can read it.`);
		return alarm(
			`@${user.handle} is for staff only, but everybody on the internet can read it: it was switched to public ${toSpan(seen)}.`,
			`On x.com, as @${user.handle}: More, Settings and privacy, Privacy and safety, Audience and tagging, switch 'Protect your posts' on. Then run Reconcile: whoever followed in the meantime goes on reading until they are removed.`,
		);
	}
	const silent = `X did not say whether @${user.handle} is protected.`;
	return isStaffFeed
		? alarm(`${silent}${toLastSeen(seen)}`, lookYourself(user.handle))
		: warning(silent, lookYourself(user.handle));
}

/** Customers cannot see what a protected account answers. */
export function judgeAnswers({ user, alsoAnswers }: AccountFacts): AccountFinding[] {
	if (!alsoAnswers || user.protected !== true) return [];
	return [
		warning(
			`@${user.handle} answers customers, but it is protected: customers could not see its acknowledgements and answers.`,
			"Answer from a public account: choose that account's credential in the nodes that answer, and switch 'This Account Also Answers Customers' off here.",
		),
	];
}

/** One person by name. */
export function judgeOperator({ operator, operatorProblem }: AccountFacts): AccountFinding[] {
	if (operatorProblem) return [alarm(operatorProblem, nameOne)];
	const name = toPlainLine(operator?.name ?? '', 80);
	if (!operator || name === '') return [alarm('No operator is named for this account.', nameOne)];
	if (!operator.email) {
		return [
			warning(
				`${name} is the operator, but without an e-mail address: alarms and reminders cannot reach them.`,
				"Fill in their 'E-Mail' on the register, or 'Operator E-Mail' in the node.",
			),
		];
	}
	return [fine(`${name} is the operator of this account.`)];
}

const nameOne =
	"Give exactly one row of the register the role of the operator (column 'Role'), or choose 'Typed Below' under 'Operator From' in the node and enter the name.";

const lookYourself = (handle: string) =>
	`Open https://x.com/${handle} in a browser: a padlock beside the name means protected. Then run the check again; if X stays silent, connect the credential in n8n again, as that account.`;

function toSpan({ lastSeenProtected, unprotectedSince }: EarlierChecks): string {
	const since = toShownTime(unprotectedSince ?? '');
	return lastSeenProtected
		? `between ${toShownTime(lastSeenProtected)} and ${since}`
		: `before ${since}, when the first check saw it; no check has seen it protected`;
}

function toLastSeen({ lastSeenProtected, unprotectedSince }: EarlierChecks): string {
	if (unprotectedSince) {
		return ` Earlier checks saw it public since ${toShownTime(unprotectedSince)}.`;
	}
	if (!lastSeenProtected) return '';
	return ` It was last seen protected on ${toShownTime(lastSeenProtected)}.`;
}

/** `2026-03-01 09:12 UTC` */
const toShownTime = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

const alarm = (message: string, fix: string): AccountFinding => ({
	severity: 'alarm',
	message,
	fix,
});
const warning = (message: string, fix: string): AccountFinding => ({
	severity: 'warning',
	message,
	fix,
});
const fine = (message: string): AccountFinding => ({ severity: 'fine', message });
