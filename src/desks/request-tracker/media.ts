import type { CaseDraft } from '../../domain/case';
import { HttpFailure } from '../../http';
import type { FetchMedia } from '../desk';

/** The post's pictures and films as RT takes them along with the text; absent when there are none. */
export async function toAttachments(
	{ media }: CaseDraft,
	fetchMedia: FetchMedia | undefined,
): Promise<Record<string, unknown>> {
	const attachments: unknown[] = [];
	for (const { url } of fetchMedia ? media : []) {
		const file = url === undefined ? undefined : await fetchMedia?.(url);
		if (!file) continue;
		const { fileName: FileName, mimeType: FileType, base64: FileContent } = file;
		attachments.push({ FileName, FileType, FileContent });
	}
	return attachments.length > 0 ? { Attachments: attachments } : {};
}

/** Sends with the files, and without them if that is refused: RT, or a proxy before it, may find them too large. */
export async function sendWithFiles<Answer>(
	attachments: Record<string, unknown>,
	send: (attachments: Record<string, unknown>) => Promise<Answer>,
): Promise<Answer> {
	const isAny = Object.keys(attachments).length > 0;
	return await send(attachments).catch(async (error: unknown) => {
		const isRefused = error instanceof HttpFailure && error.kind === 'refused';
		if (!isAny || !isRefused) throw error;
		return await send({});
	});
}
