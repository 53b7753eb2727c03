/** A page that reads well on a phone; no image, style or script is fetched. `content` is markup, `title` is text. */
export function toHtmlPage(title: string, content: string[]): string {
	return [
		'<!doctype html>',
		'<html><head><meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		`<title>${escapeHtml(title)}</title></head>`,
		`<body style="${styles.body}"><div style="${styles.page}">`,
		...content,
		'</div></body></html>',
		'',
	].join('\n');
}

export const styles = {
	body: 'margin:0;background:#fff;color:#14181c',
	page: 'max-width:600px;margin:0 auto;padding:16px;font:16px/1.5 -apple-system,Segoe UI,Roboto,Arial,sans-serif',
	head: 'margin:0 0 8px;font-weight:600',
	badge:
		'margin-left:8px;padding:2px 8px;border-radius:10px;background:#eef1f4;font-size:13px;font-weight:400',
	post: 'margin:0;padding:12px 16px;border-left:4px solid #536471;background:#f7f9fa;white-space:pre-wrap;overflow-wrap:anywhere',
	button:
		'display:inline-block;padding:10px 16px;border:1px solid #536471;border-radius:8px;margin:0 6px 6px 0;color:#14181c;text-decoration:none',
	facts:
		'border-top:1px solid #dfe3e7;padding-top:8px;font-size:13px;color:#536471;overflow-wrap:anywhere',
	group: 'margin:24px 0 0;font-size:16px',
	entry: 'margin:0;padding:12px 0;border-bottom:1px solid #dfe3e7;overflow-wrap:anywhere',
};

/** @param label markup */
export const toLink = (url: string, label: string, style?: string): string =>
	/^https?:\/\//.test(url)
		? `<a href="${escapeHtml(url)}"${style ? ` style="${style}"` : ''}>${label}</a>`
		: label;

export const escapeHtml = (text: string): string =>
	text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
