import { InvalidItem, read } from '../field';
import { isRecord } from '../record';

/** One row of the table of checks; every column is text. */
export interface AccountCheckRow {
	accountId: string;
	handle: string;
	isProtected: 'yes' | 'no' | 'unknown';
	/** ISO 8601, UTC; empty while it is protected. */
	unprotectedSince: string;
	/** ISO 8601, UTC. */
	checkedAt: string;
	operator: string;
}

/** What the earlier checks of one account saw. Times are ISO 8601, UTC. */
export interface EarlierChecks {
	lastSeenProtected?: string;
	/** The first that saw it unprotected after that. */
	unprotectedSince?: string;
}

/**
 * Folds the rows of one account, in whatever order. Empty rows, those of other accounts and those from later than now are left
 * out. Throws `InvalidItem`, naming row and column.
 */
export function foldChecks(
	rows: readonly unknown[],
	accountId: string,
	nowIso: string,
): EarlierChecks {
	const checks = rows
		.flatMap((row, index) => parseRow(row, accountId, `Earlier Checks, row ${index + 1}`))
		.filter(({ checkedAt }) => checkedAt <= nowIso);
	const lastSeenProtected = checks
		.filter(({ isProtected }) => isProtected === 'yes')
		.map(({ checkedAt }) => checkedAt)
		.reduce(toLatest, undefined);
	const unprotectedSince = checks
		.flatMap(({ isProtected, checkedAt, unprotectedSince: since }) =>
			isProtected === 'yes' ? [] : [...(isProtected === 'no' ? [checkedAt] : []), since],
		)
		.filter((time) => time !== '' && (!lastSeenProtected || time > lastSeenProtected))
		.reduce(toEarliest, undefined);
	return { lastSeenProtected, unprotectedSince };
}

type Time = string | undefined;
const toLatest = (one: Time, other: string): Time => (one && one > other ? one : other);
const toEarliest = (one: Time, other: string): Time => (one && one < other ? one : other);

function parseRow(row: unknown, ours: string, where: string): AccountCheckRow[] {
	if (!isRecord(row)) throw new InvalidItem(where, row, 'an object with columns', hint);
	if (columns.every((column) => isEmpty(row[column]))) return [];
	const cells = read(row, where);
	const accountId = cells.id('accountId');
	if (accountId !== ours) return [];
	const text = (column: string) => cells.optional(column, () => cells.string(column)) ?? '';
	const isProtected = text('isProtected');
	if (!isSeen(isProtected)) {
		throw new InvalidItem(`${where}.isProtected`, isProtected, 'yes, no or unknown', hint);
	}
	return [
		{
			accountId,
			handle: text('handle'),
			isProtected,
			unprotectedSince:
				cells.optional('unprotectedSince', () => cells.time('unprotectedSince')) ?? '',
			checkedAt: cells.time('checkedAt'),
			operator: text('operator'),
		},
	];
}

const columns = [
	'accountId',
	'handle',
	'isProtected',
	'unprotectedSince',
	'checkedAt',
	'operator',
] as const;

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

const isSeen = (text: string): text is AccountCheckRow['isProtected'] =>
	['yes', 'no', 'unknown'].includes(text);

const hint =
	'These are the rows of the table of checks, as the workflow wrote them, with every column of the type text. Correct the row, or delete it: the check then knows less of the past.';
