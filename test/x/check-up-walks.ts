import { readX } from '../../src/x/call';
import {
	parseBalance,
	parseSubscriptions,
	parseUsage,
	parseWebhooks,
} from '../../src/x/check-up-answers';
import type { ReadName } from '../../src/x/endpoints';
import { register, startReceiver } from '../sandbox/webhook-receiver';
import { callX } from '../sandbox/x-call';
import { account, type Walk } from './walk';

const notLists = [{ data: {} }, { data: 'webhooks' }];

/** One per request that only a check-up of the account makes. */
export const checkUpWalks = {
	usage: {
		call: async (client) => parseUsage(await readX(client, 'usage')),
		brings: { used: 0, cap: 3_000_000, resetDay: 3 },
		empty: { body: { data: {} }, brings: {} },
		malformed: [{ data: [] }, { data: 'usage' }],
	},
	credits: {
		call: async (client) => ({ balanceUsd: parseBalance(await readX(client, 'credits')) }),
		brings: { balanceUsd: expect.any(Number) as unknown },
		malformed: [{ data: [] }, { data: {} }, { data: { total_balance: 'plenty' } }],
	},
	webhooks: {
		call: async (client) => ({ webhooks: parseWebhooks(await readX(client, 'webhooks')) }),
		async before(sandbox) {
			const receiver = await startReceiver();
			await register(sandbox, receiver).finally(() => receiver.stop());
			return {};
		},
		brings: { webhooks: [{ valid: true }] },
		empty: { body: { data: [], meta: { result_count: 0 } }, brings: { webhooks: [] } },
		malformed: notLists,
	},
	subscriptions: {
		call: async (client) => parseSubscriptions(await readX(client, 'subscriptions')),
		async before(sandbox) {
			const body = { event_type: 'post.mention.create', filter: { user_id: account.id } };
			await callX(sandbox, '/2/activity/subscriptions', { method: 'POST', body });
			return {};
		},
		brings: { items: [{ eventType: 'post.mention.create', userId: account.id }] },
		empty: { body: { meta: { result_count: 0 } }, brings: { items: [] } },
		malformed: notLists,
	},
} satisfies Partial<Record<ReadName, Walk>>;
