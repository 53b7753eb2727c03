import { parseHandle, parseUserId } from '../../src/domain/account-cells';
import { InvalidItem } from '../../src/domain/field';

describe('a handle as people type and paste it', () => {
	it.each([
		'rosa',
		'@rosa',
		'＠rosa',
		' @rosa\u200b',
		'https://x.com/rosa',
		'https://x.com/rosa?s=20',
		'https://mobile.twitter.com/rosa?s=21&t=abc',
		'http://www.twitter.com/@rosa/',
		'x.com/rosa#top',
	])('is understood: "%s"', (typed) => {
		expect(parseHandle(typed, 'X Handle')).toBe('rosa');
	});

	it.each([
		['letters that only look like ours', 'r\u043esa'],
		['a post', 'https://x.com/rosa/status/123'],
		['a page of X itself', 'https://x.com/home'],
		['another site', 'https://evil.example/rosa'],
		['a question without an address', 'rosa?s=20'],
		['two handles', 'rosa tom'],
	])('is refused when it is %s, with what to type instead', (_, typed) => {
		const parse = () => parseHandle(typed, 'row 3, column "X Handle"');
		expect(parse).toThrow(InvalidItem);
		expect(parse).toThrow('row 3, column "X Handle"');
		expect(parse).toThrow(
			expect.objectContaining({ hint: expect.stringMatching(/@name/) }) as Error,
		);
	});
});

describe('an id as tables keep it', () => {
	it.each([
		['0012', '12'],
		['12\u200b', '12'],
		['１２', '12'],
		['0', undefined],
	])('is the same person: "%s"', (kept, id) => {
		expect(parseUserId(kept, 'X User ID')).toBe(id);
	});

	it.each(['1.4E+18', '12.0', '@rosa', '١٢'])('is refused when digits were lost: "%s"', (kept) => {
		expect(() => parseUserId(kept, 'X User ID')).toThrow('X User ID');
	});
});
