import { createZammad, type ZammadSettings } from '../../src/desks/zammad/desk';
import type { FetchMedia } from '../../src/desks/desk';
import type { HttpSend } from '../../src/http';
import { openSandboxDesk } from './sandbox-desk';

export const toZammadHeaders = (key: string) => ({ authorization: `Token token=${key}` });

export const zammadSettings = (baseUrl: string): ZammadSettings => ({
	baseUrl,
	group: '2',
	articleType: 'note',
	newCase: { tags: [], priorities: {} },
});

/** Zammad of the sandbox under the contract. */
export const openZammad = async () =>
	await openSandboxDesk('zammad', {
		create: (send, url) => createZammad(send, zammadSettings(url)),
		toHeaders: toZammadHeaders,
		isCreate: (method, path) => method === 'POST' && /\/tickets(\?|$)/.test(path),
		isComment: (method, path) => method === 'PUT' && path.includes('/tickets/'),
		fault200: {
			body: { result: 'failed', message: 'The source ticket could not be found.' },
			said: /source ticket/,
		},
		refusal: {
			status: 422,
			body: {
				error: 'No lookup value found for \'state\': "nonsense"',
				error_human: 'No lookup value found for \'state\': "nonsense"',
			},
			said: /'state'/,
		},
	});

/** The same Zammad, set up otherwise. */
export const openWith = (
	send: HttpSend,
	url: string,
	over: Partial<ZammadSettings>,
	fetchMedia?: FetchMedia,
) => createZammad(send, { ...zammadSettings(url), ...over }, fetchMedia);
