/**
 * As people write in a hurry: Latin letters without accents (`está` is `esta`, `ß` is `ss`),
 * Devanagari without the dots that many leave out (nukta, and chandrabindu as anusvara).
 */
export function toPlainLetters(text: string): string {
	if (ascii.test(text)) return text;
	return text
		.normalize('NFD')
		.replace(/[\u0300-\u036f\u093c]/g, '')
		.replace(/\u0901/g, '\u0902')
		.replace(/ß/g, 'ss')
		.replace(/œ/g, 'oe')
		.normalize('NFC');
}

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/;
