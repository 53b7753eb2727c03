/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { classify } from '../../src/domain/triage/classify';
import type { Post } from '../../src/domain/triage/classify';
import { createLinearModel } from '../../src/domain/triage/linear/linear-model';
import { unpackWeights } from '../../src/domain/triage/linear/packed';
import { shippedWeights } from '../../src/domain/triage/linear/shipped-weights';
import { toReadPost } from '../../src/domain/triage/read-post';
import type { Triage } from '../../src/domain/triage/triage';
import { baits, hostileTexts, toChance } from './hostile-texts';
import { posts } from './triage-posts';

const megabyte = 1024 * 1024;

/** What is wrong with an answer; nothing, if all is well. Plain code: 100,000 times seven expectations take minutes. */
function findFault(text: string, triage: Triage): string | undefined {
	const { probabilities, reasons, needsReview, explanation } = triage;
	const chances = [
		...Object.values(probabilities),
		triage.probability,
		triage.complaintProbability ?? 0,
		triage.relevanceProbability ?? 0,
	];
	if (!chances.every((chance) => chance >= 0 && chance <= 1)) return `chances ${chances.join()}`;
	const sum = Object.values(probabilities).reduce((total, chance) => total + chance, 0);
	if (Math.abs(sum - 1) > 1e-9) return `the probabilities add up to ${sum}`;
	if (typeof needsReview !== 'boolean') return `needsReview is ${String(needsReview)}`;
	if (triage.category === 'unsure' && !needsReview) return 'an unsure post is kept from people';
	if (explanation === '' || explanation.length > 1000) return `explanation: ${explanation.length}`;
	if (reasons.length > 12) return `${reasons.length} reasons`;
	for (const { words, start, end, weight } of reasons) {
		if (text.slice(start, end) !== words) return `"${words}" does not stand at ${start} to ${end}`;
		if (words.length > 250) return `a reason of ${words.length} characters`;
		if (!Number.isFinite(weight)) return `a weight of ${weight}`;
	}
	return undefined;
}

/** Bytes in use once all that can be forgotten is forgotten. */
function toUsedBytes(): number {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

const freshModel = () => createLinearModel(unpackWeights(shippedWeights));

describe('hostile posts', () => {
	it('are all judged, 100,000 of them, with reasons that stand in the text and in bounded memory', () => {
		const before = process.memoryUsage().rss;
		const options: Array<Partial<Post>> = [
			{},
			{ language: 'en', mentionsUs: 'explicit' },
			{ language: 'hi', hasMedia: true },
			{ language: '\u202e', isReply: true },
		];
		const faults: string[] = [];
		let judged = 0;
		for (const text of hostileTexts(100_000, 1)) {
			const triage = classify({ text, ...options[judged % options.length] });
			const fault = findFault(text, triage);
			if (fault) faults.push(`${fault}: ${JSON.stringify(text).slice(0, 200)}`);
			judged++;
		}
		expect(faults).toEqual([]);
		expect(judged).toBe(100_000);
		expect(process.memoryUsage().rss - before).toBeLessThan(600 * megabyte);
	});

	it.each(Object.entries(baits))(
		'take no more tokens and cues for their length the longer they are: %s',
		(_, bait) => {
			const read = (length: number) => {
				const text = bait.repeat(Math.ceil(length / bait.length));
				const fault = findFault(text, classify({ text }));
				const { tokens, cues } = toReadPost(text);
				return { fault, perUnit: (tokens.length + cues.length) / text.length };
			};
			const short = read(2_000);
			const long = read(100_000);
			expect([short.fault, long.fault]).toEqual([undefined, undefined]);
			expect(long.perUnit).toBeLessThanOrEqual(short.perUnit * 1.01);
		},
	);

	it('do not fail however long they are, even without a single gap', () => {
		for (const unit of ['\u0301', '\u6f22', '\u{1f468}\u200d', '\u{1d41a}', 'a', '1.']) {
			const text = unit.repeat((20 * megabyte) / unit.length);
			expect(findFault(text, classify({ text }))).toBeUndefined();
		}
	});

	it('leave nothing of themselves in memory', () => {
		const toName = (i: number) => `neverheardof${(i + 1e6).toString(36)}`;
		const model = freshModel();
		const judge = (text: string) => model.judge(toReadPost(text));
		judge('warm up');
		const before = toUsedBytes();
		// Kept, the posts would be 24 MB and the words 20 MB.
		for (let i = 0; i < 100; i++) judge(`${toName(i)} ${'a'.repeat(250_000)}`);
		const between = toUsedBytes();
		for (let post = 1; post <= 24; post++) {
			judge(Array.from({ length: 2_000 }, (_, i) => toName(post * 2_000 + i)).join(' '));
		}
		const after = toUsedBytes();
		expect(between - before).toBeLessThan(8 * megabyte);
		expect(after - between).toBeLessThan(12 * megabyte);
	});
});

describe('the same post', () => {
	it('gets the same answer in any order, and after 50,000 others', () => {
		const sample = [...hostileTexts(800, 2), ...posts.map(([, text]) => text)];
		const chance = toChance(3);
		const shuffled = [...sample.keys()].sort(() => 0);
		for (let i = shuffled.length - 1; i > 0; i--) {
			const j = chance.next(i + 1);
			[shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
		}
		const model = freshModel();
		const judge = (text: string) => JSON.stringify(classify({ text }, model));
		const first = sample.map(judge);
		for (const text of hostileTexts(50_000, 4)) model.judge(toReadPost(text));
		const later = new Map(shuffled.map((at) => [at, judge(sample[at])]));
		const other = freshModel();
		const differing = sample.filter(
			(text, at) =>
				first[at] !== later.get(at) || first[at] !== JSON.stringify(classify({ text }, other)),
		);
		expect(differing).toEqual([]);
	});

	it('gets the same answer from a machine that computes, counts time and sorts in other ways', async () => {
		const texts = [...posts.map(([, text]) => text), ...hostileTexts(1_000, 5)].slice(0, 200);
		const [one, other] = await Promise.all([
			runCommand(texts, [], { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' }),
			runCommand(texts, ['--jitless'], {
				TZ: 'Asia/Kathmandu',
				LANG: 'tr_TR.UTF-8',
				LC_ALL: 'tr_TR.UTF-8',
			}),
		]);
		expect(one.trimEnd().split('\n')).toHaveLength(200);
		expect(other).toBe(one);
	});
});

/** What a process of its own writes of the texts. */
async function runCommand(texts: string[], flags: string[], env: Record<string, string>) {
	const command = promisify(execFile)(
		process.execPath,
		[...flags, '--import', 'tsx', 'scripts/classify.mts'],
		{
			cwd: path.resolve(__dirname, '../..'),
			env: { ...process.env, ...env },
			maxBuffer: 64 * megabyte,
		},
	);
	command.child.stdin?.end(texts.map((text, id) => JSON.stringify({ id, text })).join('\n'));
	return (await command).stdout;
}
