import type { CaseDraft } from '../../domain/case';
import { toHttpFailure } from '../../http';
import type { FetchMedia } from '../desk';
import type { SalesforceApi } from './api';

/** Puts pictures and films into the case, one call each. @returns what did not work: the links in the text stay */
export async function attachMedia(
	api: SalesforceApi,
	caseId: string,
	{ media }: CaseDraft,
	fetchMedia: FetchMedia,
): Promise<string[]> {
	const notes: string[] = [];
	for (const { url } of media) {
		const file = url ? await fetchMedia(url) : undefined;
		if (!file) continue;
		const version = {
			Title: file.fileName.slice(0, 255),
			PathOnClient: file.fileName.slice(-500),
			VersionData: file.base64,
			FirstPublishLocationId: caseId,
		};
		const doing = `attaching ${file.fileName}`;
		await api.createRecord(doing, '/sobjects/ContentVersion', version).catch((error: unknown) => {
			notes.push(`${toHttpFailure(error).message}. The link in the text stays.`);
		});
	}
	return notes;
}
