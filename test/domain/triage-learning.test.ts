import * as fc from 'fast-check';

import { calibrate } from '../../src/domain/triage/learning/calibrate';
import { toAuc, toBinaryFigures, toMacroF1 } from '../../src/domain/triage/learning/figures';
import { dealFolds } from '../../src/domain/triage/learning/folds';
import { createRandom, learnLogistic } from '../../src/domain/triage/learning/logistic';
import { toLinearWeights } from '../../src/domain/triage/learning/quantise';
import { toRows, toSignals, toSignalTable } from '../../src/domain/triage/learning/signal-table';
import { packWeights, unpackWeights } from '../../src/domain/triage/linear/packed';
import { createScorer } from '../../src/domain/triage/linear/scorer';
import { toReadPost } from '../../src/domain/triage/read-post';

const complaints = ['my kettle leaks', 'the kettle leaks again', 'it leaks and smells', 'leaks!'];
const others = ['what a lovely lamp', 'lovely lamp, thank you', 'a lovely day', 'lovely'];
const texts = [...complaints, ...others];

describe('learning', () => {
	it('tells what it was shown apart, and the scorer says the same as the rows it learnt from', () => {
		const { table, rows, weights } = learn(texts);
		const model = toLinearWeights(
			'test',
			table,
			[{ head: 'complaint', weights, slope: 1, offset: 0 }],
			[],
		);
		const scorer = createScorer(model);
		texts.forEach((text, row) => {
			let sum = 0;
			for (let k = rows.starts[row]; k < rows.starts[row + 1]; k++)
				sum += rows.values[k] * weights[rows.columns[k]];
			const [score] = scorer.score(toReadPost(text));
			expect(score > 0).toBe(row < complaints.length);
			// Whole numbers from -127 to 127 are coarse, and words seen once teach nothing but are scored.
			expect(Math.abs(score - sum)).toBeLessThan(0.5);
		});
	});

	it('learns nothing from a word that stands in one text only, so that nobody can be told by it', () => {
		const secret = 'xyzzyplugh';
		const withSecret = learn([...complaints, `my kettle ${secret} leaks`, ...others]);
		const signals = toSignals(toReadPost(secret));
		const own = signals.letters.filter((id) => !withSecret.table.shared.has(id));
		expect(own.length).toBeGreaterThan(10);
		const words = signals.words.filter((id) => withSecret.table.shared.has(id));
		expect(words).toEqual([]);
	});

	it('gives the same weights for the same posts, bit by bit', () => {
		expect([...learn(texts).weights]).toEqual([...learn(texts).weights]);
	});

	it('keeps every number when weights are packed and unpacked, and refuses tables that do not fit', () => {
		const { table, weights } = learn(texts);
		const model = toLinearWeights(
			'test',
			table,
			[{ head: 'complaint', weights, slope: 2, offset: 1 }],
			[0.5, 1],
		);
		const packed = packWeights(model);
		const unpacked = unpackWeights(JSON.parse(JSON.stringify(packed)) as typeof packed);
		expect([...unpacked.buckets]).toEqual([...model.buckets]);
		expect([...unpacked.rarity]).toEqual([...model.rarity]);
		expect(unpacked.biases).toEqual(model.biases);
		expect(() => unpackWeights({ ...packed, bits: packed.bits + 1 })).toThrow(/do not fit/);
	});

	it('believes log-odds as much as the posts allow', () => {
		const random = createRandom(7);
		const odds = Array.from({ length: 4000 }, () => (random() - 0.5) * 8);
		// Three times too sure of themselves, and leaning to yes.
		const truth = odds.map((value) => random() < 1 / (1 + Math.exp(-(value / 3 - 1))));
		const { slope, offset } = calibrate(odds, truth);
		expect(slope).toBeCloseTo(1 / 3, 1);
		expect(offset).toBeCloseTo(-1, 0);
	});

	it('deals every group out evenly', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 10, maxLength: 80 }),
				(groups) => {
					const folds = dealFolds(groups, 5, 42);
					for (const name of new Set(groups)) {
						const sizes = [0, 1, 2, 3, 4].map(
							(fold) => folds.filter((it, i) => it === fold && groups[i] === name).length,
						);
						expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
					}
				},
			),
		);
	});

	it('counts figures as the books do', () => {
		expect(toAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBeCloseTo(0.75);
		expect(toAuc([1, 1], [true, false])).toBe(0.5);
		expect(toMacroF1(['a', 'a', 'b'], ['a', 'b', 'b'], ['a', 'b'])).toBeCloseTo(2 / 3);
		const figures = toBinaryFigures([0.9, 0.6, 0.2, 0.3], [true, false, false, false]);
		expect(figures.accuracy).toBe(0.75);
		expect(figures.auc).toBe(1);
	});
});

function learn(posts: string[]) {
	const signalled = posts.map((text) => toSignals(toReadPost(text)));
	const table = toSignalTable(signalled, 12);
	const rows = toRows(signalled, table);
	const weights = learnLogistic(rows, {
		rows: posts.map((_, i) => i),
		isTrue: (row) => posts[row].includes('leaks'),
		cost: () => 4,
		seed: 1,
	});
	return { table, rows, weights };
}
