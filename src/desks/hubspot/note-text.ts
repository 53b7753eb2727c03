import { toHtml } from '../html';

/** HubSpot takes no longer texts. */
const limit = 65_536;

const tailLength = 2000;
const gap = '\n[…]\n';

/** A note as HubSpot wants it, in HTML that shows the text word for word. */
export function toNoteHtml(text: string): string {
	return fit(text, toHtml);
}

/** Where plain text is wanted. */
export const toTicketContent = (text: string): string => fit(text, (it) => it);

/** Cuts in the middle: the links and the reference stand at the end. */
function fit(text: string, render: (part: string) => string): string {
	const whole = render(text);
	if (whole.length <= limit) return whole;
	const tailAt = toCut(text, text.length - tailLength);
	const tail = render(text.slice(tailAt));
	const room = limit - tail.length - render(gap).length;
	const head: string[] = [];
	let length = 0;
	for (const character of text.slice(0, tailAt)) {
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

/** There, or behind the character it would part. */
const toCut = (text: string, at: number) => (/^[\udc00-\udfff]/.test(text.slice(at)) ? at + 1 : at);
