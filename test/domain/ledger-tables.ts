import { createHash } from 'node:crypto';

import { type HistoryRow, toHistoryRow } from '../../src/domain/ledger/row';
import { type Seal, sealRows } from '../../src/domain/ledger/seal';
import { makeEvent } from '../support/events';

export const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');

export const minuteMs = 60_000;
export const startMs = Date.parse('2026-11-20T10:00:00.000Z');
export const settings = { settleMs: 5 * minuteMs, batchRows: 7 };

/** As the Data Table node hands them on. */
export type HistoryCells = HistoryRow & { id: number; createdAt: Date; updatedAt: Date };
export type SealCells = Seal & { id: number; createdAt: Date; updatedAt: Date };

export const makeRow = (n: number, over: Parameters<typeof makeEvent>[0] = {}): HistoryRow =>
	toHistoryRow(
		{
			event: makeEvent({
				id: String(1_900_000_000_000_000_000n + BigInt(n)),
				text: `@acmecare parcel ${n} is missing`,
				author: { id: '2000000000000000002', handle: 'alice_m', name: 'Alice' },
				...over,
			}),
			case: { desk: 'requestTracker', id: String(n), outcome: 'created' },
		},
		{ decision: '', reason: '', keepsText: true, salt: sha256Hex(String(n)).slice(0, 32) },
		sha256Hex,
	);

/** History and seals as they lie in two tables, with a clock. */
export function createTables(more: Partial<typeof settings> = {}) {
	const history: HistoryCells[] = [];
	const seals: SealCells[] = [];
	let nowMs = startMs;
	const stamp = () => ({ createdAt: new Date(nowMs), updatedAt: new Date(nowMs) });
	const toSeals = () =>
		sealRows([...history], [...seals], { ...settings, ...more, nowMs }, sha256Hex);
	const addSeal = (seal: Seal) => seals.push({ ...seal, id: seals.length + 1, ...stamp() });
	return {
		history,
		seals,
		wait: (ms: number) => void (nowMs += ms),
		/** @param gap ids that a transaction took and gave up */
		write(row: HistoryRow, gap = 0) {
			history.push({ ...row, id: (history.at(-1)?.id ?? 0) + 1 + gap, ...stamp() });
		},
		/** What a run would write, from what it reads now. */
		toSeals,
		addSeal,
		seal: () => toSeals().forEach(addSeal),
	};
}

export type Tables = ReturnType<typeof createTables>;

/** A ledger in which every row is under a seal. */
export function createSealedTables(rows: number, more: Partial<typeof settings> = {}): Tables {
	const tables = createTables(more);
	for (let n = 1; n <= rows; n++) tables.write(makeRow(n), n % 5 === 0 ? 2 : 0);
	tables.wait(10 * minuteMs);
	tables.seal();
	return tables;
}
