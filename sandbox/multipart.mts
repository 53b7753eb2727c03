/** One part of a `multipart/form-data` body (RFC 7578); `contentType` only when the part names one. */
export interface Part {
	name: string;
	fileName?: string;
	contentType?: string;
	bytes: Buffer;
}

const MOST_PARTS = 50;
const MOST_HEADER_BYTES = 8192;
const LINE = '\r\n';

/** Reads a whole body; undefined when it is not what `contentType` says, is broken off, or has too many parts. */
export function parseMultipart(body: Buffer, contentType: string): Part[] | undefined {
	const [, quoted, plain] =
		/^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
			contentType,
		) ?? [];
	const boundary = quoted ?? plain;
	if (!boundary) return undefined;
	const parts: Part[] = [];
	let at = body.indexOf(`--${boundary}`);
	// Before the first boundary stands nothing, or lines that do not count.
	if (at > 0 && body.toString('latin1', at - 2, at) !== LINE) return undefined;
	while (at >= 0) {
		const start = at + boundary.length + 2;
		if (body.toString('latin1', start, start + 2) === '--') return parts;
		if (body.toString('latin1', start, start + 2) !== LINE || parts.length === MOST_PARTS) {
			return undefined;
		}
		const headersEnd = body.indexOf(LINE + LINE, start);
		if (headersEnd < 0 || headersEnd - start > MOST_HEADER_BYTES) return undefined;
		const end = findEnd(body, boundary, headersEnd + 4);
		if (end < 0) return undefined;
		const part = readPart(
			body.toString('utf8', start + 2, headersEnd),
			body.subarray(headersEnd + 4, end),
		);
		if (!part) return undefined;
		parts.push(part);
		at = end + 2;
	}
	return undefined;
}

/** Where the next boundary line begins. A longer boundary that starts with ours is content. */
function findEnd(body: Buffer, boundary: string, from: number): number {
	const line = `${LINE}--${boundary}`;
	for (let end = body.indexOf(line, from); end >= 0; end = body.indexOf(line, end + 1)) {
		const after = body.toString('latin1', end + line.length, end + line.length + 2);
		if (after === LINE || after === '--') return end;
	}
	return -1;
}

function readPart(headers: string, bytes: Buffer): Part | undefined {
	const valueOf = (name: string) =>
		headers
			.split(LINE)
			.find((line) => line.toLowerCase().startsWith(`${name}:`))
			?.slice(name.length + 1)
			.trim();
	const disposition = valueOf('content-disposition') ?? '';
	const name = parameter(disposition, 'name');
	if (!/^form-data\b/i.test(disposition) || name === undefined) return undefined;
	const fileName = parameter(disposition, 'filename');
	const contentType = valueOf('content-type');
	return {
		name,
		...(fileName === undefined ? {} : { fileName }),
		...(contentType ? { contentType } : {}),
		bytes,
	};
}

function parameter(header: string, name: string): string | undefined {
	const [, quoted, plain] =
		new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(header) ?? [];
	return quoted?.replace(/\\(.)/g, '$1') ?? plain;
}
