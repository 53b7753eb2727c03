import { toCaseLink } from '../../src/desks/request-tracker/find-case';
import { createFetchSend } from '../support/fetch-send';
import type { HeldCase } from './held-case';

interface Page {
	items: Array<Record<string, unknown>>;
}

/** Looks at a Request Tracker as its own REST interface shows it, without the desk's code. */
export function trackerCalls(url: string, token: string) {
	const send = createFetchSend(url, { authorization: `token ${token}` });
	const call = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
		(await send({ method, url: `/REST/2.0${path}`, body })).body;
	const search = async (query: string): Promise<string[]> => {
		const parameters = new URLSearchParams({ query, fields: 'Subject', per_page: '100' });
		const { items } = (await call('GET', `/tickets?${parameters}`)) as Page;
		return items.map(({ id }) => String(id));
	};
	const readEntries = async (id: string): Promise<string[]> => {
		const path = `/ticket/${id}/attachments?fields=Content,ContentType&per_page=100`;
		const { items } = (await call('GET', path)) as Page;
		const texts = items.filter(({ ContentType }) => ContentType === 'text/plain');
		// RT's clients see line ends as CR LF where the text had them so.
		return texts.map(({ Content }) => String(Content).replace(/\r\n/g, '\n'));
	};
	return {
		call,
		search,
		readEntries,
		/** Every ticket that could be taken for the case: those with the key and those that only link to it. */
		readCases: async (caseKey: string): Promise<HeldCase[]> => {
			const quoted = caseKey.replace(/[\\']/g, '\\$&');
			const keyed = await search(`'CF.{X Case Key}'='${quoted}'`);
			const link = toCaseLink(caseKey).replace(/[\\']/g, '\\$&');
			const linked = await search(`RefersTo='${link}'`);
			const ids = [...new Set([...keyed, ...linked])];
			return await Promise.all(ids.map(async (id) => ({ id, entries: await readEntries(id) })));
		},
	};
}
