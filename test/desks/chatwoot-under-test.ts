import { type ChatwootSettings, createChatwoot } from '../../src/desks/chatwoot/desk';
import type { HttpSend } from '../../src/http';
import { openSandboxDesk, type SandboxDesk } from './sandbox-desk';

const newCase = { tags: [], priorities: {} };

export const toSettings = (
	baseUrl: string,
	over: Partial<ChatwootSettings> = {},
): ChatwootSettings => ({
	...{ baseUrl, accountId: '1', inbox: '11', newCase },
	...over,
});

/** The desk of the sandbox, as the token's user sees it. */
export const openChatwoot = async (): Promise<SandboxDesk> =>
	await openSandboxDesk('chatwoot', {
		create: (send: HttpSend, url: string) => createChatwoot(send, toSettings(url)),
		toHeaders: (key) => ({ api_access_token: key }),
		isCreate: (method, path) => method === 'POST' && path.endsWith('/conversations'),
		isComment: (method, path) => method === 'POST' && path.endsWith('/messages'),
		fault200: { body: { error: 'Something went wrong' }, said: /Chatwoot: looking up/ },
		refusal: {
			status: 422,
			body: { message: 'Assignee must exist', attributes: ['assignee_id'] },
			said: /field assignee_id.*Assignee must exist/,
		},
	});
