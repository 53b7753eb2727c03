import twitter from 'twitter-text';

import { shortenText } from '../../src/domain/post-text/shorten';
import { MAX_PARTS, splitThread } from '../../src/domain/post-text/thread';
import { createDraw } from './post-text-corpus';

const weigh = (text: string) => twitter.parseTweet(text).weightedLength;
const toWords = (text: string) => text.split(/\s+/).filter((word) => word !== '');
const withoutBlanks = (text: string) => text.replace(/\s+/g, '');
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Texts as people write them, with a blank between words, and texts of anything at all. */
const draw = createDraw(48);
const written = Array.from({ length: 100 }, () =>
	draw.sentences(20 + draw.below(120)).normalize('NFC'),
);
const noise = Array.from({ length: 100 }, () =>
	Array.from({ length: 3 + draw.below(20) }, () => draw.text()).join(draw.one(['', ' '])),
).map((text) => text.normalize('NFC'));

/** Of the offsets at which a text was cut, those it may not be cut at. */
function findHarm(text: string, cuts: number[]): number[] {
	const links = twitter.extractUrlsWithIndices(text).map(({ indices }) => indices);
	const whole = characters.segment(text);
	return cuts.filter(
		(at) =>
			links.some(([start, end]) => start < at && at < end) ||
			(at < text.length && whole.containing(at)?.index !== at),
	);
}

/** The offsets at which the parts, in order, end in the text. */
function findEnds(text: string, parts: string[]): number[] {
	let at = 0;
	return parts.map((part) => {
		const start = text.indexOf(part, at);
		expect(text.slice(at, start).trim()).toBe('');
		at = start + part.length;
		return at;
	});
}

