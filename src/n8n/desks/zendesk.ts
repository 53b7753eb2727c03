import { createZendesk } from '../../desks/zendesk/desk';
import { createZendeskLists } from '../../desks/zendesk/lists';
import { createZendeskWebhook } from '../../desks/zendesk/webhook';
import { createZendeskWebhookSetUp } from '../../desks/zendesk/webhook-set-up';
import type { ZendeskSettings } from '../../desks/zendesk/work';
import { HttpFailure } from '../../http';
import type { DeskBinding } from './binding';

export const zendesk: DeskBinding<ZendeskSettings> = {
	credential: 'caseDeskZendeskApi',
	toBaseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
	readSettings: (parameters, { baseUrl }) => {
		const newCase = parameters.newCase();
		return {
			baseUrl: String(baseUrl ?? ''),
			group: checkId(parameters.text('queue'), 'Group'),
			commentsAs: parameters.option('commentsAs', 'quiet') as ZendeskSettings['commentsAs'],
			newCase: { ...newCase, owner: checkId(newCase.owner, 'Owner') },
		};
	},
	create: createZendesk,
	toLists: createZendeskLists,
	webhook: {
		toWebhook: ({ baseUrl }) => createZendeskWebhook({ baseUrl: String(baseUrl ?? '') }),
		toSetUp: createZendeskWebhookSetUp,
	},
};

function checkId(id: string | undefined, field: string): string | undefined {
	if (!id || /^\d+$/.test(id)) return id || undefined;
	throw new HttpFailure('misconfigured', `'${field}' is "${id}", which is not an ID of Zendesk's`, {
		hint: `Choose it from the list, or enter the number at the end of its address in Admin Center.`,
	});
}
