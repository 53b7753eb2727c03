/** A line of bytes as text; undefined where it is too long to be kept. */
export type Line = { text: string | undefined };

/** Longer lines are passed over, so that memory stays bounded without a line end too. */
export const longestLine = 16 * 1024 * 1024;

const lineFeed = 10;

/**
 * Cuts bytes into lines, as many at a time as end in one chunk. Only `\n` and `\r\n` end a line: `node:readline` would
 * also cut at U+2028, which may stand inside a JSON text.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
	const decoder = new TextDecoder();
	let pieces: Buffer[] = [];
	let length = 0;
	const keep = (piece: Buffer) => {
		length += piece.length;
		if (length > longestLine) pieces = [];
		else pieces.push(piece);
	};
	const take = (): Line => {
		const isKept = length <= longestLine;
		const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
		pieces = [];
		length = 0;
		return { text: isKept ? decoder.decode(bytes).replace(/\r$/, '') : undefined };
	};
	for await (const chunk of chunks) {
		const lines: Line[] = [];
		let from = 0;
		for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
			keep(chunk.subarray(from, end));
			lines.push(take());
			from = end + 1;
		}
		if (from < chunk.length) keep(chunk.subarray(from));
		yield lines;
	}
	if (length > 0) yield [take()];
}
