import type { IDataObject } from 'n8n-workflow';

import { usualListenings } from '../../src/domain/activity/listening';
import { callX, APP_TOKEN } from '../sandbox/x-call';
import { type ActivityNode, startActivityNode } from '../support/activity-node';
import { type Sandbox, startSandbox } from '../support/sandbox';
import { createXCare, findWrites } from '../support/x-care';
import { toXCredential } from '../support/credentials-helper';

let sandbox: Sandbox;
let trigger: ActivityNode;
let run: ReturnType<typeof createXCare>;

beforeAll(async () => {
	sandbox = await startSandbox();
	run = createXCare(sandbox);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await sandbox.control('POST', 'reset', {});
	trigger = await startActivityNode({ sandboxUrl: sandbox.url });
});
afterEach(async () => await trigger.stop());

const call = async (operation: 'check' | 'repair', more: object = {}) => {
	const parameters = { resource: 'activity', operation, webhookUrl: trigger.url, ...more };
	const { outputs, error } = await run(parameters);
	return { item: outputs[0]?.[0]?.json as IDataObject, error };
};
const webhooks = async () => {
	const state = await sandbox.control<{ webhooks: Array<{ id: string; valid: boolean }> }>(
		'GET',
		'activity',
	);
	return state.webhooks;
};
const removeAt = async (path: string) =>
	await callX(sandbox, path, { method: 'DELETE', authorization: APP_TOKEN });
const switchOff = async () => {
	await sandbox.control('POST', 'settings', { webhookSecret: 'client' });
	await sandbox.control('POST', 'activity', { crc: true });
	await sandbox.control('POST', 'settings', { webhookSecret: 'consumer' });
};
const firstSubscription = async () => {
	const path = '/2/activity/subscriptions';
	const { body } = await callX(sandbox, path, { authorization: APP_TOKEN });
	return (body.data as unknown as Array<{ subscription_id: string; event_type: string }>)[0];
};

describe('Activity → Check', () => {
	it('is green while X tells all it should, and changes nothing', async () => {
		await trigger.publish();
		await sandbox.control('DELETE', 'requests');
		const { item } = await call('check');
		expect(item).toMatchObject({
			ok: true,
			light: 'green',
			sentence: expect.stringContaining('mentions') as unknown,
			webhook: { url: trigger.url, valid: true },
			missing: [],
		});
		expect(item.subscribed).toHaveLength(8);
		expect(item).not.toHaveProperty('fix');
		expect(await findWrites(sandbox)).toEqual([]);
	});

	it('is red when nothing was ever set up, and says who has the room', async () => {
		const other = await startActivityNode({ sandboxUrl: sandbox.url });
		await other.publish();
		const { item } = await call('check');
		await other.stop();
		expect(item).toMatchObject({ ok: false, light: 'red', subscribed: [] });
		expect(item.sentence).toContain('knows no webhook there');
		expect(item.sentence).toContain(other.url);
		expect(item.fix).toContain('Repair');
		expect(item.missing).toHaveLength(8);
	});

	it('is red when X has switched the webhook off', async () => {
		await trigger.publish();
		await switchOff();
		const { item } = await call('check');
		expect(item).toMatchObject({ ok: false, light: 'red', webhook: { valid: false } });
		expect(item.sentence).toContain('switched the webhook off');
	});

	it('is yellow when one kind of event is not told any more, and names it', async () => {
		await trigger.publish();
		const { subscription_id: id, event_type: eventType } = await firstSubscription();
		await removeAt(`/2/activity/subscriptions/${id}`);
		const { item } = await call('check');
		expect(item).toMatchObject({ ok: false, light: 'yellow', missing: [eventType] });
	});

	it('is grey, not red, when X cannot be asked at the moment', async () => {
		await trigger.publish();
		await sandbox.control('POST', 'faults', { path: '/2/webhooks', status: 503, times: 20 });
		const { item } = await call('check', { connection: { waitAtMost: 0 } });
		expect(item).toMatchObject({ ok: false, light: 'grey', missing: [] });
		expect(item.sentence).toContain('cannot be told at the moment');
	});

	it('names the credential it needs', async () => {
		const { error } = await run(
			{ resource: 'activity', operation: 'check', webhookUrl: trigger.url },
			[{ json: {} }],
			{ credentials: toXCredential(sandbox.url) },
		);
		expect(error).toMatchObject({
			message: expect.stringContaining('No app-only credential is chosen') as unknown,
		});
	});

	it.each([' ', 'n8n.example.com', 'ftp://n8n.example.com/x'])(
		'refuses %j as the webhook’s address',
		async (webhookUrl) => {
			const { error } = await call('check', { webhookUrl });
			expect(error).toMatchObject({
				message: expect.stringContaining("'Webhook URL'") as unknown,
			});
		},
	);
});

