/** Text as HTML that shows it as it is: lines, runs of spaces and all; Odoo's sanitizer leaves it alone. */
export const toHtml = (text: string) =>
	`<p>${text
		.replace(/[&<>"']/g, (it) => entities[it])
		.replace(/\r\n?/g, '\n')
		.replace(/^ | (?= )/gm, '&nbsp;')
		.replace(/\n/g, '<br/>')}</p>`;

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** What people read in HTML of Odoo's, as plain text. */
export const toPlainText = (html: unknown): string =>
	typeof html !== 'string'
		? ''
		: html
				.replace(/\r?\n/g, ' ')
				.replace(/<br\b[^>]{0,2000}>|<\/(?:p|div|li|tr|h[1-6]|blockquote)>/gi, '\n')
				.replace(/<\/?[a-z][^<>]{0,4000}>/gi, '')
				.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, toCharacter)
				.replace(/\u00a0/g, ' ')
				.trim();

function toCharacter(whole: string, decimal?: string, hex?: string, name?: string): string {
	if (name !== undefined) return named[name.toLowerCase()] ?? whole;
	const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const named: Record<string, string> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
};
