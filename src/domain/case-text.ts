/**
 * One line that shows as what it is, for names, titles and subjects: no control or text-direction characters, single spaces,
 * cut between characters at `maxLength` (UTF-16 code units) with an ellipsis.
 */
export function toPlainLine(text: string, maxLength: number): string {
	const line = mend(text)
		.replace(controls, ' ')
		.replace(directions, '')
		.replace(/\s+/g, ' ')
		.trim();
	if (line.length <= maxLength) return line;
	let cut = '';
	for (const { segment } of graphemes.segment(line)) {
		if (cut.length + segment.length > maxLength - 1) break;
		cut += segment;
	}
	return `${cut.trimEnd()}…`;
}

/** The text word for word; only what no text needs is gone: control characters (line feed and tab stay) and broken halves of a pair. */
export function toVerbatim(text: string): string {
	return mend(text).replace(/\r\n?/g, '\n').replace(c0, '');
}

const mend = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd');

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const toSet = (...ranges: Array<[first: number, last: number]>) =>
	new RegExp(
		`[${ranges.map(([first, last]) => `${toEscape(first)}-${toEscape(last)}`).join('')}]`,
		'gu',
	);

const toEscape = (point: number) => `\\u{${point.toString(16)}}`;

const c0 = toSet([0x00, 0x08], [0x0b, 0x1f], [0x7f, 0x7f]);

/** C0, DEL, C1, line and paragraph separator. */
const controls = toSet([0x00, 0x1f], [0x7f, 0x9f], [0x2028, 0x2029]);

/** What makes text run or look other than it is: bidirectional marks, embeddings, overrides and isolates; invisible tags. */
const directions = toSet(
	[0x061c, 0x061c],
	[0x200e, 0x200f],
	[0x202a, 0x202e],
	[0x2066, 0x2069],
	[0xfeff, 0xfeff],
	[0xe0001, 0xe0001],
);
