/**
 * How good and how fast the classifier is; one JSON line per figure.
 * `npx tsx bench/classify.mts [folder with posts_dev.csv and urgency_dev.csv]`
 * Without labelled posts only the speed is measured. "fitted" figures use the shipped weights on posts
 * they were fitted on; "ten-fold" figures refit all weights on nine tenths and judge the rest.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { classify } from '../src/domain/triage/classify.ts';
import { weighCues } from '../src/domain/triage/cue-model.ts';
import { toReadPost } from '../src/domain/triage/read-post.ts';
import { posts } from '../test/domain/triage-posts.ts';

const folder = process.argv[2] ?? '../shared/data/triage';
const print = (figure: string, values: object) =>
	console.log(JSON.stringify({ figure, ...values }));
const round = (value: number) => Math.round(value * 1000) / 1000;

measureSpeed();
measureLength();
if (existsSync(join(folder, 'posts_dev.csv'))) measureQuality();

/** What a user would otherwise put there: a Switch or Filter node with a list of expressions. */
function toKeywordList(): RegExp[] {
	const stems =
		'wait|delay|late|refund|broken|broke|worst|terrible|awful|horrible|useless|pathetic|ridiculous|disappoint|frustrat|angry|annoy|never|still|cancel|charge|complain|issue|problem|error|fail|crash|not work|cant|wont|doesnt|didnt|no response|no reply|lost|missing|stolen|damage|wrong|rude|poor|bad service|unacceptable|disgust|scam|stuck|down again|locked';
	return stems.split('|').map((stem) => new RegExp(`\\b${stem}`, 'i'));
}

function measureSpeed() {
	const texts = Array.from({ length: 20_000 }, (_, i) => `${posts[i % posts.length][1]} ${i}`);
	const list = toKeywordList();
	const toRate = (judge: (text: string) => unknown) => {
		texts.slice(0, 2000).forEach(judge);
		const start = performance.now();
		texts.forEach(judge);
		return Math.round(texts.length / ((performance.now() - start) / 1000));
	};
	const ours = toRate((text) => classify({ text }));
	const keywords = toRate((text) => list.filter((expression) => expression.test(text)).length);
	print('posts per second', { ours, keywords, ratio: round(ours / keywords) });
}

function measureLength() {
	const baits = {
		'!?': '!?',
		a: 'a',
		words: 'not working ',
		emoji: '👨‍👩‍👧',
		handles: '@a',
		rtl: '\u202eخدمة ',
	};
	for (const [bait, unit] of Object.entries(baits)) {
		const time = (length: number) => {
			const text = unit.repeat(Math.ceil(length / unit.length));
			const runs = [0, 1, 2].map(() => {
				const start = performance.now();
				classify({ text });
				return performance.now() - start;
			});
			return round(Math.min(...runs));
		};
		print('ms by length', { bait, at25k: time(25_000), at250k: time(250_000) });
	}
}

function measureQuality() {
	const rows = readCsv(join(folder, 'posts_dev.csv')).map((row) => ({
		text: row.text,
		intent: row.intent,
		domain: row.domain,
		isComplaint: row.label === '1',
		isBrand: !row.domain.startsWith('random'),
	}));
	const brand = rows.filter(({ isBrand }) => isBrand);
	const triaged = brand.map((row) => ({ ...row, triage: classify({ text: row.text }) }));
	print('complaint, brand-directed, fitted', {
		n: brand.length,
		...toBinary(triaged.map((row) => [row.triage.probabilities.complaint, row.isComplaint])),
	});
	const sure = triaged.filter(
		({ triage, intent }) => triage.category !== 'unsure' && intent !== '',
	);
	print('category, brand-directed, fitted, unsure left out', {
		share: round(sure.length / triaged.length),
		acc: round(sure.filter((row) => row.triage.category === row.intent).length / sure.length),
	});
	const aside = rows.filter((row) => classify({ text: row.text }).category === 'not_for_us');
	print('not for us', {
		brandPostsPutAside: aside.filter(({ isBrand, intent }) => isBrand && intent !== 'not_for_us')
			.length,
		ofBrandPosts: brand.length,
		randomPostsPutAside: aside.filter(({ isBrand }) => !isBrand).length,
		ofRandomPosts: rows.length - brand.length,
	});
	const list = toKeywordList();
	const keywordHits = (text: string) => list.filter((expression) => expression.test(text)).length;
	const byHits = brand.map((row): [number, boolean] => [keywordHits(row.text), row.isComplaint]);
	print('complaint, brand-directed, keyword list', {
		acc: round(byHits.filter(([hits, is]) => hits > 0 === is).length / byHits.length),
		auc: toAuc(byHits),
	});
	print('complaint, brand-directed, ten-fold', toBinary(crossValidate(brand)));
	measureUrgency();
}

