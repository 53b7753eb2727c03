/** A text whose HTML entities were undone, with the way back to the offsets of the text as it came. */
export interface PlainText {
	text: string;
	/** Absent where nothing changed; else for each offset of `text` the one it came from. */
	origins?: Int32Array;
}

const marks: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	'#39': "'",
	apos: "'",
	nbsp: ' ',
};
const entity = /&(?:amp;)?(amp|lt|gt|quot|#39|apos|nbsp);/g;

/** X hands out `&amp;`, `&lt;` and `&gt;`; exports double them up and know some more. */
export function undoEntities(text: string): PlainText {
	if (!text.includes('&')) return { text };
	const origins = new Int32Array(text.length + 1);
	let plain = '';
	let done = 0;
	const copy = (until: number) => {
		for (; done < until; done++) {
			origins[plain.length] = done;
			plain += text[done];
		}
	};
	for (const match of text.matchAll(entity)) {
		copy(match.index);
		origins[plain.length] = done;
		plain += marks[match[1]];
		done = match.index + match[0].length;
	}
	if (done === 0) return { text };
	copy(text.length);
	origins[plain.length] = text.length;
	return { text: plain, origins: origins.subarray(0, plain.length + 1) };
}
