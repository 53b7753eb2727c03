/** What the bytes of a file say about it, whatever its sender says. */
export interface FileFacts {
	/** undefined: none of the kinds X takes. */
	mimeType?: string;
	/** In pixels, where the kind of file says it at its start. */
	width?: number;
	height?: number;
}

/** Enough bytes to tell films apart; the rest of a film is never looked at. */
export const FILM_HEAD_BYTES = 64;

const SIGNATURES: Array<{ mimeType: string; at: number; bytes: string }> = [
	{ mimeType: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
	{ mimeType: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
	{ mimeType: 'image/gif', at: 0, bytes: 'GIF87a' },
	{ mimeType: 'image/gif', at: 0, bytes: 'GIF89a' },
	{ mimeType: 'image/webp', at: 8, bytes: 'WEBP' },
	{ mimeType: 'image/tiff', at: 0, bytes: 'II*\0' },
	{ mimeType: 'image/tiff', at: 0, bytes: 'MM\0*' },
	{ mimeType: 'video/quicktime', at: 4, bytes: 'ftypqt' },
	{ mimeType: 'video/mp4', at: 4, bytes: 'ftyp' },
	{ mimeType: 'video/webm', at: 0, bytes: '\x1aE\xdf\xa3' },
	{ mimeType: 'image/bmp', at: 0, bytes: 'BM' },
	{ mimeType: 'text/vtt', at: 0, bytes: 'WEBVTT' },
	{ mimeType: 'text/srt', at: 0, bytes: '1\n' },
	{ mimeType: 'text/srt', at: 0, bytes: '1\r\n' },
	{ mimeType: 'video/mp2t', at: 0, bytes: 'G' },
];

export function readFileFacts(file: Buffer): FileFacts {
	const found = SIGNATURES.find(
		({ at, bytes }) => file.toString('latin1', at, at + bytes.length) === bytes,
	);
	return { mimeType: found?.mimeType, ...(SIZES[found?.mimeType ?? '']?.(file) ?? {}) };
}

type Size = { width: number; height: number };

const SIZES: Record<string, (file: Buffer) => Size | undefined> = {
	'image/png': (file) =>
		file.length < 24 ? undefined : { width: file.readUInt32BE(16), height: file.readUInt32BE(20) },
	'image/gif': (file) =>
		file.length < 10 ? undefined : { width: file.readUInt16LE(6), height: file.readUInt16LE(8) },
	'image/jpeg': readJpegSize,
};

/** Goes from marker to marker until the one that starts the picture itself. */
function readJpegSize(file: Buffer): Size | undefined {
	let at = 2;
	while (at + 9 <= file.length && file[at] === 0xff) {
		const marker = file[at + 1];
		const startsPicture = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (startsPicture) {
			return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
		}
		at += 2 + file.readUInt16BE(at + 2);
	}
	return undefined;
}
