import { toHttpFailure } from '../../http';
import type { Work } from './work';

/** What a comment takes its files by. A file that cannot be had or is not taken stays a link in the text. */
export async function uploadMedia({
	api,
	draft,
	fetchMedia,
}: Work): Promise<{ uploads?: string[] }> {
	if (!fetchMedia) return {};
	const uploads: string[] = [];
	for (const { url } of draft.media) {
		const file = url === undefined ? undefined : await fetchMedia(url);
		if (!file) continue;
		const token = await api.upload(file).catch((error: unknown) => void toHttpFailure(error));
		if (token) uploads.push(token);
	}
	return uploads.length > 0 ? { uploads } : {};
}
