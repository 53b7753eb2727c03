/** What Zendesk makes of a comment's HTML, and what a browser shows of it. */
const KEPT = new Set(['p', 'br', 'span', 'b', 'strong', 'i', 'em', 'a', 'div', 'ul', 'li', 'pre']);
const SILENT = /<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi;

/** Drops what may not stand in a comment. */
export const toSafeHtml = (html: string): string =>
	html
		.replace(SILENT, '')
		.replace(/<\/?([a-z0-9]+)[^>]*>/gi, (tag, name: string) =>
			KEPT.has(name.toLowerCase()) ? tag.replace(/\s[^>]*?(?=\/?>)/, '') : '',
		);

/** `body` is read as Markdown where the account has rich text on, as new accounts have. */
export const fromMarkdown = (text: string): string =>
	text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
		.replace(/(^|\s)_(\S.*?)_(?=\s|$)/g, '$1<em>$2</em>')
		.replace(/^#+ (.+)$/gm, '<strong>$1</strong>')
		.replace(/\r?\n/g, '<br>');

/** Placeholders in what agents write are filled in; unknown ones come out empty. */
export const fillPlaceholders = (html: string, values: Record<string, string>): string =>
	html
		.replace(/\{\{\s*([^}]*?)\s*\}\}/g, (_all, name: string) => values[name] ?? '')
		.replace(/\{%[^%]*%\}/g, '');

/** As people read it: white space runs together as in a browser, hard spaces do not. */
export const toPlainText = (html: string): string =>
	html
		.replace(/[ \t\r\n]+/g, ' ')
		.replace(/ ?(?:<br\s*\/?>|<\/p>|<\/div>|<\/li>) ?/gi, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/&nbsp;/g, ' ')
		.replace(/&amp;/g, '&')
		.replace(/\n+$/, '');
