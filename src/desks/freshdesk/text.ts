import * as html from '../html';

/** As Freshdesk writes it itself. */
export const toHtml = (text: string): string => `<div>${html.toHtml(text)}</div>`;
