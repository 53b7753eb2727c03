import fc from 'fast-check';

import { classify } from '../../src/domain/triage/classify';
import { findPlainEnd, toPlainKind, unclear } from '../../src/domain/triage/plain-tokens';
import { toTokens } from '../../src/domain/triage/tokens';

/** Where tokens of plain ASCII end, as a regular expression says it: slow, but plain to read. */
const pattern =
	/(https?:\/\/\S*)|(@\w+)|(#\w+)|([A-Za-z][\w']*)|(\d[\d.,:]*)|([!?]+|\.+|[:;=][-^']?[()DP|/]|["$%,;:()])/y;
const kinds = ['link', 'mention', 'hashtag', 'word', 'number', 'marks'];

const pieces = [
	...'abhDPZ09_\'-^.,:;=()|/"$%!?@# \n\t~*&<[\\',
	'http://',
	'https://',
	'HTTP://',
	'http:/',
	':-)',
	"don't",
];
const asciiText = fc
	.array(fc.constantFrom(...pieces), { maxLength: 20 })
	.map((list) => list.join(''));
const anyText = fc
	.array(fc.constantFrom(...pieces, 'é', '’', '😀', '\u200d', '\u0301', '＠', '…', '\ud800'), {
		maxLength: 20,
	})
	.map((list) => list.join(''));

describe('tokens without the pattern', () => {
	it('are those that the pattern finds', () => {
		fc.assert(
			fc.property(asciiText, (text) => {
				for (let at = 0; at < text.length; at++) {
					pattern.lastIndex = at;
					const match = pattern.exec(text);
					expect(findPlainEnd(text, at)).toBe(at + (match?.[0].length ?? 0));
					if (match === null) continue;
					expect(toPlainKind(text, at)).toBe(kinds[match.slice(1).findIndex(Boolean)]);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('leave it to the pattern where a character beyond ASCII touches them', () => {
		for (const text of ['café', '@café', '#é', '12²', '!！', 'https://é', 'can’t']) {
			expect(findPlainEnd(text, 0)).toBe(unclear);
		}
		expect(toTokens('can’t café').map(({ key }) => key)).toEqual(['cant', 'café']);
	});

	it('stand in order and never overlap, whatever is between them', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				let end = 0;
				for (const token of toTokens(text)) {
					expect(token.start).toBeGreaterThanOrEqual(end);
					expect(token.end).toBeGreaterThan(token.start);
					end = token.end;
				}
				expect(end).toBeLessThanOrEqual(text.length);
			}),
		);
	});
});

it('says the same of a post after more words than it remembers have gone by', () => {
	const post = { text: '@acme my order is 3 weeks late and nobody answers #fail 😡' };
	const before = classify(post);
	for (let from = 0; from < 45_000; from += 3_000) {
		const words = Array.from({ length: 3_000 }, (_, i) => `word${from + i}x`);
		classify({ text: words.join(' ') });
	}
	expect(classify(post)).toEqual(before);
});
