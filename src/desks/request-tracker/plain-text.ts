/** What a person reads in a message's texts: the plain one if there is one, else the one with markup, without it. */
export function toPlainText(texts: Array<{ type: string; text: string }>): string {
	const plain = texts.find(({ type }) => type.startsWith('text/plain'));
	const text = plain ? plain.text : stripMarkup(texts.map((it) => it.text).join('\n'));
	return text.replace(/\r\n?/g, '\n').trim();
}

/** RT's editor writes simple HTML: paragraphs, breaks, lists, bold words. */
function stripMarkup(html: string): string {
	return html
		.replace(/<(style|script|head)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
		.replace(/\s+/g, ' ')
		.replace(/ ?<br\s*\/?> ?/gi, '\n')
		.replace(/ ?<\/(p|div|li|tr|h[1-6]|blockquote)> ?/gi, '\n')
		.replace(/<[a-z/!][^>]*>/gi, '')
		.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, (all, name: string) => toCharacter(name) ?? all)
		.replace(/\u00a0/g, ' ')
		.replace(/\n{3,}/g, '\n\n');
}

function toCharacter(name: string): string | undefined {
	if (!name.startsWith('#')) return named[name.toLowerCase()];
	const isHex = /^#x/i.test(name);
	const code = parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};
