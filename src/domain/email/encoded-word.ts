/** Text for a header, RFC 2047: ASCII as it is, everything else in encoded words, short enough for a line of 76 with a header's name before them. */
export function toHeaderWords(text: string): string[] {
	const clean = toHeaderText(text);
	if (/^[\x20-\x7e]*$/.test(clean) && !clean.includes('=?'))
		return clean.split(' ').filter(Boolean);
	const words: string[] = [];
	let word = '';
	for (const character of clean) {
		const encoded = toQ(character);
		if (word.length + encoded.length > most) {
			words.push(word);
			word = '';
		}
		word += encoded;
	}
	return [...words, word].map((it) => `${start}${it}${end}`);
}

/** One line of text: nothing in it can end a header. */
const toHeaderText = (text: string): string =>
	text
		.replace(/\p{Surrogate}/gu, '\ufffd')
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.trim();

const start = '=?utf-8?Q?';
const end = '?=';
const most = 56 - start.length - end.length;

function toQ(character: string): string {
	if (character === ' ') return '_';
	return /[A-Za-z0-9]/.test(character) ? character : toHexBytes(character);
}

/** The UTF-8 bytes of a character as quoted-printable has them, e.g. `=C3=A4`. */
export function toHexBytes(character: string): string {
	const percent = encodeURIComponent(character);
	if (percent.startsWith('%')) return percent.replace(/%/g, '=');
	return `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
