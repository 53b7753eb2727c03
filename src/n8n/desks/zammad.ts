import { createZammad, type ZammadSettings } from '../../desks/zammad/desk';
import { createZammadLists } from '../../desks/zammad/lists';
import { createZammadWebhook } from '../../desks/zammad/webhook';
import { createZammadWebhookSetUp } from '../../desks/zammad/webhook-set-up';
import type { DeskBinding } from './binding';

export const zammad: DeskBinding<ZammadSettings> = {
	credential: 'caseDeskZammadApi',
	toBaseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	readSettings: (parameters, { baseUrl }) => ({
		baseUrl: String(baseUrl ?? ''),
		group:
			parameters.text('operation') === 'prepare'
				? ''
				: parameters.required('queue', 'Group', 'Choose the group that takes new cases.'),
		articleType: parameters.option('articleType', 'note') === 'web' ? 'web' : 'note',
		newCase: parameters.newCase(),
	}),
	create: createZammad,
	toLists: createZammadLists,
	webhook: {
		toWebhook: ({ baseUrl }) => createZammadWebhook(String(baseUrl ?? '')),
		toSetUp: (send, { webhookSecret }) =>
			createZammadWebhookSetUp(send, String(webhookSecret ?? '')),
	},
};
