import { toIdTime } from '../../src/domain/post-id';
import { requestReplay } from '../../src/x/activity/replay';
import { moveSubscription, subscribe, unsubscribe } from '../../src/x/activity/subscriptions';
import { createWebhook, deleteWebhook, revalidateWebhook } from '../../src/x/activity/webhooks';
import type { SetUpName } from '../../src/x/endpoints';
import type { Sandbox } from '../support/sandbox';
import {
	type Receiver,
	register,
	startReceiver,
	subscribe as subscribeAt,
} from '../sandbox/webhook-receiver';
import { callX, APP_TOKEN } from '../sandbox/x-call';
import { account, type Scene, type Walk } from './walk';

const kind = 'post.mention.create';
const hour = 3_600_000;
const notMade = [{ data: {} }, { data: [] }, { data: 'yes' }, { data: [{}, {}] }];

/** X looks at the address while the request is under way, so it stays there for all walks. */
let receiver: Receiver | undefined;
afterAll(async () => await receiver?.stop());
const receive = async () => {
	receiver ??= await startReceiver();
	receiver.crc = 'right';
	return receiver;
};

const setWebhook = async (sandbox: Sandbox) => ({
	webhookId: await register(sandbox, await receive()),
});
const setSubscription = async (sandbox: Sandbox, scene: Scene) => {
	const { webhookId } = await setWebhook(sandbox);
	const other = { ...scene, webhookId };
	return { ...other, subscriptionId: await subscribeAt(sandbox, webhookId, kind) };
};
const look = async (sandbox: Sandbox) => await sandbox.control('GET', 'activity');
const lookAtSubscriptions = async (sandbox: Sandbox) => {
	const path = '/2/activity/subscriptions';
	const { body } = await callX(sandbox, path, { authorization: APP_TOKEN });
	return (body.data ?? []) as unknown[];
};

/** One per request that changes what X tells the app. */
export const activityWalks = {
	createWebhook: {
		call: async (client) => await createWebhook(client, (await receive()).url),
		before: async () => {
			await receive();
			return {};
		},
		brings: { id: expect.stringMatching(/^\d+$/) as unknown, valid: true },
		effect: { look, shows: { webhooks: [{ valid: true }] } },
		malformed: notMade,
	},
	revalidateWebhook: {
		call: async (client, { webhookId }) => {
			await revalidateWebhook(client, webhookId ?? '');
			return {};
		},
		async before(sandbox) {
			const { webhookId } = await setWebhook(sandbox);
			const there = await receive();
			there.crc = 'wrong';
			await sandbox.control('POST', 'activity', { crc: true });
			there.crc = 'right';
			return { webhookId };
		},
		brings: {},
		effect: { look, shows: { webhooks: [{ valid: true }] } },
		malformed: notMade,
	},
	deleteWebhook: {
		call: async (client, { webhookId }) => {
			await deleteWebhook(client, webhookId ?? '');
			return {};
		},
		before: setWebhook,
		brings: {},
		effect: { look, shows: { webhooks: [] } },
		malformed: notMade,
	},
	requestReplay: {
		call: async (client, { webhookId, ownPostId }) => {
			const nowMs = toIdTime(ownPostId);
			return await requestReplay(client, webhookId ?? '', nowMs - hour, nowMs + hour);
		},
		async before(sandbox, scene) {
			const made = await setSubscription(sandbox, scene);
			await sandbox.post({ from: 'alice_m', text: '@acmecare hello' });
			await sandbox.control('POST', 'activity', { settle: true });
			return made;
		},
		brings: { jobId: expect.stringMatching(/^\w+$/) as unknown },
		effect: {
			async look(sandbox) {
				await sandbox.control('POST', 'activity', { settle: true });
				const deliveries = await sandbox.control<Array<{ replay: boolean }>>('GET', 'deliveries');
				return deliveries.filter(({ replay }) => replay);
			},
			shows: [{ event: kind, status: 'delivered' }],
		},
		malformed: notMade,
	},
	subscribe: {
		call: async (client, { webhookId }) =>
			await subscribe(client, {
				eventType: kind,
				userId: account.id,
				webhookId: webhookId ?? '',
				tag: 'test',
			}),
		before: setWebhook,
		brings: { eventType: kind, userId: account.id, tag: 'test' },
		effect: { look: lookAtSubscriptions, shows: [{ event_type: kind, tag: 'test' }] },
		malformed: notMade,
	},
	moveSubscription: {
		call: async (client, { webhookId, subscriptionId }) => {
			await moveSubscription(client, subscriptionId ?? '', webhookId ?? '');
			return {};
		},
		async before(sandbox) {
			const body = { event_type: kind, filter: { user_id: account.id } };
			const path = '/2/activity/subscriptions';
			const made = await callX(sandbox, path, { method: 'POST', body });
			const subscriptionId = made.body.data.subscription_id as string;
			return { ...(await setWebhook(sandbox)), subscriptionId };
		},
		brings: {},
		effect: {
			look: lookAtSubscriptions,
			shows: [{ event_type: kind, webhook_id: expect.any(String) as unknown }],
		},
		malformed: notMade,
	},
	unsubscribe: {
		call: async (client, { subscriptionId }) => {
			await unsubscribe(client, subscriptionId ?? '');
			return {};
		},
		before: setSubscription,
		brings: {},
		effect: { look: lookAtSubscriptions, shows: [] },
		malformed: notMade,
	},
} satisfies Record<SetUpName, Walk>;
