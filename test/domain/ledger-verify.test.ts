import fc from 'fast-check';

import { redactContent } from '../../src/domain/ledger/redact';
import { hashRow, historyColumns } from '../../src/domain/ledger/row';
import { hashSeal } from '../../src/domain/ledger/seal';
import { verifyLedger } from '../../src/domain/ledger/verify';
import {
	createSealedTables,
	createTables,
	type HistoryCells,
	makeRow,
	minuteMs,
	type SealCells,
	sha256Hex,
	startMs,
} from './ledger-tables';

interface Copy {
	history: HistoryCells[];
	seals: SealCells[];
}

const verify = ({ history, seals }: Copy, options = {}) =>
	verifyLedger(history, seals, options, sha256Hex);

const whole = createSealedTables(40);
const copy = (): Copy => ({
	history: whole.history.map((row) => ({ ...row })),
	seals: whole.seals.map((seal) => ({ ...seal })),
});
const lastSeal = whole.seals.at(-1)!.sealHash;

const rowAt = fc.nat(whole.history.length - 1);
const sealAt = fc.nat(whole.seals.length - 1);
const column = fc.constantFrom(...historyColumns);
/** Makes a row's hashes fit what somebody wrote into it: they are no secret. */
const fit = (row: HistoryCells) => {
	row.contentHash = sha256Hex(row.content);
	row.rowHash = hashRow({ ...row }, sha256Hex);
};