function measureUrgency() {
	const levels = ['low', 'normal', 'urgent', 'critical'];
	const rows = readCsv(join(folder, 'urgency_dev.csv'));
	const pairs = rows.map(({ text, urgency }) => [
		levels.indexOf(classify({ text }).urgency),
		Number(urgency) - 1,
	]);
	const f1 = levels.map((_, level) => {
		const both = pairs.filter(([ours, theirs]) => ours === level && theirs === level).length;
		return (2 * both) / pairs.flat().filter((value) => value === level).length;
	});
	print('urgency, rules written with these posts in sight', {
		n: rows.length,
		macroF1: round(f1.reduce((a, b) => a + b) / f1.length),
		aucUrgentOrCritical: toAuc(pairs.map(([ours, theirs]) => [ours, theirs >= 2])),
	});
}

/** Refits a two-class logistic regression on the same cues; a lower bound for the written weights. */
function crossValidate(
	rows: Array<{ text: string; isComplaint: boolean }>,
): Array<[number, boolean]> {
	const read = rows.map(({ text, isComplaint }, i) => {
		const cues = new Map<string, number>([['start', 1]]);
		for (const { cue, share } of weighCues(toReadPost(text))) {
			cues.set(cue, (cues.get(cue) ?? 0) + share);
		}
		return { cues: [...cues], isComplaint, fold: (i * 7919) % 10 };
	});
	return Array.from({ length: 10 }, (_, fold) => {
		const weights = fit(read.filter((row) => row.fold !== fold));
		return read
			.filter((row) => row.fold === fold)
			.map((row): [number, boolean] => [toChance(weights, row.cues), row.isComplaint]);
	}).flat();
}

function fit(rows: Array<{ cues: Array<[string, number]>; isComplaint: boolean }>) {
	const weights = new Map<string, number>();
	const ridge = 4;
	for (let pass = 0; pass < 400; pass++) {
		const slope = new Map<string, number>();
		for (const { cues, isComplaint } of rows) {
			const miss = (isComplaint ? 1 : 0) - toChance(weights, cues);
			for (const [cue, share] of cues) slope.set(cue, (slope.get(cue) ?? 0) + miss * share);
		}
		for (const [cue, value] of slope) {
			const weight = weights.get(cue) ?? 0;
			const pull = cue === 'start' ? 0 : ridge * weight;
			weights.set(cue, weight + (value - pull) / (rows.length * 0.6));
		}
	}
	return weights;
}

function toChance(weights: Map<string, number>, cues: Array<[string, number]>): number {
	const sum = cues.reduce((total, [cue, share]) => total + (weights.get(cue) ?? 0) * share, 0);
	return 1 / (1 + Math.exp(-sum));
}

function toBinary(pairs: Array<[number, boolean]>) {
	const count = (said: boolean, is: boolean) =>
		pairs.filter(([chance, truth]) => chance >= 0.5 === said && truth === is).length;
	const wrong = count(true, false) + count(false, true);
	const f1 = (right: number) => right / (right + wrong / 2);
	return {
		acc: round(1 - wrong / pairs.length),
		macroF1: round((f1(count(true, true)) + f1(count(false, false))) / 2),
		auc: toAuc(pairs),
	};
}

function toAuc(pairs: Array<[number, boolean]>): number {
	const yes = pairs.filter(([, is]) => is).map(([score]) => score);
	const no = pairs.filter(([, is]) => !is).map(([score]) => score);
	const wins = yes.reduce(
		(sum, a) => sum + no.reduce((won, b) => won + (a > b ? 1 : a === b ? 0.5 : 0), 0),
		0,
	);
	return round(wins / (yes.length * no.length));
}

function readCsv(file: string): Array<Record<string, string>> {
	const fields = [
		...readFileSync(file, 'utf8').matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g),
	];
	const rows: string[][] = [[]];
	for (const [, quoted, bare, end] of fields) {
		rows[rows.length - 1].push(undoEntities(quoted?.replaceAll('""', '"') ?? bare));
		if (end !== ',') rows.push([]);
	}
	const [names, ...rest] = rows;
	return rest
		.filter((row) => row.length === names.length)
		.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

function undoEntities(text: string): string {
	const marks: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
	return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => marks[name]);
}
