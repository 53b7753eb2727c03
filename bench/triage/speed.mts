import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { runAlone } from './bundle.mts';
import type { Score } from './tool.mts';

/** How long one tool is measured. */
const measuredMs = 1200;

/** Posts per second, warm: the best of several passes over the posts. */
export function measureRate(score: Score, texts: string[]): number {
	const start = performance.now();
	let best = Infinity;
	do {
		const from = performance.now();
		for (const text of texts) score(text);
		best = Math.min(best, performance.now() - from);
	} while (performance.now() - start < measuredMs);
	return Math.round((texts.length / best) * 1000);
}

/** The same for ours with everything it gives, reasons and all, in a process of its own. */
export function measureOurRate(bundle: string, texts: string[]): number {
	const program = `
const texts = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const { classify } = require('./classify.cjs');
let best = Infinity;
const until = performance.now() + ${measuredMs * 3};
do {
	const from = performance.now();
	for (const text of texts) classify({ text });
	best = Math.min(best, performance.now() - from);
} while (performance.now() < until);
console.log(Math.round((texts.length / best) * 1000));`;
	return runAlone(program, texts, bundle);
}

/** From the first line of a program to its first answer, in a process that has done nothing else: the best of five. */
export function measureStart(bundle: string, expression: string): number {
	const program = `
const text = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const from = performance.now();
${expression};
console.log(performance.now() - from);`;
	const runs = Array.from({ length: 5 }, () =>
		runAlone<number>(program, '@acme my order is three weeks late', bundle),
	);
	return Math.round(Math.min(...runs) * 10) / 10;
}

/** How long it takes over texts that are made to be slow, in milliseconds. */
export function measureLengths(bundle: string): Array<Record<string, string | number>> {
	const program = `
const baits = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const { classify } = require('./classify.cjs');
const time = (unit, length) => {
	const text = unit.repeat(Math.ceil(length / unit.length));
	const runs = [0, 1, 2].map(() => {
		const from = performance.now();
		classify({ text });
		return performance.now() - from;
	});
	return Math.round(Math.min(...runs) * 1000) / 1000;
};
const rows = Object.entries(baits).map(([bait, unit]) => ({ bait, at25k: time(unit, 25e3), at250k: time(unit, 25e4) }));
console.log(JSON.stringify(rows));`;
	return runAlone(program, baits, bundle);
}

const baits = {
	'!?': '!?',
	a: 'a',
	words: 'not working ',
	emoji: '👨‍👩‍👧',
	handles: '@a',
	rtl: '\u202eخدمة ',
};

/** What the weights take, as they stand in the package. */
export function measureSize(): { bytes: number; gzipped: number } {
	const file = new URL('../../src/domain/triage/linear/shipped-weights.ts', import.meta.url);
	const source = readFileSync(file);
	return { bytes: source.length, gzipped: gzipSync(source, { level: 9 }).length };
}
