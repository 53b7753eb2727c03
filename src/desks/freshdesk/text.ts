/** Plain text as Freshdesk wants it, line breaks and indents kept, nothing in it read as markup. */
export function toHtml(text: string): string {
	const lines = text.split(/\r\n|\r|\n/).map((line) =>
		line
			.replace(/[&<>"']/g, (char) => escapes[char])
			// Browsers show one space of several, and none at the start of a line.
			.replace(/^ | (?= )/g, '&nbsp;'),
	);
	return `<div>${lines.join('<br>')}</div>`;
}

const escapes: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** What a person reads of it, one line of text a line. */
export function toText(html: string): string {
	return html
		.replace(/<br\s*\/?>|<\/(?:div|p|li|tr|h\d)>/gi, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, toChar)
		.replace(/\u00a0/g, ' ')
		.trim();
}

function toChar(entity: string, decimal?: string, hex?: string, name?: string): string {
	if (name !== undefined) return named[name.toLowerCase()] ?? entity;
	const code = decimal !== undefined ? Number(decimal) : parseInt(hex ?? '', 16);
	return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}

const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};

/** Whether the text is the entry of that post: only its last line says so, others may quote it. */
export const isEntryOf = (text: string, reference: string): boolean =>
	text.trimEnd().split('\n').at(-1)?.trim() === `Reference: ${reference}`;
