import type { CaseDraft } from '../../domain/case';
import { toLastLine } from '../entry';
import { toHtml } from '../html';

/** Zendesk takes 65,535 bytes a comment. */
const mostBytes = 65_000;

/** The draft's body as HTML: `body` would be read as Markdown. What is too long is cut in the post, never in the facts below it. */
export function toCommentHtml({ body }: Pick<CaseDraft, 'body'>): string {
	const html = toQuietHtml(body);
	if (countBytes(html) <= mostBytes) return html;
	const cutAt = body.lastIndexOf('\n-----');
	const facts = cutAt < 0 ? '' : body.slice(cutAt);
	const ending = toQuietHtml(
		`…\n[Cut here, Zendesk takes no more: the rest is behind the link below.]\n${facts}`,
	);
	const letters = Array.from(cutAt < 0 ? body : body.slice(0, cutAt));
	let length = letters.length;
	for (;;) {
		const start = toQuietHtml(letters.slice(0, length).join(''));
		const over = countBytes(start) + countBytes(ending) - mostBytes;
		if (over <= 0 || length === 0) return start + ending;
		length = Math.floor(length * 0.9);
	}
}

/** Zendesk fills in `{{…}}` in what agents write, so no two braces stand side by side. */
const toQuietHtml = (text: string): string => toHtml(text).replace(/\{([{%])/g, '{<span>$1</span>');

/** At most 150 letters, and nothing Zendesk would fill in. */
export function toSubject(title: string): string {
	const letters = Array.from(title.replace(/\{(?=[{%])/g, '{ '));
	return letters.length > 150 ? `${letters.slice(0, 149).join('')}…` : letters.join('');
}

/** Whether a comment is the entry of the post: the reference ends it. */
export const isEntryOf = (text: string, reference: string): boolean => {
	const line = toLastLine(reference);
	const end = text.trimEnd();
	return end === line || (end.endsWith(line) && /\s/.test(end.at(-line.length - 1) ?? ''));
};

const countBytes = (text: string) => Buffer.byteLength(text, 'utf8');
