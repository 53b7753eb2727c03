import type { N8n } from './n8n';

/** A row of one of n8n's data tables. */
export type Row = Record<string, string | number | null>;

/** A page of a list of n8n's public API. */
export interface Page<T> {
	data: T[];
	nextCursor?: string | null;
}

/** The id of n8n's data table of exactly that name. */
export async function findTable(n8n: N8n, name: string): Promise<string> {
	const { data } = await n8n.api<Page<{ id: string; name: string }>>('/data-tables?limit=250');
	const id = data.find((table) => table.name === name)?.id;
	if (id === undefined) throw new Error(`n8n has no data table '${name}'.`);
	return id;
}

/** All rows of n8n's data table of that name. */
export async function readTable(n8n: N8n, name: string): Promise<Row[]> {
	const id = await findTable(n8n, name);
	const rows: Row[] = [];
	for (let cursor: string | null | undefined = ''; cursor != null; ) {
		const query = new URLSearchParams({ limit: '100', ...(cursor && { cursor }) });
		const page: Page<Row> = await n8n.api(`/data-tables/${id}/rows?${query}`);
		rows.push(...page.data);
		cursor = page.nextCursor;
	}
	return rows;
}
