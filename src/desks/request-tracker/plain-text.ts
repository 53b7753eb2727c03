import { decodeEntities } from '../html';

/** What a person reads in a message's texts: the plain one if there is one, else the one with markup, without it. */
export function toPlainText(texts: Array<{ type: string; text: string }>): string {
	const plain = texts.find(({ type }) => type.startsWith('text/plain'));
	const text = plain ? plain.text : stripMarkup(texts.map((it) => it.text).join('\n'));
	return text.replace(/\r\n?/g, '\n').trim();
}

/** RT's editor writes simple HTML: paragraphs, breaks, lists, bold words. */
function stripMarkup(html: string): string {
	const text = withoutHidden(html)
		.replace(/\s+/g, ' ')
		.replace(/ ?<br\s*\/?> ?/gi, '\n')
		.replace(/ ?<\/(p|div|li|tr|h[1-6]|blockquote)> ?/gi, '\n')
		.replace(/<[a-z/!][^<>]*>/gi, '');
	return decodeEntities(text)
		.replace(/\u00a0/g, ' ')
		.replace(/\n{3,}/g, '\n\n');
}

/** Without what no mail program shows, read once from end to end; what is never closed hides nothing. */
function withoutHidden(html: string): string {
	const opening = /<(style|script|head)\b[^<>]*>/gi;
	const unclosed = new Set<string>();
	let shown = '';
	let from = 0;
	for (let match = opening.exec(html); match; match = opening.exec(html)) {
		const tag = match[1].toLowerCase();
		if (unclosed.has(tag)) continue;
		const closing = new RegExp(`</${tag}>`, 'gi');
		closing.lastIndex = opening.lastIndex;
		if (closing.test(html)) {
			shown += html.slice(from, match.index);
			from = opening.lastIndex = closing.lastIndex;
		} else unclosed.add(tag);
	}
	return shown + html.slice(from);
}
