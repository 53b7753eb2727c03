import { Refusal } from './refusals.mts';
import { extraColumns, type Row, type Store, type Stored } from './store.mts';

const columns: Record<'Ticket' | 'User', string[]> = {
	Ticket: [
		...['id', 'number', 'title', 'group_id', 'state_id', 'priority_id', 'owner_id', 'customer_id'],
		...['created_at', 'updated_at', 'close_at', 'last_close_at', 'created_by_id', 'updated_by_id'],
	],
	User: ['id', 'login', 'firstname', 'lastname', 'email', 'web', 'created_at', 'updated_at'],
};

const known = ['is', 'is not', 'contains', 'starts with', 'after (absolute)', 'before (absolute)'];

/**
 * Rows a condition selects. A condition that has no value is not refused: it selects everything, as the real one does when it
 * cannot make SQL of it.
 */
export function select(
	store: Store,
	object: 'Ticket' | 'User',
	rows: Stored[],
	condition: unknown,
): Stored[] {
	const parts = toParts(condition);
	if (parts.some(({ value }) => value === undefined)) return rows;
	for (const { name, operator } of parts) {
		const [table, column] = String(name).split('.');
		const has = [...columns[object], ...extraColumns(store, object)];
		if (table !== object.toLowerCase()) {
			throw new Refusal(500, `invalid selector ${table}, ${column}`, false);
		}
		if (!known.includes(String(operator))) {
			const shown = JSON.stringify({ name, operator });
			throw new Refusal(
				500,
				`Invalid condition, operator '${String(operator)}' is invalid ${shown}`,
				false,
			);
		}
		if (!has.includes(column)) {
			const sql = `PG::UndefinedColumn: ERROR:  column ${table}s.${column} does not exist`;
			throw new Refusal(422, sql, false);
		}
	}
	return rows.filter((row) =>
		parts.every(({ name, operator, value }) =>
			holds(row[String(name).split('.')[1]], String(operator), value),
		),
	);
}

/** Both shapes there are: by name, and as a list under an operator. */
export function toParts(condition: unknown): Row[] {
	if (typeof condition !== 'object' || condition === null) return [];
	const { conditions } = condition as Row;
	if (Array.isArray(conditions)) return conditions as Row[];
	return Object.entries(condition).map(([name, rest]) => ({ name, ...(rest as Row) }));
}

export function holds(actual: unknown, operator: string, value: unknown): boolean {
	const wanted = (Array.isArray(value) ? value : [value]).map(String);
	const text = String(actual ?? '');
	switch (operator) {
		case 'is':
			return wanted.includes(text);
		case 'is not':
			return !wanted.includes(text);
		case 'contains':
			return text.toLowerCase().includes(wanted[0].toLowerCase());
		case 'starts with':
			return text.toLowerCase().startsWith(wanted[0].toLowerCase());
		case 'after (absolute)':
			return text !== '' && Date.parse(text) >= Date.parse(wanted[0]);
		default:
			return text !== '' && Date.parse(text) <= Date.parse(wanted[0]);
	}
}

/** One page, in the order that was asked for. */
export function toPage(rows: Stored[], params: Row): Stored[] {
	const by = String(params.sort_by ?? 'updated_at');
	const sign = String(params.order_by ?? 'desc') === 'asc' ? 1 : -1;
	const size = Math.min(Number(params.per_page ?? params.limit ?? 50), 200);
	const from = (Math.max(1, Number(params.page ?? 1)) - 1) * size;
	const toKey = (row: Stored) => row[by] as string | number;
	return [...rows]
		.sort((one, other) =>
			toKey(one) < toKey(other) ? -sign : toKey(one) > toKey(other) ? sign : 0,
		)
		.slice(from, from + size);
}
