import { parseHandle, parseUserId } from './account-cells';
import { toPlainLine } from './case-text';
import { parseAddress } from './email/address';
import { InvalidItem } from './field';
import { toCells } from './register-cells';
import { mergeAll, toRoleKey, toUnion } from './register-merge';
import { parseLeft } from './register-standing';

/** Somebody of ours who looks after customers, or may be written to. */
export interface Official {
	/** Always something to show: the name, else the handle, id or address. */
	name: string;
	/** Without "@"; may change hands, `xUserId` does not. */
	handle?: string;
	xUserId?: string;
	/** As the register spells them, none twice. */
	roles: string[];
	/** One bare address. */
	email?: string;
	/** Where else they can be reached, as the register has it. */
	channels: string[];
	/** Of the row in the table it came from, where it says so: what to update it by. */
	rowId?: string;
	/** Was on the register once: approved no more, and written to no more. */
	left?: true;
	/** Evidence, as the register has it. */
	approvedBy?: string;
	/** Evidence, as the register has it. */
	approvedOn?: string;
}

/**
 * The officials in the rows of a table, sheet or CRM, in the register's order. Columns are found whatever their case and spacing;
 * rows about one person become one official. Throws `InvalidItem`, naming row and column.
 *
 * @param rows a list of objects, or JSON of one; n8n's items (`{ json }`) will do
 * @param field the parameter, named when it is refused
 */
export function parseRegister(rows: unknown, field = 'Register'): Official[] {
	const list = toList(rows, field);
	const officials = list.flatMap((row, index) => {
		const official = parseRow(row, `${field}, row ${index + 1}`);
		return official ? [official] : [];
	});
	if (list.length > 0 && officials.length === 0) {
		throw new InvalidItem(field, Object.keys(toObject(list[0])), 'rows about people', columnsHint);
	}
	return mergeAll(officials);
}

/** Those with an e-mail address and one of the roles who have not left, in the register's order, each address once. */
export function findRecipients(register: Official[], roles: string[]): Official[] {
	const wanted = new Set(roles.map(toRoleKey));
	const found = new Map<string, Official>();
	for (const official of register) {
		const key = official.email?.toLowerCase();
		if (!key || official.left || found.has(key)) continue;
		if (official.roles.some((role) => wanted.has(toRoleKey(role)))) found.set(key, official);
	}
	return [...found.values()];
}

/** The official an X account belongs to: by its id; by its handle only where the register knows no id. Nobody who left. */
export function findOfficial(
	register: Official[],
	account: { id?: string; handle?: string },
): Official | undefined {
	const handle = account.handle?.toLowerCase();
	const current = register.filter(({ left }) => !left);
	return (
		current.find(({ xUserId }) => xUserId !== undefined && xUserId === account.id) ??
		current.find((it) => !it.xUserId && handle !== undefined && it.handle?.toLowerCase() === handle)
	);
}

const columnsHint =
	'Columns are: Name, Role (several with commas), E-Mail, X Handle, X User ID, Channels, Status, Left On, Approved By, Approved On. Case and spaces do not matter; rows without any of them are left out.';

/** The rows in a list, or in JSON of one. Throws `InvalidItem`. */
export function toList(rows: unknown, field: string): unknown[] {
	const list = typeof rows === 'string' ? parseJson(rows || '[]') : rows;
	if (!Array.isArray(list)) throw new InvalidItem(field, rows, 'a list of rows', columnsHint);
	return list;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** What n8n hands on as an item holds the row in `json`. */
function toObject(row: unknown): object {
	if (typeof row !== 'object' || row === null) return {};
	const { json } = row as { json?: unknown };
	return typeof json === 'object' && json !== null ? json : row;
}

function parseRow(row: unknown, where: string): Official | undefined {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) {
		throw new InvalidItem(where, row, 'an object with columns', columnsHint);
	}
	const cells = toCells(toObject(row), where);
	const handle = cells.find('handle', parseHandle);
	const xUserId = cells.find('xUserId', parseUserId);
	const email = cells.find('email', (value, column) => parseAddress(value, column).address);
	const roles = cells.list('roles', parseLabel);
	const channels = cells.list('channels', parseLabel);
	const name = cells.find('name', parseName) ?? (handle && `@${handle}`) ?? xUserId ?? email;
	if (name === undefined) {
		if (roles.length + channels.length === 0) return undefined;
		throw new InvalidItem(
			where,
			undefined,
			'about somebody: a name, address, handle or id',
			columnsHint,
		);
	}
	return {
		...{ name, handle, xUserId, roles: toUnion(roles), email, channels: toUnion(channels) },
		rowId: cells.note('rowId'),
		left: parseLeft(cells),
		approvedBy: cells.note('approvedBy'),
		approvedOn: cells.note('approvedOn'),
	};
}

function parseName(value: string, column: string): string {
	if (/[\p{Cc}\p{Zl}\p{Zp}<>]/u.test(value) || value.length > 80) {
		throw new InvalidItem(column, value, 'a name of one line, at most 80 characters');
	}
	return toPlainLine(value, 80);
}

function parseLabel(value: string, column: string): string {
	if (/^[\p{L}\p{M}\p{N}\p{Pd} .'’_&+#@:/()]{1,80}$/u.test(value)) return value;
	throw new InvalidItem(
		column,
		value,
		'words with commas between them, at most 80 characters each',
	);
}
