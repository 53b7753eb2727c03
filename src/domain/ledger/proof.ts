import type { Sha256Hex } from '../email/message';
import { toCanonical } from './canonical';

/** A row as far as a seal goes by it. */
export interface SealedRow {
	id: number;
	rowHash: string;
}

/** What a seal says of its rows: a hash that proves them, and enough of each to name the one that does not fit. */
export interface BatchProof {
	/** Over all ids and row hashes, in order. */
	hash: string;
	ids: number[];
	/** A few digits per row, in the same order. */
	marks: string[];
}

const markLength = 8;

/**
 * The text of a seal's `rowsHash`: the hash of the batch, the ids of its rows (`1-998,1000`) and a mark per row.
 * About 8 kB for 1,000 rows; without the marks the batch could be told to be broken, but not which row.
 */
export function toProof(rows: SealedRow[], sha256Hex: Sha256Hex): string {
	const marks = rows.map((row) => toMark(row, sha256Hex)).join('');
	return [hashBatch(rows, sha256Hex), toRanges(rows.map(({ id }) => id)), marks].join(' ');
}

export const hashBatch = (rows: SealedRow[], sha256Hex: Sha256Hex): string =>
	sha256Hex(toCanonical(rows.map(({ id, rowHash }) => [id, rowHash])));

export const toMark = ({ rowHash }: SealedRow, sha256Hex: Sha256Hex): string =>
	sha256Hex(rowHash).slice(0, markLength);

/** Undefined when it is none. */
export function readProof(text: string): BatchProof | undefined {
	const [hash, ranges = '', marks = '', ...more] = text.split(' ');
	const count = marks.length / markLength;
	const ids = readRanges(ranges, count);
	if (more.length > 0 || ids?.length !== count) return undefined;
	return {
		hash,
		ids,
		marks: ids.map((_, at) => marks.slice(at * markLength, (at + 1) * markLength)),
	};
}

function toRanges(ids: number[]): string {
	const ranges: Array<[first: number, last: number]> = [];
	for (const id of ids) {
		const range = ranges.at(-1);
		if (range?.[1] === id - 1) range[1] = id;
		else ranges.push([id, id]);
	}
	return ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(',');
}

/** @param most a range made up by somebody may claim more than memory holds */
function readRanges(text: string, most: number): number[] | undefined {
	const ids: number[] = [];
	for (const range of text.split(',')) {
		const [, first, last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(range) ?? [];
		if (first === undefined || ids.length + Number(last) - Number(first) + 1 > most)
			return undefined;
		if (Number(first) <= (ids.at(-1) ?? -1)) return undefined;
		for (let id = Number(first); id <= Number(last); id++) ids.push(id);
	}
	return ids;
}
