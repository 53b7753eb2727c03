import { toLastLine } from '../entry';

/** A comment holds 4,000 bytes; line ends may be stored as two. Some room is left for the lines around a part. */
const mostInComment = 3_700;
/** A case's description holds 32,000 characters. */
const mostInDescription = 30_000;

/** How a post is written down: what stands in the case's description, if it opens one, and what in comments. */
export interface Entry {
	description: string;
	comments: string[];
}

/** A post that opens a case; what its description cannot hold follows in comments. */
export function toOpening(body: string, reference: string): Entry {
	const [description, ...comments] = toParts(body, reference, mostInDescription);
	return { description, comments };
}

/** A later post: one comment, or several that say which part they are and end with the reference each. */
export const toComments = (body: string, reference: string): string[] =>
	toParts(body, reference, mostInComment);

function toParts(body: string, reference: string, mostInFirst: number): string[] {
	if (toBytes(body) <= mostInFirst) return [body];
	const last = `\n${toLastLine(reference)}`;
	const words = body.endsWith(last) ? body.slice(0, -last.length) : body;
	const chunks = cut(words, mostInFirst);
	return chunks.map((chunk, at) => `(part ${at + 1} of ${chunks.length})\n${chunk}${last}`);
}

/** Never inside a character; the first chunk may be larger than the others. */
function cut(text: string, mostInFirst: number): string[] {
	const chunks: string[] = [];
	let [begin, at, bytes] = [0, 0, 0];
	for (const character of text) {
		const size = toBytes(character);
		if (bytes + size > (chunks.length === 0 ? mostInFirst : mostInComment)) {
			chunks.push(text.slice(begin, at));
			[begin, bytes] = [at, 0];
		}
		bytes += size;
		at += character.length;
	}
	return [...chunks, text.slice(begin)];
}

/** In UTF-8, a line end counted as two. */
function toBytes(text: string): number {
	let bytes = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		bytes += code === 10 ? 2 : code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return bytes;
}
