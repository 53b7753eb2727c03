import fc from 'fast-check';
import twitter from 'twitter-text';

import { countCashtags } from '../../src/domain/post-text/cashtags';
import { findLinks, hasLink } from '../../src/domain/post-text/links';
import { latinTopLevels, otherTopLevels } from '../../src/domain/post-text/top-level-domains';
import { weighText } from '../../src/domain/post-text/weight';
import { createDraw } from './post-text-corpus';

/** What X's own library says of a text, in the words of ours. */
const toLibrary = (text: string) => {
	const { weightedLength, valid } = twitter.parseTweet(text);
	const links = twitter.extractUrlsWithIndices(text);
	return {
		length: weightedLength,
		isValid: valid,
		cashtags: twitter.extractCashtags(text).length,
		links: links.map(({ url, indices: [start, end] }) => ({ start, end, url })),
	};
};

const toOurs = (text: string) => {
	const { length, isValid } = weighText(text);
	return { length, isValid, cashtags: countCashtags(text), links: findLinks(text) };
};

const disagreements = (texts: string[]) =>
	texts
		.map((text) => ({ text, ours: toOurs(text), library: toLibrary(text) }))
		.filter(({ ours, library }) => JSON.stringify(ours) !== JSON.stringify(library));

describe("the weight of a post, held against X's own library (twitter-text 3.1.0)", () => {
	it('agrees on length, validity, links and cashtags of 20,000 random texts', () => {
		const draw = createDraw(20260301);
		const texts = Array.from({ length: 20_000 }, () => draw.text());
		expect(disagreements(texts).slice(0, 3)).toEqual([]);
		const linked = texts.filter(hasLink).length;
		expect([linked > 3000, linked < 17_000]).toEqual([true, true]);
	});

	it('agrees on 10,000 random paths of links, where parentheses and punctuation decide the end', () => {
		const draw = createDraw(7);
		const pieces = [' ', ...'a ! ( ) @ / - (a) ((b)) é я ? . –'.split(' ')];
		const texts = Array.from({ length: 10_000 }, () => {
			const path = Array.from({ length: draw.below(12) }, () => draw.one(pieces)).join('');
			return `${draw.one(['http://t.co/', 'https://a.com/', 'a.com/', 'T.CO/'])}${path}`;
		});
		expect(disagreements(texts).slice(0, 3)).toEqual([]);
	});

	it('agrees on text of any code units', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
				expect(toOurs(text)).toEqual(toLibrary(text));
			}),
			{ numRuns: 1000, seed: 1 },
		);
	});

	it('knows the same top-level domains', () => {
		const listed = [twitter.regexen.validGTLD, twitter.regexen.validCCTLD].flatMap((pattern) =>
			/^\(\?:\(\?:(.*?)\)/
				.exec(JSON.parse(`"${pattern.source.replace(/[\\](?!u)/g, '\\\\')}"`))![1]
				.split('|'),
		);
		expect([...latinTopLevels, ...otherTopLevels].sort()).toEqual([...new Set(listed)].sort());
	});

	it.each([
		['Hello, world! 👋', 16],
		['café', 4],
		['cafe\u0301', 4],
		['日本語', 6],
		['👨‍👩‍👧‍👦', 2],
		['👍🏽', 2],
		['🇩🇪', 2],
		['1️⃣', 2],
		['see https://care.example.com/a/very/long/path?with=a&query=too.', 28],
		['see example.com', 27],
		['\ud800', 2],
		['', 0],
	])('weighs %j as %d', (text, length) => {
		expect(weighText(text).length).toBe(length);
		expect(toLibrary(text).length).toBe(length);
	});

	it('has room for 140 letters that count twice, and not for one more', () => {
		expect(weighText('語'.repeat(140))).toEqual({
			length: 280,
			remaining: 0,
			isTooLong: false,
			hasInvalidCharacters: false,
			isValid: true,
		});
		expect(weighText('語'.repeat(141))).toMatchObject({
			remaining: -2,
			isTooLong: true,
			isValid: false,
		});
		expect(weighText('語'.repeat(141), 25_000).isValid).toBe(true);
	});

	it.each([
		['U+FEFF', '\ufeff'],
		['U+FFFE', '\ufffe'],
		['U+FFFF', '\uffff'],
	])('says that X refuses a text with %s in it', (_, character) => {
		const weight = weighText(`fine${character}`);
		expect(weight).toMatchObject({ hasInvalidCharacters: true, isValid: false });
	});

	it('says that X refuses an empty text', () => {
		expect(weighText('')).toMatchObject({ length: 0, isTooLong: false, isValid: false });
	});
});

describe('where it knows more than the library', () => {
	it.each(['🧑‍🚀', '🫱🏻‍🫲🏿', '👩🏽‍🤝‍👨🏻', '❤️‍🔥', '🏳️‍⚧️'])(
		'counts %s, which is newer than the list of 2018, as one emoji, as X does',
		(emoji) => {
			expect(weighText(emoji).length).toBe(2);
			expect(toLibrary(emoji).length).toBeGreaterThan(2);
		},
	);

	it.each([
		['letters without a blank', 'あ'.repeat(20_000) + '.com'],
		['labels without end', 'あ.'.repeat(12_000)],
		['parentheses', `http://a.com/${'(a)'.repeat(8000)}!`],
		['underscores', `${'あ_'.repeat(12_000)}.com`],
		['combining marks', '\u0301\u0327'.repeat(12_000)],
		['a million letters', 'あ'.repeat(1_000_000)],
	])('weighs %s in a moment, where a pattern would try again from every letter', (_, text) => {
		const startedAt = performance.now();
		expect(weighText(text).isTooLong).toBe(true);
		expect(performance.now() - startedAt).toBeLessThan(2000);
	});
});

describe('links, which make a post dear', () => {
	it.each([
		['write to care@example.com', []],
		['ask @care.com', []],
		['see node.js and readme.txt', []],
		['versions 1.2.3', []],
		['see example.com.', ['example.com']],
		['(https://example.com/a_(b))', ['https://example.com/a_(b)']],
		['詳しくはexample.comへ', ['example.com']],
		['HTTP://EXAMPLE.COM:8080/x', ['HTTP://EXAMPLE.COM:8080/x']],
		['https://t.co/AbC123.then', ['https://t.co/AbC123']],
		['a.com/x,b.org', ['a.com/x,b.org']],
	])('finds the links of %j', (text, urls) => {
		expect(findLinks(text).map(({ url }) => url)).toEqual(urls);
		expect(hasLink(text)).toBe(urls.length > 0);
	});

	it('counts cashtags, of which a post may have one', () => {
		expect(countCashtags('$ACME and $BETA, not US$5 or a$b')).toBe(2);
	});
});
