import { decodeEntities } from '../html';

/** What people read of an article that was written in Zammad's editor, line by line. Takes as long as the text is long. */
export function toPlainText(html: string): string {
	return toText(html.slice(0, mostCharacters))
		.split('\n')
		.map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

function toText(html: string): string {
	// Letters of other scripts may grow when they become small, and nothing would stand where it did.
	const lowerCase = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
	const parts: string[] = [];
	let at = 0;
	while (at < html.length) {
		const open = html.indexOf('<', at);
		const close = open < 0 ? -1 : html.indexOf('>', open);
		if (close < 0) return [...parts, toWords(html.slice(at))].join('');
		const tag = /^<(\/?[a-z][a-z0-9]*)/.exec(lowerCase.slice(open, open + 20))?.[1] ?? '';
		parts.push(toWords(html.slice(at, open)), breaks.get(tag) ?? '');
		at = close + 1;
		if (!['style', 'script'].includes(tag)) continue;
		const end = lowerCase.indexOf(`</${tag}`, at);
		if (end < 0) break;
		at = end;
	}
	return parts.join('');
}

const blocks = ['div', 'p', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'tr', 'ul', 'ol', 'pre'];

/** What stands for a tag. */
const breaks = new Map<string, string>([
	['br', '\n'],
	['hr', '\n'],
	['li', '\n- '],
	...blocks.map((tag) => [`/${tag}`, '\n'] as const),
]);

const toWords = (text: string) =>
	decodeEntities(text.replace(/\s+/g, ' ').replace(/&#x?0+;/gi, ''));

/** Far more than anybody writes in a comment. */
const mostCharacters = 200_000;
