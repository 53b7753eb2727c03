import fc from 'fast-check';

import {
	similarity,
	similarityThreshold,
	toComparable,
} from '../../src/domain/post-text/similarity';
import { withSignature, withoutSignature } from '../../src/domain/post-text/signature';
import { pickVariant } from '../../src/domain/post-text/variants';
import { createDraw } from './post-text-corpus';

describe("an agent's signature", () => {
	it.each([
		['Thank you!', 'JD', 'Thank you! ^JD'],
		['Thank you! ', '^JD', 'Thank you! ^JD'],
		['Thank you! ^JD', 'JD', 'Thank you! ^JD'],
		['Thank you! ^jd ', '^JD', 'Thank you! ^jd '],
		['2^JD', 'JD', '2^JD ^JD'],
		['Thank you! ^MK', 'JD', 'Thank you! ^MK ^JD'],
		['Danke', 'Zoë', 'Danke ^Zoë'],
		['Thank you!', ' ', 'Thank you!'],
		['', 'JD', '^JD'],
	])('makes of %j, signed by %j, %j', (text, initials, signed) => {
		expect(withSignature(text, initials)).toBe(signed);
	});

	it('is put there once, however often a text is signed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const signed = withSignature(text, 'JD');
				expect(withSignature(signed, 'JD')).toBe(signed);
				expect(withoutSignature(signed, '^JD').trim()).toBe(withoutSignature(text, 'JD').trim());
			}),
		);
	});

	it.each(['J D', 'JD https://example.com', '@jd', 'far-too-long-a-name', '^^'])(
		'refuses %j, which would end up in every post',
		(initials) => {
			expect(() => withSignature('Thank you!', initials)).toThrow(
				/^'signature' should be an agent's/,
			);
		},
	);
});

describe('picking a wording', () => {
	const wordings = ['Thank you!', 'Thanks a lot!', 'Many thanks!'];

	it('picks the same for a key for ever, so that a repeated run writes the same', () => {
		const keys = ['1301573587187331074', '1301573587187331075', '1800000000000000000', '', 'é'];
		expect(keys.map((key) => wordings.indexOf(pickVariant(wordings, key)))).toEqual([
			1, 0, 1, 2, 1,
		]);
	});

	it.each([2, 3, 5, 8, 16])('spreads the ids of posts evenly over %d wordings', (count) => {
		const variants = Array.from({ length: count }, (_, index) => `wording ${index}`);
		const picks = new Map<string, number>();
		// Ids of posts: time in the upper bits, the same machine and sequence in the lower.
		for (let second = 0; second < 8000; second += 1) {
			const id = String(1800000000000000000n + BigInt(second) * 4194304000n);
			const picked = pickVariant(variants, id);
			picks.set(picked, (picks.get(picked) ?? 0) + 1);
		}
		const expected = 8000 / count;
		const spread = variants.reduce(
			(sum, it) => sum + ((picks.get(it) ?? 0) - expected) ** 2 / expected,
			0,
		);
		// Chi-square, far out on the tail for 15 degrees of freedom.
		expect(spread).toBeLessThan(38);
	});

	it('never picks a blank one', () => {
		expect(pickVariant(['', ' ', 'Thank you!'], 'any')).toBe('Thank you!');
	});

	it('takes braces and bars for what they are, as there is no spintax', () => {
		expect(pickVariant(['{Hi|Hello} there'], 'any')).toBe('{Hi|Hello} there');
	});

	it('asks for a wording when there is none', () => {
		expect(() => pickVariant([' '], 'any')).toThrow("'variants' should be a list with a text");
	});
});

describe('how alike two texts are', () => {
	const delay = 'sorry about the delay! Please send us a message with your order number.';

	it.each([
		['the handle', `@sam ${delay}`, `@kim_99 @care ${delay}`],
		['the name in the salutation', `Hi Sam, ${delay}`, `Hello Maximiliane, ${delay}`],
		[
			'the name in a sentence',
			`Thank you Sam for telling us, ${delay}`,
			`Thank you Kim for telling us, ${delay}`,
		],
		['the signature', `${delay} ^JD`, `${delay} ^MK`],
		['the link', `${delay} https://t.co/AbC123`, `${delay} https://t.co/XyZ789`],
		['case and punctuation', delay, delay.toUpperCase().replace(/[.!]/g, ' - ')],
		['how X writes signs', 'Q & A: is 1 < 2 on this page?', 'Q &amp; A: is 1 &lt; 2 on this page?'],
		['hidden characters', delay, delay.replace(/ /g, ' \u200b')],
		[
			'a comma in a script without blanks',
			'ご不便をおかけし、申し訳ございません',
			'ご不便をおかけし申し訳ございません。',
		],
		['part numbers', `${delay} (1/2)`, `${delay} (2/2)`],
	])('takes two texts that differ in %s only for the same', (_, a, b) => {
		expect(similarity(a, b)).toBeGreaterThanOrEqual(similarityThreshold);
	});

	it.each([
		[
			delay,
			'We are sorry that it takes so long. Could you write us a message with the number of your order?',
		],
		[
			'Thank you for telling us, we will look into it today',
			'Thanks for letting us know, we will check this today',
		],
		['Your order has been sent today.', 'Your order has been lost today, we are sorry.'],
		['Thanks! Write to us, please.', 'Thanks! Call us, please.'],
		['ご不便をおかけし申し訳ございません', 'お待たせしてしまい申し訳ございません'],
		['Открыто с 9 до 17', 'Закрыто по выходным'],
		['😀', '🎉'],
		['https://example.com/a', 'https://example.org/b'],
		['We are open 24/7', 'We are open 9/5'],
		['', 'Thank you!'],
	])('tells %j from %j', (a, b) => {
		expect(similarity(a, b)).toBeLessThan(similarityThreshold);
	});

	it('is 1 for a text and itself, the same both ways round, and never beyond 0 and 1', () => {
		const draw = createDraw(9);
		for (let round = 0; round < 500; round += 1) {
			const [a, b] = [draw.text(), draw.one([draw.text(), ''])];
			expect(similarity(a, a)).toBe(1);
			expect(similarity(a, b)).toBe(similarity(b, a));
			expect(similarity(a, b)).toBeGreaterThanOrEqual(0);
			expect(similarity(a, b)).toBeLessThanOrEqual(1);
		}
	});

	it('compares words in lower case, without what is around them', () => {
		expect(toComparable('@sam Ｔhank you – see https://example.com! 👍 ^JD')).toBe(
			'thank you see 👍',
		);
		expect(toComparable('https://example.com')).toBe('https://example.com');
	});

	it('compares long texts in a moment', () => {
		const startedAt = performance.now();
		similarity('sorry, '.repeat(100_000), 'あ'.repeat(500_000));
		expect(performance.now() - startedAt).toBeLessThan(2000);
	});
});
