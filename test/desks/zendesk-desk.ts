import { createZendesk, zendeskCapabilities } from '../../src/desks/zendesk/desk';
import type { ZendeskSettings } from '../../src/desks/zendesk/work';
import { openSandboxDesk, type SandboxDesk } from './sandbox-desk';

export const toHeaders = (key: string) => ({
	authorization: `Basic ${btoa(`care@example.test/token:${key}`)}`,
});

export const toSettings = (baseUrl: string, over: Partial<ZendeskSettings> = {}) => ({
	baseUrl,
	commentsAs: 'quiet' as const,
	newCase: { tags: [], priorities: {} },
	...over,
});

/** The Zendesk of the sandbox, under the contract. */
export const openZendesk = async (): Promise<SandboxDesk> =>
	await openSandboxDesk('zendesk', {
		create: (send, url) => createZendesk(send, toSettings(url)),
		toHeaders,
		isCreate: (method, path) => method === 'POST' && path.endsWith('/tickets.json'),
		isComment: (method, path) => method === 'PUT' && path.includes('/tickets/'),
		fault200: {
			body: { error: 'ServiceUnavailable', description: 'nothing was done' },
			said: /ServiceUnavailable; nothing was done/,
		},
		refusal: {
			status: 422,
			body: {
				error: 'RecordInvalid',
				description: 'Record validation errors',
				details: { group: [{ description: 'Group: is needed', error: 'BlankValue' }] },
			},
			said: /creating the ticket.*group \(Group: is needed\)/,
		},
	});

export { zendeskCapabilities };
