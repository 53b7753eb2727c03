/**
 * What X counts as one emoji: every sequence Unicode recommends (as far as the running Node.js knows it, which is further than
 * twitter-text 3.1.0's list of 2018: newer ones count as one too) and the shorter spellings that list has besides.
 */
const spellings = [
	// Keycaps without variation selector.
	'[#*0-9]\\u20e3',
	// Emoji by nature with a variation selector nevertheless.
	'[🀄🈚🈯⌚⌛◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛔⛪⛲⛳⛵⛺⛽❗⬛⬜⭐⭕]\\ufe0f',
	// A variation selector and a skin tone; skiers have tones in the list only.
	'[🏋🏌🕴🕵🖐☝⛹✌✍]\\ufe0f\\p{Emoji_Modifier}',
	'⛷\\ufe0f?\\p{Emoji_Modifier}',
	// Levitating men and women.
	'🕴[\\ufe0f\\p{Emoji_Modifier}]\\u200d[♀♂]\\ufe0f',
	// The eye in the speech bubble, spelt short; spelt in full it is two emoji to the list, and infinity takes no selector.
	'👁\\u200d🗨',
	'👁\\ufe0f(?=\\u200d🗨\\ufe0f)',
	'♾',
];

/** Looked at first: the list of sequences is long, and most characters start none of them. */
const start = '(?=[\\p{Emoji}--[#*0-9]]|[#*0-9]\\ufe0f?\\u20e3)';
const pattern = new RegExp(`${start}(?:${spellings.join('|')}|\\p{RGI_Emoji})`, 'gv');

/** Every emoji of the text with its offset, from left to right. */
export function findEmoji(text: string): Array<{ start: number; end: number }> {
	return Array.from(text.matchAll(pattern), ({ index, 0: emoji }) => ({
		start: index,
		end: index + emoji.length,
	}));
}
