import type { DataTableRow, DataTableRowReturn } from 'n8n-workflow';

/** A condition as n8n's Data Table node hands it over. */
interface Condition {
	columnName: string;
	condition: 'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte' | 'isEmpty' | 'isNotEmpty';
	value?: unknown;
}

interface Filter {
	type: 'and' | 'or';
	filters: Condition[];
}

interface Table {
	id: string;
	name: string;
	columns: Array<{ id: string; name: string; type: string; index: number }>;
	rows: DataTableRowReturn[];
}

/**
 * n8n's Data Tables in memory, behind the same interface that n8n gives its own Data Table node.
 * The node itself is the real one. As in n8n, a table is found by a part of its name.
 */
export class DataTables {
	private tables: Table[] = [];

	private nextRowId = 1;

	/** Milliseconds added to the time that new rows and updates get, so that a test can let rows grow old. */
	clockOffsetMs = 0;

	/** Looked-up rows so far, to show what a step costs. */
	rowsScanned = 0;

	rows(name: string): DataTableRowReturn[] {
		return this.tables.find((table) => table.name === name)?.rows ?? [];
	}

	has(name: string): boolean {
		return this.tables.some((table) => table.name === name);
	}

	/** What n8n-core's helper functions ask for. */
	provider = {
		getDataTableAggregateProxy: async () => ({
			getProjectId: () => 'project',
			getManyAndCount: async ({ filter }: { filter?: { name?: string } }) => {
				const part = filter?.name?.toLowerCase() ?? '';
				const data = this.tables.filter(({ name }) => name.toLowerCase().includes(part));
				return { count: data.length, data: data.slice(0, 1) };
			},
			createDataTable: async ({ name, columns }: Pick<Table, 'name' | 'columns'>) => {
				if (this.has(name)) throw new Error(`Data table with name '${name}' already exists`);
				const table = { id: `table-${this.tables.length + 1}`, name, columns, rows: [] };
				this.tables.push(table);
				return { id: table.id, name, columns };
			},
		}),
		getDataTableProxy: async (_workflow: unknown, _node: unknown, id: string) =>
			this.openTable(this.tables.find((table) => table.id === id)!),
	};

	private openTable(table: Table) {
		const now = () => new Date(Date.now() + this.clockOffsetMs);
		const find = (filter?: Filter) => {
			this.rowsScanned += table.rows.length;
			return table.rows.filter((row) => matches(row, filter));
		};
		return {
			getColumns: async () => table.columns,
			getManyRowsAndCount: async (query: {
				filter?: Filter;
				skip?: number;
				take?: number;
				sortBy?: [string, 'ASC' | 'DESC'];
			}) => {
				const rows = sort(find(query.filter), query.sortBy);
				const skip = query.skip ?? 0;
				return { count: rows.length, data: rows.slice(skip, skip + (query.take ?? rows.length)) };
			},
			insertRows: async (rows: DataTableRow[]) => {
				const added = rows.map((row) => {
					refuseUnknownColumns(row, table);
					return { ...row, id: this.nextRowId++, createdAt: now(), updatedAt: now() };
				}) as DataTableRowReturn[];
				table.rows.push(...added);
				return added;
			},
			updateRows: async ({ data, filter }: { data: DataTableRow; filter: Filter }) => {
				refuseUnknownColumns(data, table);
				const found = find(filter);
				for (const row of found) Object.assign(row, data, { updatedAt: now() });
				return found;
			},
			async upsertRow({ data, filter }: { data: DataTableRow; filter: Filter }) {
				const updated = await this.updateRows({ data, filter });
				return updated.length > 0 ? updated : await this.insertRows([data]);
			},
			deleteRows: async ({ filter }: { filter: Filter }) => {
				const found = find(filter);
				table.rows = table.rows.filter((row) => !found.includes(row));
				return found;
			},
		};
	}
}

function refuseUnknownColumns(row: DataTableRow, table: Table): void {
	const unknown = Object.keys(row).filter((name) => !table.columns.some((it) => it.name === name));
	if (unknown.length > 0) throw new Error(`unknown column name '${unknown[0]}'`);
}

function matches(row: DataTableRowReturn, filter?: Filter): boolean {
	if (!filter || filter.filters.length === 0) return true;
	const results = filter.filters.map((condition) => isMet(row, condition));
	return filter.type === 'and' ? results.every(Boolean) : results.some(Boolean);
}

function isMet(row: DataTableRowReturn, { columnName, condition, value }: Condition): boolean {
	const left = toComparable(row[columnName]);
	const right = toComparable(value);
	const outcomes: Record<Condition['condition'], boolean> = {
		eq: left === right,
		neq: left !== right,
		lt: left < right,
		lte: left <= right,
		gt: left > right,
		gte: left >= right,
		isEmpty: left === '',
		isNotEmpty: left !== '',
	};
	return outcomes[condition];
}

function toComparable(value: unknown): string | number {
	if (value instanceof Date) return value.getTime();
	if (typeof value === 'number') return value;
	const text = String(value ?? '');
	return /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : text;
}

function sort(rows: DataTableRowReturn[], sortBy?: [string, 'ASC' | 'DESC']): DataTableRowReturn[] {
	if (!sortBy) return rows;
	const [column, direction] = sortBy;
	const sign = direction === 'ASC' ? 1 : -1;
	return [...rows].sort((a, b) => {
		const [left, right] = [toComparable(a[column]), toComparable(b[column])];
		return left < right ? -sign : left > right ? sign : 0;
	});
}
