/** Text as HTML that shows it as it is: markup, runs of spaces, line ends. */
export const toHtml = (text: string): string =>
	text
		.replace(/[&<>"']/g, (character) => escapes[character])
		.replace(/\r\n?/g, '\n')
		// Browsers show one space of several, and none at the start of a line.
		.replace(/^ | (?= )/gm, '&nbsp;')
		.replace(/\n/g, '<br>');

const escapes: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** What people read of simple HTML, a line of text a line. Takes as long as the text is long. */
export const toPlainText = (html: string): string =>
	decodeEntities(
		html
			.replace(/<br\b[^<>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote)\b[^<>]*>/gi, '\n')
			.replace(/<[^<>]*>/g, ''),
	)
		.replace(/\u00a0/g, ' ')
		.trim();

/** Those that are unknown stay as they are. */
export const decodeEntities = (text: string): string =>
	text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, toCharacter);

function toCharacter(whole: string, name: string): string {
	if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole;
	const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	hellip: '…',
	ndash: '–',
	mdash: '—',
	euro: '€',
};
