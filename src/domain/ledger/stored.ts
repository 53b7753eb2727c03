import { InvalidItem } from '../field';
import { toTextCell, toTimeMs, toWholeNumber } from './cells';
import type { Seal } from './seal';

/** A line of the history as the table hands it back. */
export interface StoredRow {
	id: number;
	eventId: string;
	content: string;
	contentHash: string;
	rowHash: string;
	/** When the table took it; NaN when that is not told. */
	createdAtMs: number;
	/** All of it. */
	cells: Record<string, unknown>;
}

/** A seal as the table hands it back; a number that is none is NaN. */
export interface StoredSeal extends Seal {
	id: number;
}

/** Rows by their ids. n8n hands on an empty item where a table holds nothing: that is no row. Throws `InvalidItem`. */
export function readRows(rows: unknown[]): StoredRow[] {
	return readTable(rows, 'The history', readRow);
}

/** Undefined for an empty item. */
export function readRow(row: unknown): StoredRow | undefined {
	const cells = toCells(row, 'a row of the history');
	if (!cells) return undefined;
	return {
		id: readId(cells, 'a row of the history'),
		eventId: toTextCell(cells.eventId),
		content: toTextCell(cells.content),
		contentHash: toTextCell(cells.contentHash),
		rowHash: toTextCell(cells.rowHash),
		createdAtMs: toTimeMs(cells.createdAt),
		cells,
	};
}

/** Seals by their row ids. Throws `InvalidItem`. */
export function readSeals(seals: unknown[]): StoredSeal[] {
	return readTable(seals, 'The table of seals', (seal) => {
		const cells = toCells(seal, 'a row of the table of seals');
		return (
			cells && {
				id: readId(cells, 'a row of the table of seals'),
				seq: toWholeNumber(cells.seq),
				firstRowId: toWholeNumber(cells.firstRowId),
				lastRowId: toWholeNumber(cells.lastRowId),
				rows: toWholeNumber(cells.rows),
				rowsHash: toTextCell(cells.rowsHash),
				previousSeal: toTextCell(cells.previousSeal),
				sealHash: toTextCell(cells.sealHash),
				sealedAt: toTextCell(cells.sealedAt),
			}
		);
	});
}

function readTable<T extends { id: number }>(
	rows: unknown[],
	name: string,
	parse: (row: unknown) => T | undefined,
): T[] {
	const read = rows.map(parse).filter((row) => row !== undefined);
	read.sort((a, b) => a.id - b.id);
	const twice = read.find(({ id }, at) => id === read[at + 1]?.id);
	if (!twice) return read;
	throw new InvalidItem(
		'id',
		twice.id,
		'there once',
		`${name} was read more than once. Switch on 'Execute Once' in the settings of the node that reads it.`,
	);
}

function toCells(row: unknown, what: string): Record<string, unknown> | undefined {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) {
		throw new InvalidItem(what, row, 'an object', howToRead);
	}
	return Object.keys(row).length > 0 ? (row as Record<string, unknown>) : undefined;
}

function readId(cells: Record<string, unknown>, what: string): number {
	const id = toWholeNumber(cells.id);
	if (id > 0) return id;
	throw new InvalidItem(`id of ${what}`, cells.id, 'the number the table gave it', howToRead);
}

const howToRead =
	"Read the table with n8n's Data Table node (Get Rows) and hand its items on as they are.";
