/** HubSpot takes no longer texts. */
const limit = 65_536;

const tailLength = 2000;
const gap = '\n[…]\n';

/** A note as HubSpot wants it, in HTML that shows the text word for word. */
export function toNoteHtml(text: string): string {
	return fit(text, escapeHtml);
}

/** Where plain text is wanted. */
export const toTicketContent = (text: string): string => fit(text, (it) => it);

/** Cuts in the middle: the links and the reference stand at the end. */
function fit(text: string, render: (part: string) => string): string {
	const whole = render(text);
	if (whole.length <= limit) return whole;
	const tail = render(text.slice(-tailLength));
	const room = limit - tail.length - render(gap).length;
	const head: string[] = [];
	let length = 0;
	for (const character of text.slice(0, -tailLength)) {
		length += render(character).length;
		if (length > room) break;
		head.push(character);
	}
	// Rendered together: spaces are told by what stands beside them, and come out longer at most by the margin.
	let end = head.length;
	let start = render(head.join(''));
	while (start.length > room) start = render(head.slice(0, (end -= 100)).join(''));
	return `${start}${render(gap)}${tail}`;
}

const escapeHtml = (text: string): string =>
	text
		.replace(/[&<>"']/g, (character) => entities[character])
		// Spaces at the beginning of a line and beside others would be swallowed.
		.replace(/^ | (?= )/gm, '&nbsp;')
		.replace(/\r\n|\r|\n/g, '<br>');

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** What people read in a note. */
export function toPlainText(html: string): string {
	return html
		.replace(/<(?:br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => decode(name) ?? whole)
		.replace(/\u00a0/g, ' ')
		.trim();
}

const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};

function decode(name: string): string | undefined {
	if (!name.startsWith('#')) return named[name.toLowerCase()];
	const isHex = /^#x/i.test(name);
	const code = parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
