import { findHandle } from '../account-cells';
import { toPlainLine } from '../case-text';
import { InvalidItem } from '../field';
import type { XUser } from '../user';
import { foldChecks } from './account-check-row';
import type { AccountCheckRow, EarlierChecks } from './account-check-row';
import { judgeAccount, judgeFeed, judgeOperator, judgeAnswers } from './account-findings';
import type { AccountFinding } from './account-findings';
import type { Operator } from './operator';

export type { AccountCheckRow } from './account-check-row';
export type { AccountFinding } from './account-findings';

export interface AccountFacts {
	/** The account of the credential. */
	user: XUser;
	/** Handle or id of the account it should be; absent or empty: whichever it is. */
	expected?: string;
	isStaffFeed: boolean;
	/** Whether customers are acknowledged or answered from this account. */
	alsoAnswers: boolean;
	operator?: Operator;
	/** Why there is no operator; one sentence. */
	operatorProblem?: string;
	/** Rows kept of earlier checks, in any order. */
	earlier?: readonly unknown[];
	nowIso: string;
}

export interface AccountCheck {
	account: { id: string; handle: string; name: string; followers?: number };
	/** Undefined: X did not say. */
	isProtected: boolean | undefined;
	/** The first check that saw it unprotected. ISO 8601, UTC. */
	unprotectedSince?: string;
	/** The last check that saw it protected. ISO 8601, UTC. */
	lastSeenProtected?: string;
	operator?: Operator;
	isAlarm: boolean;
	/** The gravest first. */
	findings: AccountFinding[];
	/** To keep: the next check reads it. */
	row: AccountCheckRow;
}

/** Whether the account is who it should be, closed to strangers, and in one person's hands. Throws `InvalidItem` on an unreadable row. */
export function checkAccount(facts: AccountFacts): AccountCheck {
	const { user, operator, operatorProblem } = facts;
	const nowIso = toUtc(facts.nowIso);
	const isProtected = user.protected;
	const seen = toSeen(isProtected, foldChecks(facts.earlier ?? [], user.id, nowIso), nowIso);
	const account = {
		id: user.id,
		handle: user.handle,
		name: toPlainLine(user.name, 80),
		...(user.followers !== undefined && { followers: user.followers }),
	};
	const isOther = !isExpected(facts);
	const findings = [
		judgeAccount(facts, isOther),
		// Of another account than the one meant it would say nothing about the one meant.
		...(isOther ? [] : [judgeFeed(facts, seen), ...judgeAnswers(facts)]),
		...judgeOperator(facts),
	].sort((one, other) => rank(one) - rank(other));
	return {
		account,
		isProtected,
		...(seen.unprotectedSince && { unprotectedSince: seen.unprotectedSince }),
		...(seen.lastSeenProtected && { lastSeenProtected: seen.lastSeenProtected }),
		...(operator && !operatorProblem && { operator }),
		isAlarm: findings.some(({ severity }) => severity === 'alarm'),
		findings,
		row: {
			accountId: user.id,
			handle: user.handle,
			isProtected: isProtected === undefined ? 'unknown' : isProtected ? 'yes' : 'no',
			unprotectedSince: seen.unprotectedSince ?? '',
			checkedAt: nowIso,
			operator: operator && !operatorProblem ? toPlainLine(operator.name, 80) : '',
		},
	};
}

const rank = ({ severity }: AccountFinding) => ['alarm', 'warning', 'fine'].indexOf(severity);

/** With what this check saw. As long as X does not say, what was seen before stands. */
function toSeen(
	isProtected: boolean | undefined,
	earlier: EarlierChecks,
	nowIso: string,
): EarlierChecks {
	if (isProtected === true) return { lastSeenProtected: nowIso };
	if (isProtected === undefined) return earlier;
	return { ...earlier, unprotectedSince: earlier.unprotectedSince ?? nowIso };
}

function isExpected({ user, expected = '' }: AccountFacts): boolean {
	const wanted = expected.trim();
	if (wanted === '' || wanted === user.id) return true;
	return findHandle(wanted)?.toLowerCase() === user.handle.toLowerCase();
}

function toUtc(nowIso: string): string {
	const time = new Date(nowIso);
	if (Number.isNaN(time.getTime())) {
		throw new InvalidItem('now', nowIso, 'a time such as 2026-03-01T09:12:00Z');
	}
	return time.toISOString();
}
