import { toHexBytes } from './encoded-word';

const mostOnALine = 76;

/** RFC 2045 quoted-printable of a text's UTF-8 bytes; lines of at most 76 characters, ended with CRLF. */
export const toQuotedPrintable = (text: string): string =>
	text
		.replace(/\p{Surrogate}/gu, '\ufffd')
		.split(/\r\n|\r|\n/)
		.map(toLines)
		.join('\r\n');

function toLines(text: string): string {
	const lines: string[] = [];
	let line = '';
	const characters = [...text];
	characters.forEach((character, index) => {
		const isLast = index === characters.length - 1;
		const encoded = toEncoded(character, line === '', isLast);
		// The last character of a line may stand where the "=" of a soft break would.
		if (line.length + encoded.length > mostOnALine - (isLast ? 0 : 1)) {
			lines.push(`${line}=`);
			line = toEncoded(character, true, isLast);
		} else line += encoded;
	});
	return [...lines, line].join('\r\n');
}

function toEncoded(character: string, isFirst: boolean, isLast: boolean): string {
	// White space at a line's end gets lost on the way, a dot at its start is SMTP's, "From " is the mailbox file's.
	if (/[ \t]/.test(character)) return isLast ? toHexBytes(character) : character;
	if (isFirst && /[.F]/.test(character)) return toHexBytes(character);
	return /[!-<>-~]/.test(character) ? character : toHexBytes(character);
}