describe('Verifying', () => {
	it('finds a ledger whole that nobody touched', () => {
		expect(verify(whole, { expectedLastSeal: lastSeal })).toEqual({
			ok: true,
			rows: 40,
			seals: 6,
			unsealedRows: 0,
			lastSeal,
			redacted: 0,
			sentence: 'The ledger is whole: 40 rows and 6 seals; 0 rows are newer than the last seal.',
		});
		expect(verifyLedger([{}], [{}], {}, sha256Hex)).toMatchObject({ ok: true, rows: 0 });
	});

	it('does not depend on the order in which rows and seals are handed over', () => {
		const { history, seals } = copy();
		expect(verify({ history: history.reverse(), seals: seals.reverse() }).ok).toBe(true);
	});

	it('names the row in which any one cell was changed', () => {
		fc.assert(
			fc.property(rowAt, column, fc.boolean(), (at, name, isFitted) => {
				const ledger = copy();
				const row = ledger.history[at];
				Object.assign(row, { [name]: name === 'probability' ? 0.5 : `${row[name]}x` });
				const isHash = name === 'contentHash' || name === 'rowHash';
				if (isFitted && !isHash) fit(row);
				expect(verify(ledger)).toMatchObject({
					ok: false,
					firstBroken: { what: 'row', id: row.id },
				});
			}),
			{ numRuns: 300 },
		);
	});

	it('names the row whose empty probability became a number too large to be one', () => {
		const changed = copy();
		const row = changed.history[3] as Record<string, unknown>;
		row.probability = null;
		fit(changed.history[3]);
		const { rowHash } = changed.history[3];
		row.probability = '1e999';
		expect(hashRow(row, sha256Hex)).not.toBe(rowHash);
	});

	it('names the row that was taken away', () => {
		fc.assert(
			fc.property(rowAt, (at) => {
				const ledger = copy();
				const [gone] = ledger.history.splice(at, 1);
				expect(verify(ledger)).toMatchObject({
					ok: false,
					firstBroken: { what: 'row', id: gone.id, problem: `Row ${gone.id} is missing` },
				});
			}),
		);
	});

	it('names the row that was put in', () => {
		const taken = new Set(whole.history.map(({ id }) => id));
		const free = Array.from({ length: whole.history.at(-1)!.id }, (_, at) => at + 1).filter(
			(id) => !taken.has(id),
		);
		fc.assert(
			fc.property(fc.constantFrom(...free), (id) => {
				const ledger = copy();
				ledger.history.push({ ...ledger.history[0], ...makeRow(777), id });
				expect(verify(ledger).firstBroken).toEqual({
					what: 'row',
					id,
					problem: `Row ${id} was added after the seal`,
				});
			}),
		);
	});

	it('names the first of two rows that changed places, in one batch or across', () => {
		fc.assert(
			fc.property(rowAt, rowAt, (one, other) => {
				fc.pre(one !== other);
				const ledger = copy();
				const [first, second] = [ledger.history[one], ledger.history[other]];
				[first.id, second.id] = [second.id, first.id];
				expect(verify(ledger)).toMatchObject({
					ok: false,
					firstBroken: { what: 'row', id: Math.min(first.id, second.id) },
				});
			}),
		);
	});

	it('names the first of several rows that were changed', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(rowAt, { minLength: 2 }),
				fc.infiniteStream(fc.nat(2)),
				(all, how) => {
					const ledger = copy();
					const ids = all.map((at) => ledger.history[at].id);
					for (const id of ids) {
						const row = ledger.history.find((it) => it.id === id)!;
						const change = how.next().value;
						row.reason = 'changed';
						if (change === 1) fit(row);
						if (change === 2) ledger.history.splice(ledger.history.indexOf(row), 1);
					}
					expect(verify(ledger).firstBroken).toMatchObject({ what: 'row', id: Math.min(...ids) });
				},
			),
		);
	});

	it.each<[keyof SealCells, unknown]>([
		['seq', 99],
		['firstRowId', 2],
		['lastRowId', 1_000_000],
		['rows', 3],
		['rowsHash', 'changed'],
		['previousSeal', ''],
		['previousSeal', 'f'.repeat(64)],
		['sealHash', 'f'.repeat(64)],
		['sealedAt', '2020-01-01T00:00:00.000Z'],
		['lastRowId', null],
	])('names the seal whose %s was changed to %p', (name, value) => {
		whole.seals.forEach((_, at) => {
			const ledger = copy();
			if (ledger.seals[at][name] === value) return;
			ledger.seals[at] = { ...ledger.seals[at], [name]: value };
			expect(verify(ledger)).toMatchObject({
				ok: false,
				firstBroken: { what: 'seal', id: ledger.seals[at].id },
			});
		});
	});

	it('names the batch whose seal was taken away, the last one too when it was noted elsewhere', () => {
		fc.assert(
			fc.property(sealAt, (at) => {
				const ledger = copy();
				const [gone] = ledger.seals.splice(at, 1);
				expect(verify(ledger, { expectedLastSeal: lastSeal })).toMatchObject({
					ok: false,
					firstBroken: { what: 'batch', id: gone.seq },
				});
			}),
		);
	});

	it('notices that everything since some day was taken away, or all of it', () => {
		fc.assert(
			fc.property(sealAt, (at) => {
				const ledger = copy();
				ledger.seals.splice(at);
				const end = ledger.seals.at(-1)?.lastRowId ?? 0;
				ledger.history = ledger.history.filter(({ id }) => id <= end);
				expect(verify(ledger, { expectedLastSeal: lastSeal })).toMatchObject({
					ok: false,
					firstBroken: { what: 'batch', id: at + 1 },
				});
			}),
		);
	});

	it('notices a history that was rewritten with all its seals, from the one noted elsewhere', () => {
		const forged = createTables();
		for (let n = 1; n <= 40; n++) forged.write(makeRow(n, { text: 'all is well' }));
		forged.wait(10 * minuteMs);
		forged.seal();
		expect(verify(forged).ok).toBe(true);
		expect(verify(forged, { expectedLastSeal: lastSeal })).toMatchObject({ ok: false });
	});

	it.each<[string, (seal: SealCells) => Partial<SealCells>]>([
		[
			'claims rows that are not there',
			() => ({ rowsHash: `${'a'.repeat(64)} 1-7 ${'b'.repeat(56)}` }),
		],
		[
			'claims more rows than memory holds',
			() => ({ rowsHash: `${'a'.repeat(64)} 1-999999999999 b` }),
		],
		['skips a number', ({ seq }) => ({ seq: seq + 1 })],
		['goes back', () => ({ previousSeal: lastSeal })],
		['builds upon itself', () => ({ previousSeal: 'e'.repeat(64), sealHash: 'e'.repeat(64) })],
	])('does not believe a seal that somebody made up and that %s', (_what, over) => {
		const ledger = copy();
		const forged = { ...ledger.seals[0], ...over(ledger.seals[0]), id: 500 };
		const { sealHash = hashSeal(forged, sha256Hex) } = over(forged);
		ledger.seals.push({ ...forged, sealHash });
		expect(verify(ledger).ok).toBe(false);
	});

	it('checks what is not sealed yet for itself', () => {
		const tables = createSealedTables(10);
		tables.write(makeRow(11));
		expect(verify(tables)).toMatchObject({ ok: true, unsealedRows: 1, rows: 11 });
		tables.history[10].content = '{}';
		expect(verify(tables).firstBroken).toMatchObject({ what: 'row', id: tables.history[10].id });
	});

	it('names a row that was written without a hash', () => {
		const tables = createSealedTables(3);
		tables.write({ ...makeRow(4), rowHash: '' });
		expect(verify(tables).firstBroken?.problem).toMatch(/did not come through Ledger: Hash/);
	});

	it('is never broken by a redaction, and counts it', () => {
		fc.assert(
			fc.property(fc.uniqueArray(rowAt), fc.string({ unit: 'binary' }), (all, reason) => {
				const ledger = copy();
				for (const at of all) {
					const row = ledger.history[at];
					row.content = redactContent(row.content, { nowMs: startMs, reason }).content;
				}
				expect(verify(ledger, { expectedLastSeal: lastSeal })).toMatchObject({
					ok: true,
					redacted: all.length,
				});
			}),
		);
	});

	it('begins behind a seal that is known to be good, when the rows before it are gone', () => {
		whole.seals.forEach(({ sealHash, lastRowId, seq }) => {
			const ledger = copy();
			ledger.history = ledger.history.filter(({ id }) => id > lastRowId);
			const options = { fromSeal: sealHash, expectedLastSeal: lastSeal };
			expect(verify(ledger, options)).toMatchObject({ ok: true, seals: 6 - seq });
			const newest = { ...ledger, seals: ledger.seals.slice(seq - 1) };
			expect(verify(newest, options).ok).toBe(true);
			if (seq < 6) expect(verify(ledger).firstBroken).toMatchObject({ what: 'row', id: 1 });
			if (seq > 4) return;
			const hole = { ...ledger, seals: ledger.seals.filter((it) => it.seq !== seq + 1) };
			expect(verify(hole, options).firstBroken).toMatchObject({ what: 'batch', id: seq + 1 });
		});
		expect(verify(copy(), { fromSeal: 'f'.repeat(64) }).ok).toBe(false);
	});

	it('takes no longer per row for 50,000 rows than for a tenth of them', () => {
		const make = (rows: number) => {
			const tables = createTables({ batchRows: 1000 });
			const row = makeRow(1);
			for (let n = 1; n <= rows; n++) tables.write(row);
			tables.wait(10 * minuteMs);
			tables.seal();
			return tables;
		};
		const time = (tables: Copy) => {
			const began = performance.now();
			expect(verify(tables)).toMatchObject({ ok: true, unsealedRows: 0 });
			return performance.now() - began;
		};
		const [few, many] = [make(5_000), make(50_000)];
		time(few);
		const fewMs = time(few);
		const manyMs = time(many);
		expect(many.seals).toHaveLength(50);
		expect(manyMs).toBeLessThan(10_000);
		expect(manyMs / fewMs).toBeLessThan(30);
	});
});
