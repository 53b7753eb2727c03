import type { CaseDraft } from '../../domain/case';
import type { DeskFile, FetchMedia } from '../desk';
import type { OdooApi } from './api';
import { toExternalId } from './external-id';

/**
 * Puts pictures and films of a post into the record, all in one call, each once.
 *
 * @returns what is missing, a sentence each; never throws, the post itself is in
 */
export async function attachMedia(
	api: OdooApi,
	model: string,
	caseId: number,
	{ media, reference }: CaseDraft,
	fetchMedia: FetchMedia,
): Promise<string[]> {
	const urls = media.flatMap(({ url }) => (url ? [url] : []));
	const files: Array<DeskFile & { at: number }> = [];
	for (const [at, url] of urls.entries()) {
		const file = await fetchMedia(url).catch(() => undefined);
		if (file) files.push({ ...file, at });
	}
	const missing = urls.length - files.length;
	const notes = missing > 0 ? [`${missing} of ${urls.length} files could not be read from X.`] : [];
	if (files.length === 0) return notes;
	const rows = files.map(({ at, fileName, mimeType, base64 }) => ({
		id: toExternalId('file', `${reference}-${at}`),
		name: fileName,
		mimetype: mimeType,
		datas: base64,
		res_model: model,
		res_id: String(caseId),
	}));
	try {
		await api.load('attaching files', 'ir.attachment', rows, { existing: 'keep' });
		return notes;
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		return [...notes, `The files could not be attached (${words}); their links are in the text.`];
	}
}
