import type { Sha256Hex } from '../email/message';
import { InvalidItem } from '../field';
import { toCanonical } from './canonical';
import { findBegin, toChain } from './chain';
import { readProof, toProof } from './proof';
import { readRows, readSeals, type StoredRow, type StoredSeal } from './stored';

/** A row of the table of seals: proves the rows of one batch, and the seal before it. */
export interface Seal {
	/** 1 for the first. */
	seq: number;
	firstRowId: number;
	/** The batch is every row behind the one before's last, up to this. */
	lastRowId: number;
	rows: number;
	/** See `toProof`. */
	rowsHash: string;
	/** `sealHash` of the seal before; empty for the first. */
	previousSeal: string;
	sealHash: string;
	/** ISO 8601, UTC. */
	sealedAt: string;
}

export interface SealSettings {
	nowMs: number;
	/** Rows younger than this wait: a slow transaction may still bring a lower id in. */
	settleMs: number;
	/** Rows per seal. */
	batchRows?: number;
}

const mostRows = 1000;
const dayMs = 86_400_000;

/**
 * The seals for all rows that are behind the last seal and have settled. Any number of runs at once may write theirs: where
 * two build upon the same seal, the one with the lower row id counts, and the next run goes on behind that one.
 * Throws `InvalidItem`.
 *
 * @param rows all from the last seal's first row on, or more
 * @param seals all, or the newest: enough to tell which of two counts (20 do)
 */
export function sealRows(
	rows: unknown[],
	seals: unknown[],
	{ nowMs, settleMs, batchRows = mostRows }: SealSettings,
	sha256Hex: Sha256Hex,
): Seal[] {
	const known = readSeals(seals);
	const { counted } = toChain(known, findBegin(known));
	counted.forEach((seal) => assertUnchanged(seal, sha256Hex));
	const last = counted.at(-1);
	const after = readRows(rows).filter(({ id }) => id > (last?.lastRowId ?? 0));
	assertComplete(after, known, last?.lastRowId ?? 0);
	const settled = takeSettled(after, nowMs, settleMs);

	const made: Seal[] = [];
	let previous: Pick<Seal, 'seq' | 'sealHash'> = last ?? { seq: 0, sealHash: '' };
	for (let from = 0; from < settled.length; from += batchRows) {
		const batch = settled.slice(from, from + batchRows);
		const seal = {
			seq: previous.seq + 1,
			firstRowId: batch[0].id,
			lastRowId: batch[batch.length - 1].id,
			rows: batch.length,
			rowsHash: toProof(batch, sha256Hex),
			previousSeal: previous.sealHash,
			sealedAt: new Date(nowMs).toISOString(),
		};
		previous = { ...seal, sealHash: hashSeal(seal, sha256Hex) };
		made.push(previous as Seal);
	}
	return made;
}

/** The hash that a seal ought to have. */
export function hashSeal(seal: Omit<Seal, 'sealHash'>, sha256Hex: Sha256Hex): string {
	const { seq, firstRowId, lastRowId, rows, rowsHash, previousSeal, sealedAt } = seal;
	return sha256Hex(
		toCanonical({ seq, firstRowId, lastRowId, rows, rowsHash, previousSeal, sealedAt }),
	);
}

/** Up to the first row that has not settled: one that is passed over would never be sealed. */
function takeSettled(rows: StoredRow[], nowMs: number, settleMs: number): StoredRow[] {
	const end = rows.findIndex(({ id, createdAtMs }) => {
		if (Number.isNaN(createdAtMs)) {
			throw new InvalidItem(`createdAt of row ${id}`, undefined, 'a time', asRead);
		}
		const ageMs = nowMs - createdAtMs;
		// A clock that is a day ahead is wrong, and must not keep rows from being sealed for good.
		return ageMs < settleMs && ageMs > -dayMs;
	});
	return end < 0 ? rows : rows.slice(0, end);
}

/** Going on behind a seal that somebody moved would leave rows out, unnoticed until somebody verifies. */
function assertUnchanged(seal: StoredSeal, sha256Hex: Sha256Hex): void {
	if (hashSeal(seal, sha256Hex) === seal.sealHash) return;
	throw new InvalidItem(
		`sealHash of row ${seal.id} of the table of seals`,
		seal.sealHash,
		'the hash of that row',
		'Somebody changed this seal. Keep a copy of the table, run Verify, and put the row back from a backup; without one, delete it and all later seals, and note why.',
	);
}

/** Rows that a seal which does not count has seen must be among those to be sealed now. */
function assertComplete(rows: StoredRow[], seals: StoredSeal[], lastRowId: number): void {
	const given = new Set(rows.map(({ id }) => id));
	const seen = seals
		.filter((seal) => seal.lastRowId > lastRowId)
		.flatMap(({ rowsHash }) => readProof(rowsHash)?.ids ?? []);
	const missing = seen.find((id) => id > lastRowId && !given.has(id));
	if (missing === undefined) return;
	throw new InvalidItem(
		'rows of the history',
		`no row ${missing}`,
		`all from row ${lastRowId + 1} on`,
		`Let the node before read all rows with an id of ${lastRowId + 1} or more. If the row is not in the table, somebody deleted it: run Verify.`,
	);
}

const asRead = "Hand the rows on as n8n's Data Table node gives them; it adds createdAt by itself.";
