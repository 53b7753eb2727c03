import { InvalidItem } from '../field';
import { isRecord } from '../record';

/** One row of the append-only table of reminders; every column is text. */
export interface ReminderRow {
	/** Account, user and day: of rows with the same one that claim, the first in the table wins. */
	key: string;
	accountId: string;
	userId: string;
	handle: string;
	name: string;
	/** YYYY-MM-DD in the account's zone. */
	day: string;
	state: (typeof reminderStates)[number];
	/** Empty of an end. */
	channel: (typeof reminderChannels)[number];
	note: string;
}

/** In the order in which one day sees them. */
export const reminderStates = ['claimed', 'not told', 'told', 'gone', 'approved'] as const;

const reminderChannels = ['operator', 'message', ''] as const;

export const toReminderKey = (accountId: string, userId: string, day: string) =>
	`${accountId}-${userId}-${day}`;

/**
 * The rows about one account. Empty rows and those of other accounts are left out; a row that cannot be read is never: it may
 * be the one that says that somebody was reminded today. Throws `InvalidItem`, naming row and column.
 */
export const parseReminderRows = (rows: readonly unknown[], accountId: string): ReminderRow[] =>
	rows.flatMap((row, index) => parseRow(row, accountId, `Reminders So Far, row ${index + 1}`));

function parseRow(row: unknown, ours: string, where: string): ReminderRow[] {
	if (!isRecord(row)) throw new InvalidItem(where, row, 'an object with columns', hint);
	if (columns.every((column) => isEmpty(row[column]))) return [];
	const cell = <T extends string>(column: Column, is: (text: string) => text is T, what: string) =>
		toCell(row[column], is, `${where}, column "${column}"`, what);
	const accountId = cell('accountId', isId, idText);
	if (accountId !== ours) return [];
	const userId = cell('userId', isId, idText);
	const day = cell('day', isDay, 'a day such as 2026-03-01, as text');
	const key = toReminderKey(accountId, userId, day);
	const isKey = (text: string): text is string => text === key;
	return [
		{
			key: cell('key', isKey, `"${key}", as the other columns say`),
			accountId,
			userId,
			handle: cell('handle', isText, 'text'),
			name: cell('name', isText, 'text'),
			day,
			state: cell('state', isOneOf(reminderStates), `one of ${reminderStates.join(', ')}`),
			channel: cell('channel', isOneOf(reminderChannels), 'operator, message or empty'),
			note: cell('note', isText, 'text'),
		},
	];
}

const columns = [
	'key',
	'accountId',
	'userId',
	'handle',
	'name',
	'day',
	'state',
	'channel',
	'note',
] as const;
type Column = (typeof columns)[number];

const idText = 'an id of X: digits, as text';

const hint =
	'These are the rows of the table of reminders, as the workflow wrote them, with every column of the type text. Until the row is put right nobody is reminded: it may be the one that says who was reminded today. Correct the row in the table, or delete it if it never was a reminder.';

/** Tables give an empty cell in three ways. */
const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

function toCell<T extends string>(
	value: unknown,
	is: (text: string) => text is T,
	column: string,
	what: string,
): T {
	const text = isEmpty(value) ? '' : value;
	if (typeof text === 'string' && is(text)) return text;
	throw new InvalidItem(column, isEmpty(value) ? undefined : value, what, hint);
}

const isText = (text: string): text is string => typeof text === 'string';
const isId = (text: string): text is string => /^(?:0|[1-9]\d{0,19})$/.test(text);
const isDay = (text: string): text is string =>
	/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text);
const isOneOf =
	<T extends string>(values: readonly T[]) =>
	(text: string): text is T =>
		values.some((value) => value === text);
