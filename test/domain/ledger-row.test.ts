import fc from 'fast-check';

import { parseTriage } from '../../src/domain/case-triage';
import { toCanonical } from '../../src/domain/ledger/canonical';
import { redactContent } from '../../src/domain/ledger/redact';
import { hashRow, historyColumns, toHistoryRow } from '../../src/domain/ledger/row';
import { classify } from '../../src/domain/triage/classify';
import { makeEvent } from '../support/events';
import { makeRow, sha256Hex, startMs } from './ledger-tables';

const plain = { decision: '', reason: '', keepsText: true, salt: 'f00d' };
const triage = parseTriage({
	category: 'complaint',
	probability: 0.874,
	urgency: 'urgent',
	reasons: [
		{ words: 'two weeks', cue: 'time waited', speaksFor: 'complaint', weight: 2 },
		{ words: 'parcel', cue: 'wording', speaksFor: 'complaint', weight: 1 },
		{ words: 'missing', cue: 'loss', speaksFor: 'urgent', weight: 1 },
	],
	explanation: 'Time waited and "parcel" point to a complaint (87 %).',
});

describe('One text for one value', () => {
	it('does not depend on the order of keys, and tells any two values apart', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
				const turned = JSON.parse(JSON.stringify(one), (_key, value: unknown) =>
					typeof value === 'object' && value !== null && !Array.isArray(value)
						? Object.fromEntries(Object.entries(value).reverse())
						: value,
				) as unknown;
				expect(toCanonical(turned)).toBe(toCanonical(one));
				expect(JSON.parse(toCanonical(one))).toEqual(JSON.parse(JSON.stringify(one)));
				const areSame = toCanonical(JSON.parse(JSON.stringify(one))) === toCanonical(other);
				expect(areSame).toBe(toCanonical(one) === toCanonical(other));
			}),
		);
	});

	it('leaves letters as they are', () => {
		expect(toCanonical({ b: 'e\u0301', a: '\u{1f44d}' })).toBe('{"a":"\u{1f44d}","b":"e\u0301"}');
		expect(toCanonical([undefined, -0, 1e21, { x: undefined }])).toBe('[null,0,1e+21,{}]');
	});
});

