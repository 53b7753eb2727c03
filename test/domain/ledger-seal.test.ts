import fc from 'fast-check';

import { InvalidItem } from '../../src/domain/field';
import { toChain } from '../../src/domain/ledger/chain';
import type { Seal } from '../../src/domain/ledger/seal';
import { sealRows } from '../../src/domain/ledger/seal';
import { readSeals } from '../../src/domain/ledger/stored';
import { verifyLedger } from '../../src/domain/ledger/verify';
import {
	createSealedTables,
	createTables,
	makeRow,
	minuteMs,
	settings,
	sha256Hex,
	startMs,
	type Tables,
} from './ledger-tables';

const verify = ({ history, seals }: Tables, options = {}) =>
	verifyLedger(history, seals, options, sha256Hex);

describe('Sealing', () => {
	it('puts settled rows under seals of a batch each, one behind the other', () => {
		const { seals, history } = createSealedTables(16);
		expect(seals.map(({ seq, rows }) => [seq, rows])).toEqual([
			[1, 7],
			[2, 7],
			[3, 2],
		]);
		expect(seals[0]).toMatchObject({ firstRowId: 1, previousSeal: '' });
		expect(seals[1].previousSeal).toBe(seals[0].sealHash);
		expect(seals[2].lastRowId).toBe(history.at(-1)!.id);
	});

	it('makes none when there is nothing new, or n8n hands on the empty item of an empty table', () => {
		const { seals, history } = createSealedTables(3);
		const now = { ...settings, nowMs: startMs + 60 * minuteMs };
		expect(sealRows(history, seals, now, sha256Hex)).toEqual([]);
		expect(sealRows([{}], [{}], now, sha256Hex)).toEqual([]);
		expect(sealRows([], seals, now, sha256Hex)).toEqual([]);
		expect(sealRows(history, [{}], now, sha256Hex)).toHaveLength(1);
	});

	it('waits for all rows behind one that has not settled, since a slow transaction may still bring a lower id in', () => {
		const tables = createTables();
		tables.write(makeRow(1));
		tables.wait(4 * minuteMs);
		tables.write(makeRow(2));
		tables.write(makeRow(3));
		// The third was written by a machine whose transaction had begun earlier.
		tables.history[2].createdAt = new Date(startMs);
		tables.wait(2 * minuteMs);
		tables.seal();
		expect(tables.seals.map(({ lastRowId }) => lastRowId)).toEqual([1]);
		tables.wait(5 * minuteMs);
		tables.seal();
		expect(tables.seals.map(({ lastRowId }) => lastRowId)).toEqual([1, 3]);
	});

	it('is not held up for good by a row whose time lies in the far future', () => {
		const tables = createTables();
		tables.write(makeRow(1));
		tables.history[0].createdAt = new Date('2999-01-01');
		tables.write(makeRow(2));
		tables.wait(10 * minuteMs);
		tables.seal();
		expect(tables.seals).toHaveLength(1);
	});

	it('reads times and numbers also as text, as an execution that was saved hands them on', () => {
		const { history, seals } = createSealedTables(20);
		const saved = JSON.parse(JSON.stringify({ history, seals: seals.slice(0, 1) })) as Tables;
		const asText = saved.seals.map((seal) => ({
			...seal,
			seq: '1',
			lastRowId: String(seal.lastRowId),
		}));
		const now = { ...settings, nowMs: startMs + 10 * minuteMs };
		const made = sealRows(saved.history, asText, now, sha256Hex);
		expect(made).toHaveLength(2);
		made.forEach((seal, at) => expect(seals[at + 1]).toMatchObject({ ...seal }));
	});

	it('goes on from the newest seals alone, so that its cost does not grow with the history', () => {
		const tables = createSealedTables(60);
		tables.write(makeRow(61));
		tables.wait(10 * minuteMs);
		const whole = tables.toSeals();
		const newest = tables.seals.slice(-2);
		const rows = tables.history.filter(({ id }) => id >= newest[0].firstRowId);
		const now = { ...settings, nowMs: startMs + 20 * minuteMs };
		expect(sealRows(rows, newest, now, sha256Hex)).toEqual(whole);
	});

	it.each<[string, unknown[], unknown[]]>([
		['a row without an id', [{ eventId: '1' }], []],
		['a row without a time', [{ ...makeRow(1), id: 1 }], []],
		['something that is no row', ['row'], []],
		['a history read twice', Array(2).fill({ ...makeRow(1), id: 1, createdAt: '2026-01-01' }), []],
		['a seal without an id', [], [{ seq: 1 }]],
		['a seal that was changed', [], [{ id: 1, seq: 1, previousSeal: '', sealHash: 'f' }]],
	])('refuses %s, and says how to get unstuck', (_what, rows, seals) => {
		const now = { ...settings, nowMs: startMs };
		const error = (() => {
			try {
				sealRows(rows, seals, now, sha256Hex);
				return undefined;
			} catch (caught) {
				return caught;
			}
		})();
		expect(error).toBeInstanceOf(InvalidItem);
		expect((error as InvalidItem).hint).not.toBe('');
	});

	it('refuses to pass over rows that a seal of another run has seen', () => {
		const tables = createTables();
		tables.write(makeRow(1));
		tables.wait(10 * minuteMs);
		const early = tables.toSeals();
		tables.write(makeRow(2));
		tables.wait(10 * minuteMs);
		const late = tables.toSeals();
		[...early, ...late].forEach(tables.addSeal);
		tables.write(makeRow(3));
		tables.wait(10 * minuteMs);
		const behindAll = tables.history.filter(({ id }) => id > 2);
		const now = { ...settings, nowMs: startMs + 60 * minuteMs };
		expect(() => sealRows(behindAll, tables.seals, now, sha256Hex)).toThrow(/all from row 2 on/);
		tables.seal();
		expect(verify(tables)).toMatchObject({ ok: true, unsealedRows: 0 });
	});
});

