import type { IExecuteFunctions } from 'n8n-workflow';

import type { DeskFile, FetchMedia } from '../desks/desk';

/** What desks take without complaint. */
const mostBytes = 10 * 1024 * 1024;

/** Reads a post's pictures and films from where X keeps them, without any credential. What cannot be had is left out. */
export function createMediaFetch(context: IExecuteFunctions, timeoutMs: number): FetchMedia {
	return async (url) => {
		if (!/^https?:\/\//i.test(url)) return undefined;
		try {
			const answer = (await context.helpers.httpRequest({
				method: 'GET',
				url,
				timeout: timeoutMs,
				encoding: 'arraybuffer',
				returnFullResponse: true,
				disableFollowRedirect: true,
			})) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
			return toFile(url, answer);
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			context.logger.warn(`${url} could not be read, so the case holds its link only: ${why}`);
			return undefined;
		}
	};
}

function toFile(
	url: string,
	{
		statusCode,
		headers,
		body,
	}: { statusCode: number; headers: Record<string, unknown>; body: unknown },
): DeskFile | undefined {
	const [mimeType] = String(headers['content-type'] ?? '').split(';');
	const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body as ArrayBuffer);
	const isMedia = /^(image|video)\/[a-z0-9.+-]+$/i.test(mimeType);
	if (statusCode !== 200 || !isMedia || bytes.length === 0 || bytes.length > mostBytes) {
		return undefined;
	}
	return { fileName: toFileName(url, mimeType), mimeType, base64: bytes.toString('base64') };
}

function toFileName(url: string, mimeType: string): string {
	const last = new URL(url).pathname.split('/').at(-1) ?? '';
	const name = last.replace(/[^A-Za-z0-9._-]/g, '').slice(-80) || 'media';
	return name.includes('.') ? name : `${name}.${mimeType.split('/')[1].replace('jpeg', 'jpg')}`;
}
