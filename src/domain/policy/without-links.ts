import { findLinks } from '../post-text/links';

/** The text with a blank for each web address: an "@" in one names nobody, and its digits are no phone number. */
export function withoutLinks(text: string): string {
	let rest = '';
	let from = 0;
	for (const { start, end } of findLinks(text)) {
		rest += `${text.slice(from, start)} `;
		from = Math.max(from, end);
	}
	return rest + text.slice(from);
}
