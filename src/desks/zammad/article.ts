import type { CaseDraft } from '../../domain/case';
import { HttpFailure } from '../../http';
import type { FetchMedia } from '../desk';
import { isEntryOf } from '../entry';
import type { Article, Row } from './answers';

/** Writes a post as an article by whatever call takes one. */
export type WriteArticle = <T>(
	draft: CaseDraft,
	write: (article: Row) => Promise<T>,
) => Promise<{ value: T; notes?: string[] }>;

/** @param type neither is ever sent to anybody by Zammad itself */
export function createArticleWriter(type: 'note' | 'web', fetchMedia?: FetchMedia): WriteArticle {
	return async (draft, write) => {
		const article = toArticleBody(draft, type);
		const attachments = fetchMedia ? await fetchFiles(draft, fetchMedia) : [];
		if (attachments.length === 0) return { value: await write(article) };
		let notes: string[] | undefined;
		const value = await write({ ...article, attachments }).catch(async (error: unknown) => {
			// Files are worth an attempt, never a case.
			if (!isTooMuch(error)) throw error;
			notes = [`The files of the post were not attached. ${error.message}.`];
			return await write(article);
		});
		return { value, notes };
	};
}

const isTooMuch = (error: unknown): error is HttpFailure =>
	error instanceof HttpFailure && (error.status === 413 || error.status === 422);

const toArticleBody = (draft: CaseDraft, type: string): Row => ({
	subject: toSubject(draft),
	body: draft.body,
	content_type: 'text/plain',
	type,
	sender: draft.isOurs ? 'Agent' : 'Customer',
	internal: false,
});

/** Written in the same request as the words, by nobody but us: a mark that no text a customer writes can be. */
const toSubject = ({ reference }: CaseDraft) => `X post ${reference}`;

/** The body's last line counts as well: staff may have changed the subject. */
export const holdsPost = (articles: Article[], draft: CaseDraft): boolean =>
	articles.some(
		({ subject, body }) => subject === toSubject(draft) || isEntryOf(body, draft.reference),
	);

async function fetchFiles({ media }: CaseDraft, fetchMedia: FetchMedia): Promise<Row[]> {
	const files: Row[] = [];
	for (const { url } of media) {
		const file = url ? await fetchMedia(url) : undefined;
		if (!file) continue;
		files.push({ filename: file.fileName, data: file.base64, 'mime-type': file.mimeType });
	}
	return files;
}
