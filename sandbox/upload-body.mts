import type { ApiCall } from './api-call.mts';
import { parseMultipart, type Part } from './multipart.mts';
import { invalidRequest, type Answer } from './problems.mts';
import { isRecord } from './request-body.mts';

/** The body of an upload, JSON or multipart alike: `media` as bytes, all else as it was sent. */
export interface UploadBody {
	fields: Record<string, unknown>;
	media?: Buffer;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Longer texts named `media` are not kept in the request log. */
const LOGGED_CHARACTERS = 100;

export function readUploadBody({ body, raw }: ApiCall): UploadBody | Answer {
	if (/^multipart\//i.test(raw.contentType)) {
		const parts = parseMultipart(raw.bytes, raw.contentType);
		return parts
			? readParts(parts)
			: invalidRequest('Request body is not valid multipart form data.');
	}
	if (body === undefined) return invalidRequest('Request body is not valid JSON.');
	if (!isRecord(body)) return invalidRequest('Request body must be a JSON object.');
	const { media, ...fields } = body;
	if (media === undefined) return { fields };
	const bytes = typeof media === 'string' ? fromBase64(media) : undefined;
	return bytes ? { fields, media: bytes } : badMedia();
}

/** What the request log keeps of a body: everything but files. */
export function toLogged(body: unknown): unknown {
	if (body === undefined) return '(not JSON)';
	if (!isRecord(body) || typeof body.media !== 'string') return body;
	if (body.media.length <= LOGGED_CHARACTERS) return body;
	return { ...body, media: `(${body.media.length} characters)` };
}

function readParts(parts: Part[]): UploadBody | Answer {
	const fields: Record<string, unknown> = {};
	let media: Buffer | undefined;
	for (const part of parts) {
		const text = part.bytes.toString('utf8');
		if (part.name !== 'media') {
			const before = fields[part.name];
			fields[part.name] = before === undefined ? text : [before, text].flat();
			continue;
		}
		if (media) return invalidRequest('$.media: was sent more than once');
		// A plain field may hold base64, as in JSON; a part that says it is a file holds the file.
		const isFile = part.fileName !== undefined || part.contentType !== undefined;
		media = (isFile ? undefined : fromBase64(text)) ?? part.bytes;
	}
	return { fields, ...(media ? { media } : {}) };
}

const fromBase64 = (text: string): Buffer | undefined =>
	text.length > 0 && text.length % 4 === 0 && BASE64.test(text)
		? Buffer.from(text, 'base64')
		: undefined;

const badMedia = () => invalidRequest('$.media: is not base64');