describe('A row of the history', () => {
	it('has exactly the columns of the table, all text but for the probability', () => {
		const row = toHistoryRow({ event: makeEvent(), triage }, plain, sha256Hex);
		expect(Object.keys(row)).toEqual([...historyColumns]);
		for (const [name, value] of Object.entries(row)) {
			expect([name, typeof value]).toEqual([name, name === 'probability' ? 'number' : 'string']);
		}
	});

	it('says what was done, in words that a person chose or by itself', () => {
		const event = makeEvent();
		const filed = { desk: 'requestTracker', id: '7', outcome: 'created' };
		const toRow = (known: object, over: object = {}) =>
			toHistoryRow({ event, ...known }, { ...plain, ...over }, sha256Hex);
		expect(toRow({ case: filed })).toMatchObject({
			decision: 'case',
			desk: 'requestTracker',
			caseId: '7',
			outcome: 'created',
		});
		expect(toRow({ case: filed, reply: { outcome: 'sent', id: '19' } }).outcome).toBe(
			'created; reply sent 19',
		);
		expect(toRow({ reply: { outcome: 'sent', id: '19' } }).decision).toBe('reply');
		expect(toRow({}).decision).toBe('parked');
		expect(toRow({ event: makeEvent({ kind: 'gap' }) }).decision).toBe('noted');
		expect(toRow({}, { decision: 'put aside' }).decision).toBe('put aside');
	});

	it('keeps text, pictures and names in the content only, and without the text on request', () => {
		const event = makeEvent({
			text: 'my card 4711 was charged twice',
			author: { id: '2', handle: 'alice_m', name: 'Alice Miller' },
			media: [{ key: '3_1', type: 'photo', altText: 'my bank statement' }],
		});
		const kept = toHistoryRow({ event }, plain, sha256Hex);
		const { content, ...fixed } = kept;
		expect(JSON.parse(content)).toEqual({
			salt: 'f00d',
			handle: 'alice_m',
			name: 'Alice Miller',
			text: event.text,
			media: event.media,
		});
		expect(JSON.stringify(fixed)).not.toMatch(/4711|Alice|alice_m|statement/);
		const without = toHistoryRow({ event }, { ...plain, keepsText: false }, sha256Hex);
		expect(without.content).not.toMatch(/4711|statement/);
	});

	it('gives a reason without a word of the post, since the reason outlives its redaction', () => {
		const row = toHistoryRow({ event: makeEvent(), triage }, plain, sha256Hex);
		expect(row.reason).toBe('Classed as complaint (87 %) by: time waited. It is urgent by: loss.');
	});

	it.each([
		['the whole text', (text: string) => `They wrote ${text} again`],
		['words in quotes', (text: string) => `Because of "${text.slice(10, 19)}" and so on`],
		['words in other quotes', (text: string) => `Because of “${text.slice(10, 19)}” and so on`],
		['the handle', () => 'Because @Alice_M is known to us'],
	])('takes %s out of a reason that somebody gave', (_what, toReason) => {
		const text = '@acmecare Zebracard stolen at noon';
		const event = makeEvent({ text, author: { id: '2', handle: 'alice_m' } });
		const reason = toReason(text);
		const row = toHistoryRow({ event }, { ...plain, reason }, sha256Hex);
		expect(row.reason).not.toMatch(/zebracard|alice/i);
		expect(row.reason).toContain('…');
	});

	it('quotes nothing of what the real classifier says either', () => {
		const text = '@acmecare zxqvort broken AGAIN, refund my qwyjibo now, worst frobnicator ever';
		const event = makeEvent({ text });
		const found = classify({ text, account: event.account, author: event.author } as never);
		for (const reason of ['', found.explanation]) {
			const row = toHistoryRow({ event, triage: found }, { ...plain, reason }, sha256Hex);
			expect(row.reason).not.toBe('');
			for (const word of ['zxqvort', 'qwyjibo', 'frobnicator', '"worst"']) {
				expect(row.reason.toLowerCase()).not.toContain(word);
			}
		}
	});

	it('has the same hash when the table hands it back, whatever became of empty cells and types', () => {
		const text = fc.string({ unit: 'binary', maxLength: 40 });
		fc.assert(
			fc.property(
				fc.record({ text, name: text, reason: text, decision: text, caseId: text, outcome: text }),
				fc.oneof(fc.constant(undefined), fc.double({ min: 0, max: 1, noNaN: true })),
				({ name, ...given }, probability) => {
					const row = toHistoryRow(
						{
							event: makeEvent({ text: given.text, author: { id: '2', name: `${name}\ud800` } }),
							triage: probability === undefined ? undefined : { ...triage!, probability },
							case: { desk: '\udc00\u0000', id: given.caseId, outcome: given.outcome },
						},
						{ ...plain, reason: given.reason, decision: given.decision },
						sha256Hex,
					);
					// What SQLite and Postgres do to text: half a pair becomes U+FFFD; U+0000 is refused.
					for (const cell of Object.values(row)) {
						const stored = typeof cell === 'string' ? Buffer.from(cell, 'utf8').toString() : cell;
						expect(stored).toBe(cell);
						expect(String(cell)).not.toContain('\u0000');
					}
					const back = {
						...row,
						id: 1,
						postedAt: new Date(row.postedAt),
						urgency: row.urgency || null,
						desk: row.desk || undefined,
						probability: row.probability === null ? null : String(row.probability),
					};
					expect(hashRow(back, sha256Hex)).toBe(row.rowHash);
				},
			),
		);
	});

	it('has another hash when anything that stays is changed', () => {
		const row = makeRow(1);
		const stays = historyColumns.filter((name) => name !== 'content' && name !== 'rowHash');
		for (const name of stays) {
			const hash = hashRow({ ...row, [name]: `${row[name] ?? ''}1` }, sha256Hex);
			expect([name, hash === row.rowHash]).toEqual([name, false]);
		}
		expect(hashRow({ ...row, probability: 0 }, sha256Hex)).not.toBe(row.rowHash);
		expect(hashRow({ ...row, probability: ' ' }, sha256Hex)).not.toBe(row.rowHash);
	});
});

describe('A redaction', () => {
	const reason = 'deleted on X';

	it('leaves nothing from which a short text could be guessed', () => {
		const row = makeRow(1, { text: 'yes' });
		const { content, changed } = redactContent(row.content, { nowMs: startMs, reason });
		expect(changed).toBe(true);
		expect(content).toBe(
			'{"redacted":true,"at":"2026-11-20T10:00:00.000Z","reason":"deleted on X"}',
		);
		expect(row.contentHash).not.toBe(sha256Hex('yes'));
	});

	it('is not done twice, so that the first time and reason stand', () => {
		const { content } = redactContent(makeRow(1).content, { nowMs: startMs, reason });
		const again = redactContent(content, { nowMs: startMs + 1, reason: 'another' });
		expect(again).toEqual({ content, changed: false });
	});

	it('replaces what only looks like a tombstone', () => {
		for (const content of [
			'{"redacted":true,"at":"2026","reason":"x","text":"still here"}',
			'{"redacted":true,"at":1,"reason":"x"}',
			'{"redacted":true,',
			'{"redacted":true,"at":"","reason":""} and the text',
			'',
		]) {
			expect(redactContent(content, { nowMs: startMs, reason }).changed).toBe(true);
		}
	});
});