/** What happens to a ledger: rows come, time passes, runs read, and write one seal after the other, in any order. */
type Step =
	| { do: 'write'; gap: number }
	| { do: 'wait' }
	| { do: 'read' }
	| { do: 'put'; run: number };

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), gap: fc.nat(2) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), run: fc.nat(5) }) },
);

function live(steps: Step[]): Tables {
	const tables = createTables({ batchRows: 3 });
	const runs: Seal[][] = [];
	let n = 0;
	for (const it of steps) {
		if (it.do === 'write') tables.write(makeRow(++n), it.gap);
		if (it.do === 'wait') tables.wait(3 * minuteMs);
		if (it.do === 'read') runs.push(tables.toSeals());
		const [next] = it.do === 'put' ? (runs[it.run]?.splice(0, 1) ?? []) : [];
		if (next) tables.addSeal(next);
	}
	return tables;
}

describe('Runs at the same time', () => {
	it('never fork the chain: whatever they write in whatever order, one chain holds every row once', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
				const tables = live(steps);
				expect(verify(tables)).toMatchObject({ ok: true });
				tables.wait(10 * minuteMs);
				tables.seal();
				expect(verify(tables)).toMatchObject({
					ok: true,
					rows: tables.history.length,
					unsealedRows: 0,
				});
				expect(tables.toSeals()).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	it('leave every seal that was noted elsewhere good, also one that another run overtook', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
				const tables = live(steps);
				for (const { sealHash } of tables.seals) {
					expect(verify(tables, { expectedLastSeal: sealHash })).toMatchObject({ ok: true });
				}
			}),
		);
	});

	it('let a look begin behind any seal that counts, without the rows before it', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 80 }), fc.nat(), (steps, pick) => {
				const tables = live(steps);
				tables.wait(10 * minuteMs);
				tables.seal();
				const counted = toChain(readSeals(tables.seals), '').counted;
				fc.pre(counted.length > 0);
				const from = counted[pick % counted.length];
				const newer = tables.history.filter(({ id }) => id > from.lastRowId);
				const options = { fromSeal: from.sealHash, expectedLastSeal: counted.at(-1)!.sealHash };
				expect(verifyLedger(newer, tables.seals, options, sha256Hex)).toMatchObject({
					ok: true,
					unsealedRows: 0,
				});
			}),
			{ numRuns: 200 },
		);
	});

	it('find the chain also among the newest seals alone', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
				const tables = live(steps);
				tables.wait(10 * minuteMs);
				tables.seal();
				tables.write(makeRow(999));
				tables.wait(10 * minuteMs);
				const now = { ...settings, nowMs: startMs + 9999 * minuteMs };
				const made = sealRows(tables.history, tables.seals.slice(-20), now, sha256Hex);
				made.forEach(tables.addSeal);
				expect(verify(tables)).toMatchObject({ ok: true, unsealedRows: 0 });
			}),
		);
	});
});
