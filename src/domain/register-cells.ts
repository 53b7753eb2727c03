import { toPlainLine } from './case-text';
import { InvalidItem } from './field';
import { toTextCell } from './ledger/cells';

/** What a row can tell, by the names its columns may have, in lower case without spaces and signs. */
const columns = {
	name: ['name', 'fullname', 'displayname', 'official', 'person', 'employee', 'agent'],
	handle: ['xhandle', 'handle', 'xusername', 'twitterhandle', 'twitter', 'xaccount', 'username'],
	xUserId: ['xuserid', 'xid', 'twitteruserid', 'twitterid', 'userid'],
	roles: ['roles', 'role', 'position', 'function', 'responsibility', 'responsibilities'],
	email: ['email', 'emailaddress', 'mail', 'mailaddress'],
	channels: ['channels', 'channel'],
	rowId: ['rowid', 'recordid', 'id', 'rownumber'],
	standing: [
		'status',
		'approval',
		'approvalstatus',
		'approved',
		'isapproved',
		'active',
		'isactive',
	],
	left: ['left', 'lefton', 'leftat', 'hasleft'],
	approvedBy: ['approvedby'],
	approvedOn: ['approvedon', 'approvedat', 'approvaldate'],
} as const;

type Column = keyof typeof columns;

export interface Cells {
	/** What `parse` makes of the first such cell that holds something; `column` names row and column. */
	find<T>(what: Column, parse: (value: string, column: string) => T): T | undefined;
	/** The same for every entry of every such cell: lists, or text with commas, semicolons or line ends. */
	list<T>(what: Column, parse: (value: string, column: string) => T): T[];
	/** What `parse` makes of every such cell that holds something, of whatever type. */
	all<T>(what: Column, parse: (value: unknown, column: string) => T): T[];
	/** Something only to be shown, as one line of at most 200 characters; what cannot be shown is left out. */
	note(what: Column): string | undefined;
}

/** The cells of one row by what they tell. @param where the row, named when a cell is refused */
export function toCells(row: object, where: string): Cells {
	const byName = new Map<string, [column: string, value: unknown]>();
	for (const [column, value] of Object.entries(row)) {
		const name = column
			.normalize('NFKC')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}]/gu, '');
		if (!isEmpty(value) && !byName.has(name)) byName.set(name, [toShown(column, where), value]);
	}
	const cellsOf = (what: Column) =>
		columns[what].flatMap((name) => [byName.get(name) ?? []].filter(isCell));
	return {
		find: (what, parse) => {
			const cell = cellsOf(what).at(0);
			return cell && parse(toText(cell[1], cell[0]), cell[0]);
		},
		list: (what, parse) =>
			cellsOf(what).flatMap(([column, value]) =>
				toEntries(value, column).map((entry) => parse(entry, column)),
			),
		all: (what, parse) => cellsOf(what).map(([column, value]) => parse(value, column)),
		note: (what) =>
			cellsOf(what)
				.map(([, value]) => toNote(value))
				.find((note) => note !== ''),
	};
}

const isCell = (cell: [string, unknown] | never[]): cell is [string, unknown] => cell.length > 0;

const toShown = (column: string, where: string) => `${where}, column "${column.slice(0, 40)}"`;

const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && value.trim() === '') ||
	(Array.isArray(value) && value.every(isEmpty));

/** Sheets make numbers of what looks like one; beyond 2^53 they have lost digits. */
function toText(value: unknown, column: string): string {
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	throw new InvalidItem(column, value, 'text', 'Give the column the type text.');
}

function toNote(value: unknown): string {
	const isShown = typeof value === 'string' || Number.isSafeInteger(value) || value instanceof Date;
	return isShown ? toPlainLine(toTextCell(value), 200) : '';
}

const toEntries = (value: unknown, column: string): string[] =>
	[value]
		.flat()
		.filter((entry) => !isEmpty(entry))
		.flatMap((entry) => toText(entry, column).split(/[,;\n]/))
		.map((entry) => entry.trim())
		.filter(Boolean);
