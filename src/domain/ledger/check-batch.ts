import type { Sha256Hex } from '../email/message';
import { type BatchProof, hashBatch, readProof, toMark } from './proof';
import { isRedacted } from './redact';
import { hashRow } from './row';
import { hashSeal } from './seal';
import type { StoredRow, StoredSeal } from './stored';

/** The first thing in the ledger that is not as it was. */
export interface Broken {
	/** `row`: of the history, `id` is its row id; `seal`: `id` is its row id; `batch`: as a whole, `id` is its seal's `seq`. */
	what: 'row' | 'seal' | 'batch';
	id: number;
	/** One sentence. */
	problem: string;
}

/** What is wrong with a row by itself; undefined: nothing. */
function findRowProblem(row: StoredRow, sha256Hex: Sha256Hex): string | undefined {
	if (row.rowHash === '') return 'has no hash; it did not come through Ledger: Hash';
	if (row.rowHash !== hashRow(row.cells, sha256Hex)) {
		return 'was changed: its hash does not fit what stands in it';
	}
	if (isRedacted(row.content) || row.contentHash === sha256Hex(row.content)) return undefined;
	return 'was changed: its content does not fit its hash, and is no redaction';
}

/** What is wrong with a seal by itself; undefined: nothing. */
export function findSealProblem(seal: StoredSeal, sha256Hex: Sha256Hex): string | undefined {
	const fits = seal.sealHash === hashSeal(seal, sha256Hex);
	return fits ? undefined : 'was changed: its hash does not fit what stands in it';
}

/** What is wrong with a seal at its place behind another one (none: the first). */
export function findPlaceProblem(
	seal: StoredSeal,
	{ seq, lastRowId }: Pick<StoredSeal, 'seq' | 'lastRowId'> = { seq: 0, lastRowId: 0 },
): string | undefined {
	const ids = readProof(seal.rowsHash)?.ids ?? [];
	const isInPlace =
		seal.seq === seq + 1 &&
		seal.firstRowId > lastRowId &&
		seal.firstRowId === ids[0] &&
		seal.lastRowId === ids.at(-1) &&
		seal.rows === ids.length;
	return isInPlace ? undefined : 'is made up: it does not go with the seal before it';
}

/**
 * The first row of a batch that is not as it was sealed.
 *
 * @param rows all that lie between the seal before and the end of this one, by id
 */
export function checkBatch(
	seal: StoredSeal,
	rows: StoredRow[],
	sha256Hex: Sha256Hex,
): Broken | undefined {
	const own = findBrokenRow(rows, sha256Hex);
	const proof = readProof(seal.rowsHash);
	if (proof?.hash === hashBatch(rows, sha256Hex)) return own;
	const sealed = proof && findUnlike(proof, rows, sha256Hex);
	if (own && (!sealed || own.id <= sealed.id)) return own;
	return (
		sealed ?? {
			what: 'batch',
			id: seal.seq,
			problem: `One of the rows ${seal.firstRowId} to ${seal.lastRowId} was changed, and made to fit`,
		}
	);
}

/** The first row that is wrong by itself. */
export function findBrokenRow(rows: StoredRow[], sha256Hex: Sha256Hex): Broken | undefined {
	for (const row of rows) {
		const problem = findRowProblem(row, sha256Hex);
		if (problem) return toBroken(row.id, problem);
	}
	return undefined;
}

const toBroken = (id: number, problem: string): Broken => ({
	what: 'row',
	id,
	problem: `Row ${id} ${problem}`,
});

/** The first row that is there and was not sealed, or the other way round, or whose hash is another one. */
function findUnlike(proof: BatchProof, rows: StoredRow[], sha256Hex: Sha256Hex) {
	for (let at = 0; at < Math.max(rows.length, proof.ids.length); at++) {
		const row = rows.at(at);
		const id = proof.ids.at(at);
		if (row === undefined || (id !== undefined && id < row.id)) {
			return toBroken(id!, 'is missing');
		}
		if (id === undefined || row.id < id) return toBroken(row.id, 'was added after the seal');
		if (toMark(row, sha256Hex) !== proof.marks[at]) {
			return toBroken(
				id,
				'is not the one that was sealed: it was changed and made to fit, or moved',
			);
		}
	}
	return undefined;
}