describe('shortening a text', () => {
	it('leaves a text that fits as it is', () => {
		expect(shortenText(' Thank you! ')).toBe(' Thank you! ');
	});

	it.each([
		['We are sorry, but the parcel is late', 20, 'We are sorry, but…'],
		['We are sorry, but the parcel is late', 15, 'We are sorry…'],
		[
			'See https://example.com/parcels/late?x=1 for more',
			30,
			'See https://example.com/parcels/late?x=1 …',
		],
		['See https://example.com/parcels/late?x=1 for more', 26, 'See…'],
		['Thanks to @care_team of all', 20, 'Thanks to…'],
		['Thanks 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 12, 'Thanks 👨‍👩‍👧‍👦…'],
		['ご不便をおかけしました。お手数です', 26, 'ご不便をおかけしました。…'],
		['Donaudampfschifffahrt', 8, 'Donaud…'],
		['https://example.com', 10, '…'],
		['word', 1, ''],
	])('cuts %j to %d behind a word', (text, max, shortened) => {
		expect(shortenText(text, { max })).toBe(shortened);
	});

	it('keeps a signature that is part of the ending', () => {
		const shortened = shortenText(`${'so sorry '.repeat(50)}^JD`, { ending: '… ^JD' });
		expect(shortened).toMatch(/ so sorry so… \^JD$/);
		expect(weigh(shortened)).toBeLessThanOrEqual(280);
	});

	it('keeps words, links, handles and tags whole and stays within the limit, whatever the limit', () => {
		for (const text of written) {
			const max = 40 + draw.below(240);
			const shortened = shortenText(text, { max });
			expect(weigh(shortened)).toBeLessThanOrEqual(max);
			if (shortened === text) continue;
			const kept = toWords(shortened.slice(0, -1));
			const all = toWords(text).slice(0, kept.length);
			expect(kept.slice(0, -1)).toEqual(all.slice(0, -1));
			// Punctuation behind the last word makes room for the ending.
			expect(all.at(-1)!.replace(kept.at(-1)!, '')).toMatch(/^[.,;:…–—-]*$/);
		}
	});

	it('cuts no link, emoji or character of the wildest text', () => {
		for (const text of noise) {
			const max = 30 + draw.below(250);
			const shortened = shortenText(text, { max });
			expect(weigh(shortened)).toBeLessThanOrEqual(max);
			if (shortened === text) continue;
			const kept = shortened.slice(0, -1).trimEnd();
			const start = text.length - text.trimStart().length;
			expect(text.startsWith(kept, start)).toBe(true);
			expect(findHarm(text, [start + kept.length])).toEqual([]);
		}
	});

	it('makes nothing of a text that is all blanks', () => {
		expect(shortenText(' '.repeat(300))).toBe('');
	});

	it('cuts a megabyte in a moment', () => {
		const startedAt = performance.now();
		expect(weigh(shortenText('許して '.repeat(250_000)))).toBeLessThanOrEqual(280);
		expect(performance.now() - startedAt).toBeLessThan(2000);
	});
});

describe('splitting a text into a thread', () => {
	it('makes one post, without number, of what fits', () => {
		expect(splitThread(' Thank you! ', { numbered: true, signature: 'JD' })).toEqual([
			'Thank you! ^JD',
		]);
	});

	it('makes no post of nothing', () => {
		expect(splitThread(' \n ', { signature: 'JD' })).toEqual([]);
	});

	it('ends a part with a paragraph where there is one, else with a sentence, else with a word', () => {
		const text =
			'The parcel is late and we are sorry.\n\nIt is with the carrier and they say. You can see where it is on the page we sent you by e-mail when it left us and it says when it will come to you';
		expect(splitThread(text, { max: 70, numbered: true, signature: 'JD' })).toEqual([
			'The parcel is late and we are sorry. (1/4)',
			'It is with the carrier and they say. (2/4)',
			'You can see where it is on the page we sent you by e-mail when (3/4)',
			'it left us and it says when it will come to you (4/4) ^JD',
		]);
	});

	it('signs the last part once, also when the text came signed', () => {
		const parts = splitThread(`${'so sorry '.repeat(50)}^JD`, { signature: '^JD' });
		expect(parts.join(' ').match(/\^JD/g)).toHaveLength(1);
		expect(parts.at(-1)).toMatch(/sorry \^JD$/);
	});

	it('cuts a word that is too long for a post between its characters', () => {
		const parts = splitThread('👩🏽‍🚀'.repeat(200));
		expect(parts.join('')).toBe('👩🏽‍🚀'.repeat(200));
		expect(parts.map((part) => part.length % '👩🏽‍🚀'.length)).toEqual([0, 0]);
	});

	it('loses no word, cuts none, and keeps every part within the limit with its number and signature', () => {
		for (const text of written) {
			const max = 80 + draw.below(200);
			const parts = splitThread(text, { max, numbered: true, signature: 'JD' });
			for (const part of parts) expect(weigh(part)).toBeLessThanOrEqual(max);
			const bare = parts.map((part, index) => {
				const number = parts.length > 1 ? ` (${index + 1}/${parts.length})` : '';
				const end = number + (index + 1 === parts.length ? ' ^JD' : '');
				expect(part.endsWith(end)).toBe(true);
				return part.slice(0, part.length - end.length);
			});
			expect(toWords(bare.join(' '))).toEqual(toWords(text));
		}
	});

	it('cuts no link, emoji or character of the wildest text, and loses nothing but blanks', () => {
		for (const text of noise) {
			const lines = text.replace(/\r\n?/g, '\n');
			const parts = splitThread(lines, { max: 180 + draw.below(100) });
			expect(withoutBlanks(parts.join(''))).toBe(withoutBlanks(lines));
			expect(findHarm(lines, findEnds(lines, parts))).toEqual([]);
		}
	});

	it(`makes ${MAX_PARTS} parts at most and says so, instead of flooding an account`, () => {
		const most = splitThread('sorry '.repeat(1100), { numbered: true });
		expect(most).toHaveLength(25);
		expect(most[24]).toMatch(/sorry \(25\/25\)$/);
		expect(() => splitThread('sorry '.repeat(1300))).toThrow(
			/'text' should be short enough for 25/,
		);
		expect(() => splitThread('sorry '.repeat(1_000_000))).toThrow(
			/short enough for 25 posts of 280/,
		);
	});

	it('refuses a limit that a link with a number does not fit into', () => {
		expect(() => splitThread('sorry', { max: 20 })).toThrow(
			"'max' should be at least 60, but it is 20",
		);
	});
});
