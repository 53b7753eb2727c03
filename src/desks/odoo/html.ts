import * as html from '../html';

/** As Odoo's editor writes it; its sanitizer leaves it alone. */
export const toHtml = (text: string): string => `<p>${html.toHtml(text)}</p>`;

/** Odoo breaks lines of markup where it likes. */
export const toPlainText = (markup: unknown): string =>
	typeof markup === 'string' ? html.toPlainText(markup.replace(/\r?\n/g, ' ')) : '';