describe('Activity → Repair', () => {
	it('does nothing where nothing is wrong', async () => {
		await trigger.publish();
		await sandbox.control('DELETE', 'requests');
		const { item } = await call('repair');
		expect(item).toMatchObject({ ok: true, light: 'green', repaired: [], notDone: [] });
		expect(await findWrites(sandbox)).toEqual([]);
	});

	it('has X look again at a webhook that it switched off', async () => {
		await trigger.publish();
		await switchOff();
		const { item } = await call('repair');
		expect(item).toMatchObject({ ok: true, repaired: ['X checked the webhook anew.'] });
		expect(await webhooks()).toMatchObject([{ valid: true }]);
	});

	it('sets up again what is gone, so that events come as before', async () => {
		await trigger.publish();
		const [{ id }] = await webhooks();
		await removeAt(`/2/webhooks/${id}`);
		const { subscription_id: lost, event_type: eventType } = await firstSubscription();
		await removeAt(`/2/activity/subscriptions/${lost}`);
		const { item } = await call('repair');
		expect(item).toMatchObject({ ok: true, light: 'green', missing: [] });
		expect(item.repaired).toContain(`${eventType} was subscribed.`);
		expect((item.repaired as string[])[0]).toMatch(/^The webhook .* was created\.$/);
		await sandbox.post({ from: 'alice_m', text: '@acmecare hello' });
		await sandbox.control('POST', 'activity', { settle: true });
		expect(trigger.starts.flat()).toMatchObject([{ event: { kind: 'mention' } }]);
	});

	it('stays red and says what to do when the address does not pass X’s check', async () => {
		await trigger.publish();
		await switchOff();
		await sandbox.control('POST', 'settings', { webhookSecret: 'client' });
		const { item } = await call('repair');
		expect(item).toMatchObject({
			ok: false,
			light: 'red',
			repaired: [],
			notDone: [expect.stringContaining('CrcValidationFailed') as unknown],
			fix: expect.stringContaining("'API Key Secret'") as unknown,
		});
	});

	it('has X tell once more what came while nobody listened, with the same ids', async () => {
		await trigger.publish();
		await sandbox.control('POST', 'settings', { deliveryRetryMs: 0 });
		await switchOff();
		const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare hello?' });
		await sandbox.control('POST', 'activity', { settle: true });
		expect(trigger.starts).toEqual([]);
		const since = new Date(Date.now() - 3_600_000).toISOString();
		const { item } = await call('repair', { replaySince: since });
		expect(item.replay).toMatchObject({ jobId: expect.any(String) as unknown });
		await sandbox.control('POST', 'activity', { settle: true });
		expect(trigger.starts.flat()).toMatchObject([{ event: { id, source: 'push' } }]);
	});

	it('has nothing told again when X still refuses what is missing, so that a schedule does not bring all of it every time', async () => {
		await trigger.publish();
		await sandbox.control('POST', 'settings', { subscriptionLimit: 0 });
		const { item } = await call('repair', {
			events: [...usualListenings, 'reposts'],
			replaySince: new Date(Date.now() - 3_600_000).toISOString(),
		});
		expect(item).toMatchObject({ ok: false, missing: ['post.repost.create'] });
		expect(item).not.toHaveProperty('replay');
	});

	it('asks for no more than the 24 hours X can tell again, and says so', async () => {
		await trigger.publish();
		const { item, error } = await call('repair', { replaySince: '2020-01-01T00:00:00Z' });
		expect(error).toBeUndefined();
		const { from, to } = item.replay as { from: string; to: string };
		const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
		expect(hours).toBeGreaterThan(23.9);
		expect(hours).toBeLessThanOrEqual(24);
		expect(item.notDone).toEqual([expect.stringContaining('at most the last 24 hours')]);
	});

	it('refuses a replay of the future', async () => {
		await trigger.publish();
		const { error } = await call('repair', { replaySince: '2999-01-01T00:00:00Z' });
		expect(error).toMatchObject({ message: expect.stringContaining("'Replay Since'") as unknown });
	});

	it('says that nothing is told again while nobody would receive it', async () => {
		await sandbox.control('POST', 'settings', { webhookLimit: 0 });
		const { item } = await call('repair', { replaySince: new Date(0).toISOString() });
		expect(item).toMatchObject({ ok: false, light: 'red' });
		expect(item).not.toHaveProperty('replay');
		expect(item.notDone).toEqual([expect.stringContaining('WebhookLimitExceeded')]);
	});
});
