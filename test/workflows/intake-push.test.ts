import type { INodeExecutionData } from 'n8n-workflow';

import type { XEvent } from '../../src/domain/event';
import { type ActivityNode, startActivityNode } from '../support/activity-node';
import { type RequestTrackerFake, startRequestTrackerFake } from '../support/request-tracker-fake';
import { useSandbox } from '../support/use-sandbox';
import { createIntake, type Intake, pick, readTemplate, toItems } from './intake-world';

const template = readTemplate('11-intake-push.json');

describe('template 11, intake by push', () => {
	const sandbox = useSandbox();
	let tracker: RequestTrackerFake;
	let intake: Intake;
	let hook: ActivityNode;

	beforeEach(async () => {
		tracker = await startRequestTrackerFake();
		intake = await createIntake(template, sandbox, tracker, 'X tells us');
		hook = await startActivityNode({ sandboxUrl: sandbox.url });
		await hook.publish();
	});

	afterEach(async () => {
		await hook.stop();
		await tracker.stop();
	});

	/** Runs what X pushed, as n8n does: one execution a call, all at the same time. */
	const runPushed = async () => {
		await sandbox.control('POST', 'activity', { settle: true });
		const starts = hook.starts.splice(0);
		return await Promise.all(
			starts.map(
				async (items) =>
					await intake.deliver(...items.map((json) => ({ json }) as unknown as INodeExecutionData)),
			),
		);
	};
	const entries = () => tracker.tickets().map(({ messages }) => messages.length);
	const decisions = () =>
		pick(intake.rows('history'), 'kind', 'decision')
			.map((row) => row.join(' '))
			.sort();

	it('does with everything X tells what is due', async () => {
		const own = await sandbox.post({ from: 'acmecare', text: 'We are open on Sunday.' });
		await sandbox.control('POST', 'activity', { settle: true });
		hook.starts.splice(0);
		await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is two weeks late!' });
		await sandbox.post({ from: 'bob_travels', text: 'until when?', inReplyTo: own.id });
		await sandbox.control('POST', 'messages', { from: 'carla_k', text: 'you charged me twice' });
		await sandbox.control('POST', 'messages', { from: 'mona_ar', text: 'x', encrypted: true });
		await sandbox.control('POST', 'follows', { from: 'kenji_t', state: 'follow' });
		await sandbox.control('DELETE', `posts/${own.id}`);
		for (const { error } of await runPushed()) expect(error).toBeUndefined();

		expect([...new Set(decisions())]).toEqual([
			'follow noted',
			'mention case',
			'message case',
			'post_deleted redacted',
			'reply case',
			'unreadable_message case',
		]);
		expect(entries()).toEqual([1, 1, 1, 1]);
		expect(intake.unfinished()).toEqual([]);
	});

	it('does once what X tells three times, at once and in the wrong order', async () => {
		await sandbox.control('POST', 'activity', { hold: true, outOfOrder: true, duplicate: 2 });
		const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is late' });
		await sandbox.post({ from: 'alice_m', text: '@acmecare anybody?', inReplyTo: id });
		await sandbox.post({ from: 'bob_travels', text: '@acmecare do you deliver to Iceland?' });
		await sandbox.control('POST', 'activity', { release: true });
		for (const { error } of await runPushed()) expect(error).toBeUndefined();
		expect(intake.rows('history')).toHaveLength(3);
		expect(entries().sort()).toEqual([1, 2]);
		expect(intake.unfinished()).toEqual([]);
	});

	it('does once what is pushed and found by asking, and finds by asking what was not pushed', async () => {
		await intake.pollAndRun('We ask X');
		await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is late' });
		await runPushed();
		await hook.stop();
		await sandbox.post({ from: 'bob_travels', text: '@acmecare do you deliver to Iceland?' });
		const outcome = await intake.pollAndRun('We ask X');
		expect(outcome?.error).toBeUndefined();
		expect(outcome?.out('Open in the ledger')).toHaveLength(1);
		expect(entries()).toEqual([1, 1]);
		expect(pick(intake.rows('history'), 'source')).toEqual([['push'], ['poll']]);
	});

	it('has the case at the helpdesk within two seconds of the post', async () => {
		await intake.deliver(...toItems(1));
		const before = Date.now();
		await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is late' });
		await runPushed();
		expect(entries()).toEqual([1, 1]);
		expect(Date.now() - before).toBeLessThan(2_000);
	});

	const steps = ['Not in the ledger yet', 'Claim', 'Understand', 'History row'];

	it.each(steps)('ends in one case when the process dies before "%s"', async (step) => {
		await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is late' });
		await sandbox.control('POST', 'activity', { settle: true });
		const [items] = hook.starts.splice(0);
		intake.death.plan(step);
		await intake
			.deliver(...items.map((json) => ({ json }) as unknown as INodeExecutionData))
			.catch(() => undefined);
		intake.death.cancel();

		// X does not tell again what was answered with 200: the sweep and the poll have to find it.
		await intake.restart();
		intake.letRowsGrowOld('open');
		await intake.sweep();
		await intake.pollAndRun('We ask X');
		expect(entries()).toEqual([1]);
		expect(intake.rows('history')).toHaveLength(1);
		expect(intake.unfinished()).toEqual([]);
	});

	it('hands on items of the same shape as the poll', async () => {
		await intake.pollAndRun('We ask X');
		const { id } = await sandbox.post({ from: 'alice_m', text: '@acmecare my parcel is late' });
		await sandbox.control('POST', 'activity', { settle: true });
		const [[{ event }]] = hook.starts as unknown as Array<Array<{ event: XEvent }>>;
		expect(event).toMatchObject({ id, kind: 'mention', account: { id: '1402000000000000001' } });
	});
});
