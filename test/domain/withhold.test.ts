import { withhold } from '../../src/domain/withhold';

describe('a message that quotes what it must not', () => {
	const words = 'my password is swordfish and my card ends on 1234';

	it.each([
		[`Description: '${words}' is too long`, "Description: '[…]' is too long"],
		[`Value "${words.slice(0, 30)}…" is not valid`, 'Value "[…]…" is not valid'],
		['the card is fine', 'the card is fine'],
		['', ''],
	])('keeps %j without it', (message, kept) => {
		expect(withhold(message, words)).toBe(kept);
	});

	it('withholds a short secret as a whole, and nothing for none', () => {
		expect(withhold('key k-1 is unknown', 'k-1')).toBe('key […] is unknown');
		expect(withhold('key k-1 is unknown', '')).toBe('key k-1 is unknown');
	});

	it('takes no longer for texts made to be slow', () => {
		expect(withhold('a'.repeat(3000), `${'a'.repeat(10_000)}b`)).toBe('[…]');
	});
});
