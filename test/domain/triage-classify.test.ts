import * as fc from 'fast-check';

import { classify } from '../../src/domain/triage/classify';
import type { Post } from '../../src/domain/triage/classify';
import { heads } from '../../src/domain/triage/model';
import type { Logits, TriageModel } from '../../src/domain/triage/model';
import { posts } from './triage-posts';

const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.string({ unit: 'grapheme', maxLength: 300 }),
	fc
		.array(
			fc.constantFrom(
				...[
					'refund',
					'not',
					'working',
					'😡',
					'👨‍👩‍👧',
					'\u202eabc',
					'\ud83d',
					'\udc00',
					'@acme',
					'...',
				],
				...['3', 'weeks', 'great', '#fail', 'https://t.co/a', '?', '!', ' ', '\n', 'الطلب', '日本'],
			),
			{ maxLength: 60 },
		)
		.map((parts) => parts.join(' ')),
);

/** As the trigger hands it over: a post with our handle mentions us. */
const toPost = (text: string): Post =>
	text.includes('@acme') ? { text, mentionsUs: 'explicit' } : { text };

describe('classify', () => {
	it.each(posts)('finds a %s in: %s', (category, text) => {
		expect(classify(toPost(text)).category).toBe(category);
	});

	it('does not take kind words beside trouble for praise, so that sarcasm reaches a person', () => {
		for (const text of [
			'great job losing my bag again',
			'@acme wow, lovely, another cancelled train. Brilliant service as always.',
			'@acme thanks for nothing, still no refund',
		]) {
			expect(classify({ text }).category).not.toBe('praise');
		}
	});

	it('does not take a denied fault for a complaint', () => {
		const { category } = classify({ text: '@acme not bad at all, really happy with the phone' });
		expect(category).not.toBe('complaint');
	});

	it('reads shouting, stretched letters and fancy alphabets as the plain words', () => {
		const plain = classify({ text: '@acme terrible, my refund never arrived' });
		for (const text of [
			'@acme terriiiible, my refund neveeeer arrived',
			'@acme 𝓽𝓮𝓻𝓻𝓲𝓫𝓵𝓮, my 𝐫𝐞𝐟𝐮𝐧𝐝 never arrived',
			'@acme terrible, my re\u200bfund never arrived',
		]) {
			expect(classify({ text }).probabilities).toEqual(plain.probabilities);
		}
	});

	it('gives the same answer in any order and at any time', () => {
		const judge = (list: typeof posts) =>
			new Map(list.map(([, text]) => [text, JSON.stringify(classify({ text }))]));
		const forward = judge(posts);
		for (const [text, triage] of judge([...posts].reverse()))
			expect(forward.get(text)).toBe(triage);
	});

	it('survives any text, names words that stand where it says, and keeps its sums', () => {
		fc.assert(
			fc.property(anyText, fc.boolean(), fc.boolean(), (text, isReply, hasMedia) => {
				const triage = classify({ text, isReply, hasMedia });
				for (const { words, start, end } of triage.reasons) {
					expect(text.slice(start, end)).toBe(words);
				}
				const sum = Object.values(triage.probabilities).reduce((a, b) => a + b, 0);
				expect(sum).toBeCloseTo(1, 9);
				const { category, bestGuess } = triage;
				const named = category === 'unsure' ? (bestGuess ?? 'comment') : category;
				expect(triage.probability).toBe(triage.probabilities[named]);
				if (isReply) expect(triage.category).not.toBe('not_for_us');
			}),
			{ numRuns: 500 },
		);
	});

	it('names the words that decide: without them the verdict falls, without others it stays', () => {
		const drops = { named: 0, others: 0 };
		const complaints = posts.filter(([category]) => category === 'complaint');
		for (const [, text] of complaints) {
			const { probabilities, reasons } = classify(toPost(text));
			const words = [...text.matchAll(/[\p{L}'’]+/gu)].map((m) => [m.index, m.index + m[0].length]);
			const heaviest = reasons
				.filter(({ speaksFor, weight }) => speaksFor === 'complaint' && weight > 0)
				.slice(0, 3);
			const isNamed = ([start, end]: number[]) =>
				heaviest.some((reason) => start < reason.end && end > reason.start);
			const named = words.filter(isNamed);
			const others = words.filter((word) => !isNamed(word)).slice(0, named.length);
			const without = (spans: number[][]) =>
				classify({
					...toPost(text),
					text: spans.reduceRight((rest, [a, b]) => rest.slice(0, a) + rest.slice(b), text),
				}).probabilities.complaint;
			drops.named += probabilities.complaint - without(named);
			drops.others += Math.max(0, probabilities.complaint - without(others));
		}
		expect(drops.named / complaints.length).toBeGreaterThan(0.3);
		expect(drops.named).toBeGreaterThan(4 * drops.others);
	});

	it('explains itself in a plain sentence', () => {
		const { explanation } = classify({ text: posts[0][1] });
		expect(explanation).toMatch(
			/^[A-Z].* point to a complaint \(\d+ %\)\. Urgent because of: .*\.$/,
		);
	});

	it('takes another model in place of its own, everything else staying the same', () => {
		const model: TriageModel = {
			name: 'test-1',
			judge: () => ({ ...noLogits, relevant: -9, complaint: -9, question: 3 }),
			explain: () => [],
			surenessByPercent: [],
		};
		expect(classify({ text: 'one two three' }, model)).toMatchObject({
			category: 'not_for_us',
			model: 'test-1',
		});
		expect(classify({ text: 'one two three', isReply: true }, model).category).toBe('question');
		expect(classify({ text: 'one two' }, model).category).toBe('unsure');
	});
});

const noLogits = Object.fromEntries(heads.map((head) => [head, 0])) as Logits;
