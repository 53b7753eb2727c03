import { InvalidItem } from '../field';
import { toTextCell, toTimeMs, toWholeNumber } from '../ledger/cells';
import { isId } from '../post-id';
import { isRecord } from '../record';
import type { FollowerSetRow, KnownFollower } from './follower-set';

/** One follower in a row. */
export type SetEntry =
	| [id: string, handle: string, name: string]
	| [id: string, handle: string, name: string, standing: KnownFollower['standing']];

/** A row as it was read. */
export interface OpenRow {
	/** With milliseconds, so that texts sort by time. ISO 8601, UTC. */
	asOf: string;
	part: number;
	parts: number;
	entries: SetEntry[];
	/** The entries as they are kept. */
	text: string;
	change: FollowerSetRow['change'];
}

/** The rows about the account, each checked. Throws `InvalidItem`, naming row and column. */
export function readSetRows(rows: unknown[], accountId: string): OpenRow[] {
	return rows.flatMap((item, at) => {
		const where = `Follower Set, row ${at + 1}`;
		const row = isRecord(item) && isRecord(item.json) ? item.json : item;
		if (!isRecord(row)) throw new InvalidItem(where, row, 'a row of a table', hint);
		return toTextCell(row.accountId).trim() === accountId ? readRow(row, where) : [];
	});
}

function readRow(row: Record<string, unknown>, where: string): OpenRow {
	const refuse = (column: string, expected: string): never => {
		throw new InvalidItem(`${where}, column "${column}"`, row[column], expected, hint);
	};
	const atMs = toTimeMs(row.asOf);
	if (Number.isNaN(atMs)) refuse('asOf', 'a time such as 2026-03-01T09:12:00.000Z');
	const [part, parts] = [toWholeNumber(row.part), toWholeNumber(row.parts)];
	if (!(parts >= 1)) refuse('parts', 'a number from 1');
	if (!(part >= 1 && part <= parts)) refuse('part', `a number from 1 to ${parts}`);
	const change = changes.find((it) => it === toTextCell(row.change));
	const text = toTextCell(row.entries);
	const entries = parseEntries(text);
	return {
		asOf: new Date(atMs).toISOString(),
		...{ part, parts, text },
		entries: entries ?? refuse('entries', 'a list of [id, handle, name, standing], as JSON'),
		change: change ?? refuse('change', 'empty, follow or unfollow'),
	};
}

const changes = ['', 'follow', 'unfollow'] as const;
const standings = [undefined, null, 'approved', 'outsider', 'left'];

function parseEntries(text: string): SetEntry[] | undefined {
	let list: unknown;
	try {
		list = JSON.parse(text);
	} catch {
		return undefined;
	}
	return Array.isArray(list) && list.every(isEntry) ? list : undefined;
}

function isEntry(value: unknown): value is SetEntry {
	if (!Array.isArray(value) || value.length < 3 || value.length > 4) return false;
	const [id, handle, name, standing] = value as unknown[];
	const isHandle = typeof handle === 'string' && /^\w{0,50}$/.test(handle);
	return isId(id) && isHandle && typeof name === 'string' && standings.includes(standing as null);
}

const hint =
	'Rows of this table are made by the operation Reconcile (output Follower Set) and by Check Authors. Delete the ones that were changed by hand: the next run reads the followers from X anew.';
