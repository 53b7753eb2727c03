import { type ChatwootSettings, createChatwoot } from '../../desks/chatwoot/desk';
import { createChatwootLists } from '../../desks/chatwoot/lists';
import { createChatwootWebhook } from '../../desks/chatwoot/webhook';
import { createChatwootSetUp } from '../../desks/chatwoot/webhook-set-up';
import type { DeskBinding } from './binding';

const text = (value: unknown) => String(value ?? '').trim();

export const chatwoot: DeskBinding<ChatwootSettings> = {
	credential: 'caseDeskChatwootApi',
	toBaseUrl: ({ baseUrl }) => text(baseUrl),
	readSettings: (parameters, { baseUrl, accountId }) => ({
		baseUrl: text(baseUrl),
		accountId: text(accountId),
		inbox:
			parameters.text('operation') === 'prepare'
				? ''
				: parameters.required('queue', 'Inbox', "Choose an inbox of the kind 'API'."),
		newCase: parameters.newCase(),
	}),
	create: createChatwoot,
	toLists: (send, _chosen, { accountId }) => createChatwootLists(send, text(accountId)),
	webhook: {
		toWebhook: ({ baseUrl, accountId }) => createChatwootWebhook(text(baseUrl), text(accountId)),
		toSetUp: (send, { accountId }) => createChatwootSetUp(send, text(accountId)),
	},
};
